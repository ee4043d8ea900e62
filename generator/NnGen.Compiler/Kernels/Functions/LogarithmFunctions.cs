using NnGen.Compiler.Graph;

namespace NnGen.Compiler.Kernels.Functions;

/// <summary>
/// log and what follows from it. With x = 2^e m and m in [sqrt(1/2), sqrt(2)), log(x) = e ln 2 + log(m), ln 2 in two parts;
/// log(m) is a polynomial in m - 1 for floats (Cephes) and a series in (m - 1)/(m + 1) for doubles (fdlibm's coefficients).
/// </summary>
internal static class LogarithmFunctions
{
    private static readonly double[] s_single =
    [
        7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1,
        -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
    ];

    private static readonly double[] s_double =
    [
        1.479819860511658591e-01, 1.531383769920937332e-01, 1.818357216161805012e-01, 2.222219843214978396e-01,
        2.857142874366239149e-01, 3.999999999940941908e-01, 6.666666666666735130e-01,
    ];

    public static FunctionBody Log(FunctionWriter w)
    {
        Expression zero = w.Number(0);
        Expression one = w.Number(1);

        // Subnormal numbers have no exponent of their own: they are scaled up first.
        Expression smallest = w.Number(1.1754943508222875e-38, 2.2250738585072014e-308);
        Expression x = w.Let("normal", new SelectLess(w.X, smallest, w.X * w.Number(16777216, 18014398509481984), w.X));
        Expression shift = w.Let("shift", new SelectLess(w.X, smallest, w.Number(-24, -54), zero));
        Expression significand = w.Let("significand", new BitCall(BitFunction.Significand, x));
        Expression root = w.Number(1.4142135623730951);
        Expression m = w.Let("m", new SelectLess(root, significand, significand * w.Number(0.5), significand));
        Expression e = w.Let("e", new BitCall(BitFunction.Exponent, x) + shift + new SelectLess(root, significand, one, zero));
        Expression f = w.Let("f", m - one);
        Expression log = w.IsDouble ? DoubleLog(w, e, f) : SingleLog(w, e, f);

        // Infinity stays, zero gives minus infinity, what is negative or NaN gives NaN.
        Expression finite = w.Let("finite", new SelectLess(w.Number(3.4028234663852886e38, double.MaxValue), w.X, w.X, log));
        Expression edge = w.Let("edge", new SelectLess(w.X, zero, w.Number(double.NaN), w.X - w.Number(double.PositiveInfinity)));
        return w.Return(ElementFunction.Log, new SelectLess(zero, w.X, finite, edge));
    }

    /// <summary>log(1 + x) for x of 0 or more: log(w) with w = 1 + x rounded, and what the rounding lost, divided by w.</summary>
    public static FunctionBody LogOnePlus(FunctionWriter w)
    {
        Expression sum = w.Let("sum", w.Number(1) + w.X);
        Expression lost = w.Let("lost", w.X - (sum - w.Number(1)));
        return w.Return(ElementFunction.LogOnePlus, new Call(ElementFunction.Log, sum) + lost / sum);
    }

    private static Expression SingleLog(FunctionWriter w, Expression e, Expression f)
    {
        Expression z = w.Let("z", f * f);
        Expression p = w.Polynomial("p", f, s_single);
        Expression y = w.Let("y", new MultiplyAdd(e, w.Number(-2.12194440e-4), f * z * p));
        Expression log = w.Let("log", f + new MultiplyAdd(z, w.Number(-0.5), y));
        return new MultiplyAdd(e, w.Number(0.693359375), log);
    }

    private static Expression DoubleLog(FunctionWriter w, Expression e, Expression f)
    {
        Expression s = w.Let("s", f / (f + w.Number(2)));
        Expression z = w.Let("z", s * s);
        Expression p = w.Polynomial("p", z, s_double);
        Expression half = w.Let("half", f * f * w.Number(0.5));
        Expression correction = w.Let("correction", new MultiplyAdd(s, new MultiplyAdd(z, p, half), e * w.Number(1.90821492927058770002e-10)));
        return new MultiplyAdd(e, w.Number(6.93147180369123816490e-01), f - (half - correction));
    }
}
