namespace NnGen.Compiler.Graph;

/// <summary>One value of the SSA graph: computed once for each row of a batch, by one op.</summary>
public sealed class Value(int id, Shape shape, string name)
{
    /// <summary>The number in order of creation.</summary>
    public int Id { get; } = id;

    /// <summary>The shape of a row.</summary>
    public Shape Shape { get; } = shape;

    /// <summary>The node's name, or what the value is for: <c>relu1</c>, <c>gradient of relu1</c>.</summary>
    public string Name { get; } = name;

    /// <summary>What the user calls it, where a node of the declaration gives it: <c>ReLU (relu1)</c>.</summary>
    public string? Title { get; internal set; }

    /// <summary>What the node computes, in the words of <c>FormulaText</c>, where its ops do not say it; else null.</summary>
    public string? Formula { get; internal set; }

    /// <summary>Whether it is a node's image with its channels last, where the node's shape has them first.</summary>
    public bool IsTurned { get; internal set; }

    /// <summary>Whether it is one row for the whole batch, not one for each row: statistics, and what is folded of parameters.</summary>
    public bool IsPerBatch { get; internal set; }

    /// <summary>The op that computes it.</summary>
    public Op Producer { get; internal set; } = null!;

    public override string ToString() => $"%{Id} {Name}{Shape}";
}

/// <summary>A tensor that is saved, and trained unless it is a buffer: one for the whole network, not one a row.</summary>
public sealed class Parameter(string name, Shape shape, string initializer, double initializerScale, int fanIn, int fanOut, double initializerSparsity = 0)
{
    /// <summary>As in files: <c>dense1.weight</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The canonical shape, PyTorch's: [out, in] for the weight of a dense layer.</summary>
    public Shape Shape { get; } = shape;

    /// <summary>The name of a value of the library's enum Init; <c>Default</c> until the graph is complete.</summary>
    public string Initializer { get; private set; } = initializer;

    /// <summary>The scale of that initialiser.</summary>
    public double InitializerScale { get; } = initializerScale;

    /// <summary>The part of the weights of each input that <c>Sparse</c> leaves 0.</summary>
    public double InitializerSparsity { get; } = initializerSparsity;

    /// <summary>Whether it is saved but not trained: running statistics.</summary>
    public bool IsBuffer { get; init; }

    /// <summary>The row that begins as zeros, if there is one: the padding of an embedding.</summary>
    public int? ZeroRow { get; init; }

    /// <summary>Whether it is a table of which each step knows the gradient of the rows that were looked up, and leaves all others alone.</summary>
    public bool IsSparse { get; init; }

    /// <summary>What fills it where its numbers follow from positions; null for what is drawn or trained.</summary>
    public PositionTable? Table { get; init; }

    /// <summary>The number of inputs that feed one output.</summary>
    public int FanIn { get; } = fanIn;

    /// <summary>The number of outputs that one input feeds.</summary>
    public int FanOut { get; } = fanOut;

    /// <summary>Which elements of a weight there are; null where all are.</summary>
    public ConnectionMask? Mask { get; init; }

    /// <summary>How a weight of more than two axes is a matrix; null for one that has two, [outputs, inputs], and for what is no weight.</summary>
    public MatrixOrder? Order { get; init; }

    /// <summary>The outputs of a weight.</summary>
    public int Outputs => Order?.Outputs ?? Shape.Axes[0];

    /// <summary>The inputs that each output of a weight has.</summary>
    public int InputsOfOutput => Order?.Inputs ?? Shape.Axes[1];

    /// <summary>Puts the chosen initialiser in place of <c>Default</c>.</summary>
    internal void Resolve(string initializer) => Initializer = initializer;

    public override string ToString() => Name + Shape;
}

/// <summary>The numbers of a table of positions: a value of the library's enum PositionTableKind by its name, the base, and the features after which it begins again.</summary>
public sealed record PositionTable(string Kind, double Base, int Width);
