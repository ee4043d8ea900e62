using System.Globalization;
using System.Text;

namespace NnGen;

/// <summary>A network in words, from its facts.</summary>
internal static class ArchitectureText
{
    private static readonly string[] s_header = ["node", "kind", "shape", "parameters", "multiply-adds"];

    /// <summary>What <see cref="NetworkInfo.Architecture"/> says.</summary>
    public static string Of(NetworkInfo info)
    {
        IEnumerable<string> losses = info.Outputs.Select(output => $"loss{(info.Outputs.Count == 1 ? "" : " of " + output.Name)}: {output.Loss}");
        IEnumerable<string> parameters = info.Parameters.Select(parameter => string.Create(CultureInfo.InvariantCulture, $"{parameter.Name}{Shape(parameter.Shape)} at {parameter.Offset}{(parameter.Storage == WeightStorage.Full ? "" : $" as {parameter.Storage}")}"));
        string[] parts = [Diagram(info), info.LayerTable, info.Record is { } record ? $"record {record.Name}\n{record}" : "", string.Join('\n', losses), string.Join('\n', parameters)];
        return string.Join("\n\n", parts.Where(part => part.Length > 0));
    }

    /// <summary>The nodes in one line, or where they are no chain, a line for each.</summary>
    public static string Diagram(NetworkInfo info)
    {
        IReadOnlyList<NodeInfo> nodes = info.Nodes;
        bool isChain = nodes.Select((node, i) => i == 0 || (node.Inputs.Count == 1 && node.Inputs[0] == nodes[i - 1].Name)).All(link => link);
        return isChain
            ? string.Join(" -> ", nodes.Select(Titled))
            : string.Join('\n', nodes.Select(node => (node.Inputs.Count == 0 ? "" : string.Join(", ", node.Inputs) + " -> ") + Titled(node)));
    }

    /// <summary>A line for each node: name, kind, shape, parameters, multiply-adds. Empty without nodes.</summary>
    public static string LayerTable(NetworkInfo info)
    {
        if (info.Nodes.Count == 0)
        {
            return "";
        }

        string[][] rows =
        [
            s_header,
            .. info.Nodes.Select(node => new[] { node.Name, node.Kind, Shape(node.Shape), Number(node.ParameterCount), Number(node.MultiplyAdds) }),
            ["total", "", "", Number(info.ParameterCount), Number(info.Nodes.Sum(node => node.MultiplyAdds))],
        ];
        int[] widths = [.. s_header.Select((_, column) => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (string[] row in rows)
        {
            string line = string.Join("  ", row.Select((cell, column) => column < 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd();
            text.Append(text.Length == 0 ? "" : "\n").Append(line);
        }

        return text.ToString();
    }

    private static string Titled(NodeInfo node) => node.Name + Shape(node.Shape);

    private static string Shape(IReadOnlyList<int> shape) => $"[{string.Join(", ", shape.Select(size => Number(size)))}]";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
