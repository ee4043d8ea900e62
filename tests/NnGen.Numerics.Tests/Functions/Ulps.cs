namespace NnGen.Numerics.Tests.Functions;

/// <summary>Errors in units of the last place: the distance between neighbouring numbers of the type where the exact value lies.</summary>
internal static class Ulps
{
    private const int SingleBits = 24;
    private const int SmallestSingle = -126;
    private const int DoubleBits = 53;
    private const int SmallestDouble = -1022;

    /// <summary>The error of a float against a value that is exact to double precision.</summary>
    public static double Of(float result, double exact)
    {
        int power = exact == 0 ? SmallestSingle : Math.Max(Math.ILogB(exact), SmallestSingle);
        return Math.Abs(result - exact) / Math.ScaleB(1, power - (SingleBits - 1));
    }

    /// <summary>The error of a double against a value that is exact to far more.</summary>
    public static double Of(double result, BigFloat exact)
    {
        long power = exact.Mantissa.IsZero ? SmallestDouble : Math.Max(exact.Magnitude, SmallestDouble);
        return Math.Abs((result - exact).Scale(DoubleBits - 1 - power).ToDouble());
    }
}
