using System.Text.Json.Nodes;

namespace NnGen.Soak.Tests;

/// <summary>Compares two runs by what they left in their folders.</summary>
internal static class Comparison
{
    // What a clock or a meter says may differ.
    private static readonly string[] s_measured = ["seconds", "epoch_seconds", "bytes_allocated_per_step"];

    /// <summary>The steps of a checkpoint.</summary>
    public static long Steps(string path) => State(SafetensorsFile.Read(path))["steps"]!.GetValue<long>();

    /// <summary>The first difference between two runs; null for none.</summary>
    public static string? Difference(string folder, string other)
    {
        SafetensorsFile file = SafetensorsFile.Read(Path.Combine(folder, Child.Checkpoint));
        SafetensorsFile whole = SafetensorsFile.Read(Path.Combine(other, Child.Checkpoint));
        if (!file.Tensors.Select(tensor => tensor.ToString()).SequenceEqual(whole.Tensors.Select(tensor => tensor.ToString())))
        {
            return "The checkpoints have different tensors.";
        }

        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            if (!tensor.Data.Span.SequenceEqual(whole.Find(tensor.Name)!.Data.Span))
            {
                return $"The bits of {tensor.Name} differ.";
            }
        }

        string state = Measureless(State(file));
        string expected = Measureless(State(whole));
        if (state != expected)
        {
            return $"The states differ:\n{state}\n{expected}";
        }

        byte[] net = File.ReadAllBytes(Path.Combine(folder, Child.Result));
        return net.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(other, Child.Result))) ? null : "The networks differ.";
    }

    private static JsonObject State(SafetensorsFile file) => JsonNode.Parse(file.Metadata["state"])!.AsObject();

    private static string Measureless(JsonObject state)
    {
        foreach (JsonObject part in state["epochs"]!.AsArray().Select(epoch => epoch!.AsObject()).Append(state))
        {
            foreach (string name in s_measured)
            {
                part.Remove(name);
            }
        }

        return state.ToJsonString();
    }
}
