using System.Globalization;
using NnGen.Compiler.Kernels.Interpreter;

namespace NnGen.Numerics.Tests.Functions;

/// <summary>The software multiply-add, exact and rounded once, against the runtime's own, which is the hardware's where there is one.</summary>
public sealed class SoftwareFmaTests
{
    private const int Triples = 1_000_000;

    private static readonly double[] s_boundaries =
    [
        0, -0.0, 1, -1, 1.5, double.Epsilon, -double.Epsilon, 2.2250738585072014e-308, -2.225073858507201e-308, double.MaxValue, -double.MaxValue,
        1 + 2.220446049250313e-16, 1 - 1.1102230246251565e-16, 9007199254740991, 9007199254740993, 4.9406564584124654e-324, 1e-162, -1e-162, 1.3407807929942596e154,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1.4e-45, -1.4e-45, 1.1754944e-38, 3.4028234663852886e38, -3.4028234663852886e38, 1.00000012, 0.99999994, 1e-23,
    ];

    [Fact]
    public void Single_RandomAndBoundaryTriples_HaveTheHardwaresBits()
    {
        foreach ((double x, double y, double z) in Boundaries())
        {
            Check((float)x, (float)y, (float)z);
        }

        var random = new Random(1);
        for (int i = 0; i < Triples; i++)
        {
            float x = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            float y = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            float z = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            switch (i % 5)
            {
                case 1:
                    // The sum cancels all but the product's rounding error, or a few bits of it.
                    z = -(x * y) * (1 + random.Next(-2, 3) * 1.1920929e-7f);
                    break;
                case 2:
                    // The product lies about half a unit of the sum's last place away.
                    z = MathF.ScaleB(MathF.CopySign(1 + random.Next(4) * 1.1920929e-7f, z), Exponent(x) + Exponent(y) + random.Next(22, 28));
                    break;
                case 3:
                    // The result is subnormal, or just not.
                    x = MathF.ScaleB(1 + random.NextSingle(), random.Next(-80, -60));
                    y = MathF.ScaleB(1 + random.NextSingle(), random.Next(-80, -60));
                    z = MathF.ScaleB(random.NextSingle() - 0.5f, random.Next(-150, -120));
                    break;
                case 4:
                    // Few bits: ties are frequent.
                    x = random.Next(-4096, 4096);
                    y = MathF.ScaleB(random.Next(-4096, 4096), random.Next(-30, 30));
                    z = MathF.ScaleB(random.Next(-16, 16), random.Next(-10, 40));
                    break;
            }

            Check(x, y, z);
        }
    }

    [Fact]
    public void Double_RandomAndBoundaryTriples_HaveTheHardwaresBits()
    {
        foreach ((double x, double y, double z) in Boundaries())
        {
            Check(x, y, z);
        }

        var random = new Random(2);
        for (int i = 0; i < Triples; i++)
        {
            double x = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            double y = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            double z = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            switch (i % 5)
            {
                case 1:
                    z = -(x * y) * (1 + random.Next(-2, 3) * 2.220446049250313e-16);
                    break;
                case 2:
                    z = Math.ScaleB(Math.CopySign(1 + random.Next(4) * 2.220446049250313e-16, z), Exponent(x) + Exponent(y) + random.Next(51, 57));
                    break;
                case 3:
                    x = Math.ScaleB(1 + random.NextDouble(), random.Next(-560, -510));
                    y = Math.ScaleB(1 + random.NextDouble(), random.Next(-560, -510));
                    z = Math.ScaleB(random.NextDouble() - 0.5, random.Next(-1075, -1015));
                    break;
                case 4:
                    x = random.NextInt64(-(1L << 27), 1L << 27);
                    y = Math.ScaleB(random.NextInt64(-(1L << 27), 1L << 27), random.Next(-60, 60));
                    z = Math.ScaleB(random.Next(-16, 16), random.Next(-10, 90));
                    break;
            }

            Check(x, y, z);
        }
    }

    private static IEnumerable<(double X, double Y, double Z)> Boundaries() =>
        from x in s_boundaries from y in s_boundaries from z in s_boundaries select (x, y, z);

    private static int Exponent(double value) => value == 0 || !double.IsFinite(value) ? 0 : Math.ILogB(value);

    private static void Check(float x, float y, float z)
    {
        float expected = MathF.FusedMultiplyAdd(x, y, z);
        float actual = SoftwareFma.MultiplyAdd(x, y, z);
        bool isSame = float.IsNaN(expected) ? float.IsNaN(actual) : BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(actual);
        Assert.True(isSame, isSame ? "" : string.Create(CultureInfo.InvariantCulture, $"{x:R} * {y:R} + {z:R} is {actual:R} instead of {expected:R}"));
    }

    private static void Check(double x, double y, double z)
    {
        double expected = Math.FusedMultiplyAdd(x, y, z);
        double actual = SoftwareFma.MultiplyAdd(x, y, z);
        bool isSame = double.IsNaN(expected) ? double.IsNaN(actual) : BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual);
        Assert.True(isSame, isSame ? "" : string.Create(CultureInfo.InvariantCulture, $"{x:R} * {y:R} + {z:R} is {actual:R} instead of {expected:R}"));
    }
}
