using System.Text.Json;
using NnGen.Compiler.Model;

namespace NnGen.Numerics.Tests.Golden;

/// <summary>The windows of convolutions and pools as text, from case.json and from attributes: every number for each axis.</summary>
internal static class GoldenWindows
{
    /// <summary>A layer of a case.</summary>
    public static string Of(JsonElement layer)
    {
        string kind = layer.GetProperty("kind").GetString()!;
        int axes = kind[^2] - '0';
        bool isPool = kind.Contains("pool");
        string name = string.Concat(kind[..^2].Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + axes + "D";
        string Numbers(string property, string otherwise) => layer.TryGetProperty(property, out JsonElement given) ? Each(given, axes) : otherwise;
        string kernel = Numbers("kernel", "");
        string one = string.Join(" ", Enumerable.Repeat(1, axes));
        string padding = layer.TryGetProperty("padding", out JsonElement sides) ? Sides(sides, axes) : string.Join(" ", Enumerable.Repeat(0, 2 * axes));
        return isPool
            ? $"{name}({kernel}, {Numbers("stride", kernel)}, {padding}, {Numbers("dilation", one)}, {GoldenCase.Flag(layer, "ceil", false)} {GoldenCase.Flag(layer, "count_include_pad", true)})"
            : $"{name}({layer.GetProperty("out").GetInt32()}, {kernel}, {Numbers("stride", one)}, {padding}, {Numbers("dilation", one)}, {Numbers("output_padding", string.Join(" ", Enumerable.Repeat(0, axes)))}, {(layer.TryGetProperty("groups", out JsonElement groups) ? groups.GetInt32() : 1)} {GoldenCase.Flag(layer, "bias", true)})";
    }

    /// <summary>The arguments of an attribute.</summary>
    public static string Arguments(NodeDeclaration node)
    {
        int axes = node.Kind[^2] - '0';
        string Numbers(string option, string otherwise) => node[option + "s"] is EquatableArray<int> several ? string.Join(" ", several)
            : node[option] is int one ? string.Join(" ", Enumerable.Repeat(one, axes))
            : otherwise;
        string one = string.Join(" ", Enumerable.Repeat(1, axes));
        string kernel = node["KernelHeight"] is int height ? $"{height} {node["KernelWidth"]}" : Numbers("Kernel", "");
        string padding = node["Paddings"] is EquatableArray<int> sides ? string.Join(" ", sides.Count == axes ? sides.SelectMany(side => new[] { side, side }) : sides)
            : node["Padding"] is int all ? all switch { Padding.Same => "same", Padding.Causal => "causal", _ => string.Join(" ", Enumerable.Repeat(all, 2 * axes)) }
            : string.Join(" ", Enumerable.Repeat(0, 2 * axes));
        return node.Kind.Contains("Pool")
            ? $"{kernel}, {Numbers("Stride", kernel)}, {padding}, {Numbers("Dilation", one)}, {node["CeilMode"] ?? false} {node["CountIncludePad"] ?? true}"
            : $"{node["Filters"]}, {kernel}, {Numbers("Stride", one)}, {padding}, {Numbers("Dilation", one)}, {Numbers("OutputPadding", string.Join(" ", Enumerable.Repeat(0, axes)))}, {node["Groups"] ?? 1} {node["Bias"] ?? true}";
    }

    /// <summary>A layer of a case that gives an image another size.</summary>
    public static string OfUpsample(JsonElement layer)
    {
        string size = layer.TryGetProperty("size", out JsonElement sizes) ? "to " + Each(sizes, 1) : "by " + Each(layer.GetProperty("scale"), 1);
        return $"Upsample({layer.GetProperty("mode").GetString()} {size} {GoldenCase.Flag(layer, "align_corners", false)})";
    }

    /// <summary>The arguments of such an attribute.</summary>
    public static string OfUpsample(NodeDeclaration node)
    {
        string size = node["FactorHeight"] is int height ? $"by {height} {node["FactorWidth"]}"
            : node["Factor"] is int factor ? $"by {factor}"
            : "to " + (node["Sizes"] is EquatableArray<int> sizes ? string.Join(" ", sizes) : node["Size"]);
        return $"{((string?)node["Mode"] ?? "Nearest").ToLowerInvariant()} {size} {node["AlignCorners"] ?? false}";
    }

    public static string Each(JsonElement given, int axes) =>
        string.Join(" ", given.ValueKind == JsonValueKind.Array ? given.EnumerateArray().Select(value => value.GetInt32()) : Enumerable.Repeat(given.GetInt32(), axes));

    /// <summary>What stands before and behind each axis.</summary>
    public static string Sides(JsonElement given, int axes) => given.ValueKind switch
    {
        JsonValueKind.String => given.GetString()!,
        JsonValueKind.Array => string.Join(" ", given.EnumerateArray().SelectMany(side => side.ValueKind == JsonValueKind.Array ? side.EnumerateArray().Select(value => value.GetInt32()) : [side.GetInt32(), side.GetInt32()])),
        _ => string.Join(" ", Enumerable.Repeat(given.GetInt32(), 2 * axes)),
    };
}
