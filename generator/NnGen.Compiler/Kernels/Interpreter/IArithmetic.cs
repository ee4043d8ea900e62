namespace NnGen.Compiler.Kernels.Interpreter;

/// <summary>The arithmetic that the interpreter computes with, bit for bit what the lanes do on hardware with fused multiply-add.</summary>
public interface IArithmetic<T>
{
    T FromDouble(double value);

    double ToDouble(T value);

    T Add(T x, T y);

    T Subtract(T x, T y);

    T Multiply(T x, T y);

    T Divide(T x, T y);

    /// <summary><c>x * y + z</c>, rounded once.</summary>
    T MultiplyAdd(T x, T y, T z);

    bool Less(T x, T y);

    T Abs(T x);

    T CopySign(T x, T sign);

    T Sqrt(T x);

    T PowerOfTwo(T shifted);

    T Exponent(T x);

    T Significand(T x);
}
