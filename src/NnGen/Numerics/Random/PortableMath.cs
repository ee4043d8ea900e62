using System.Runtime.CompilerServices;

namespace NnGen.Numerics;

/// <summary>
/// Logarithm, sine and cosine with the same bits on every machine: additions, multiplications and divisions in a written order.
/// .NET never fuses a multiplication with an addition on its own, so nothing is left to the machine. For random numbers, not for kernels. Optimised from the first call on: a constructor makes a hundred thousand.
/// </summary>
internal static partial class PortableMath
{
    private const double Ln2 = 0.69314718055994530942;
    private const double SquareRootOfTwo = 1.41421356237309504880;
    private const double TwoPi = 6.28318530717958647693;

    /// <summary>The natural logarithm of a positive normal number, with an error of a few units in the last place.</summary>
    /// <remarks>With s = (m - 1) / (m + 1), ln m = 2 (s + s^3/3 + s^5/5 + ...); for m in [0.7, 1.42) s is at most 0.172, and 12 terms are enough.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Log(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023;
        double significand = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (significand > SquareRootOfTwo)
        {
            significand *= 0.5;
            exponent++;
        }

        double s = (significand - 1) / (significand + 1);
        double square = s * s;
        double sum = 0;
        foreach (double reciprocal in LogReciprocals)
        {
            sum = sum * square + reciprocal;
        }

        return exponent * Ln2 + 2 * s * sum;
    }

    /// <summary>Sine and cosine of an angle in turns, from 0 to 1, with an error below 4e-16.</summary>
    /// <remarks>The nearest quarter is taken off, which is exact; Taylor series to the 17th and 18th power serve the rest, at most an eighth of a turn.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static (double Sine, double Cosine) SinCosTurns(double turns)
    {
        int quarter = (int)(turns * 4 + 0.5);
        double angle = (turns - quarter * 0.25) * TwoPi;
        double square = angle * angle;
        double sine = 0;
        double cosine = 0;
        for (int n = 16; n >= 2; n -= 2)
        {
            sine = (sine + 1) * -square / (n * (n + 1));
        }

        for (int n = 18; n >= 2; n -= 2)
        {
            cosine = (cosine + 1) * -square / (n * (n - 1));
        }

        sine = angle * (1 + sine);
        cosine = 1 + cosine;
        return (quarter & 3) switch
        {
            0 => (sine, cosine),
            1 => (cosine, -sine),
            2 => (-sine, -cosine),
            _ => (-cosine, sine),
        };
    }
}
