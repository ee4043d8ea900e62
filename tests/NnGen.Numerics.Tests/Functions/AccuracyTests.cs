using System.Globalization;
using NnGen.Compiler.Graph;
using Xunit.Abstractions;

namespace NnGen.Numerics.Tests.Functions;

/// <summary>The elementary functions are as accurate as they promise, over the full range of their arguments.</summary>
public sealed class AccuracyTests(ITestOutputHelper output)
{
    // A prime: no pattern of bits is missed. About nine million floats.
    private const uint SingleStride = 479;
    private const int DoubleSamples = 4000;

    public static TheoryData<string> Functions => ElementFunctions.Names;

    [Theory]
    [MemberData(nameof(Functions))]
    public void Single_ErrorIsWithinThePromise(string name)
    {
        (ElementFunction function, double promised, _) = ElementFunctions.Find(name);
        var worst = new Worst();
        float[] x = [.. Samples.Single(SingleStride).Where(value => IsRegular(function, value, 88))];

        // In whole vectors; the few that do not fill one are left out.
        x = x[..(x.Length / Lanes512.Count * Lanes512.Count)];
        var y = new float[x.Length];
        ElementFunctions.Apply<Lanes512>(function, x, y);
        for (int i = 0; i < x.Length; i++)
        {
            double exact = Exact(function, x[i]);
            if (Math.Abs(exact) > float.MaxValue || IsFlushed(function, exact, 1.1754943508222875e-38))
            {
                CheckEdge(function, x[i], y[i], exact, float.MaxValue, 1.1754943508222875e-38);
            }
            else
            {
                worst.See(x[i], Ulps.Of(y[i], exact));
            }
        }

        output.WriteLine($"{name} of {x.Length} floats: {worst}");
        Assert.True(worst.Error <= promised, $"{name}: {worst}, promised {promised}");
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Double_ErrorIsWithinThePromise(string name)
    {
        (ElementFunction function, _, double promised) = ElementFunctions.Find(name);
        var worst = new Worst();
        int count = 0;
        foreach (double x in Samples.Double(DoubleSamples, seed: 1).Where(value => IsRegular(function, value, 709)))
        {
            count++;
            double y = ElementFunctions.Apply(function, x);
            bool isHuge = function is ElementFunction.Exp && x > 709.78;
            bool isTiny = function is ElementFunction.Exp or ElementFunction.Sigmoid && x < -708;
            if (isHuge || isTiny)
            {
                CheckEdge(function, x, y, isHuge ? double.PositiveInfinity : 0, double.MaxValue, 2.2250738585072014e-308);
                continue;
            }

            worst.See(x, Ulps.Of(y, Reference.Of(function, x)));
        }

        output.WriteLine($"{name} of {count} doubles: {worst}");
        Assert.True(worst.Error <= promised, $"{name}: {worst}, promised {promised}");
    }

    /// <summary>The reference itself, on values that are known to more digits than a double has.</summary>
    [Fact]
    public void Reference_GivesKnownDigits()
    {
        // From 60 digits of decimal arithmetic: the exact value less the nearest double.
        Assert.Equal(1.4456468917292501e-16, (Reference.Of(ElementFunction.Exp, 1) - Math.E).ToDouble(), 1e-30);
        Assert.Equal(-2.1707562233822495e-16, (Reference.Of(ElementFunction.Log, 10) - 2.302585092994046).ToDouble(), 1e-30);
        Assert.Equal(-2.4801011789118601e-17, (Reference.Of(ElementFunction.Erf, 1) - 0.8427007929497149).ToDouble(), 1e-31);
    }

    private static double Exact(ElementFunction function, double x) => function switch
    {
        ElementFunction.Exp => Math.Exp(x),
        ElementFunction.Log => Math.Log(x),
        ElementFunction.Sigmoid => 1 / (1 + Math.Exp(-x)),
        ElementFunction.Tanh => Math.Tanh(x),
        ElementFunction.Erf => Erf(x),

        // exp(x) - 1: what rounding exp(x) has lost is made good by the quotient.
        ElementFunction.ExpMinusOne => Math.Exp(x) is var power && power == 1 ? x : power < 0.1 ? power - 1 : (power - 1) * (x / Math.Log(power)),

        // log(1 + x): what rounding 1 + x has lost is made good by the quotient.
        _ => 1 + x == 1 ? x : Math.Log(1 + x) * (x / (1 + x - 1)),
    };

    /// <summary>As the reference's series; good to some 15 digits.</summary>
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 6)
        {
            return Math.Sign(x);
        }

        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return sum * Math.Exp(-x * x) * (2 / Math.Sqrt(Math.PI));
    }

    /// <summary>Whether the function has a value there: infinities, not-a-number and the outside of a domain have tests of their own.</summary>
    private static bool IsRegular(ElementFunction function, double x, double largestPower) => double.IsFinite(x) && function switch
    {
        ElementFunction.ExpMinusOne => x <= largestPower,
        ElementFunction.Log => x > 0,
        ElementFunction.LogOnePlus => x >= 0,
        _ => true,
    };

    /// <summary>Powers below the normal numbers are flushed to zero, some a little above already; the summary of exp says where.</summary>
    private static bool IsFlushed(ElementFunction function, double exact, double smallestNormal) =>
        function is ElementFunction.Exp or ElementFunction.Sigmoid && exact < 2 * smallestNormal;

    /// <summary>Beyond the largest number comes infinity; near the smallest one zero will do, or anything that is right.</summary>
    private static void CheckEdge(ElementFunction function, double x, double y, double exact, double largest, double smallestNormal)
    {
        bool isRight = exact > largest ? y >= 0.999 * largest : y >= 0 && Math.Abs(y - exact) <= 2 * smallestNormal;
        Assert.True(isRight, string.Create(CultureInfo.InvariantCulture, $"{function}({x:R}) is {y:R}"));
    }

    private sealed class Worst
    {
        private double _x;

        public double Error { get; private set; }

        public void See(double x, double error)
        {
            if (!(error <= Error))
            {
                Error = error;
                _x = x;
            }
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"largest error {Error:F3} ulp, at {_x:R}");
    }
}
