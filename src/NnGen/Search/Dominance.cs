namespace NnGen.Search;

/// <summary>When one list of numbers, of which all are minimised, is better than another whatever is preferred (Pareto).</summary>
internal static class Dominance
{
    /// <summary>The numbers of a result: the objective, then some of its costs.</summary>
    internal static double[] Values(TrialResult result, ReadOnlySpan<int> costs)
    {
        var values = new double[1 + costs.Length];
        values[0] = result.Objective;
        for (int i = 0; i < costs.Length; i++)
        {
            values[i + 1] = result.Costs[costs[i]];
        }

        return values;
    }

    /// <summary>Whether <paramref name="first"/> is nowhere worse than <paramref name="second"/> and somewhere better.</summary>
    internal static bool Dominates(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        bool isBetter = false;
        for (int i = 0; i < first.Length; i++)
        {
            if (first[i] > second[i])
            {
                return false;
            }

            isBetter |= first[i] < second[i];
        }

        return isBetter;
    }
}
