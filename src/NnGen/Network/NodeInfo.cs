namespace NnGen;

/// <summary>One node of a network: an input, a layer or what joins several. Immutable.</summary>
/// <param name="Name">The node's name, such as <c>dense1</c>: what parameters and values on a tape are called by.</param>
/// <param name="Kind">The name of the attribute that declares it, such as <c>Dense</c>.</param>
/// <param name="Shape">The shape of one row of its output, without the batch.</param>
/// <param name="Inputs">The names of the nodes whose outputs it takes, in order; none for an input.</param>
public sealed record NodeInfo(string Name, string Kind, IReadOnlyList<int> Shape, IReadOnlyList<string> Inputs)
{
    /// <summary>
    /// What it computes of the row x that it takes when predicting, such as <c>max(0, x)</c>, with its parameters by the last part of their names,
    /// such as <c>weight</c>. Empty for an input, for a dense layer, whose weighted sums are <c>weight x + bias</c>, and for joins, whose kind says it.
    /// </summary>
    public string Formula { get; init; } = "";
}
