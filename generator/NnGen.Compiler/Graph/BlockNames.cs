using System.Globalization;
using NnGen.Compiler.Graph.Layers;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph;

/// <summary>The names of the nodes of one declaration, a network's or a block's: the declared ones, or kind and number.</summary>
internal static class BlockNames
{
    /// <summary>The names of each node: none of outputs and losses, and of a used block one for each turn.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(IReadOnlyList<NodeDeclaration> nodes, Func<string, BlockDeclaration?> find)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. nodes.Select(IReadOnlyList<string> (node) =>
        {
            if (node.Kind == "Output" || LayerCatalog.Loss(node.Kind) is not null)
            {
                return [];
            }

            string kind = (BlockDeclaration.IsUse(node) ? Title(node, find) : node.Kind).ToLowerInvariant();
            counts.TryGetValue(kind, out int count);
            int turns = Turns(node);
            counts[kind] = count + turns;
            string? declared = node["Name"] as string;
            return declared is null ? [.. Numbers(count + 1, turns).Select(number => kind + number)]
                : node["Repeat"] is null ? [declared]
                : [.. Numbers(1, turns).Select(number => declared + number)];
        })];
    }

    /// <summary>All names that a node takes: those of its turns, and that of all turns.</summary>
    public static IEnumerable<string> Taken(NodeDeclaration node, IReadOnlyList<string> names) =>
        node["Name"] is string whole && node["Repeat"] is not null && node.Kind == BlockDeclaration.Use ? names.Append(whole) : names;

    /// <summary>How often a node is there: a used block as often as it says.</summary>
    public static int Turns(NodeDeclaration node) => node.Kind == BlockDeclaration.Use && node["Repeat"] is int repeat ? Math.Min(Math.Max(repeat, 1), BlockExpander.MaxNodes) : 1;

    /// <summary>The simple name of a used block.</summary>
    public static string Title(NodeDeclaration use, Func<string, BlockDeclaration?> find)
    {
        string name = use[BlockDeclaration.Option] as string ?? "";
        return find(name)?.Title ?? name.Substring(name.LastIndexOfAny(['.', ':', '+']) + 1);
    }

    private static IEnumerable<string> Numbers(int first, int count) => Enumerable.Range(first, count).Select(number => number.ToString(CultureInfo.InvariantCulture));
}
