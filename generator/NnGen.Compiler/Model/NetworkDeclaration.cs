namespace NnGen.Compiler.Model;

/// <summary>What the user declared on one class, before anything is understood of it.</summary>
/// <remarks>
/// The law of this type and of all it holds: immutable, equal by value, nothing of Roslyn. It is what the incremental pipeline compares:
/// a declaration that is equal to the last one is not compiled again.
/// </remarks>
public sealed record NetworkDeclaration
{
    /// <summary>Where the class stands and what it is called.</summary>
    public required HostDeclaration Host { get; init; }

    /// <summary>The named arguments of <c>[Network]</c>.</summary>
    public EquatableArray<OptionDeclaration> Options { get; init; }

    /// <summary>The named arguments of <c>[Budget]</c>: what the network may cost at most.</summary>
    public EquatableArray<OptionDeclaration> Budget { get; init; }

    /// <summary>The files of weights that the project names for the network; none where it is not to have its weights compiled in.</summary>
    public EquatableArray<WeightHeader> Weights { get; init; }

    /// <summary>The attributes after <c>[Network]</c>, in text order: inputs, layers, output, loss. In the place of used blocks, their nodes.</summary>
    public EquatableArray<NodeDeclaration> Nodes { get; init; }

    /// <summary>The record that the input takes; null where it takes numbers.</summary>
    public RecordDeclaration? Record { get; init; }

    /// <summary>What is wrong with the uses of blocks and with the record: found when the nodes were put in their places.</summary>
    public EquatableArray<Problem> Problems { get; init; }

    /// <summary>Whether C# could not compile the code of the network, so that only its signatures are written.</summary>
    public bool HasSignaturesOnly { get; init; }

    /// <summary>Whether the network is to be trained too: not where only prediction is asked for, nor where weights are kept as 16 bits.</summary>
    public bool Trains => Options.All(option => option is not { Name: "Emit", Value: "Inference" }) && StorageOption.Of(this) == WeightStorage.Full;

    /// <summary>The declaration as the user wrote it, for the header of the emitted file: <c>[Network] [Input(4)] [Dense(8), ReLU]</c>.</summary>
    public string Text { get; init; } = "";
}

/// <summary>The class that bears the attributes.</summary>
/// <param name="Namespace">The namespace, empty for the global one.</param>
/// <param name="ContainingTypes">The headers of the types around it from the outside in, such as <c>partial class Outer</c>.</param>
/// <param name="Name">The class's simple name.</param>
public sealed record HostDeclaration(string Namespace, EquatableArray<ContainingType> ContainingTypes, string Name)
{
    /// <summary>The full name with dots, as in C#: <c>Samples.Outer.DigitNet</c>.</summary>
    public string FullName => string.Join(".", new[] { Namespace }.Where(n => n.Length > 0).Concat(ContainingTypes.Select(t => t.Name)).Append(Name));
}

/// <summary>A type around the host.</summary>
/// <param name="Keyword">What C# calls it: <c>class</c>, <c>struct</c>, <c>record</c>, <c>interface</c> ...</param>
/// <param name="Name">Its simple name.</param>
public sealed record ContainingType(string Keyword, string Name);

/// <summary>One attribute: the kind of node and its arguments by name.</summary>
/// <param name="Kind">The attribute's name without <c>Attribute</c>: <c>Dense</c>, <c>MeanSquaredErrorLoss</c>.</param>
/// <param name="Options">
/// The arguments that the user wrote, positional ones under the name of the constructor's parameter with a capital first letter (<c>Units</c>).
/// Arguments left out are left out here too: the compiler knows the defaults.
/// </param>
public sealed record NodeDeclaration(string Kind, EquatableArray<OptionDeclaration> Options)
{
    /// <summary>The option of a dense layer that holds the strings of the <c>[ConnectionMask]</c> below it.</summary>
    public const string MaskBelow = "ConnectionMask";

    /// <summary>The argument of that name, or null.</summary>
    public object? this[string name] => Options.FirstOrDefault(option => option.Name == name)?.Value;
}

/// <summary>One argument of an attribute.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Value">
/// A <see cref="bool"/>, <see cref="int"/>, <see cref="long"/>, <see cref="double"/> or <see cref="string"/>; an enum value as the string of its name;
/// an array as <see cref="EquatableArray{T}"/> of <see cref="int"/>, <see cref="double"/> or <see cref="string"/>; what a method computes whose name an argument
/// is, as a record that is equal by value.
/// </param>
public sealed record OptionDeclaration(string Name, object Value);
