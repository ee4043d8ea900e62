namespace NnGen.Numerics.Tests.Functions;

/// <summary>Arguments for elementary functions.</summary>
internal static class Samples
{
    /// <summary>The numbers where something happens: signed zeros, subnormals, the ends of the range, infinities, not-a-number.</summary>
    public static double[] Special { get; } =
    [
        0, -0.0, 1, -1, 0.5, 2, double.Epsilon, -double.Epsilon, 2.2250738585072014e-308, 1.1e-308, -1.1e-308, 1.4e-45, -1.4e-45, 1e-40, -1e-40, 1.1754944e-38, -1.1754944e-38,
        709.78, 710, 709.79, -708.39, -708.4, -745, -746, 88.72, 88.73, 89, -86.98, -87.33, -87.34, -103.9, -104,
        float.MaxValue, -float.MaxValue, double.MaxValue, -double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];

    /// <summary>Floats of the full range: every so-many-th bit pattern, which gives each power of two as many, beside the specials.</summary>
    public static IEnumerable<float> Single(uint stride)
    {
        foreach (double special in Special)
        {
            yield return (float)special;
        }

        for (ulong bits = 0; bits <= uint.MaxValue; bits += stride)
        {
            yield return BitConverter.UInt32BitsToSingle((uint)bits);
        }
    }

    /// <summary>Doubles: so many from each of the full range by power of two, from [-50, 50] and from [-1, 1], beside the specials.</summary>
    public static IEnumerable<double> Double(int count, int seed)
    {
        var random = new Random(seed);
        foreach (double special in Special)
        {
            yield return special;
        }

        for (int i = 0; i < count; i++)
        {
            yield return BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            yield return 100 * random.NextDouble() - 50;
            yield return 2 * random.NextDouble() - 1;
            yield return Math.ScaleB(random.NextDouble() - 0.5, random.Next(-30, 12));
        }
    }
}
