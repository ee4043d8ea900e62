namespace NnGen;

/// <summary>Lists in sentences.</summary>
internal static class WordLists
{
    /// <summary>Such as <c>dense1, dense2 and dense3</c>; the middle of a long list is only counted.</summary>
    public static string Join(IReadOnlyList<string> words)
    {
        const int Longest = 8;
        const int Shown = 6;
        return words.Count switch
        {
            0 => "nothing",
            1 => words[0],
            <= Longest => $"{string.Join(", ", words.Take(words.Count - 1))} and {words[^1]}",
            _ => $"{string.Join(", ", words.Take(Shown))} and {words.Count - Shown} more",
        };
    }
}
