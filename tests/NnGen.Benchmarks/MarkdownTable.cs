using System.Globalization;
using System.Text;

namespace NnGen.Benchmarks;

/// <summary>A table with its columns aligned, so that it also reads as plain text.</summary>
internal sealed class MarkdownTable(params string[] columns)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row; the first cell is text, the others are set to the right.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <inheritdoc/>
    public override string ToString()
    {
        int[] widths = [.. columns.Select((column, i) => _rows.Select(row => row[i].Length).Append(column.Length).Append(3).Max())];
        var text = new StringBuilder();
        Append(columns);
        text.Append('|');
        for (int i = 0; i < widths.Length; i++)
        {
            text.Append(i == 0 ? $"{new string('-', widths[i] + 2)}|" : $"{new string('-', widths[i] + 1)}:|");
        }

        text.Append('\n');
        _rows.ForEach(Append);
        return text.ToString();

        void Append(string[] cells)
        {
            text.Append('|');
            for (int i = 0; i < cells.Length; i++)
            {
                text.Append(' ').Append(i == 0 ? cells[i].PadRight(widths[i]) : cells[i].PadLeft(widths[i])).Append(" |");
            }

            text.Append('\n');
        }
    }
}

/// <summary>How the tables write numbers.</summary>
internal static class Cell
{
    /// <summary>A peer that is not there.</summary>
    public const string Missing = "missing";

    /// <summary>A ratio to a peer whose library is not one that anybody would compute with.</summary>
    public const string NotComparable = "not comparable";

    /// <summary>What does not apply.</summary>
    public const string None = "";

    /// <summary>Three digits, or all before the point.</summary>
    public static string Number(double value)
    {
        string format = Math.Abs(value) switch
        {
            >= 99.95 => "0",
            >= 9.995 => "0.0",
            >= 0.9995 => "0.00",
            _ => "0.000",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>A time, with the tenth and ninetieth percentile where they lie more than 10 % apart.</summary>
    public static string Time(Timing? timing, double scale = 1)
    {
        if (timing is null)
        {
            return Missing;
        }

        string median = Number(timing.Median * scale);
        return timing.IsWide ? $"{median} ({Number(timing.Low * scale)}-{Number(timing.High * scale)})" : median;
    }

    /// <summary>A speed in units a second times <paramref name="scale"/>, where a time stands for <paramref name="units"/> units.</summary>
    public static string Rate(Timing? timing, double units, double scale)
    {
        if (timing is null)
        {
            return Missing;
        }

        double perSecond = units * 1e9 * scale;
        string median = Number(perSecond / timing.Median);
        return timing.IsWide ? $"{median} ({Number(perSecond / timing.High)}-{Number(perSecond / timing.Low)})" : median;
    }

    /// <summary>How many times faster than a peer.</summary>
    public static string Faster(Timing ours, Timing? theirs) => theirs is null ? Missing : $"{Number(theirs.Median / ours.Median)}x";

    /// <summary>A share in percent.</summary>
    public static string Percent(double share) => (share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A target, or nothing.</summary>
    public static string Target(double target) => target == 0 ? None : Number(target);
}
