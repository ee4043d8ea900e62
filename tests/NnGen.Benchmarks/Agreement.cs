namespace NnGen.Benchmarks;

/// <summary>Contenders that compute different things are not compared: that is an error, not a row.</summary>
internal static class Agreement
{
    private const double Tolerance = 1e-4;
    private const float MoveTolerance = 0.05f;

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

    /// <summary>
    /// Throws unless a training step has moved each parameter as NnGen's has, to 5 % of its largest move. Not closer: where two places of a
    /// pool are equal but for rounding, another one may win, and the gradient of a whole place goes elsewhere.
    /// </summary>
    /// <param name="what">The contender and what it trained.</param>
    /// <param name="start">The parameters before the step.</param>
    /// <param name="expected">Those that NnGen has after it.</param>
    /// <param name="actual">The contender's.</param>
    public static void CheckMoves(string what, float[][] start, float[][] expected, float[][] actual)
    {
        for (int k = 0; k < start.Length; k++)
        {
            float bound = MoveTolerance * start[k].Zip(expected[k], (before, after) => Math.Abs(after - before)).Max();
            float farthest = expected[k].Zip(actual[k], (ours, theirs) => Math.Abs(ours - theirs)).Max();

            // Written so that NaN is a mismatch, and so is a parameter that does not move.
            if (!(farthest <= bound && bound > 0))
            {
                throw new InvalidOperationException($"{what}: parameter {k} is off by {farthest} after a step that moved it by {bound / MoveTolerance}.");
            }
        }
    }
}
