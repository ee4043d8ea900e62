using NnGen.Compiler.Graph;
using NnGen.Compiler.Kernels.Interpreter;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Functions;

/// <summary>Not-a-number, infinities, signed zeros and subnormals; and that every width, single numbers and the interpreter give the same bits.</summary>
public sealed class SpecialValueTests
{
    private const double Infinity = double.PositiveInfinity;

    public static TheoryData<string> Functions => ElementFunctions.Names;

    public static TheoryData<ElementFunction, double, double> Values => new()
    {
        { ElementFunction.Exp, Infinity, Infinity },
        { ElementFunction.Exp, -Infinity, 0.0 },
        { ElementFunction.Exp, 0.0, 1.0 },
        { ElementFunction.Exp, -0.0, 1.0 },
        { ElementFunction.Exp, 1e-45, 1.0 },
        { ElementFunction.Exp, 1e5, Infinity },
        { ElementFunction.Exp, -1e5, 0.0 },
        { ElementFunction.ExpMinusOne, -Infinity, -1.0 },
        { ElementFunction.ExpMinusOne, 0.0, 0.0 },
        { ElementFunction.ExpMinusOne, 1e-40, 1e-40 },
        { ElementFunction.ExpMinusOne, -1e-40, -1e-40 },
        { ElementFunction.Log, Infinity, Infinity },
        { ElementFunction.Log, -Infinity, double.NaN },
        { ElementFunction.Log, 0.0, -Infinity },
        { ElementFunction.Log, -0.0, -Infinity },
        { ElementFunction.Log, -1.0, double.NaN },
        { ElementFunction.Log, -1e-40, double.NaN },
        { ElementFunction.Log, 1.0, 0.0 },
        { ElementFunction.LogOnePlus, 0.0, 0.0 },
        { ElementFunction.LogOnePlus, 1e-40, 1e-40 },
        { ElementFunction.Sigmoid, Infinity, 1.0 },
        { ElementFunction.Sigmoid, -Infinity, 0.0 },
        { ElementFunction.Sigmoid, 0.0, 0.5 },
        { ElementFunction.Sigmoid, -0.0, 0.5 },
        { ElementFunction.Tanh, Infinity, 1.0 },
        { ElementFunction.Tanh, -Infinity, -1.0 },
        { ElementFunction.Tanh, 0.0, 0.0 },
        { ElementFunction.Tanh, -0.0, -0.0 },
        { ElementFunction.Tanh, 1e-40, 1e-40 },
        { ElementFunction.Tanh, -1e-40, -1e-40 },
        { ElementFunction.Erf, Infinity, 1.0 },
        { ElementFunction.Erf, -Infinity, -1.0 },
        { ElementFunction.Erf, 0.0, 0.0 },
        { ElementFunction.Erf, -0.0, -0.0 },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void SpecialArgument_GivesItsValue(ElementFunction function, double x, double expected)
    {
        Compare.SameBits<float>([Canonical((float)expected)], [Canonical(ElementFunctions.Apply(function, (float)x))], $"{function}({(float)x})");
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
