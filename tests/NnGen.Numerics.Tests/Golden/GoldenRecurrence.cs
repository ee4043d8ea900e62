using System.Globalization;
using System.Text.Json;
using NnGen.Compiler.Model;

namespace NnGen.Numerics.Tests.Golden;

/// <summary>Recurrent layers of cases and of classes as one text, and the order of their states.</summary>
internal static class GoldenRecurrence
{
    /// <summary>A layer of a case.</summary>
    public static string Of(JsonElement layer)
    {
        string[] states = [.. States(layer).Select(state => GoldenCase.Flag(layer, "detach_state", false) ? Detached(state) : state)];
        string kind = layer.GetProperty("kind").GetString()!.ToUpperInvariant();
        return $"{kind}({layer.GetProperty("hidden").GetInt32()} {Number(layer, "layers", 1)} {GoldenCase.Flag(layer, "bidirectional", false)} {(layer.TryGetProperty("return", out _) ? "last" : "all")} "
            + $"{(layer.TryGetProperty("activation", out JsonElement activation) ? activation.GetString() : "tanh")} {GoldenCase.Number(layer, "p", 0).ToString(CultureInfo.InvariantCulture)} {Number(layer, "projection", 0)} "
            + $"{(layer.TryGetProperty("weights_of", out JsonElement owner) ? owner.GetString() : "own")} {(layer.TryGetProperty("lengths", out JsonElement lengths) ? lengths.GetString() : "full")} {string.Join(" ", states)})";
    }

    /// <summary>A layer of a class.</summary>
    public static string Arguments(NodeDeclaration node)
    {
        string[] states = [.. new[] { "InitialState", "InitialCell" }.Select(option => node[option]).OfType<string>()];
        return $"{node["Units"]} {node["Layers"] ?? 1} {node["Bidirectional"] ?? false} {(node["ReturnSequence"] is true ? "all" : "last")} {((string?)node["Activation"] ?? "tanh").ToLowerInvariant()} "
            + $"{((double?)node["Dropout"] ?? 0).ToString(CultureInfo.InvariantCulture)} {node["Projection"] ?? 0} {node["Tied"] ?? "own"} {node["Lengths"] ?? "full"} {string.Join(" ", states)}";
    }

    /// <summary>The nodes that let no gradient through to the states that a layer begins with.</summary>
    public static IEnumerable<string> Detached(JsonElement layer) => GoldenCase.Flag(layer, "detach_state", false)
        ? States(layer).Select(state => $"Detach() {Detached(state)} of {state}")
        : [];

    /// <summary>Whether a tensor has a state for each layer and direction, [layers * directions, rows, units]: the network's rows have them side by side.</summary>
    public static bool IsOfStates(JsonElement json, string tensor)
    {
        string name = tensor[(tensor.IndexOf('/') + 1)..];
        bool isTarget = json.TryGetProperty("outputs", out JsonElement outputs) && outputs.EnumerateArray().Any(output => "target/" + output.GetProperty("target").GetString() == tensor && IsState(output.GetProperty("name").GetString()!));
        bool isInput = json.TryGetProperty("layers", out JsonElement layers) && layers.EnumerateArray().SelectMany(States).Contains(name) && (tensor.StartsWith("input", StringComparison.Ordinal) || tensor.StartsWith("grad_input", StringComparison.Ordinal));
        return (IsState(name) && !tensor.StartsWith("loss", StringComparison.Ordinal)) || isTarget || isInput;
    }

    /// <summary>The states that a layer begins with.</summary>
    public static IEnumerable<string> States(JsonElement layer) =>
        layer.TryGetProperty("initial_state", out JsonElement states) ? states.EnumerateArray().Select(state => state.GetString()!) : [];

    private static bool IsState(string name) => name.EndsWith(".h_n", StringComparison.Ordinal) || name.EndsWith(".c_n", StringComparison.Ordinal);

    private static string Detached(string state) => state.Replace('.', '_');

    private static int Number(JsonElement layer, string name, int otherwise) => layer.TryGetProperty(name, out JsonElement number) ? number.GetInt32() : otherwise;
}
