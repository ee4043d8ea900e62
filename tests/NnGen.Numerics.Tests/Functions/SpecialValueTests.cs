using NnGen.Compiler.Graph;
using NnGen.Compiler.Kernels.Interpreter;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Functions;

/// <summary>Not-a-number, infinities, signed zeros and subnormals; and that every width, single numbers and the interpreter give the same bits.</summary>
public sealed class SpecialValueTests
{
    private const double Infinity = double.PositiveInfinity;

    /// <summary>Subnormal as a float; in its place doubles get one of their own.</summary>
    private const double Subnormal = 1e-40;
    private const double SubnormalDouble = 1e-310;

    public static TheoryData<string> Functions => ElementFunctions.Names;


    // Where a function's slope at 0 is 1, subnormal numbers come out as they went in.
    public static TheoryData<ElementFunction, double, double> Values => new()
    {
        { ElementFunction.Exp, -Infinity, 0.0 },
        { ElementFunction.Exp, -1e5, 0.0 },
        { ElementFunction.Exp, -Subnormal, 1.0 },
        { ElementFunction.Exp, -0.0, 1.0 },
        { ElementFunction.Exp, 0.0, 1.0 },
        { ElementFunction.Exp, Subnormal, 1.0 },
        { ElementFunction.Exp, 1e5, Infinity },
        { ElementFunction.Exp, Infinity, Infinity },
        { ElementFunction.Exp, double.NaN, double.NaN },
        { ElementFunction.ExpMinusOne, -Infinity, -1.0 },
        { ElementFunction.ExpMinusOne, -1e5, -1.0 },
        { ElementFunction.ExpMinusOne, -Subnormal, -Subnormal },
        { ElementFunction.ExpMinusOne, -0.0, 0.0 },
        { ElementFunction.ExpMinusOne, 0.0, 0.0 },
        { ElementFunction.ExpMinusOne, Subnormal, Subnormal },
        { ElementFunction.ExpMinusOne, double.NaN, double.NaN },
        { ElementFunction.Log, -Infinity, double.NaN },
        { ElementFunction.Log, -1.0, double.NaN },
        { ElementFunction.Log, -Subnormal, double.NaN },
        { ElementFunction.Log, -0.0, -Infinity },
        { ElementFunction.Log, 0.0, -Infinity },
        { ElementFunction.Log, 1.0, 0.0 },
        { ElementFunction.Log, Infinity, Infinity },
        { ElementFunction.Log, double.NaN, double.NaN },
        { ElementFunction.LogOnePlus, -0.0, 0.0 },
        { ElementFunction.LogOnePlus, 0.0, 0.0 },
        { ElementFunction.LogOnePlus, Subnormal, Subnormal },
        { ElementFunction.LogOnePlus, double.NaN, double.NaN },
        { ElementFunction.Sigmoid, -Infinity, 0.0 },
        { ElementFunction.Sigmoid, -1e5, 0.0 },
        { ElementFunction.Sigmoid, -Subnormal, 0.5 },
        { ElementFunction.Sigmoid, -0.0, 0.5 },
        { ElementFunction.Sigmoid, 0.0, 0.5 },
        { ElementFunction.Sigmoid, Subnormal, 0.5 },
        { ElementFunction.Sigmoid, 1e5, 1.0 },
        { ElementFunction.Sigmoid, Infinity, 1.0 },
        { ElementFunction.Sigmoid, double.NaN, double.NaN },
        { ElementFunction.Tanh, -Infinity, -1.0 },
        { ElementFunction.Tanh, -Subnormal, -Subnormal },
        { ElementFunction.Tanh, -0.0, -0.0 },
        { ElementFunction.Tanh, 0.0, 0.0 },
        { ElementFunction.Tanh, Subnormal, Subnormal },
        { ElementFunction.Tanh, Infinity, 1.0 },
        { ElementFunction.Tanh, double.NaN, double.NaN },
        { ElementFunction.Erf, -Infinity, -1.0 },
        { ElementFunction.Erf, -0.0, -0.0 },
        { ElementFunction.Erf, 0.0, 0.0 },
        { ElementFunction.Erf, Infinity, 1.0 },
        { ElementFunction.Erf, double.NaN, double.NaN },
    };

    /// <summary>Where subnormal numbers do not come out as they went in or as a constant: the logarithm of one, and erf, whose slope at 0 is 2 / sqrt(pi).</summary>
    [Fact]
    public void SubnormalArgument_IsNotTakenForZero()
    {
        const double SlopeOfErf = 1.1283791670955126;
        foreach (double x in new[] { Subnormal, -Subnormal })
        {
            Assert.Equal((float)(SlopeOfErf * x), ElementFunctions.Apply(ElementFunction.Erf, (float)x), 2 * float.Epsilon);
        }

        foreach (double x in new[] { SubnormalDouble, -SubnormalDouble })
        {
            Assert.Equal(SlopeOfErf * x, ElementFunctions.Apply(ElementFunction.Erf, x), 2 * double.Epsilon);
        }

        Assert.Equal(-92.1034037f, ElementFunctions.Apply(ElementFunction.Log, (float)Subnormal), 2e-5f);
        Assert.Equal(-713.80137882815425, ElementFunctions.Apply(ElementFunction.Log, SubnormalDouble), 2e-13);
    }

    /// <summary>
    /// What the summaries do not promise: exp(x) - 1 above its bound stays at the bound's value, log(1 + x) of infinity is not a number.
    /// The activations call neither there.
    /// </summary>
    [Fact]
    public void InfinityOutsideThePromise_GivesWhatTheBoundGives()
    {
        Assert.Equal(SingleFunctions.ExpMinusOne(88f), SingleFunctions.ExpMinusOne(float.PositiveInfinity));
        Assert.Equal(DoubleFunctions.ExpMinusOne(709.0), DoubleFunctions.ExpMinusOne(Infinity));
        foreach (double x in new[] { Infinity, -Infinity })
        {
            Assert.True(float.IsNaN(SingleFunctions.LogOnePlus((float)x)));
            Assert.True(double.IsNaN(DoubleFunctions.LogOnePlus(x)));
        }
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void SpecialArgument_GivesItsValue(ElementFunction function, double x, double expected)
    {
        Compare.SameBits<float>([Canonical((float)expected)], [Canonical(ElementFunctions.Apply(function, (float)x))], $"{function}({(float)x})");
        if (Math.Abs(x) == Subnormal)
        {
            // A double's own: the same sign, and the same value unless it comes out as it went in.
            expected = Math.Abs(expected) == Subnormal ? Math.CopySign(SubnormalDouble, expected) : expected;
            x = Math.CopySign(SubnormalDouble, x);
        }

        Compare.SameBits<double>([Canonical(expected)], [Canonical(ElementFunctions.Apply(function, x))], $"{function}({x})");
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void NaN_GivesNaN(string name)
    {
        (ElementFunction function, _, _) = ElementFunctions.Find(name);
        Assert.True(float.IsNaN(ElementFunctions.Apply(function, float.NaN)));
        Assert.True(double.IsNaN(ElementFunctions.Apply(function, double.NaN)));
        Assert.True(float.IsNaN(ElementFunctions.Apply(function, -float.NaN)));
        Assert.True(double.IsNaN(ElementFunctions.Apply(function, -double.NaN)));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Single_HasTheSameBitsAtEveryWidthAndInTheInterpreter(string name)
    {
        const uint Stride = 65_521;
        (ElementFunction function, _, _) = ElementFunctions.Find(name);
        float[] x = [.. Samples.Single(Stride)];
        Array.Resize(ref x, (x.Length + 15) / 16 * 16);
        float[] scalar = Array.ConvertAll(x, value => Canonical(ElementFunctions.Apply(function, value)));
        Check<Lanes512>();
        Check<Lanes256>();
        Check<Lanes128>();
        Check<Physical256>();
        Check<Physical128>();
        var interpreter = new KernelInterpreter<float>(default(SingleArithmetic), 16, 16);
        Compare.SameBits<float>(scalar, Array.ConvertAll(x, value => Canonical(interpreter.Evaluate(function, value))), $"{name} by the interpreter");

        void Check<V>()
            where V : struct, ILanes<V, float>
        {
            var y = new float[x.Length];
            ElementFunctions.Apply<V>(function, x, y);
            Compare.SameBits<float>(scalar, Array.ConvertAll(y, Canonical), $"{name} of {typeof(V).Name}");
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Double_HasTheSameBitsAtEveryWidthAndInTheInterpreter(string name)
    {
        (ElementFunction function, _, _) = ElementFunctions.Find(name);
        double[] x = [.. Samples.Double(count: 15_000, seed: 2)];
        Array.Resize(ref x, (x.Length + 7) / 8 * 8);
        double[] scalar = Array.ConvertAll(x, value => Canonical(ElementFunctions.Apply(function, value)));
        Check<Lanes512Double>();
        Check<Lanes256Double>();
        Check<Lanes128Double>();
        Check<Physical256Double>();
        Check<Physical128Double>();
        var interpreter = new KernelInterpreter<double>(default(DoubleArithmetic), 8, 8);
        Compare.SameBits<double>(scalar, Array.ConvertAll(x, value => Canonical(interpreter.Evaluate(function, value))), $"{name} by the interpreter");

        void Check<V>()
            where V : struct, ILanes<V, double>
        {
            var y = new double[x.Length];
            ElementFunctions.Apply<V>(function, x, y);
            Compare.SameBits<double>(scalar, Array.ConvertAll(y, Canonical), $"{name} of {typeof(V).Name}");
        }
    }

    // Of all that is not a number, hardware may pick any.
    private static float Canonical(float value) => float.IsNaN(value) ? float.NaN : value;

    private static double Canonical(double value) => double.IsNaN(value) ? double.NaN : value;
}
