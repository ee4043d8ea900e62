namespace NnGen.Numerics.Tests.Functions;

/// <summary>Errors in units of the last place: the distance between neighbouring numbers of the type where the exact value lies.</summary>
internal static class Ulps
{
    private const int SingleBits = 24;
    private const int SmallestSingle = -126;
    private const int DoubleBits = 53;
    private const int SmallestDouble = -1022;
    private const int DoubleBias = 1023;

    /// <summary>The error of a float against a value that is exact to double precision.</summary>
    public static double Of(float result, double exact)
    {
        // By the exponent's bits: this runs for every float there is. That of 0 and of subnormal doubles is below the least one, as it should be.
        long power = ((BitConverter.DoubleToInt64Bits(exact) >> (DoubleBits - 1)) & 0x7FF) - DoubleBias;
        long inverse = SingleBits - 1 - Math.Max(power, SmallestSingle);
        return Math.Abs(result - exact) * BitConverter.Int64BitsToDouble((inverse + DoubleBias) << (DoubleBits - 1));
    }

    /// <summary>The error of a double against a value that is exact to far more.</summary>
    public static double Of(double result, BigFloat exact)
    {
        long power = exact.Mantissa.IsZero ? SmallestDouble : Math.Max(exact.Magnitude, SmallestDouble);
        return Math.Abs((result - exact).Scale(DoubleBits - 1 - power).ToDouble());
    }
}
