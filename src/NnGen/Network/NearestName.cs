namespace NnGen;

/// <summary>What a wrong name was meant to be, for messages.</summary>
internal static class NearestName
{
    /// <summary>So many names are listed; more would hide what the message says.</summary>
    private const int MostNames = 40;

    /// <summary>The names that there are, after the one that was probably meant: <c>Did you mean 'a'? It has: a, b.</c></summary>
    public static string Advice(string name, IReadOnlyList<string> known)
    {
        if (known.Count == 0)
        {
            return "It has none.";
        }

        string? nearest = Of(name, known);
        string more = known.Count > MostNames ? $" and {known.Count - MostNames} more" : "";
        return $"{(nearest is null ? "" : $"Did you mean '{nearest}'? ")}It has: {string.Join(", ", known.Take(MostNames))}{more}.";
    }

    /// <summary>The name with the fewest changed letters, or null where none is near: up to a third of the letters, and two of few.</summary>
    public static string? Of(string name, IReadOnlyList<string> known)
    {
        string? nearest = null;
        int best = Math.Max(2, name.Length / 3) + 1;
        foreach (string candidate in known)
        {
            int distance = Distance(name, candidate, best);
            if (distance < best)
            {
                best = distance;
                nearest = candidate;
            }
        }

        return nearest;
    }

    /// <summary>Levenshtein's distance without regard to case, or the limit where it is no less.</summary>
    private static int Distance(string from, string to, int limit)
    {
        if (Math.Abs(from.Length - to.Length) >= limit)
        {
            return limit;
        }

        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 0; i < from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < to.Length; j++)
            {
                int changed = diagonal + (char.ToLowerInvariant(from[i]) == char.ToLowerInvariant(to[j]) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(changed, Math.Min(row[j], diagonal) + 1);
            }
        }

        return Math.Min(row[to.Length], limit);
    }
}
