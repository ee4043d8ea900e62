namespace NnGen.Compiler.Model;

/// <summary>The order in which the layers of a file are meant, as the library takes it too.</summary>
internal static class TensorOrder
{
    /// <summary>PyTorch counts the batches of a batch normalisation in a tensor of its own, which nothing here depends on.</summary>
    public const string BatchCount = "num_batches_tracked";

    /// <summary>
    /// The file's own order, or where it is sorted by name, as PyTorch's library saves, that of the names with numbers by their value. To be asked before tensors are taken apart,
    /// which ends the order of names.
    /// </summary>
    public static IReadOnlyList<HeaderTensor> ByLayers(IReadOnlyList<HeaderTensor> tensors)
    {
        string[] names = [.. tensors.Select(tensor => tensor.Name).Where(name => !name.EndsWith(BatchCount, StringComparison.Ordinal))];
        bool isSorted = names.Zip(names.Skip(1), (left, right) => string.CompareOrdinal(left, right) < 0).All(order => order);
        return isSorted ? [.. tensors.OrderBy(tensor => Key(tensor.Name), StringComparer.Ordinal)] : tensors;
    }

    private static string Key(string tensor)
    {
        string layer = tensor.Substring(0, Math.Max(0, tensor.LastIndexOf('.')));
        return string.Concat(layer.Split('.').Select(part => part.All(char.IsDigit) ? part.PadLeft(10, '0') + "." : part + "."));
    }
}
