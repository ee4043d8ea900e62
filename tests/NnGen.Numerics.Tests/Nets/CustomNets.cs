namespace NnGen.Numerics.Tests.Nets;

// Functions of one's own: the methods that networks are made of, which tests call too.

/// <summary>A function with its derivative beside it, and one whose derivative the compiler finds.</summary>
[Network(InputGradient = true)]
[Input(5)]
[Dense(19), Custom(nameof(Swish), Derivative = nameof(SwishDerivative))]
[Dense(7), Custom(nameof(Bent))]
[Dense(3)]
public partial class CustomFunctions
{
    internal static float Swish(float x) => x * Sigmoid(x);

    internal static float SwishDerivative(float x)
    {
        float s = Sigmoid(x);
        return s * (1 + x * (1 - s));
    }

    /// <summary>Logarithmic on both sides, and curved between: of every part that a formula may have, with a derivative everywhere but at 2 and -0.5.</summary>
    internal static float Bent(float x)
    {
        const float Top = 2;
        float root = MathF.Sqrt(1 + x * x);
        if (x > Top || !(x >= -0.5f))
        {
            return float.LogP1(MathF.Abs(x)) - (float)Math.Log(root);
        }

        float inner = MathF.Max(MathF.Min(x, Top), -1) + Math.Clamp(x, -1, 3);
        return x <= 0 && -1 < x ? 0.25f * float.ExpM1(inner) : MathF.Tanh(x) / root;
    }

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
}
