using System.Globalization;

namespace Samples.Forecast;

/// <summary>A monthly series: one of one's own, or an invented one that grows, has a season that grows with it, and noise.</summary>
internal static class Series
{
    /// <summary>The months of an invented series.</summary>
    private const int Months = 240;

    /// <summary>The last number of each line, of a file with or without a line of names.</summary>
    /// <exception cref="FormatException">A line but the first ends in no positive number.</exception>
    public static double[] Read(string file)
    {
        var values = new List<double>();
        string[] lines = File.ReadAllLines(file);
        for (int i = 0; i < lines.Length; i++)
        {
            string last = lines[i].Split(',', ';')[^1].Trim();
            if (double.TryParse(last, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0)
            {
                values.Add(value);
            }
            else if (i > 0 && last.Length > 0)
            {
                throw new FormatException($"Line {i + 1} of {file} ends in '{last}', and each line should end in a positive number: the value of a month.");
            }
        }

        return [.. values];
    }

    /// <summary>An invented series: the season's amplitude grows with the level, and its peak wanders.</summary>
    public static double[] Invented()
    {
        var random = new Random(7);
        double level = 100;
        var values = new double[Months];
        for (int month = 0; month < Months; month++)
        {
            double slow = Math.Sin(2 * Math.PI * month / 67);
            level *= 1 + 0.006 + 0.006 * slow;
            double season = 0.22 * Math.Sin(2 * Math.PI * month / 12 + 0.5 * slow) + 0.07 * Math.Cos(4 * Math.PI * month / 12);
            values[month] = level * (1 + season) * (1 + 0.015 * (2 * random.NextDouble() - 1));
        }

        return values;
    }
}
