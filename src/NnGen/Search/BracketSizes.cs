namespace NnGen.Search;

/// <summary>How many configurations begin on which rung.</summary>
internal static class BracketSizes
{
    /// <summary>The most that begin on a rung: a ladder that asks for more is a mistake.</summary>
    internal const int Most = 1_000_000;

    /// <summary>As many on the first rung as leave one on the last.</summary>
    /// <exception cref="ArgumentException">They are too many.</exception>
    internal static int OfOne(ResourceLadder ladder) => Checked(Math.Pow(ladder.Reduction, ladder.Rungs.Count - 1));

    /// <summary>
    /// The brackets of Hyperband (Li et al., 2018, algorithm 1): with s from the number of rungs - 1 down to 0, <c>ceil((s_max + 1) / (s + 1) * eta ^ s)</c> configurations
    /// that begin s rungs below the last.
    /// </summary>
    /// <exception cref="ArgumentException">They are too many.</exception>
    internal static (int Configurations, int FirstRung)[] OfHyperband(ResourceLadder ladder)
    {
        int most = ladder.Rungs.Count - 1;
        var brackets = new (int, int)[most + 1];
        for (int s = most; s >= 0; s--)
        {
            // The product first: a whole number that is divided once is rounded up rightly.
            brackets[most - s] = (Checked(Math.Ceiling((most + 1) * Math.Pow(ladder.Reduction, s) / (s + 1))), most - s);
        }

        return brackets;
    }

    private static int Checked(double count) => count <= Most ? (int)count
        : throw new ArgumentException($"The ladder has so many rungs that more than {Most} configurations would begin on the first; begin with more epochs or more data.", "ladder");
}
