namespace NnGen.Compiler.Model;

/// <summary>The words of declarations of cells, <c>[Cell]</c>, and of layers of them, <c>[Recurrent&lt;TCell&gt;]</c>. A cell is a block whose nodes are those of one step.</summary>
public static class CellDeclaration
{
    /// <summary>The kind of the nodes that are layers of a cell.</summary>
    public const string Recurrent = "Recurrent";

    /// <summary>The option of a state that says of how many nodes its cell consists: it stands in one.</summary>
    public const string Nodes = "CellNodes";

    /// <summary>The option of a layer that says how many steps each row has: the name of an input.</summary>
    public const string Lengths = "Lengths";

    /// <summary>The option of a layer that runs backwards too.</summary>
    public const string Bidirectional = "Bidirectional";

    /// <summary>The option of a layer that names the nodes that its states begin with, in the order of the cell; of the layer's input, whether there are any.</summary>
    public const string InitialStates = "InitialStates";

    /// <summary>The option of a state that begins with the last step.</summary>
    public const string IsReversed = "IsReversed";

    /// <summary>The option of a state that says in how many directions its layer runs.</summary>
    public const string Directions = "Directions";

    /// <summary>The option of a state that says which direction it is of: 0 from the first step on, 1 from the last.</summary>
    public const string Direction = "Direction";

    /// <summary>What stands before the names of nodes in the direction that begins with the last step.</summary>
    public const string Reverse = "reverse.";

    /// <summary>What stands behind the name of a state where its value after the last step is meant: <c>memory.h_n</c>.</summary>
    public const string Final = "_n";

    /// <summary>What formulas say of nodes of sequences that have different lengths.</summary>
    public const string UpToLength = " up to the length";

    /// <summary>What a cell may have: nodes that compute each step of a sequence from that step alone, in ops that loops over time have.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        "State", "Dense", "Custom", "Add", "Multiply", "Concat", "LayerNorm", "RMSNorm", "Softmax", "LogSoftmax", "Softmin", "Dropout", "Detach", "Identity",
        "Sigmoid", "Tanh", "ReLU", "LeakyReLU", "Step", "ReLU6", "ELU", "CELU", "SELU", "GELU", "SiLU", "Softplus", "Softsign", "HardSigmoid", "HardSwish", "HardTanh", "Mish",
        "ThresholdedReLU", "ScaledTanh",
    ];

    /// <summary>The same in words.</summary>
    public const string KindsInWords = "a cell has states, dense layers, activations without parameters, LayerNorm, RMSNorm, Softmax, Add, Multiply, Concat, Dropout, Detach and Identity";
}
