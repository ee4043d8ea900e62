using NnGen.Compiler.Graph;

namespace NnGen.Numerics.Tests.Functions;

/// <summary>The elementary functions to some 180 bits, by their series.</summary>
internal static class Reference
{
    /// <summary>Beyond, the logistic function and the hyperbolic tangent are constant to far more bits than a double has.</summary>
    private const double Far = 1000;

    /// <summary>ln 2 = 2 artanh(1/3).</summary>
    private static readonly BigFloat s_ln2 = LogarithmOfTwo();

    private static readonly BigFloat s_twoByRootPi = TwoByRootPi();

    /// <summary>The exact value, for any finite argument of the function's domain.</summary>
    public static BigFloat Of(ElementFunction function, double x) => function switch
    {
        ElementFunction.Exp => Exp(x),
        ElementFunction.ExpMinusOne => ExpMinusOne(x),
        ElementFunction.Log => Log(x, Math.Log(x)),
        ElementFunction.LogOnePlus => LogOnePlus(x),
        ElementFunction.Sigmoid => BigFloat.One / (BigFloat.One + Exp(-Math.Clamp(x, -Far, Far))),
        ElementFunction.Tanh => Tanh(x),
        ElementFunction.Erf => Erf(x),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "no reference"),
    };

    private static BigFloat Exp(BigFloat x)
    {
        double n = Math.Round(x.ToDouble() / Math.Log(2));
        BigFloat r = x - n * s_ln2;
        BigFloat term = BigFloat.One;
        BigFloat sum = BigFloat.One;
        for (int k = 1; !term.Mantissa.IsZero && term.Magnitude > -190; k++)
        {
            term = term * r / (double)k;
            sum += term;
        }

        return sum.Scale((long)n);
    }

    private static BigFloat ExpMinusOne(double x)
    {
        BigFloat big = x;
        return Math.Abs(x) < 1e-16 ? big + big * big * 0.5 + big * big * big / 6.0 : Exp(Math.Max(x, -Far)) - BigFloat.One;
    }

    /// <summary><c>2 / sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (1 3 5 ... (2n+1))</c>: all of one sign, so nothing cancels.</summary>
    private static BigFloat Erf(double x)
    {
        BigFloat big = Math.Clamp(x, -12, 12);
        BigFloat square = big * big;
        BigFloat term = big;
        BigFloat sum = big;
        for (int n = 1; !term.Mantissa.IsZero && term.Magnitude > sum.Magnitude - 190; n++)
        {
            term = term * square * 2.0 / (2.0 * n + 1);
            sum += term;
        }

        return sum * Exp(-square) * s_twoByRootPi;
    }

    /// <summary>A step of Halley's method for exp(y) = x from a start that is right to 50 bits: three times as many.</summary>
    private static BigFloat Log(BigFloat x, double start)
    {
        BigFloat power = Exp(start);
        return start + 2.0 * (x - power) / (x + power);
    }

    private static BigFloat LogOnePlus(double x)
    {
        // Where 1 + x would lose bits, the series: the next term is below them.
        BigFloat big = x;
        return Math.Abs(x) < 1e-16 ? big - big * big * 0.5 + big * big * big / 3.0 - big * big * big * big * 0.25 : Log(BigFloat.One + big, double.LogP1(x) is var log && x > 1e-3 ? log : x - x * x / 2 + x * x * x / 3 - x * x * x * x / 4);
    }

    private static BigFloat Tanh(double x)
    {
        BigFloat big = x;
        if (Math.Abs(x) < 1e-16)
        {
            return big - big * big * big / 3.0;
        }

        BigFloat power = Exp(2 * Math.Clamp(x, -Far, Far));
        return (power - BigFloat.One) / (power + BigFloat.One);
    }

    private static BigFloat LogarithmOfTwo()
    {
        BigFloat power = BigFloat.One / 3.0;
        BigFloat sum = BigFloat.Zero;
        for (int k = 1; k < 130; k += 2)
        {
            sum += power / (double)k;
            power /= 9.0;
        }

        return sum.Scale(1);
    }

    /// <summary>pi by Machin's formula, 16 arctan(1/5) - 4 arctan(1/239), and the root by Newton's steps.</summary>
    private static BigFloat TwoByRootPi()
    {
        BigFloat pi = 16.0 * Arctangent(5) - 4.0 * Arctangent(239);
        BigFloat inverse = 1 / Math.Sqrt(Math.PI);
        for (int step = 0; step < 3; step++)
        {
            inverse = inverse * (3.0 - pi * inverse * inverse) * 0.5;
        }

        return 2.0 * inverse;
    }

    /// <summary>arctan(1/n).</summary>
    private static BigFloat Arctangent(double n)
    {
        BigFloat power = BigFloat.One / n;
        BigFloat sum = BigFloat.Zero;
        for (int k = 1; k < 180; k += 4)
        {
            sum = sum + power / (double)k - power / (n * n) / (k + 2.0);
            power = power / (n * n) / (n * n);
        }

        return sum;
    }
}
