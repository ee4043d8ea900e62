using NnGen.Compiler.Graph;

namespace NnGen.Compiler.Kernels.Functions;

/// <summary>
/// exp and what follows from it. With n = round(x / ln 2) and r = x - n ln 2, exp(x) = 2^n exp(r): ln 2 is subtracted in two parts
/// (Cody and Waite), exp(r) on [-ln 2 / 2, ln 2 / 2] is a polynomial, and 2^n is made from its exponent bits.
/// </summary>
internal static class ExponentialFunctions
{
    private const double Log2E = 1.4426950408889634;

    // Adding 1.5 x 2^23 (2^52) rounds to an integer and leaves it in the low bits; the exponent's bias is added on the way.
    private const double SingleMagic = 12582912 + 127;
    private const double DoubleMagic = 6755399441055744 + 1023;

    // exp(r) = 1 + r + r^2 q(r). For floats a minimax polynomial (Cephes), for doubles the Taylor series, whose rest is below 2^-57.
    private static readonly double[] s_single = [1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1];

    private static readonly double[] s_double =
    [
        1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
        1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5,
    ];

    public static FunctionBody Exp(FunctionWriter w)
    {
        // The bounds make n just small enough for 2^(n-1) to be 0, and just large enough for 2 * 2^(n-1) exp(r) to be infinite.
        Expression x = w.Let("clamped", Expression.Min(w.Number(89, 710), Expression.Max(w.Number(-87.5, -708.5), w.X)));
        Expression magic = w.Number(SingleMagic - 1, DoubleMagic - 1);
        Expression shifted = w.Let("shifted", new MultiplyAdd(x, w.Number(Log2E), magic));
        Expression r = Reduced(w, x, w.Let("n", shifted - magic));
        Expression square = w.Let("square", r * r);
        Expression q = w.PolynomialByPairs("q", r, square, w.IsDouble ? s_double : s_single);
        Expression p = w.Let("p", new MultiplyAdd(q, square, r + w.Number(1)));
        return w.Return(ElementFunction.Exp, p * new BitCall(BitFunction.PowerOfTwo, shifted) * w.Number(2));
    }

    public static FunctionBody Sigmoid(FunctionWriter w) =>
        w.Return(ElementFunction.Sigmoid, w.Number(1) / (w.Number(1) + new Call(ElementFunction.Exp, w.Number(0) - w.X)));

    /// <summary>tanh(x) = e / (e + 2) with e = exp(2x) - 1, which keeps its relative accuracy near 0; by magnitude and sign.</summary>
    public static FunctionBody Tanh(FunctionWriter w)
    {
        // Beyond the bound the result rounds to 1.
        Expression magnitude = w.Let("magnitude", Expression.Min(w.Number(9.5, 20), new Call(ElementFunction.Abs, w.X)));
        Expression e = w.Let("e", MinusOne(w, w.Let("doubled", magnitude + magnitude)));
        return w.Return(ElementFunction.Tanh, new BitCall(BitFunction.CopySign, e / (e + w.Number(2)), w.X));
    }

    /// <summary>exp(x) - 1 without cancellation near 0. Below the lower bound it is -1; the upper bound keeps the power of two finite.</summary>
    public static FunctionBody ExpMinusOne(FunctionWriter w)
    {
        Expression x = w.Let("clamped", Expression.Min(w.Number(88, 709), Expression.Max(w.Number(-20, -40), w.X)));
        return w.Return(ElementFunction.ExpMinusOne, MinusOne(w, x));
    }

    /// <summary>2^n (exp(r) - 1) + (2^n - 1), for x whose 2^n is a normal number.</summary>
    private static MultiplyAdd MinusOne(FunctionWriter w, Expression x)
    {
        Expression magic = w.Number(SingleMagic, DoubleMagic);
        Expression shifted = w.Let("shifted", new MultiplyAdd(x, w.Number(Log2E), magic));
        Expression r = Reduced(w, x, w.Let("n", shifted - magic));
        Expression square = w.Let("square", r * r);
        Expression q = w.PolynomialByPairs("q", r, square, w.IsDouble ? s_double : s_single);
        Expression minusOne = w.Let("minusOne", new MultiplyAdd(q, square, r));
        Expression power = w.Let("power", new BitCall(BitFunction.PowerOfTwo, shifted));
        return new MultiplyAdd(power, minusOne, power - w.Number(1));
    }

    private static Expression Reduced(FunctionWriter w, Expression x, Expression n)
    {
        Expression high = w.Let("high", new MultiplyAdd(n, w.Number(-0.693359375, -6.93147180369123816490e-01), x));
        return w.Let("r", new MultiplyAdd(n, w.Number(2.12194440e-4, -1.90821492927058770002e-10), high));
    }
}
