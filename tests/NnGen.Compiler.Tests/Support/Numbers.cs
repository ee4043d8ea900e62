namespace NnGen.Compiler.Tests.Support;

/// <summary>Reproducible numbers in [-1, 1), from a counter: the same on every machine.</summary>
internal static class Numbers
{
    public static double At(ulong seed, ulong index)
    {
        ulong z = unchecked((seed + 1) * 0x9E3779B97F4A7C15 + index * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        z ^= z >> 31;
        return (z >> 11) * (2.0 / (1UL << 53)) - 1;
    }

    public static double[] Doubles(ulong seed, int count) => [.. Enumerable.Range(0, count).Select(i => At(seed, (ulong)i))];

    public static float[] Floats(ulong seed, int count) => [.. Enumerable.Range(0, count).Select(i => (float)At(seed, (ulong)i))];

    /// <summary>Fails at the first element whose bits differ.</summary>
    public static void AssertSameBits(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i]), $"Element {i} is {actual[i]:R}, not {expected[i]:R}.");
        }
    }

    /// <summary>Fails where two numbers differ by more than <paramref name="tolerance"/>, relative to the larger of 1 and the expected one.</summary>
    public static void AssertClose(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            double limit = tolerance * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(Math.Abs(expected[i] - actual[i]) <= limit, $"Element {i} is {actual[i]:R}, not {expected[i]:R} within {limit:R}.");
        }
    }

    /// <summary>The first difference in words; null where no two numbers differ by more than <paramref name="tolerance"/>, relative to the larger of 1 and the expected one.</summary>
    public static string? Unlike(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        if (expected.Count != actual.Count)
        {
            return $"{actual.Count} numbers and not {expected.Count}";
        }

        for (int i = 0; i < expected.Count; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i]))))
            {
                return $"number {i} is {actual[i]:R} and not {expected[i]:R}";
            }
        }

        return null;
    }
}
