using System.Globalization;

namespace NnGen.Compiler.Model;

/// <summary>
/// What C# calls one of several inputs. The same for a sound declaration and for a broken one, so that code that uses the network goes on
/// compiling. Where a name is taken, a number follows it.
/// </summary>
/// <param name="Node">The node's name: <c>x</c>.</param>
/// <param name="Size">The constant: <c>XSize</c>.</param>
/// <param name="Row">The parameter of the doors for one row: <c>x</c>. A keyword is not escaped.</param>
/// <param name="Rows">The parameter of the doors for many rows: <c>xs</c>.</param>
public sealed record InputName(string Node, string Size, string Row, string Rows)
{
    /// <summary>The other parameters, and the locals, of the doors for one row.</summary>
    private static readonly string[] s_ofRow = ["output"];

    /// <summary>Those of the doors for many rows.</summary>
    private static readonly string[] s_ofRows = ["outputs", "targets", "labels", "tape", "rows"];

    /// <summary>The inputs in declaration order; none where there are not several.</summary>
    public static EquatableArray<InputName> Of(NetworkDeclaration declaration)
    {
        NodeDeclaration[] inputs = [.. declaration.Nodes.Where(node => node.Kind == "Input")];
        if (inputs.Length < 2)
        {
            return default;
        }

        var constants = new HashSet<string>(EmittedNames.All, StringComparer.Ordinal);
        var row = new HashSet<string>(s_ofRow, StringComparer.Ordinal);
        var rows = new HashSet<string>(s_ofRows, StringComparer.Ordinal);
        return new(inputs.Select((input, i) =>
        {
            string name = NameOf(input, i);
            return new InputName(
                name,
                Identifiers.Unique(Identifiers.Of(name) + "Size", constants),
                Identifiers.Unique(Identifiers.Small(name), row),
                Identifiers.Unique(Identifiers.Small(name) + "s", rows));
        }));
    }

    /// <summary>The name as the graph has it; of a malformed one, which is an error of its own, what fits an identifier.</summary>
    private static string NameOf(NodeDeclaration input, int index)
    {
        string name = new([.. (input["Name"] as string ?? "").Where(c => c is '_' or '.' || char.IsLetterOrDigit(c))]);
        return name.Length > 0 ? name : "input" + (index + 1).ToString(CultureInfo.InvariantCulture);
    }
}
