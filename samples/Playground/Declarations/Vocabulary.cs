namespace Samples.Playground.Declarations;

/// <summary>The attributes of the playground: layers of points, their activations and losses. Each with the named arguments that it may have.</summary>
/// <remarks>
/// What is missing has a reason: it reads files (weights), leaves training out (Emit), names code (cells, functions of one's own), works on images or
/// sequences, or computes something else in training than in prediction over more than one row (batch normalisation), so that no map of a neuron could
/// be drawn from a training pass.
/// </remarks>
internal static class Vocabulary
{
    private static readonly string[] s_node = ["Name", "From"];
    private static readonly string[] s_loss = ["Reduction", "Weight", "LabelSmoothing", "ClassWeights", "Gamma", "Alpha", "Delta", "Beta", "Margin"];

    private static readonly Dictionary<string, string[]> s_arguments = new(StringComparer.Ordinal)
    {
        ["Network"] = ["Precision"],
        ["Budget"] = ["Parameters", "MultiplyAdds", "WeightBytes", "ScratchBytes"],
        ["Input"] = ["Name", "Scale", "Offset"],
        ["Dense"] = ["Name", "From", "Bias", "Initializer", "InitializerScale", "InitializerSparsity", "BiasInitializer", "BiasInitializerScale",
            "Connections", "Bandwidth", "Groups", "Density", "MaskSeed"],
        ["Dropout"] = s_node,
        ["Identity"] = s_node,
        ["Add"] = ["Name"],
        ["Multiply"] = ["Name"],
        ["Concat"] = ["Name", "Axis"],
        ["LayerNorm"] = ["Name", "From", "Epsilon", "Affine", "Bias"],
        ["RMSNorm"] = ["Name", "From", "Epsilon", "Affine"],
    };

    private static readonly string[] s_activations =
    [
        "Sigmoid", "Tanh", "ReLU", "LeakyReLU", "Step", "ReLU6", "ELU", "CELU", "SELU", "GELU", "SiLU", "Softplus", "Softsign", "HardSigmoid", "HardSwish",
        "HardTanh", "Mish", "ThresholdedReLU", "ScaledTanh", "Softmax", "LogSoftmax",
    ];

    private static readonly string[] s_losses =
    [
        "MeanSquaredErrorLoss", "HalfSquaredErrorLoss", "L1Loss", "HuberLoss", "SmoothL1Loss", "LogCoshLoss", "CrossEntropyLoss", "NegativeLogLikelihoodLoss",
        "BinaryCrossEntropyLoss", "FocalLoss", "BinaryFocalLoss", "HingeLoss", "SquaredHingeLoss", "MultiMarginLoss", "PerceptronLoss",
    ];

    /// <summary>The enumerations whose members may be named.</summary>
    private static readonly string[] s_enumerations = ["Init", "Reduction", "Connections", "Precision"];

    /// <summary>All attributes, without <c>Attribute</c>.</summary>
    public static IReadOnlyList<string> Attributes { get; } = [.. s_arguments.Keys, .. s_activations, .. s_losses];

    /// <summary>Those that are neither activations nor losses.</summary>
    public static IReadOnlyCollection<string> Layers => s_arguments.Keys;

    /// <summary>The attribute that was surely meant by a word that is none: at most two letters off, case aside; or null.</summary>
    public static string? Nearest(string word)
    {
        if (word.Length is < 2 or > 40)
        {
            return null;
        }

        (string name, int distance) = Attributes.Select(name => (name, Distance(word.ToUpperInvariant(), name.ToUpperInvariant()))).MinBy(pair => pair.Item2);
        return distance <= Math.Min(2, word.Length / 2) ? name : null;
    }

    /// <summary>The named arguments that an attribute may have; null where there is no such attribute here.</summary>
    public static IReadOnlyList<string>? ArgumentsOf(string attribute) =>
        s_arguments.TryGetValue(attribute, out string[]? names) ? names
        : s_activations.Contains(attribute) ? [.. s_node, "Approximate"]
        : s_losses.Contains(attribute) ? s_loss
        : null;

    /// <summary>Whether members of an enumeration may be named.</summary>
    public static bool IsEnumeration(string name) => s_enumerations.Contains(name);

    /// <summary>How many letters have to be put in, left out or changed (Levenshtein, 1965).</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
