namespace NnGen;

/// <summary>
/// The file of a scaler: a safetensors file of F64 tensors, one number a column each, with the kind in its metadata. A standard scaler has
/// <c>mean</c> and <c>deviation</c>; a min-max scaler <c>minimum</c>, <c>maximum</c>, and <c>range</c>, which are two numbers.
/// </summary>
internal sealed class ScalerFile
{
    internal const string Standard = "standard";
    internal const string MinMax = "min-max";
    internal const string Mean = "mean";
    internal const string Deviation = "deviation";
    internal const string Minimum = "minimum";
    internal const string Maximum = "maximum";
    internal const string Range = "range";

    private const string FormatKey = "format";
    private const string Format = "nngen";
    private const string KindKey = "scaler";

    private readonly SafetensorsFile _file;
    private readonly string _path;

    private ScalerFile(SafetensorsFile file, string path)
    {
        _file = file;
        _path = path;
    }

    /// <summary>Writes a file, as a whole or not at all.</summary>
    internal static void Write(string path, string kind, IReadOnlyList<(string Name, double[] Values)> numbers)
    {
        var tensors = new List<SafetensorsTensor>();
        foreach ((string name, double[] values) in numbers)
        {
            tensors.Add(SafetensorsTensor.Create<double>(name, [values.Length], values));
        }

        SafetensorsFile.Write(path, tensors, new Dictionary<string, string> { [FormatKey] = Format, [KindKey] = kind });
    }

    /// <summary>Reads a file of a kind.</summary>
    internal static ScalerFile Read(string path, string kind, string type)
    {
        var file = new ScalerFile(SafetensorsFile.Read(path), path);
        string found = file._file.Metadata.GetValueOrDefault(KindKey)
            ?? throw file.Error($"its metadata have no '{KindKey}', so it holds no scaler; {type}.Load reads what Save of a scaler wrote");
        if (found != kind)
        {
            string remedy = found switch
            {
                Standard => "; load it with StandardScaler.Load",
                MinMax => "; load it with MinMaxScaler.Load",
                _ => "",
            };
            throw file.Error($"it holds a scaler of the kind {MessageText.Quoted(found)}, but {type} is '{kind}'{remedy}");
        }

        return file;
    }

    /// <summary>The finite numbers of a name.</summary>
    /// <param name="name">The tensor.</param>
    /// <param name="count">How many there must be; null for any number from 1 on.</param>
    internal double[] Numbers(string name, int? count = null)
    {
        SafetensorsTensor tensor = _file.Find(name) ?? throw Error($"the tensor '{name}' is missing");
        if (tensor.Shape.Count != 1 || tensor.Count < 1 || (count is int expected && tensor.Count != expected))
        {
            throw Error($"the tensor '{name}' has the shape [{string.Join(", ", tensor.Shape)}], but [{count?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "columns"}] was expected");
        }

        if (tensor.Type != SafetensorsType.F64)
        {
            throw Error($"the tensor '{name}' is {tensor.Type}, but F64 was expected");
        }

        double[] numbers = tensor.ToArray<double>();
        int bad = Array.FindIndex(numbers, number => !double.IsFinite(number));
        return bad < 0 ? numbers : throw Error(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"element {bad} of '{name}' is {numbers[bad]}"));
    }

    /// <summary>A scaler of the file, if it gives numbers.</summary>
    internal TScaler Checked<TScaler, T>(TScaler scaler)
        where TScaler : Scaler<T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        => scaler.Problem is string problem ? throw Error(problem) : scaler;

    /// <summary>The exception for a file that is not what it should be.</summary>
    internal InvalidDataException Error(string reason) => new($"{_path}: {reason}.");
}
