namespace NnGen.Benchmarks.Searches;

/// <summary>Whether the numbers of one group tend to be lower than those of another.</summary>
internal static class RankTest
{
    /// <summary>
    /// Mann and Whitney, "On a test of whether one of two random variables is stochastically larger than the other", 1947: the normal number of how far the pairs in which the first is lower are from
    /// half of all; below -1.96 or above 1.96 once in twenty without any difference. Negative where the first is lower.
    /// </summary>
    public static double NormalNumber(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        double lower = 0;
        foreach (double one in first)
        {
            foreach (double other in second)
            {
                lower += one < other ? 1 : one.Equals(other) ? 0.5 : 0;
            }
        }

        double n = first.Count;
        double m = second.Count;

        // Equal numbers make the statistic vary less.
        double ties = first.Concat(second).GroupBy(number => number).Sum(group => Math.Pow(group.Count(), 3) - group.Count());
        double variance = n * m / 12 * (n + m + 1 - (ties / ((n + m) * (n + m - 1))));
        return variance > 0 ? ((n * m / 2) - lower) / Math.Sqrt(variance) : 0;
    }
}
