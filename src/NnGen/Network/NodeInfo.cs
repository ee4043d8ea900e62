namespace NnGen;

/// <summary>One node of a network: an input, a layer or what joins several. Immutable.</summary>
/// <param name="Name">The node's name, such as <c>dense1</c>: what parameters and values on a tape are called by.</param>
/// <param name="Kind">The name of the attribute that declares it, such as <c>Dense</c>.</param>
/// <param name="Shape">The shape of one row of its output, without the batch.</param>
/// <param name="Inputs">The names of the nodes whose outputs it takes, in order; none for an input.</param>
public sealed record NodeInfo(string Name, string Kind, IReadOnlyList<int> Shape, IReadOnlyList<string> Inputs);
