namespace NnGen.Compiler.Kernels.Interpreter;

/// <summary>32-bit arithmetic.</summary>
public readonly struct SingleArithmetic : IArithmetic<float>
{
    public float FromDouble(double value) => (float)value;

    public double ToDouble(float value) => value;

    public float Add(float x, float y) => x + y;

    public float Subtract(float x, float y) => x - y;

    public float Multiply(float x, float y) => x * y;

    public float Divide(float x, float y) => x / y;

    public float MultiplyAdd(float x, float y, float z) =>
#if NET
        MathF.FusedMultiplyAdd(x, y, z);
#else
        SoftwareFma.MultiplyAdd(x, y, z);
#endif

    public bool Less(float x, float y) => x < y;

    public float Abs(float x) => Math.Abs(x);

    public float CopySign(float x, float sign) => Bits.ToSingle((Bits.Of(x) & int.MaxValue) | (Bits.Of(sign) & int.MinValue));

    public float Sqrt(float x) => (float)Math.Sqrt(x);

    public float PowerOfTwo(float shifted) => Bits.ToSingle(Bits.Of(shifted) << 23);

    public float Exponent(float x) => (int)((uint)Bits.Of(x) >> 23) - 127;

    public float Significand(float x) => Bits.ToSingle((Bits.Of(x) & 0x007FFFFF) | 0x3F800000);
}

/// <summary>64-bit arithmetic.</summary>
public readonly struct DoubleArithmetic : IArithmetic<double>
{
    public double FromDouble(double value) => value;

    public double ToDouble(double value) => value;

    public double Add(double x, double y) => x + y;

    public double Subtract(double x, double y) => x - y;

    public double Multiply(double x, double y) => x * y;

    public double Divide(double x, double y) => x / y;

    public double MultiplyAdd(double x, double y, double z) =>
#if NET
        Math.FusedMultiplyAdd(x, y, z);
#else
        SoftwareFma.MultiplyAdd(x, y, z);
#endif

    public bool Less(double x, double y) => x < y;

    public double Abs(double x) => Math.Abs(x);

    public double CopySign(double x, double sign) =>
        BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(x) & long.MaxValue) | (BitConverter.DoubleToInt64Bits(sign) & long.MinValue));

    public double Sqrt(double x) => Math.Sqrt(x);

    public double PowerOfTwo(double shifted) => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(shifted) << 52);

    public double Exponent(double x) => (long)((ulong)BitConverter.DoubleToInt64Bits(x) >> 52) - 1023;

    public double Significand(double x) => BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(x) & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
}

/// <summary>The bits of floats, which .NET Standard 2.0 has no direct way to.</summary>
internal static class Bits
{
    public static int Of(float value) =>
#if NET
        BitConverter.SingleToInt32Bits(value);
#else
        BitConverter.ToInt32(BitConverter.GetBytes(value), 0);
#endif

    public static float ToSingle(int bits) =>
#if NET
        BitConverter.Int32BitsToSingle(bits);
#else
        BitConverter.ToSingle(BitConverter.GetBytes(bits), 0);
#endif
}
