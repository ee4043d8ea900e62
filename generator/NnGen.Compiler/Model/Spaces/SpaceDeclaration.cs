namespace NnGen.Compiler.Model.Spaces;

/// <summary>What the user declared on one class with <c>[SearchSpace]</c>: networks that differ by choices. Immutable, equal by value, nothing of Roslyn.</summary>
/// <remarks>
/// It holds C# and not values, since a candidate is a text: what the user pastes is what was compiled, and one parser reads the attributes of networks and of candidates.
/// </remarks>
public sealed record SpaceDeclaration
{
    /// <summary>Where the class stands and what it is called.</summary>
    public required HostDeclaration Host { get; init; }

    /// <summary>What C# calls it: <c>class</c> or <c>record</c>.</summary>
    public string Keyword { get; init; } = "class";

    /// <summary>The arguments of <c>[Network]</c> of each candidate.</summary>
    public EquatableArray<SpaceArgument> Network { get; init; }

    /// <summary>The arguments of <c>[Budget]</c> of each candidate; none where it has no budget.</summary>
    public EquatableArray<SpaceArgument> Budget { get; init; }

    /// <summary>The most nanoseconds that a prediction may take by the cost model; 0 for any number.</summary>
    public double MostNanoseconds { get; init; }

    /// <summary>The nodes in text order, with those of blocks that have choices in their places.</summary>
    public EquatableArray<SpaceNode> Nodes { get; init; }

    /// <summary>What is chosen, in the order of the nodes; a choice stands behind the one that it depends on. Those of the training come last.</summary>
    public EquatableArray<SpaceChoice> Choices { get; init; }

    /// <summary>The choices of the training: the index of each in <see cref="Choices"/> by what it is of.</summary>
    public EquatableArray<TrainingChoice> Training { get; init; }

    /// <summary>The name of a candidate's class: that of the space with <c>Net</c> in the place of <c>Space</c>.</summary>
    public string CandidateName
    {
        get
        {
            const string space = "Space";
            string name = Host.Name;
            return (name.Length > space.Length && name.EndsWith(space, StringComparison.Ordinal) ? name.Substring(0, name.Length - space.Length) : name) + "Net";
        }
    }

    /// <summary>The number of combinations of options, those that differ in nothing counted once; at most <see cref="double.MaxValue"/>.</summary>
    public double Count => SpaceCount.Of(Choices);
}

/// <summary>A choice of a space.</summary>
/// <param name="Name">What it is called: the node's name and the argument's, <c>dense1.Units</c>.</param>
/// <param name="Options">The options as C#: values of an argument, nodes without brackets, or numbers of turns.</param>
/// <param name="IsOrdered">Whether the options are numbers, each larger than the one before.</param>
public sealed record SpaceChoice(string Name, EquatableArray<string> Options, bool IsOrdered)
{
    /// <summary>The choice that it depends on; -1 for none.</summary>
    public int Parent { get; init; } = -1;

    /// <summary>With a <see cref="Parent"/>, the first of its options with which this choice has a meaning.</summary>
    public int ParentFrom { get; init; }
}

/// <summary>A choice of how a network is trained.</summary>
/// <param name="Name">The property of <c>[TrainingChoices]</c>.</param>
/// <param name="Choice">The choice.</param>
public sealed record TrainingChoice(string Name, int Choice);

/// <summary>An argument of an attribute.</summary>
/// <param name="Name">The property's name; null for a positional one.</param>
/// <param name="Text">Its value as C#.</param>
/// <param name="Choice">The choice that gives the value; -1 where <paramref name="Text"/> is it.</param>
public sealed record SpaceArgument(string? Name, string Text, int Choice = -1);

/// <summary>A node of a space, or several.</summary>
public abstract record SpaceNode;

/// <summary>An attribute whose arguments may be choices.</summary>
/// <param name="Kind">The attribute as C#, without its arguments: <c>Dense</c>, <c>Use&lt;Residual&gt;</c>.</param>
/// <param name="Arguments">Its arguments, positional ones first.</param>
public sealed record AttributeNode(string Kind, EquatableArray<SpaceArgument> Arguments) : SpaceNode;

/// <summary>One of several nodes.</summary>
/// <param name="Choice">Whose options are nodes.</param>
/// <param name="First">Arguments of the first node of the alternative.</param>
/// <param name="Last">Arguments of its last node.</param>
public sealed record AlternativeNode(int Choice, EquatableArray<SpaceArgument> First, EquatableArray<SpaceArgument> Last) : SpaceNode;

/// <summary>Nodes that are there a number of times.</summary>
/// <param name="Choice">Whose options are numbers of turns; -1 for as many as there are.</param>
/// <param name="Turns">The nodes of each turn, of as many as there can be.</param>
public sealed record RepeatedNode(int Choice, EquatableArray<EquatableArray<SpaceNode>> Turns) : SpaceNode;
