using System.Globalization;

namespace NnGen.Benchmarks.Builds;

/// <summary>Declarations of networks of all kinds and sizes, the same at every run: what a project with many networks might have.</summary>
internal static class ProjectNetworks
{
    /// <summary>How many there are.</summary>
    public const int Count = 50;

    private static readonly int[] s_depths = [1, 2, 2, 3, 3, 1, 2, 3, 4, 2, 3, 2, 3, 6, 2, 3, 8, 2, 2, 1, 3, 4, 2, 2, 3, 20, 3, 2];
    private static readonly int[] s_widths = [10, 16, 24, 32, 50, 64, 100, 128, 15, 200, 256, 48, 80, 300, 12, 400, 512, 96];
    private static readonly int[] s_inputs = [4, 13, 30, 64, 100, 784];
    private static readonly string[] s_activations = ["ReLU", "Tanh", "Sigmoid", "GELU", "LeakyReLU(0.1)", "SiLU", "ELU", "ReLU, Dropout(0.2)", "Softplus"];
    private static readonly string[] s_endings =
    [
        "Dense(10), Softmax, CrossEntropyLoss", "Dense(1), MeanSquaredErrorLoss", "Dense(1), BinaryCrossEntropyLoss", "Dense(3), LogSoftmax, NegativeLogLikelihoodLoss",
        "Dense(4), HuberLoss", "Dense(2), Softmax, CrossEntropyLoss(LabelSmoothing = 0.1)", "Dense(5), L1Loss", "Dense(1), Sigmoid, MeanSquaredErrorLoss",
    ];

    /// <summary>What chains of dense layers do not have.</summary>
    private static readonly (string Options, string Nodes)[] s_others =
    [
        ("", "Input(64), Dense(128, Bias = false), BatchNorm, ReLU, Dense(64, Bias = false), BatchNorm, ReLU, Dense(10), Softmax, CrossEntropyLoss"),
        ("", "Input(32), Dense(96), LayerNorm, GELU, Dense(48), RMSNorm, SiLU, Dense(4), MeanSquaredErrorLoss"),
        ("", "Input(40), Dense(40), ReLU(Name = \"stem\"), Dense(40), ReLU(Name = \"branch\"), Add(\"stem\", \"branch\"), Dense(3), CrossEntropyLoss"),
        ("(InputGradient = true)", "Input(8, Name = \"x\"), Input(3, Name = \"z\"), Dense(20, From = \"x\"), ReLU(Name = \"a\"), Dense(4, From = \"z\"), Sigmoid(Name = \"b\"), Concat(\"a\", \"z\", \"b\"), Dense(3), CrossEntropyLoss"),
        ("", "Input(8), Dense(32), ReLU(Name = \"trunk\"), Dense(3, Name = \"kind\"), Dense(2, From = \"trunk\", Name = \"box\"), Output(\"kind\"), CrossEntropyLoss, Output(\"box\"), MeanSquaredErrorLoss(Weight = 0.5)"),
        ("", "Input(64), Dense(64, Connections = Connections.Banded, Bandwidth = 3), Tanh, Dense(64, Connections = Connections.BlockDiagonal, Groups = 8), Tanh, Dense(2), CrossEntropyLoss"),
        ("", "Input(100), Dense(80, Connections = Connections.Random, Density = 0.1), ReLU, Dense(10), CrossEntropyLoss"),
        ("", "Input(12, 16), Dense(32, Name = \"up\"), ReLU, Flatten, Dense(5), CrossEntropyLoss"),
        ("", "Input(10, 16, Name = \"x\"), Dense(16, Name = \"q\"), Dense(16, From = \"x\", Name = \"k\"), Dense(16, From = \"x\", Name = \"v\"), MatMul(\"q\", \"k\", TransposeB = true, Scale = 0.25), Softmax(Name = \"weights\"), MatMul(\"weights\", \"v\"), Flatten, Dense(4), CrossEntropyLoss"),
        ("", "Input(20, 8), Dense(24), Tanh, Mean(1), Dense(3), CrossEntropyLoss"),
        ("(Precision = Precision.Double)", "Input(6), Dense(24), Tanh, Dense(12), Tanh, Dense(2), MeanSquaredErrorLoss"),
        ("(Emit = Emit.Inference)", "Input(784), Dense(128), ReLU, Dense(64), ReLU, Dense(10), Softmax"),
        ("", "Input(100), Dense(30, Name = \"encoder\"), Sigmoid, Dense(100, Tied = \"encoder\", Transposed = true), MeanSquaredErrorLoss"),
        ("", "Input(500, Sparse = true), Dense(64), ReLU, Dense(2), CrossEntropyLoss"),
        ("", "Input(13), InputScaler, Dense(50), PReLU, Dense(50), PReLU(PerUnit = true), Dense(1), OutputScaler, MeanSquaredErrorLoss"),
        ("", "Input(20, Name = \"x\"), Dense(20), Sigmoid(Name = \"gate\"), Dense(20, From = \"x\"), Tanh(Name = \"value\"), Multiply(\"gate\", \"value\"), Dense(1), BinaryCrossEntropyLoss"),
        ("", "Input(32), Use<ResidualBlock>(Repeat = 8), Dense(10), CrossEntropyLoss"),
        ("", "Input(64), Dense(32), ReLU, Use<ResidualBlock>(Repeat = 3), Dense(16), ReLU, Dense(1), SmoothL1Loss"),
        ("", "Input(30), AlphaDropout(0.1), Dense(60), SELU, AlphaDropout(0.1), Dense(30), SELU, Dense(2), CrossEntropyLoss"),
        ("", "Input(3, 4, 5), Flatten, Dense(50), HardSwish, Dense(100), Mish, Dense(7), FocalLoss"),
        ("", "Input(2), Dense(2), Sigmoid, Dense(1), Sigmoid, MeanSquaredErrorLoss"),
        ("", "Input(16), Dense(16), Softsign, Dense(16), HardTanh, Dense(16), CELU, Dense(1), LogCoshLoss"),
    ];

    /// <summary>The block that some of them use.</summary>
    public const string Block = """
        using NnGen;

        namespace Project.Networks;

        /// <summary>Two layers and the way around them.</summary>
        [Block]
        [Identity(Name = "in"), Dense(32), ReLU, Dense(32, Name = "out"), Add("in", "out"), ReLU]
        public class ResidualBlock;

        """;

    /// <summary>One of them, a file of its own.</summary>
    public static string Source(int index)
    {
        int chains = Count - s_others.Length;
        (string options, string nodes) = index < chains ? ("", Chain(index)) : s_others[index - chains];
        return Declaration($"Net{index.ToString(CultureInfo.InvariantCulture)}", options, nodes);
    }

    /// <summary>A network by its nodes, in a file of its own.</summary>
    public static string Declaration(string name, string options, string nodes) => $"""
        using NnGen;

        namespace Project.Networks;

        /// <summary>A network.</summary>
        [Network{options}]
        [{nodes}]
        public partial class {name};

        """;

    /// <summary>A chain of so many dense layers, no two of the same width.</summary>
    public static string DistinctLayers(int layers) =>
        $"Input(64), {string.Join(", ", Enumerable.Range(0, layers).Select(layer => $"Dense({40 + (7 * layer)}), ReLU"))}, Dense(10), Softmax, CrossEntropyLoss";

    /// <summary>A product of so many gates.</summary>
    public static string Gates(int gates)
    {
        IEnumerable<string> made = Enumerable.Range(1, gates).Select(gate => $"Dense(16, From = \"x\", Name = \"z{gate}\"), Sigmoid(Name = \"gate{gate}\")");
        IEnumerable<string> names = Enumerable.Range(1, gates).Select(gate => $"\"gate{gate}\"");
        return $"Input(64, Name = \"x\"), {string.Join(", ", made)}, Multiply({string.Join(", ", names)}), Dense(1), BinaryCrossEntropyLoss";
    }

    private static string Chain(int index)
    {
        int depth = s_depths[index % s_depths.Length];
        IEnumerable<string> layers = Enumerable.Range(0, depth - 1)
            .Select(layer => $"Dense({s_widths[((index * 5) + (layer * 7)) % s_widths.Length]}), {s_activations[(index + (layer / 3)) % s_activations.Length]}");
        return string.Join(", ", [$"Input({s_inputs[index % s_inputs.Length]})", .. layers, s_endings[index % s_endings.Length]]);
    }
}
