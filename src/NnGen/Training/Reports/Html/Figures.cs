using System.Globalization;

namespace NnGen;

/// <summary>Numbers as people read them, without culture. A no-break space parts number and unit.</summary>
internal static class Figures
{
    private const string Gap = "\u00A0";

    /// <summary>Formats without culture.</summary>
    public static string Plain(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>A whole number with separators of thousands.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number of rows that need not be whole, because rows have weights.</summary>
    public static string Weight(double number) => number == Math.Floor(number) ? number.ToString("N0", CultureInfo.InvariantCulture) : Short(number);

    /// <summary>About four digits: <c>0.01234</c>, <c>12.34</c>, <c>12,340</c>, <c>1.23e-7</c>.</summary>
    public static string Short(double number)
    {
        double size = Math.Abs(number);
        return number switch
        {
            double.NaN => "NaN",
            double.PositiveInfinity => "infinite",
            double.NegativeInfinity => "minus infinite",
            0 => "0",
            _ when size < 1e-4 || size >= 1e7 => number.ToString("0.##e0", CultureInfo.InvariantCulture),
            _ when size >= 1000 => number.ToString("N0", CultureInfo.InvariantCulture),
            _ => number.ToString("G4", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>About two digits, for small marks.</summary>
    public static string Rough(double number) => Math.Abs(number) switch
    {
        0 or (>= 1e-3 and < 99.5) => number.ToString("G2", CultureInfo.InvariantCulture),
        >= 99.5 and < 1e5 => number.ToString("F0", CultureInfo.InvariantCulture),
        _ => number.ToString("0.#e0", CultureInfo.InvariantCulture),
    };

    /// <summary>A part as a percentage with two digits.</summary>
    public static string Percent(double part) => double.IsFinite(part) ? (100 * part).ToString("F2", CultureInfo.InvariantCulture) + Gap + "%" : Short(part);

    /// <summary>A part as a percentage with as many digits as it needs, for axes.</summary>
    public static string ShortPercent(double part) => (100 * part).ToString("0.####", CultureInfo.InvariantCulture) + Gap + "%";

    /// <summary>A part as a percentage with one digit.</summary>
    public static string ShortPercentOf(double part) => double.IsFinite(part) ? (100 * part).ToString("0.#", CultureInfo.InvariantCulture) + Gap + "%" : Short(part);

    /// <summary>A duration: <c>12.3 s</c>, <c>3 min 12 s</c>, <c>2 h 5 min</c>.</summary>
    public static string Duration(double seconds)
    {
        const double Minute = 60;
        const double Hour = 3600;
        return seconds switch
        {
            double.NaN or >= 1e9 or < 0 => Short(seconds) + Gap + "s",
            < 0.0995 => (1000 * seconds).ToString("0.##", CultureInfo.InvariantCulture) + Gap + "ms",
            < 9.95 => seconds.ToString("0.00", CultureInfo.InvariantCulture) + Gap + "s",
            < Minute - 0.05 => seconds.ToString("0.0", CultureInfo.InvariantCulture) + Gap + "s",
            < Hour - 0.5 => Parts(Math.Round(seconds), Minute, "min", "s"),
            _ => Parts(Math.Round(seconds / Minute), Minute, "h", "min"),
        };
    }

    /// <summary>A place in a drawing.</summary>
    public static string Coordinate(double place) => place.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A length as a percentage for a style.</summary>
    public static string Share(double part) => (100 * part).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private static string Parts(double total, double divisor, string large, string small)
        => Plain($"{Math.Floor(total / divisor):0}{Gap}{large} {total % divisor:0}{Gap}{small}");
}
