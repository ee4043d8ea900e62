using System.Numerics;

namespace NnGen.Compiler.Kernels.Interpreter;

/// <summary>
/// Fused multiply-add in software, rounded once to nearest, ties to even: for .NET Standard 2.0, which has no other. Of floats, and of doubles far from both ends of their range, by a sum that is
/// rounded to odd, which a second rounding cannot take for a tie (Boldo and Melquiond, <em>Emulation of a FMA and correctly rounded sums</em>, 2008); of other doubles in big integers.
/// </summary>
public static class SoftwareFma
{
    public static float MultiplyAdd(float x, float y, float z)
    {
        // Both are exact in double: a product of two 24-bit significands has 48 bits.
        double product = (double)x * y;
        if (double.IsNaN(product) || double.IsInfinity(product) || float.IsNaN(z) || float.IsInfinity(z))
        {
            return (float)(product + z);
        }

        return (float)SumToOdd(product, z);
    }

    public static double MultiplyAdd(double x, double y, double z)
    {
        if (IsFinite(x) && IsFinite(y) && !IsFinite(z))
        {
            // The exact product is finite, also where the rounded one would overflow and meet an infinity of the other sign.
            return z;
        }

        double product = x * y;
        if (!IsFinite(x) || !IsFinite(y))
        {
            return product + z;
        }

        return IsMiddling(product) && (z == 0 || IsMiddling(z)) && IsMiddling(x) && IsMiddling(y) ? Middling(x, y, z, product) : Round(Exact(x) * Exact(y) + Exact(z), 53, -1074, product + z);
    }

    /// <summary>Whether a number is so far from both ends that no step on the way leaves the range or loses a bit below it.</summary>
    private static bool IsMiddling(double value)
    {
        const double Least = 1e-200;
        const double Most = 1e200;
        double size = Math.Abs(value);
        return size is > Least and < Most;
    }

    private static double Middling(double x, double y, double z, double product)
    {
        // The product is that and an error, which are exact by halves of 26 bits.
        const double Halving = (1 << 27) + 1;
        double scaled = Halving * x;
        double xHigh = scaled - (scaled - x);
        double xLow = x - xHigh;
        scaled = Halving * y;
        double yHigh = scaled - (scaled - y);
        double yLow = y - yHigh;
        double error = xLow * yLow - (product - xHigh * yHigh - xLow * yHigh - xHigh * yLow);

        (double low, double lowest) = Sum(z, error);
        (double high, double middle) = Sum(product, low);
        return high + SumToOdd(middle, lowest);
    }

    /// <summary>A sum rounded, and what rounding took away, exactly.</summary>
    private static (double Sum, double Error) Sum(double x, double y)
    {
        double sum = x + y;
        double part = sum - x;
        return (sum, x - (sum - part) + (y - part));
    }

    /// <summary>A sum that is exact or, of the two numbers beside it, the one whose last bit is 1.</summary>
    private static double SumToOdd(double x, double y)
    {
        (double sum, double error) = Sum(x, y);
        long bits = BitConverter.DoubleToInt64Bits(sum);
        return error == 0 || (bits & 1) == 1 ? sum : BitConverter.Int64BitsToDouble(bits + (error > 0 == sum > 0 ? 1 : -1));
    }

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);

    private static Dyadic Exact(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        long fraction = bits & 0x000FFFFFFFFFFFFF;
        long significand = exponent == 0 ? fraction : fraction | 0x0010000000000000;
        return new(bits < 0 ? -significand : significand, Math.Max(exponent, 1) - 1075);
    }

    /// <summary>Rounds to <paramref name="precision"/> bits, and to multiples of 2^<paramref name="lowest"/>.</summary>
    /// <param name="zero">What a zero result is: the ordinary sum, which knows its sign.</param>
    private static double Round(Dyadic value, int precision, int lowest, double zero)
    {
        if (value.Significand.IsZero)
        {
            return zero == 0 ? zero : 0;
        }

        BigInteger magnitude = BigInteger.Abs(value.Significand);
        int bits = BitLength(magnitude);
        int drop = Math.Max(bits - precision, lowest - value.Exponent);
        int exponent = value.Exponent;
        if (drop > 0)
        {
            BigInteger half = BigInteger.One << (drop - 1);
            BigInteger rest = magnitude & ((BigInteger.One << drop) - 1);
            magnitude >>= drop;
            exponent += drop;
            if (rest > half || (rest == half && !magnitude.IsEven))
            {
                magnitude += 1;
            }
        }

        // The significand is exact in double, and so is each scaling unless the result is out of the target's range.
        double result = Scale((double)magnitude, exponent);
        return value.Significand.Sign < 0 ? -result : result;
    }

    private static double Scale(double value, int exponent)
    {
        while (exponent > 1000)
        {
            value *= Power(1000);
            exponent -= 1000;
        }

        // A significand of up to 53 bits times 2^-1074 is reached in two steps: the first stays normal, the second is exact by construction.
        while (exponent < -1000)
        {
            value *= Power(-100);
            exponent += 100;
        }

        return value * Power(exponent);
    }

    private static double Power(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);

    private static int BitLength(BigInteger value)
    {
        int bits = 0;
        byte[] bytes = value.ToByteArray();
        for (int i = bytes.Length - 1; i >= 0 && bits == 0; i--)
        {
            for (int bit = 7; bit >= 0; bit--)
            {
                if ((bytes[i] >> bit & 1) != 0)
                {
                    bits = i * 8 + bit + 1;
                    break;
                }
            }
        }

        return bits;
    }

    /// <summary>A number that is a multiple of a power of two.</summary>
    private readonly struct Dyadic(BigInteger significand, int exponent)
    {
        public BigInteger Significand { get; } = significand;

        public int Exponent { get; } = exponent;

        public static Dyadic operator *(Dyadic x, Dyadic y) => new(x.Significand * y.Significand, x.Exponent + y.Exponent);

        public static Dyadic operator +(Dyadic x, Dyadic y)
        {
            int exponent = Math.Min(x.Exponent, y.Exponent);
            return new((x.Significand << (x.Exponent - exponent)) + (y.Significand << (y.Exponent - exponent)), exponent);
        }
    }
}
