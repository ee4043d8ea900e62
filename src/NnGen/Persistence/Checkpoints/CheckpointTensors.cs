using System.Numerics;

namespace NnGen;

/// <summary>Moves blocks that are laid out as the parameters to and from the tensors of a checkpoint.</summary>
internal static class CheckpointTensors
{
    /// <summary>The block of the best parameters.</summary>
    public const string Best = "best";

    /// <summary>The block of an optimizer's slot, or of another that lies between gradients and parameters.</summary>
    public static string Slot(string name) => $"optimizer.{name}";

    /// <summary>Adds a tensor for each parameter of a block. Buffers have no slots: no gradient changes them.</summary>
    /// <param name="tensors">Added to.</param>
    /// <param name="info">The network.</param>
    /// <param name="block">The block's name; null for the parameters themselves.</param>
    /// <param name="elements">The block, of <see cref="NetworkInfo.StorageLength"/> elements.</param>
    public static void Add<T>(List<SafetensorsTensor> tensors, NetworkInfo info, string? block, ReadOnlySpan<T> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ParameterInfo parameter in In(block, info))
        {
            T[] canonical = ParameterLayout.Export(parameter, elements);
            tensors.Add(SafetensorsTensor.Create<T>(Name(block, parameter), parameter.Shape, canonical));
        }
    }

    /// <summary>The elements of a block, laid out as the parameters, with zeros where nothing lies.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing, or is of another shape or type.</exception>
    public static T[] Read<T>(SafetensorsFile file, NetworkInfo info, string? block, string fileName)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var elements = new T[info.StorageLength];
        foreach (ParameterInfo parameter in In(block, info))
        {
            string name = Name(block, parameter);
            SafetensorsTensor tensor = file.Find(name) ?? throw new InvalidDataException($"{fileName}: the tensor '{name}' is missing, which a checkpoint of {info.Name} holds.");
            SafetensorsType type = SafetensorsElements.TypeOf<T>();
            if (tensor.Type != type || !tensor.Shape.SequenceEqual(parameter.Shape))
            {
                throw new InvalidDataException($"{fileName}: expected '{name}' as {type} [{string.Join(", ", parameter.Shape)}], but it is {tensor.TypeName} [{string.Join(", ", tensor.Shape)}].");
            }

            ParameterLayout.Import<T>(parameter, tensor.ToArray<T>(), elements);
        }

        return elements;
    }

    /// <summary>Whether a file has a block.</summary>
    public static bool Has(SafetensorsFile file, NetworkInfo info, string block) =>
        info.SavedParameters.Count > 0 && file.Find(Name(block, info.SavedParameters[0])) is not null;

    private static IEnumerable<ParameterInfo> In(string? block, NetworkInfo info) =>
        block is null or Best ? info.SavedParameters : info.SavedParameters.Where(parameter => !parameter.IsBuffer);

    private static string Name(string? block, ParameterInfo parameter) => block is null ? parameter.Name : $"{block}/{parameter.Name}";
}
