namespace NnGen.Generator.Tests.Support;

/// <summary>Declarations that several tests share.</summary>
internal static class Nets
{
    /// <summary>The digit reader of the front page.</summary>
    public const string Digits = """
        using NnGen;

        namespace Samples;

        /// <summary>Reads a 28x28 grey image as one of ten digits.</summary>
        [Network]
        [Input(28 * 28)]
        [Dense(128), ReLU, Dropout(0.2)]
        [Dense(10), Softmax]
        [CrossEntropyLoss]
        public partial class DigitNet;
        """;

    /// <summary>A graph with names, options and a class around it.</summary>
    public const string Residual = """
        using NnGen;

        namespace Samples
        {
            public static partial class Nets
            {
                [Network(Precision = Precision.Double, InputGradient = true)]
                [Input(6, Name = "x")]
                [Dense(6, Initializer = Init.Uniform, InitializerScale = 0.05), Tanh(Name = "left")]
                [Dense(6, From = "x", Bias = false), LeakyReLU(0.2, Name = "right")]
                [Add("left", "right"), Dense(1)]
                [MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
                internal partial class Residual
                {
                }
            }
        }
        """;

    /// <summary>Logits, a name of its own for the output and no body.</summary>
    public const string Binary = """
        using NnGen;

        namespace Samples.Deep;

        [Network, Input(2), Dense(2), Sigmoid]
        [Dense(1, BiasInitializer = Init.Constant, BiasInitializerScale = -0.5, Name = "out.logit")]
        [Output("out.logit")]
        [BinaryCrossEntropyLoss]
        public sealed partial class XorNet
        {
            public int Answer => 42;
        }
        """;

    /// <summary>All of them.</summary>
    public static string[] All => [Digits, Residual, Binary];
}
