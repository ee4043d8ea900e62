using NnGen.Compiler.Model;

namespace NnGen.Compiler.Kernels.Interpreter;

/// <summary>Numbers of 16 bits: what they are, and how two of them lie in a float.</summary>
public static class ShortNumbers
{
    private const int HalfFractionBits = 10;
    private const int HalfBias = 15;
    private const int HalfExponents = 31;

    /// <summary>The number that bits stand for; of <see cref="WeightStorage.Half"/>, by the definition of binary16 in IEEE 754.</summary>
    public static double Widen(WeightStorage storage, ushort bits)
    {
        if (storage == WeightStorage.BFloat16)
        {
            return Single((uint)bits << 16);
        }

        int exponent = bits >> HalfFractionBits & HalfExponents;
        int fraction = bits & ((1 << HalfFractionBits) - 1);
        double size = exponent switch
        {
            0 => fraction * Math.Pow(2, 1 - HalfBias - HalfFractionBits),
            HalfExponents => fraction == 0 ? double.PositiveInfinity : double.NaN,
            _ => (fraction + (1 << HalfFractionBits)) * Math.Pow(2, exponent - HalfBias - HalfFractionBits),
        };
        return bits >> 15 == 0 ? size : -size;
    }

    /// <summary>The bits of the nearest number that there is, of the even one where two are as near. A double that lies between floats is rounded to a float first, as the library has it.</summary>
    public static ushort Round(WeightStorage storage, double value)
    {
        float number = (float)value;
        uint bits = BitConverter.ToUInt32(BitConverter.GetBytes(number), 0);
        if (storage == WeightStorage.BFloat16)
        {
            const uint BelowHalf = 0x7FFF;
            return (ushort)((bits + BelowHalf + (bits >> 16 & 1)) >> 16);
        }

        // Of a number from 2^e on, the last place is 2^(e - 10), and no smaller than that of the subnormals. What is counted in it is rounded to the nearest, to even, and the
        // bits that follow are the next number's where it is rounded up to a power of two.
        double size = Math.Abs((double)number);
        int exponent = Math.Max((int)(bits >> 23 & 0xFF) - 127, 1 - HalfBias);
        double places = Math.Round(size / Math.Pow(2, exponent - HalfFractionBits), MidpointRounding.ToEven);
        double biased = (exponent + HalfBias - 1) * (1 << HalfFractionBits) + places;
        return (ushort)((uint)Math.Min(biased, HalfExponents << HalfFractionBits) | bits >> 31 << 15);
    }

    /// <summary>A memory of floats as the numbers of 16 bits that it holds, the lower half of each float first, as its bytes lie.</summary>
    public static Memory<T> In<T>(Memory<T> floats, IArithmetic<T> arithmetic)
    {
        var words = new T[2 * floats.Data.Length];
        for (int i = 0; i < floats.Data.Length; i++)
        {
            uint bits = BitConverter.ToUInt32(BitConverter.GetBytes((float)arithmetic.ToDouble(floats.Data[i])), 0);
            words[2 * i] = arithmetic.FromDouble(bits & 0xFFFF);
            words[2 * i + 1] = arithmetic.FromDouble(bits >> 16);
        }

        return new Memory<T>(words, 2 * floats.Offset);
    }

    /// <summary>Two numbers of 16 bits as the float that they are kept in.</summary>
    public static double Pair(ushort first, ushort second) => Single(first | (uint)second << 16);

    private static double Single(uint bits) => BitConverter.ToSingle(BitConverter.GetBytes(bits), 0);
}
