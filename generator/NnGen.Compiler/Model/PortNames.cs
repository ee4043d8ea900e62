using System.Globalization;

namespace NnGen.Compiler.Model;

/// <summary>
/// What C# calls the inputs and the outputs. The same for a sound declaration and for a broken one, so that code that uses the network goes on
/// compiling. Where a name is taken, a number follows it.
/// </summary>
/// <param name="Inputs">The inputs in declaration order, at least one.</param>
/// <param name="Outputs">The outputs in declaration order, at least one.</param>
public sealed record PortNames(EquatableArray<PortName> Inputs, EquatableArray<PortName> Outputs)
{
    /// <summary>The names of an only input, and of an only output.</summary>
    private static readonly PortName s_input = new("input", "InputSize", "input", "inputs", "", "");

    private static readonly PortName s_output = new("output", "OutputSize", "output", "outputs", "Classify", "");

    /// <summary>The other parameters, and the locals, of the doors for one row; beside them the name of an only input.</summary>
    private static readonly string[] s_ofRow = ["output"];

    /// <summary>Those of the doors for many rows.</summary>
    private static readonly string[] s_ofRows = ["outputs", "targets", "labels", "tape", "rows"];

    /// <summary>What no element of a tuple may be called.</summary>
    private static readonly string[] s_ofTuple = ["CompareTo", "Deconstruct", "Equals", "GetHashCode", "Rest", "ToString"];

    /// <summary>Whether there is more than one of either.</summary>
    public bool AreSeveral => Inputs.Count > 1 || Outputs.Count > 1;

    /// <summary>All of them.</summary>
    public IEnumerable<PortName> All => Inputs.Concat(Outputs);

    /// <summary>Those of a declaration.</summary>
    public static PortNames Of(NetworkDeclaration declaration)
    {
        bool[] areOfBytes = [.. declaration.Nodes.Where(node => node.Kind == "Input").Select(node => node["Element"] is "Byte")];
        string[] inputs = [.. declaration.Nodes.Where(node => node.Kind == "Input").Select((node, i) => NameOf(node, "input", i))];
        string[] outputs = [.. declaration.Nodes.Where(node => node.Kind == "Output").Select((node, i) => NameOf(node, "output", i)).Distinct()];
        var members = new HashSet<string>(EmittedNames.All, StringComparer.Ordinal);
        var row = new HashSet<string>(inputs.Length < 2 ? [.. s_ofRow, s_input.Row] : s_ofRow, StringComparer.Ordinal);
        var rows = new HashSet<string>(inputs.Length < 2 ? [.. s_ofRows, s_input.Rows] : s_ofRows, StringComparer.Ordinal);
        var fields = new HashSet<string>(s_ofTuple, StringComparer.Ordinal);
        PortName Name(string name, bool isOutput) => new(
            name,
            Identifiers.Unique(Identifiers.Of(name) + "Size", members),
            Identifiers.Unique(Identifiers.Small(name), row),
            Identifiers.Unique(Identifiers.Small(Identifiers.Plural(name)), rows),
            isOutput ? Identifiers.Unique("Classify" + Identifiers.Of(name), members) : "",
            isOutput ? Identifiers.Unique(FieldOf(name), fields) : "");
        return new(
            inputs.Length < 2 ? new(s_input with { IsOfBytes = areOfBytes.Any(isOfBytes => isOfBytes) }) : new(inputs.Select((name, i) => Name(name, isOutput: false) with { IsOfBytes = areOfBytes[i] }).ToArray()),
            outputs.Length < 2 ? new(s_output) : new(outputs.Select(name => Name(name, isOutput: true)).ToArray()));
    }

    /// <summary>The name as the graph has it; of a malformed one, which is an error of its own, what fits an identifier.</summary>
    private static string NameOf(NodeDeclaration node, string otherwise, int index)
    {
        string name = new([.. (node["Name"] as string ?? "").Where(c => c is '_' or '.' || char.IsLetterOrDigit(c))]);
        return name.Length > 0 ? name : otherwise + (index + 1).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>An element of a tuple that has a name of the user's.</summary>
    public static string Field(string name) => Identifiers.Unique(FieldOf(name), new HashSet<string>(s_ofTuple, StringComparer.Ordinal));

    /// <summary>C# keeps Item1, Item2 and so on for the elements of those numbers.</summary>
    private static string FieldOf(string name)
    {
        string field = Identifiers.Of(name);
        return field.StartsWith("Item", StringComparison.Ordinal) && field.Skip("Item".Length).All(char.IsDigit) ? "_" + field : field;
    }
}

/// <summary>What C# calls an input or an output. Keywords are not escaped.</summary>
/// <param name="Node">The node's name: <c>box</c>.</param>
/// <param name="Size">The constant: <c>BoxSize</c>.</param>
/// <param name="Row">The parameter of the doors for one row: <c>box</c>.</param>
/// <param name="Rows">The parameter of the doors for many rows: <c>boxes</c>.</param>
/// <param name="Classify">Of an output: the method that gives its class, <c>ClassifyBox</c>.</param>
/// <param name="Field">Of one of several outputs: its place in a tuple, <c>Box</c>.</param>
public sealed record PortName(string Node, string Size, string Row, string Rows, string Classify, string Field)
{
    /// <summary>Of an input: whether there are doors that take it as bytes.</summary>
    public bool IsOfBytes { get; init; }
}
