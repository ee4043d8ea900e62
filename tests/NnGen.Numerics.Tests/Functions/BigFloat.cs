using System.Numerics;

namespace NnGen.Numerics.Tests.Functions;

/// <summary>A binary floating point number of about 190 bits: what double precision is measured against.</summary>
/// <param name="Mantissa">An integer; negative for negative numbers.</param>
/// <param name="Exponent">The number is the mantissa times two to this power.</param>
internal readonly record struct BigFloat(BigInteger Mantissa, long Exponent)
{
    private const int Bits = 192;

    /// <summary>Zero.</summary>
    public static BigFloat Zero { get; } = new(BigInteger.Zero, 0);

    /// <summary>One.</summary>
    public static BigFloat One { get; } = new(BigInteger.One, 0);

    /// <summary>The power of two at or below the magnitude: floor(log2 |x|). Not for zero.</summary>
    public long Magnitude => Exponent + (long)BigInteger.Abs(Mantissa).GetBitLength() - 1;

    /// <summary>Exactly a double.</summary>
    public static implicit operator BigFloat(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        long fraction = bits & 0x000FFFFFFFFFFFFF;
        int exponent = (int)((bits >> 52) & 0x7FF);
        long significand = exponent == 0 ? fraction : fraction | 0x0010000000000000;
        return new(bits < 0 ? -significand : significand, Math.Max(exponent, 1) - 1075);
    }

    public static BigFloat operator -(BigFloat x) => new(-x.Mantissa, x.Exponent);

    public static BigFloat operator +(BigFloat x, BigFloat y)
    {
        // A summand far below the other's last bit changes nothing; shifting it there would take memory without bound.
        if (x.Mantissa.IsZero || (!y.Mantissa.IsZero && x.Magnitude < y.Magnitude - 4 * Bits))
        {
            return y;
        }

        if (y.Mantissa.IsZero || y.Magnitude < x.Magnitude - 4 * Bits)
        {
            return x;
        }

        long exponent = Math.Min(x.Exponent, y.Exponent);
        return Rounded((x.Mantissa << (int)(x.Exponent - exponent)) + (y.Mantissa << (int)(y.Exponent - exponent)), exponent);
    }

    public static BigFloat operator -(BigFloat x, BigFloat y) => x + -y;

    public static BigFloat operator *(BigFloat x, BigFloat y) => Rounded(x.Mantissa * y.Mantissa, x.Exponent + y.Exponent);

    public static BigFloat operator /(BigFloat x, BigFloat y)
    {
        int shift = (int)Math.Max(0, Bits + 2 + (long)BigInteger.Abs(y.Mantissa).GetBitLength() - (long)BigInteger.Abs(x.Mantissa).GetBitLength());
        return Rounded((x.Mantissa << shift) / y.Mantissa, x.Exponent - y.Exponent - shift);
    }

    /// <summary>Times a power of two.</summary>
    public BigFloat Scale(long power) => new(Mantissa, Exponent + power);

    /// <summary>The nearest double, give or take its last bit.</summary>
    public double ToDouble() => Mantissa.IsZero ? 0 : Math.ScaleB((double)(Mantissa >> (int)Math.Max(0, (long)BigInteger.Abs(Mantissa).GetBitLength() - 64)), (int)(Exponent + Math.Max(0, (long)BigInteger.Abs(Mantissa).GetBitLength() - 64)));

    private static BigFloat Rounded(BigInteger mantissa, long exponent)
    {
        int excess = (int)Math.Max(0, (long)BigInteger.Abs(mantissa).GetBitLength() - Bits);
        return new(mantissa >> excess, exponent + excess);
    }
}
