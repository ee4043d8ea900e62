namespace NnGen.Compiler.Model;

/// <summary>The projections of PyTorch's attention under the names that they have here, as the library reads them too.</summary>
internal static class AttentionTensors
{
    private const string Together = "in_proj_";

    private static readonly string[] s_parts = ["q", "k", "v"];

    /// <summary>All tensors, those that are several one below the other in parts.</summary>
    public static IEnumerable<HeaderTensor> Split(IReadOnlyList<HeaderTensor> tensors)
    {
        var names = new HashSet<string>(tensors.Select(tensor => tensor.Name), StringComparer.Ordinal);
        return tensors.SelectMany(tensor => Parts(tensor) is HeaderTensor[] parts && !parts.Any(part => names.Contains(part.Name)) ? parts : [tensor]);
    }

    private static HeaderTensor[]? Parts(HeaderTensor tensor)
    {
        int dot = tensor.Name.LastIndexOf('.') + 1;
        (string layer, string name) = (tensor.Name.Substring(0, dot), tensor.Name.Substring(dot));
        if (Array.Find(s_parts, part => name == part + "_proj_weight") is string alone)
        {
            return [tensor with { Name = $"{layer}{alone}_proj.weight" }];
        }

        if (name is not (Together + "weight" or Together + "bias") || tensor.Shape.Count == 0 || tensor.Shape[0] % s_parts.Length != 0 || !tensor.IsFloatingPoint)
        {
            return null;
        }

        int[] shape = [tensor.Shape[0] / s_parts.Length, .. tensor.Shape.Skip(1)];
        long bytes = shape.Aggregate((long)tensor.ElementBytes, (product, size) => product * size);
        return [.. s_parts.Select((part, i) => tensor with { Name = $"{layer}{part}_proj.{name.Substring(Together.Length)}", Shape = new(shape), Begin = tensor.Begin + i * bytes })];
    }
}
