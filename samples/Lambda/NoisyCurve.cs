using NnGen;

namespace Samples.Lambda;

/// <summary>Points near a curve, as inputs of <see cref="PolynomialNet"/>.</summary>
internal static class NoisyCurve
{
    public const string Formula = "y = sin(3 x) + 0.4 x";

    public static double Value(double x) => Math.Sin(3 * x) + 0.4 * x;

    /// <summary>Points at random places from -1 to 1, each off the curve by noise.</summary>
    public static Dataset<float> Points(int count, double noise, int seed)
    {
        var random = new Random(seed);
        var inputs = new float[count * PolynomialNet.InputSize];
        var targets = new float[count];
        for (int i = 0; i < count; i++)
        {
            double x = 2 * random.NextDouble() - 1;
            Fill(inputs.AsSpan(i * PolynomialNet.InputSize, PolynomialNet.InputSize), x);
            targets[i] = (float)(Value(x) + noise * Normal(random));
        }

        return Dataset.FromTargets(inputs, PolynomialNet.InputSize, targets, PolynomialNet.OutputSize);
    }

    /// <summary>The curve itself at evenly spaced places: what nobody has who only has points.</summary>
    public static Dataset<float> Truth(int count)
    {
        var inputs = new float[count * PolynomialNet.InputSize];
        var targets = new float[count];
        for (int i = 0; i < count; i++)
        {
            double x = -1 + 2.0 * i / (count - 1);
            Fill(inputs.AsSpan(i * PolynomialNet.InputSize, PolynomialNet.InputSize), x);
            targets[i] = (float)Value(x);
        }

        return Dataset.FromTargets(inputs, PolynomialNet.InputSize, targets, PolynomialNet.OutputSize);
    }

    // Chebyshev's polynomials of degree 1, 2, ...: together they make every polynomial, and unlike powers of x they are not nearly the same.
    private static void Fill(Span<float> inputs, double x)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = (float)Math.Cos((i + 1) * Math.Acos(x));
        }
    }

    // Box and Muller.
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
