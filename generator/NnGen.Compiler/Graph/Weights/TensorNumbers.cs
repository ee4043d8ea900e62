namespace NnGen.Compiler.Graph.Weights;

/// <summary>Numbers of a file's data, least significant byte first.</summary>
internal static class TensorNumbers
{
    private const int HalfFractionBits = 10;
    private const int HalfBias = 15;

    /// <summary>An element of a tensor of floating-point numbers.</summary>
    public static double Read(string type, byte[] data, long begin, int index)
    {
        int size = type switch { "F64" => 8, "F32" => 4, _ => 2 };
        ulong bits = 0;
        for (int i = size - 1; i >= 0; i--)
        {
            bits = bits << 8 | data[begin + (long)index * size + i];
        }

        return type switch
        {
            "F64" => BitConverter.Int64BitsToDouble((long)bits),
            "F32" => Single((uint)bits),
            "BF16" => Single((uint)bits << 16),
            _ => Half((int)bits),
        };
    }

    private static double Single(uint bits) => BitConverter.ToSingle(BitConverter.GetBytes(bits), 0);

    private static double Half(int bits)
    {
        int exponent = bits >> HalfFractionBits & 0x1F;
        int fraction = bits & (1 << HalfFractionBits) - 1;
        double value = exponent == 0
            ? fraction * Math.Pow(2, 1 - HalfBias - HalfFractionBits)
            : (fraction + (1 << HalfFractionBits)) * Math.Pow(2, exponent - HalfBias - HalfFractionBits);
        return bits >> 15 == 0 ? value : -value;
    }
}
