namespace NnGen.Benchmarks;

/// <summary>Contenders that compute different things are not compared: that is an error, not a row.</summary>
internal static class Agreement
{
    private const double Tolerance = 1e-4;

    /// <summary>Throws unless both are equal to <c>1e-4</c>.</summary>
    /// <param name="what">The contender and what it computed.</param>
    /// <param name="expected">NnGen's numbers.</param>
    /// <param name="actual">The contender's.</param>
    public static void Check(string what, ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        if (expected.Length != actual.Length)
        {
            throw new InvalidOperationException($"{what}: {actual.Length} numbers instead of {expected.Length}.");
        }

        for (int i = 0; i < expected.Length; i++)
        {
            // Written so that NaN is a mismatch.
            if (!(Math.Abs(expected[i] - actual[i]) <= Tolerance))
            {
                throw new InvalidOperationException($"{what}: element {i} is {actual[i]}, but NnGen has {expected[i]}.");
            }
        }
    }
}
