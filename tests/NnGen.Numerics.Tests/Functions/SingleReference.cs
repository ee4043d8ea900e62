using NnGen.Compiler.Graph;

namespace NnGen.Numerics.Tests.Functions;

/// <summary>
/// The elementary functions in double precision, fast enough for every float there is. Wrong by less than a thousandth of a float's last
/// place; a test compares it with <see cref="Reference"/>.
/// </summary>
internal static class SingleReference
{
    /// <summary>Below this magnitude two or three terms of the series are exact to double precision.</summary>
    private const double Tiny = 1e-6;

    private const double TwoByRootPi = 1.1283791670955126;

    /// <summary>The value for a finite argument of the function's domain.</summary>
    public static double Of(ElementFunction function, double x) => function switch
    {
        ElementFunction.Exp => Math.Exp(x),
        ElementFunction.Log => Math.Log(x),
        ElementFunction.Sigmoid => 1 / (1 + Math.Exp(-x)),
        ElementFunction.Tanh => Math.Abs(x) < Tiny ? x * (1 - x * x / 3) : Math.Tanh(x),
        ElementFunction.Erf => Math.Abs(x) < Tiny ? x * (1 - x * x / 3) * TwoByRootPi : Erf(x),
        ElementFunction.ExpMinusOne => Math.Abs(x) < Tiny ? x * (1 + x / 2 * (1 + x / 3)) : ExpMinusOne(x),
        ElementFunction.LogOnePlus => Math.Abs(x) < Tiny ? x * (1 - x * (0.5 - x / 3)) : LogOnePlus(x),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "no reference"),
    };

    /// <summary>exp(x) - 1: what rounding exp(x) has lost is made good by the quotient.</summary>
    private static double ExpMinusOne(double x)
    {
        double power = Math.Exp(x);
        return Math.Abs(x) > 1 ? power - 1 : (power - 1) * (x / Math.Log(power));
    }

    /// <summary>log(1 + x): what rounding 1 + x has lost is made good by the quotient.</summary>
    private static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>As the reference's series; good to some 14 digits.</summary>
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 6)
        {
            return Math.Sign(x);
        }

        double square = 2 * x * x;
        double term = x;
        double sum = x;
        for (int divisor = 3; Math.Abs(term) > 1e-16 * Math.Abs(sum); divisor += 2)
        {
            term *= square / divisor;
            sum += term;
        }

        return sum * Math.Exp(-x * x) * TwoByRootPi;
    }
}
