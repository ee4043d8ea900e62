namespace NnGen.Compiler.Model;

/// <summary>The words of declarations of cells, <c>[Cell]</c>, and of layers of them, <c>[Recurrent&lt;TCell&gt;]</c>. A cell is a block whose nodes are those of one step.</summary>
public static class CellDeclaration
{
    /// <summary>The kind of the nodes that are layers of a cell.</summary>
    public const string Recurrent = "Recurrent";

    /// <summary>The option of a state that says of how many nodes its cell consists: it stands in one.</summary>
    public const string Nodes = "CellNodes";

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
