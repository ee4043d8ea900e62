namespace NnGen.Generator.Parsing;

/// <summary>Which of several names somebody meant who wrote another.</summary>
internal static class Spelling
{
    private const int LeastReach = 2;

    /// <summary>The one nearest name within two changes, or within a third of the letters of a long name; null where there is none or several.</summary>
    public static string? Nearest(string written, IEnumerable<string> known)
    {
        string[] nearest = [.. AllNearest(written, known)];
        return nearest.Length == 1 ? nearest[0] : null;
    }

    /// <summary>All names that are as near as the nearest one, in the order given; none where that is too far away.</summary>
    public static IEnumerable<string> AllNearest(string written, IEnumerable<string> known)
    {
        (string Name, int Distance)[] distances = [.. known.Select(name => (name, Distance(written, name)))];
        int least = distances.Length == 0 ? int.MaxValue : distances.Min(pair => pair.Distance);

        // A name of which no letter is left was not misspelt.
        return distances
            .Where(pair => pair.Distance == least && least <= Math.Max(LeastReach, written.Length / 3) && least < Math.Max(written.Length, pair.Name.Length))
            .Select(pair => pair.Name);
    }

    /// <summary>The least number of letters to add, drop or change (the distance of Levenshtein).</summary>
    public static int Distance(string left, string right)
    {
        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        int[] current = new int[right.Length + 1];
        for (int i = 0; i < left.Length; i++)
        {
            current[0] = i + 1;
            for (int j = 0; j < right.Length; j++)
            {
                int change = previous[j] + (left[i] == right[j] ? 0 : 1);
                current[j + 1] = Math.Min(change, Math.Min(previous[j + 1], current[j]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }
}
