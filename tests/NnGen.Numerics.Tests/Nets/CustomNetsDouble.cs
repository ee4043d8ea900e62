namespace NnGen.Numerics.Tests.Nets;

/// <summary>As <see cref="CustomFunctions"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5)]
[Dense(19), Custom(nameof(Swish), Derivative = nameof(SwishDerivative))]
[Dense(7), Custom(nameof(Bent))]
[Dense(3)]
public partial class CustomFunctionsDouble
{
    internal static double Swish(double x) => x * Sigmoid(x);

    internal static double SwishDerivative(double x)
    {
        double s = Sigmoid(x);
        return s * (1 + x * (1 - s));
    }

    /// <summary>As <see cref="CustomFunctions.Bent"/>.</summary>
    internal static double Bent(double x)
    {
        const double Top = 2;
        double root = Math.Sqrt(1 + x * x);
        if (x > Top || !(x >= -0.5))
        {
            return double.LogP1(Math.Abs(x)) - Math.Log(root);
        }

        double inner = Math.Max(Math.Min(x, Top), -1) + Math.Clamp(x, -1, 3);
        return x <= 0 && -1 < x ? 0.25 * double.ExpM1(inner) : Math.Tanh(x) / root;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
