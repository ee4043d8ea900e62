namespace NnGen.Compiler.Model.Spaces;

/// <summary>How many candidates a space has.</summary>
internal static class SpaceCount
{
    /// <summary>The combinations of options, where choices without a meaning count once.</summary>
    public static double Of(IReadOnlyList<SpaceChoice> choices)
    {
        // From the last choice on: those that depend on a choice stand behind it, and are counted when it is.
        double[][] below = [.. choices.Select(choice => Enumerable.Repeat(1.0, choice.Options.Count).ToArray())];
        double all = 1;
        for (int i = choices.Count - 1; i >= 0; i--)
        {
            double ways = below[i].Sum();
            if (choices[i].Parent < 0)
            {
                all *= ways;
                continue;
            }

            double[] parent = below[choices[i].Parent];
            for (int option = choices[i].ParentFrom; option < parent.Length; option++)
            {
                parent[option] *= ways;
            }
        }

        return Math.Min(all, double.MaxValue);
    }
}
