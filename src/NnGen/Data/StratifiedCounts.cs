namespace NnGen;

/// <summary>How many rows of each class go to validation: shares rounded down, and what is lacking by the largest remainders.</summary>
internal static class StratifiedCounts
{
    /// <summary>The number of rows by class; all are 0 where the fraction is not between 0 and 1.</summary>
    internal static Dictionary<int, int> Of<T>(Dataset<T> data, double fraction)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var rows = new SortedDictionary<int, int>();
        for (int row = 0; row < data.Rows; row++)
        {
            int label = data.Label(row);
            rows[label] = rows.GetValueOrDefault(label) + 1;
        }

        double share = fraction is > 0 and < 1 ? fraction : 0;
        var counts = new Dictionary<int, int>();
        var remainders = new List<(double Remainder, int Label)>();
        int lacking = (int)Math.Round(data.Rows * share);
        foreach ((int label, int count) in rows)
        {
            // A product may round up to the whole class; one row of it is trained on in any case.
            int whole = Math.Min((int)(count * share), count - 1);
            counts[label] = whole;
            lacking -= whole;
            if (whole + 1 < count)
            {
                remainders.Add((count * share - whole, label));
            }
        }

        // The largest remainder first; of equal ones the smaller label.
        remainders.Sort((a, b) => a.Remainder != b.Remainder ? b.Remainder.CompareTo(a.Remainder) : a.Label.CompareTo(b.Label));
        for (int i = 0; i < Math.Min(lacking, remainders.Count); i++)
        {
            counts[remainders[i].Label]++;
        }

        return counts;
    }
}
