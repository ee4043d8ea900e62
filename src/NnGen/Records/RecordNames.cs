namespace NnGen;

/// <summary>Compares what files call things with what C# calls them.</summary>
internal static class RecordNames
{
    /// <summary>Whether two names differ in nothing but the size of letters and what stands between words: <c>model_year</c> and <c>ModelYear</c>.</summary>
    public static bool AreAlike(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        int i = 0;
        int j = 0;
        while (true)
        {
            while (i < left.Length && IsBetweenWords(left[i]))
            {
                i++;
            }

            while (j < right.Length && IsBetweenWords(right[j]))
            {
                j++;
            }

            if (i == left.Length || j == right.Length)
            {
                return i == left.Length && j == right.Length;
            }

            if (char.ToUpperInvariant(left[i++]) != char.ToUpperInvariant(right[j++]))
            {
                return false;
            }
        }
    }

    private static bool IsBetweenWords(char c) => c is '_' or '-' or ' ' or '.';
}
