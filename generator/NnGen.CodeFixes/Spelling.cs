namespace NnGen.CodeFixes;

/// <summary>Which of several names somebody meant who wrote another.</summary>
internal static class Spelling
{
    private const int LeastReach = 2;

    /// <summary>The one nearest name within two changes, or within a third of the letters of a long name; null where there is none or several.</summary>
    public static string? Nearest(string written, IEnumerable<string> known)
    {
        int reach = Math.Max(LeastReach, written.Length / 3);
        string? nearest = null;
        int least = int.MaxValue;
        foreach (string name in known)
        {
            int distance = Distance(written, name);
            if (distance < least)
            {
                least = distance;
                nearest = name;
            }
            else if (distance == least)
            {
                nearest = null;
            }
        }

        // A name of which no letter is left was not misspelt.
        return nearest is not null && least <= reach && least < Math.Max(written.Length, nearest.Length) ? nearest : null;
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
