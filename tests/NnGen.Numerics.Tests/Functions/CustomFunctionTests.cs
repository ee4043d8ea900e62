using NnGen.Numerics.Tests.Nets;

namespace NnGen.Numerics.Tests.Functions;

/// <summary>Functions of one's own: what is emitted is compared with the method itself, called as C#.</summary>
public sealed class CustomFunctionTests
{
    /// <summary>All branches, both sides of each bound, and the bounds.</summary>
    private static readonly double[] s_arguments = [-30, -3, -1, -0.75, -0.5, -0.25, -1e-3, 0, 1e-3, 0.5, 1, 1.999, 2, 2.001, 7, 40];

    [Fact]
    public void Node_ComputesWhatTheMethodComputes()
    {
        var single = new BareFunctions(0);
        var @double = new BareFunctionsDouble(0);
        foreach (double x in s_arguments)
        {
            float[] floats = new float[2];
            double[] doubles = new double[2];
            single.Predict([(float)x], floats);
            @double.Predict([x], doubles);

            Assert.Equal(CustomFunctions.Swish((float)x), floats[0], Math.Max(1e-6 * Math.Abs(floats[0]), 1e-37));
            Assert.Equal(BareFunctions.Bent((float)x), floats[1], 2e-6 * Math.Max(1, Math.Abs(floats[1])));
            Assert.Equal(CustomFunctionsDouble.Swish(x), doubles[0], Math.Max(1e-14 * Math.Abs(doubles[0]), 1e-300));
            Assert.Equal(BareFunctionsDouble.Bent(x), doubles[1], 1e-14 * Math.Max(1, Math.Abs(doubles[1])));
        }
    }

    /// <summary>The derivative that the compiler finds, against the slope of the method.</summary>
    [Fact]
    public void DerivativeThatIsLeftOut_IsTheSlopeOfTheMethod()
    {
        var network = new BareFunctionsDouble(0);
        var tape = new BareFunctionsDouble.Tape(1);
        var gradients = new BareFunctionsDouble.Gradients();
        foreach (double x in s_arguments.Where(x => x is not (-1 or -0.5 or 2 or 0)))
        {
            double step = 1e-6 * Math.Max(1, Math.Abs(x));
            double expected = (BareFunctionsDouble.Bent(x + step) - BareFunctionsDouble.Bent(x - step)) / (2 * step);

            network.Forward([x], tape);
            network.Backward([0, 1], tape, gradients);

            Assert.Equal(expected, tape.InputGradient[0][0], 1e-8);
        }
    }

    /// <summary>At 0, where two branches meet with different slopes, it is that of the branch of x <= 0: a quarter of exp(0) times twice 1.</summary>
    [Fact]
    public void DerivativeAtACorner_IsThatOfTheBranchThatIsTaken()
    {
        var network = new BareFunctionsDouble(0);
        var tape = new BareFunctionsDouble.Tape(1);

        network.Forward([0.0], tape);
        network.Backward([0, 1], tape, new BareFunctionsDouble.Gradients());

        Assert.Equal(0.25 * 2, tape.InputGradient[0][0], 1e-15);
    }

    /// <summary>A derivative that is none of the function is found by the check that users have.</summary>
    [Fact]
    public void WrongDerivative_FailsTheGradientCheck()
    {
        GradientCheckReport report = GradientCheck.Run<WrongDerivative, double>(new WrongDerivative(1), [0.5, -1], [1.0]);

        Assert.False(report.Passed, report.ToString());
        Assert.True(GradientCheck.Run<CustomFunctionsDouble, double>(new CustomFunctionsDouble(1), [0.5, -1, 2, 0.1, 3], [1.0, 2, 3]).Passed);
    }

    [Fact]
    public void NumberThatIsNone_StaysNone()
    {
        float[] output = new float[2];

        new BareFunctions(0).Predict([float.NaN], output);

        Assert.All(output, value => Assert.True(float.IsNaN(value)));
    }
}

/// <summary>Both functions of one input, both without a derivative of their own.</summary>
[Network(InputGradient = true)]
[Input(1, Name = "x")]
[Custom(nameof(Swish), Name = "swish")]
[Custom(nameof(Bent), From = "x", Name = "bent")]
[Concat("swish", "bent")]
public partial class BareFunctions
{
    internal static float Bent(float x) => CustomFunctions.Bent(x);

    private static float Swish(float x) => x / (1 + MathF.Exp(-x));
}

/// <summary>As <see cref="BareFunctions"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(1, Name = "x")]
[Custom(nameof(Swish), Name = "swish")]
[Custom(nameof(Bent), From = "x", Name = "bent")]
[Concat("swish", "bent")]
public partial class BareFunctionsDouble
{
    internal static double Bent(double x) => CustomFunctionsDouble.Bent(x);

    private static double Swish(double x) => x / (1 + Math.Exp(-x));
}

/// <summary>With a derivative that is none.</summary>
[Network(Precision = Precision.Double)]
[Input(2)]
[Dense(3), Custom(nameof(Square), Derivative = nameof(Half))]
[Dense(1)]
public partial class WrongDerivative
{
    private static double Square(double x) => x * x;

    private static double Half(double x) => x / 2;
}
