namespace NnGen.Compiler.Model;

/// <summary>What the user declared on one class with <c>[Block]</c> or <c>[Cell]</c>: a part of networks.</summary>
/// <param name="Name">The class's full name, by which <c>[Use]</c> finds it.</param>
/// <param name="Title">Its simple name.</param>
/// <param name="Nodes">Its attributes in text order.</param>
/// <param name="IsInSource">Whether it stands in the same compilation as the network, so that its own problems are reported there.</param>
public sealed record BlockDeclaration(string Name, string Title, EquatableArray<NodeDeclaration> Nodes, bool IsInSource)
{
    /// <summary>Whether it is a cell: the nodes of one step of a recurrent layer.</summary>
    public bool IsCell { get; init; }

    /// <summary>Whether a node stands for the nodes of a block or of a cell.</summary>
    public static bool IsUse(NodeDeclaration node) => node.Kind is Use or CellDeclaration.Recurrent;

    /// <summary>What the class of such a node must be.</summary>
    public static string ClassOf(NodeDeclaration node) => node.Kind == Use ? "Block" : "Cell";

    /// <summary>The kind of the nodes that use a block.</summary>
    public const string Use = "Use";

    /// <summary>The option of such a node that says which: the full name.</summary>
    public const string Option = "Block";

    /// <summary>
    /// The option of a node that stands for one whose parameters it shares, whatever its kind: that node's name. A layer that makes parameters of its
    /// own cannot.
    /// </summary>
    public const string SharedWith = "SharedWith";

    /// <summary>What the block calls its input, unless an <c>[Input]</c> names it: as a network would.</summary>
    public const string InputName = "input1";
}
