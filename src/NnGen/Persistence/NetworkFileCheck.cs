using System.Globalization;
using System.Text;

namespace NnGen;

/// <summary>Decides whether a file fits a network, before anything is changed.</summary>
internal static class NetworkFileCheck
{
    private const int LargestNumberOfTensors = 100;

    /// <summary>The parameters in a file, each in its canonical order, in the order of the network's parameters.</summary>
    /// <exception cref="NetworkFileException">The file does not fit, or holds a number that is not finite, or one other than 0 where the network has no connection.</exception>
    internal static T[][] Parameters<T>(NetworkInfo info, SafetensorsFile file, string fileName, TensorNames names)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        file = AttentionTensors.Split(names.Translate(info, file, fileName));
        Dictionary<string, string> tensors = names.Resolve(info, file);
        List<string> problems = Problems(info, file, names, tensors);
        if (problems.Count > 0)
        {
            throw new NetworkFileException(Describe(info, file, fileName, names, problems));
        }

        var parameters = new T[info.SavedParameters.Count][];
        for (int i = 0; i < parameters.Length; i++)
        {
            SafetensorsTensor tensor = names.Fit(info, info.SavedParameters[i], file.Find(tensors[info.SavedParameters[i].Name])!);
            parameters[i] = tensor.ToArray<T>();
            CheckFinite(parameters[i], tensor, fileName);
            CheckConnected(info.SavedParameters[i], parameters[i], fileName);
            CheckStored(info.SavedParameters[i], parameters[i], fileName);
        }

        return parameters;
    }

    private static List<string> Problems(NetworkInfo info, SafetensorsFile file, TensorNames names, Dictionary<string, string> tensors)
    {
        var problems = new List<string>();
        foreach (ParameterInfo parameter in info.SavedParameters)
        {
            string? name = tensors.GetValueOrDefault(parameter.Name);
            SafetensorsTensor? tensor = name is not null && file.Find(name) is SafetensorsTensor found ? names.Fit(info, parameter, found) : null;
            if (tensor is null)
            {
                problems.Add($"{(name is null || name == parameter.Name ? parameter.Name : $"{name}, which is to be {parameter.Name},")} is missing from the file");
            }
            else if (!tensor.Shape.SequenceEqual(parameter.Shape))
            {
                problems.Add($"{parameter.Name} has the shape [{string.Join(", ", tensor.Shape)}] in the file, but [{string.Join(", ", parameter.Shape)}] in the network{(names.Difference(info, parameter, tensor) is string difference ? $" ({difference})" : "")}");
            }
            else if (!SafetensorsTypes.IsFloatingPoint(tensor.Type))
            {
                problems.Add($"{parameter.Name} has the type {tensor.TypeName} in the file, but parameters are F64, F32, F16 or BF16");
            }
        }

        HashSet<string> known = [.. tensors.Values, .. tensors.Values.Select(BatchCountOf).OfType<string>()];
        bool isCheckpoint = NetworkMetadata.IsCheckpoint(file);
        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            // What a checkpoint holds beside the parameters has a block's name before the parameter's.
            bool isOfTheRun = isCheckpoint && tensor.Name.Contains('/');
            if (!known.Contains(tensor.Name) && !isOfTheRun && names.Covers(tensor.Name))
            {
                problems.Add($"the network has no parameter {MessageText.Start(tensor.Name)}, which the file holds");
            }
        }

        // Equal tensors do not make equal networks: a tanh has no parameters that would tell it from a ReLU.
        if (problems.Count == 0 && NetworkMetadata.LayerTable(file) is { } layers && Lines(layers) != Lines(info.LayerTable))
        {
            problems.Add("the parameters fit, but the layers differ");
        }

        return problems;
    }

    /// <summary>The tensor in which PyTorch counts the batches of a batch normalisation, beside its running mean; nothing here depends on it.</summary>
    private static string? BatchCountOf(string tensor)
    {
        const string RunningMean = "running_mean";
        return tensor.EndsWith(RunningMean, StringComparison.Ordinal) ? tensor[..^RunningMean.Length] + TensorOrder.BatchCount : null;
    }

    private static string Describe(NetworkInfo info, SafetensorsFile file, string fileName, TensorNames names, List<string> problems)
    {
        var message = new StringBuilder();
        message.Append(CultureInfo.InvariantCulture, $"{fileName} does not fit the network {info.Name}: ");
        message.Append(MessageText.Several(problems)).Append('.');
        if (Suggest(info, file, names) is string others)
        {
            message.Append(CultureInfo.InvariantCulture, $" Its shapes fit under other names: load it with {MessageText.Screen(others)}.");
        }

        message.Append("\nThe layers of the network:\n").Append(Lines(info.LayerTable));
        string? layers = NetworkMetadata.LayerTable(file);
        message.Append(layers is null ? "\nThe tensors of the file:\n" : "\nThe layers of the file:\n");
        message.Append(layers is null ? TensorTable(file) : Lines(MessageText.Screen(layers)));
        return message.ToString();
    }

    private static string? Suggest(NetworkInfo info, SafetensorsFile file, TensorNames names)
    {
        const string InKeras = $".{nameof(TensorNames.WithLayout)}({nameof(TensorLayout)}.{nameof(TensorLayout.Keras)})";
        if (names.Layout == TensorLayout.Keras)
        {
            return TensorOrder.Suggest(info, KerasAttention.SideBySide(info, file)) is string renamed ? renamed + InKeras : null;
        }

        return TensorOrder.Suggest(info, file)
            ?? (KerasLayout.TryTranslate(info, file) is SafetensorsFile translated && TensorOrder.Suggest(info, KerasAttention.SideBySide(info, translated)) is string keras ? keras + InKeras : null);
    }

    private static string TensorTable(SafetensorsFile file)
    {
        if (file.Tensors.Count == 0)
        {
            return "(none)";
        }

        List<SafetensorsTensor> shown = [.. file.Tensors.Take(LargestNumberOfTensors)];
        int width = shown.Max(tensor => MessageText.Start(tensor.Name).Length);
        IEnumerable<string> lines = shown.Select(tensor => $"{MessageText.Start(tensor.Name).PadRight(width)}  {tensor.TypeName,-4}  [{string.Join(", ", tensor.Shape)}]");
        string more = shown.Count < file.Tensors.Count ? $"\n... and {file.Tensors.Count - shown.Count} more" : "";
        return string.Join('\n', lines) + more;
    }

    /// <summary>A layer table without its line ends and trailing blanks, which say nothing about a network.</summary>
    internal static string Lines(string table) =>
        string.Join('\n', table.Split('\n').Select(line => line.TrimEnd())).Trim('\n');

    private static void CheckConnected<T>(ParameterInfo parameter, T[] elements, string fileName)
    {
        int bad = ParameterLayout.FindUnconnected<T>(parameter, elements);
        if (bad >= 0)
        {
            throw new NetworkFileException($"{fileName}: {ParameterLayout.DescribeUnconnected(parameter, bad, elements[bad])}.");
        }
    }

    private static void CheckStored<T>(ParameterInfo parameter, T[] elements, string fileName)
    {
        int bad = ParameterLayout.FindExcessive<T>(parameter, elements);
        if (bad >= 0)
        {
            throw new NetworkFileException($"{fileName}: {ParameterLayout.DescribeExcessive(parameter, bad, elements[bad])}.");
        }
    }

    private static void CheckFinite<T>(T[] elements, SafetensorsTensor tensor, string fileName)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int bad = Array.FindIndex(elements, element => !T.IsFinite(element));
        if (bad >= 0)
        {
            string value = elements[bad].ToString(null, CultureInfo.InvariantCulture);
            throw new NetworkFileException($"{fileName}: element {bad} of {tensor.Name} is {value} as {typeof(T).Name}; parameters must be finite.");
        }
    }
}
