namespace NnGen;

/// <summary>One node of a network: an input, a layer or what joins several. Immutable.</summary>
/// <param name="Name">The node's name, such as <c>dense1</c>: what parameters and values on a tape are called by.</param>
/// <param name="Kind">The name of the attribute that declares it, such as <c>Dense</c>.</param>
/// <param name="Shape">The shape of one row of its output, without the batch.</param>
/// <param name="Inputs">The names of the nodes whose outputs it takes, in order; none for an input.</param>
public sealed record NodeInfo(string Name, string Kind, IReadOnlyList<int> Shape, IReadOnlyList<string> Inputs)
{
    /// <summary>A node with what it costs.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="kind">The name of the attribute that declares it.</param>
    /// <param name="shape">The shape of one row of its output, without the batch.</param>
    /// <param name="inputs">The names of the nodes whose outputs it takes, in order.</param>
    /// <param name="parameterCount">The number of its trained parameters.</param>
    /// <param name="multiplyAdds">Its multiply-adds in one prediction.</param>
    public NodeInfo(string name, string kind, int[] shape, string[] inputs, int parameterCount, long multiplyAdds)
        : this(name, kind, shape, inputs) => (ParameterCount, MultiplyAdds) = (parameterCount, multiplyAdds);

    /// <summary>The number of its trained parameters; 0 where another node has them.</summary>
    public int ParameterCount { get; init; }

    /// <summary>Its multiply-adds in one prediction.</summary>
    public long MultiplyAdds { get; init; }

    /// <summary>
    /// What it computes of the row x that it takes when predicting, such as <c>max(0, x)</c>, with its parameters by the last part of their names,
    /// such as <c>weight</c>. Empty for an input, for a dense layer, whose weighted sums are <c>weight x + bias</c>, and for joins, whose kind says it.
    /// </summary>
    public string Formula { get; init; } = "";
}
