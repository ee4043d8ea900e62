using System.Globalization;
using NnGen.Compiler.Graph;

namespace NnGen.Numerics.Tests.Functions;

/// <summary>Measures an elementary function for floats: the largest error and where it is. What lies beyond the normal numbers is checked instead.</summary>
internal sealed class SingleSurvey(ElementFunction function)
{
    private const double SmallestNormal = 1.1754943508222875e-38;

    /// <summary>As the summary of exp(x) - 1 says; above, it is not promised.</summary>
    private const double LargestPower = 88;

    /// <summary>The largest error, in units of the last place.</summary>
    public double Error { get; private set; }

    /// <summary>Where it is.</summary>
    public float Argument { get; private set; }

    /// <summary>How many arguments were seen.</summary>
    public long Count { get; private set; }

    /// <summary>Whether the function has a value there: infinities, not-a-number and the outside of a domain have tests of their own.</summary>
    public bool IsRegular(float x) => float.IsFinite(x) && function switch
    {
        ElementFunction.ExpMinusOne => x <= LargestPower,
        ElementFunction.Log => x > 0,
        ElementFunction.LogOnePlus => x >= 0,
        _ => true,
    };

    /// <summary>Takes a result into account.</summary>
    public void See(float x, float y)
    {
        double exact = SingleReference.Of(function, x);
        Count++;
        if (exact > float.MaxValue || IsFlushed(exact))
        {
            CheckEdge(x, y, exact);
            return;
        }

        double error = Ulps.Of(y, exact);
        if (!(error <= Error))
        {
            Error = error;
            Argument = x;
        }
    }

    /// <summary>Takes into account what another survey of the same function has seen.</summary>
    public void Add(SingleSurvey other)
    {
        Count += other.Count;
        if (!(other.Error <= Error))
        {
            Error = other.Error;
            Argument = other.Argument;
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"largest error {Error:F4} ulp, at {Argument:R}, of {Count} floats");

    /// <summary>Powers below the normal numbers are flushed to zero, some a little above already; the summary of exp says where.</summary>
    private bool IsFlushed(double exact) => exact < 2 * SmallestNormal && function is (ElementFunction.Exp or ElementFunction.Sigmoid);

    /// <summary>Beyond the largest number comes infinity; near the smallest one zero will do, or anything that is right.</summary>
    private void CheckEdge(float x, float y, double exact)
    {
        bool isRight = exact > float.MaxValue ? y >= 0.999f * float.MaxValue : y >= 0 && Math.Abs(y - exact) <= 2 * SmallestNormal;
        if (!isRight)
        {
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{function}({x:R}) is {y:R}"));
        }
    }
}
