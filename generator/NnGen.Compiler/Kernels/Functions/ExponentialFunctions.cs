using NnGen.Compiler.Graph;

namespace NnGen.Compiler.Kernels.Functions;

/// <summary>
/// exp and what follows from it. With n = round(x / ln 2) and r = x - n ln 2, exp(x) = 2^n exp(r): ln 2 is subtracted in two parts
/// (Cody and Waite), exp(r) on [-ln 2 / 2, ln 2 / 2] is a polynomial, and 2^n is made from its exponent bits.
/// </summary>
internal static class ExponentialFunctions
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2 = 0.6931471805599453;

    // -ln 2 in two parts.
    private const double SingleHigh = -0.693359375;
    private const double SingleLow = 2.12194440e-4;
    private const double DoubleHigh = -6.93147180369123816490e-01;
    private const double DoubleLow = -1.90821492927058770002e-10;

    // Adding 1.5 x 2^23 (2^52) rounds to an integer and leaves it in the low bits; the exponent's bias is added on the way.
    private const double SingleMagic = 12582912 + 127;
    private const double DoubleMagic = 6755399441055744 + 1023;

    // exp(r) = 1 + r + r^2 q(r). For floats the q of degree 4 and of floats, 1/2 the last of them, whose error is the smallest part of exp(r): 3.7e-9,
    // and 1.7e-8 of exp(r) - 1. For doubles the Taylor series, whose rest is below 2^-57.
    private static readonly double[] s_single = [1.3863444328308105e-3, 8.367436937987804e-3, 4.166724160313606e-2, 1.6666534543037415e-1, 0.5];

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

    /// <summary>
    /// 1 / (1 + exp(-x)), where -x = n ln 2 - r: the polynomial takes -r, and the sum with 1 is one multiply-add with the power of two. At the
    /// bounds that power is infinite, which gives 0, or so small that the result is 1.
    /// </summary>
    public static FunctionBody Sigmoid(FunctionWriter w)
    {
        Expression x = w.Let("clamped", Expression.Min(w.Number(87.5, 708.5), Expression.Max(w.Number(-89, -710), w.X)));
        Expression magic = w.Number(SingleMagic, DoubleMagic);
        Expression shifted = w.Let("shifted", new MultiplyAdd(x, w.Number(-Log2E), magic));
        Expression n = w.Let("n", shifted - magic);
        Expression high = w.Let("high", new MultiplyAdd(n, w.Number(-SingleHigh, -DoubleHigh), x));
        Expression r = w.Let("r", new MultiplyAdd(n, w.Number(-SingleLow, -DoubleLow), high));
        Expression square = w.Let("square", r * r);
        double[] coefficients = w.IsDouble ? s_double : s_single;
        Expression q = w.PolynomialByPairs("q", r, square, [.. coefficients.Select((coefficient, i) => (coefficients.Length - i) % 2 == 0 ? -coefficient : coefficient)]);
        Expression p = w.Let("p", new MultiplyAdd(q, square, w.Number(1) - r));
        return w.Return(ElementFunction.Sigmoid, w.Number(1) / new MultiplyAdd(p, new BitCall(BitFunction.PowerOfTwo, shifted), w.Number(1)));
    }

    /// <summary>tanh(x) = e / (e + 2) with e = exp(2x) - 1, which keeps its relative accuracy near 0; by magnitude and sign.</summary>
    public static FunctionBody Tanh(FunctionWriter w)
    {
        // Beyond the bound the result rounds to 1.
        Expression magnitude = w.Let("magnitude", Expression.Min(w.Number(9.5, 20), new Call(ElementFunction.Abs, w.X)));
        Expression doubled = w.Let("doubled", magnitude + magnitude);
        Expression magic = w.Number(SingleMagic, DoubleMagic);
        Expression shifted = w.Let("shifted", new MultiplyAdd(magnitude, w.Number(2 * Log2E), magic));
        Expression n = w.Let("n", shifted - magic);

        // ln 2 as one float lacks n times 2e-9, which is little where n is, and where it is not the result hardly depends on it.
        Expression r = w.IsDouble ? Reduced(w, doubled, n) : w.Let("r", new MultiplyAdd(n, w.Number(-Ln2), doubled));
        Expression e = w.Let("e", MinusOne(w, shifted, r));
        return w.Return(ElementFunction.Tanh, new BitCall(BitFunction.CopySign, e / (e + w.Number(2)), w.X));
    }

    /// <summary>exp(x) - 1 without cancellation near 0. Below the lower bound it is -1; the upper bound keeps the power of two finite.</summary>
    public static FunctionBody ExpMinusOne(FunctionWriter w)
    {
        Expression x = w.Let("clamped", Expression.Min(w.Number(88, 709), Expression.Max(w.Number(-20, -40), w.X)));
        Expression magic = w.Number(SingleMagic, DoubleMagic);
        Expression shifted = w.Let("shifted", new MultiplyAdd(x, w.Number(Log2E), magic));
        return w.Return(ElementFunction.ExpMinusOne, MinusOne(w, shifted, Reduced(w, x, w.Let("n", shifted - magic))));
    }

    /// <summary>2^n (exp(r) - 1) + (2^n - 1), where 2^n is a normal number.</summary>
    private static MultiplyAdd MinusOne(FunctionWriter w, Expression shifted, Expression r)
    {
        Expression square = w.Let("square", r * r);
        Expression q = w.PolynomialByPairs("q", r, square, w.IsDouble ? s_double : s_single);
        Expression minusOne = w.Let("minusOne", new MultiplyAdd(q, square, r));
        Expression power = w.Let("power", new BitCall(BitFunction.PowerOfTwo, shifted));
        return new MultiplyAdd(power, minusOne, power - w.Number(1));
    }

    private static Expression Reduced(FunctionWriter w, Expression x, Expression n)
    {
        Expression high = w.Let("high", new MultiplyAdd(n, w.Number(SingleHigh, DoubleHigh), x));
        return w.Let("r", new MultiplyAdd(n, w.Number(SingleLow, DoubleLow), high));
    }
}
