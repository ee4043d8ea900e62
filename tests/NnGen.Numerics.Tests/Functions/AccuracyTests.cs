using System.Globalization;
using NnGen.Compiler.Graph;
using Xunit.Abstractions;

namespace NnGen.Numerics.Tests.Functions;

/// <summary>The elementary functions are as accurate as they promise, over the full range of their arguments.</summary>
public sealed class AccuracyTests(ITestOutputHelper output)
{
    // A prime: no pattern of bits is missed. About nine million floats.
    private const uint SingleStride = 479;
    private const uint ReferenceStride = 262_147;
    private const int DoubleSamples = 4000;

    public static TheoryData<string> Functions => ElementFunctions.Names;

    [Theory]
    [MemberData(nameof(Functions))]
    public void Single_ErrorIsWithinThePromise(string name)
    {
        (ElementFunction function, double promised, _) = ElementFunctions.Find(name);
        var survey = new SingleSurvey(function);
        float[] x = [.. Samples.Single(SingleStride).Where(survey.IsRegular)];

        // In whole vectors; the few that do not fill one are left out.
        x = x[..(x.Length / Lanes512.Count * Lanes512.Count)];
        var y = new float[x.Length];
        ElementFunctions.Apply<Lanes512>(function, x, y);
        for (int i = 0; i < x.Length; i++)
        {
            survey.See(x[i], y[i]);
        }

        output.WriteLine($"{name}: {survey}");
        Assert.True(survey.Error <= promised, $"{name}: {survey}, promised {promised}");
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Double_ErrorIsWithinThePromise(string name)
    {
        (ElementFunction function, _, double promised) = ElementFunctions.Find(name);
        var worst = new Worst();
        int count = 0;
        foreach (double x in Samples.Double(DoubleSamples, seed: 1).Where(value => IsRegular(function, value)))
        {
            count++;
            double y = ElementFunctions.Apply(function, x);
            bool isHuge = function is ElementFunction.Exp && x > 709.78;
            bool isTiny = function is ElementFunction.Exp or ElementFunction.Sigmoid && x < -708;
            if (isHuge || isTiny)
            {
                CheckEdge(function, x, y, isHuge);
                continue;
            }

            worst.See(x, Ulps.Of(y, Reference.Of(function, x)));
        }

        output.WriteLine($"{name} of {count} doubles: {worst}");
        Assert.True(worst.Error <= promised, $"{name}: {worst}, promised {promised}");
    }

    /// <summary>What floats are measured against, against what doubles are measured against.</summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public void SingleReference_IsRightToAThousandthOfAFloatsLastPlace(string name)
    {
        (ElementFunction function, _, _) = ElementFunctions.Find(name);
        var survey = new SingleSurvey(function);

        // Further out, powers have left the doubles too.
        foreach (float x in Samples.Single(ReferenceStride).Where(x => survey.IsRegular(x) && (function != ElementFunction.Exp || Math.Abs(x) < 700)))
        {
            double exact = Reference.Of(function, x).ToDouble();
            double value = SingleReference.Of(function, x);
            double unit = Math.ScaleB(1, Math.Max(Math.ILogB(exact), -126) - 23);
            bool isNear = Math.Abs(value - exact) <= 1e-3 * unit || (exact > float.MaxValue && value > float.MaxValue);
            Assert.True(isNear, isNear ? "" : string.Create(CultureInfo.InvariantCulture, $"{name}({x:R}) is {value:R} instead of {exact:R}"));
        }
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

    /// <summary>Whether the function has a value there: infinities, not-a-number and the outside of a domain have tests of their own.</summary>
    private static bool IsRegular(ElementFunction function, double x) => double.IsFinite(x) && function switch
    {
        ElementFunction.ExpMinusOne => x <= 709,
        ElementFunction.Log => x > 0,
        ElementFunction.LogOnePlus => x >= 0,
        _ => true,
    };

    /// <summary>Beyond the largest number comes infinity; near the smallest one zero will do, or anything that is right.</summary>
    private static void CheckEdge(ElementFunction function, double x, double y, bool isHuge)
    {
        bool isRight = isHuge ? y >= 0.999 * double.MaxValue : y is >= 0 and <= 2 * 2.2250738585072014e-308;
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
