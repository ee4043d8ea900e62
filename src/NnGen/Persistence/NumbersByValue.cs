namespace NnGen;

/// <summary>Compares names letter by letter, but runs of digits as numbers: 2 before 10.</summary>
internal sealed class NumbersByValue : IComparer<string>
{
    public static NumbersByValue Comparer { get; } = new();

    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> left = x;
        ReadOnlySpan<char> right = y;
        while (left.Length > 0 && right.Length > 0)
        {
            int digits = Digits(left);
            int others = Digits(right);
            int order = digits > 0 && others > 0
                ? ByValue(left[..digits], right[..others])
                : left[0].CompareTo(right[0]);
            if (order != 0)
            {
                return order;
            }

            left = left[Math.Max(1, digits)..];
            right = right[Math.Max(1, others)..];
        }

        return left.Length.CompareTo(right.Length);
    }

    private static int ByValue(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.TrimStart('0');
        right = right.TrimStart('0');
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        int count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count]))
        {
            count++;
        }

        return count;
    }
}
