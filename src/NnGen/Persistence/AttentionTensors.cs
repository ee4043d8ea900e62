namespace NnGen;

/// <summary>
/// The projections of PyTorch's attention under the names that they have here: of queries, keys and values one below the other (<c>in_proj_weight</c>, <c>in_proj_bias</c>), or
/// where their inputs differ in size, with an underscore (<c>q_proj_weight</c>).
/// </summary>
internal static class AttentionTensors
{
    private const string Together = "in_proj_";

    private static readonly string[] s_parts = ["q", "k", "v"];

    /// <summary>A file with such tensors in parts; the file itself where it has none.</summary>
    public static SafetensorsFile Split(SafetensorsFile file)
    {
        if (!file.Tensors.Any(tensor => Parts(tensor) is not null))
        {
            return file;
        }

        // What bears the name of a part already is left to be told of: two tensors of one name would hide one of them.
        HashSet<string> names = [.. file.Tensors.Select(tensor => tensor.Name)];
        return new SafetensorsFile([.. file.Tensors.SelectMany(tensor => Parts(tensor) is { } parts && !parts.Any(part => names.Contains(part.Name)) ? parts : [tensor])], file.Metadata);
    }

    private static SafetensorsTensor[]? Parts(SafetensorsTensor tensor)
    {
        int dot = tensor.Name.LastIndexOf('.') + 1;
        (string layer, string name) = (tensor.Name[..dot], tensor.Name[dot..]);
        if (tensor.Type == SafetensorsType.Other)
        {
            return null;
        }

        if (Array.Find(s_parts, part => name == part + "_proj_weight") is string alone)
        {
            return [new SafetensorsTensor($"{layer}{alone}_proj.weight", tensor.Type, tensor.Shape, tensor.Data)];
        }

        if (name is not (Together + "weight" or Together + "bias") || tensor.Shape.Count == 0 || tensor.Shape[0] % s_parts.Length != 0)
        {
            return null;
        }

        int[] shape = [tensor.Shape[0] / s_parts.Length, .. tensor.Shape.Skip(1)];
        int bytes = tensor.Data.Length / s_parts.Length;
        return [.. s_parts.Select((part, i) => new SafetensorsTensor($"{layer}{part}_proj.{name[Together.Length..]}", tensor.Type, shape, tensor.Data.Slice(i * bytes, bytes)))];
    }
}
