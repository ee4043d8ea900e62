using System.Globalization;

namespace NnGen.Compiler.Graph.Advice;

/// <summary>Numbers in messages.</summary>
internal static class Words
{
    /// <summary>Two significant digits, without an exponent for what is read as easily without: 0.0039, 9.5E-07.</summary>
    public static string Rough(double number) => number.ToString("G2", CultureInfo.InvariantCulture);

    /// <summary>Up to four significant digits: the bounds of activations.</summary>
    public static string Bound(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>With groups: 101,770.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
