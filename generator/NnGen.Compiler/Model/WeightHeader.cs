using System.Globalization;

namespace NnGen.Compiler.Model;

/// <summary>What a file of weights holds that is compiled into the assembly: read from the text that the build writes, since a generator may read no files.</summary>
/// <param name="Class">The full name of the network that it is for.</param>
/// <param name="File">The file's name, without folders.</param>
/// <param name="Tensors">Its tensors, layer by layer in the order that is meant (<see cref="TensorOrder"/>), those of attention taken apart.</param>
public sealed record WeightHeader(string Class, string File, EquatableArray<HeaderTensor> Tensors)
{
    /// <summary>What the names of the texts end with.</summary>
    public const string Suffix = ".nnweights";

    /// <summary>The option of <c>[Network]</c>.</summary>
    public const string Option = "Weights";

    /// <summary>Its value where weights are compiled in.</summary>
    public const string Embedded = "Embedded";

    private const string Version = "1";

    /// <summary>How the file's names become the network's: <c>0=dense1;2=dense2</c>, or <c>Sequential</c>; empty for the network's own.</summary>
    public string Names { get; init; } = "";

    /// <summary>What stands before each name in the file.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The resource that holds the file; empty where the code holds its data.</summary>
    public string Resource { get; init; } = "";

    /// <summary>The bytes of the file.</summary>
    public long Bytes { get; init; }

    /// <summary>Where in the file the tensors' data begin.</summary>
    public long DataStart { get; init; }

    /// <summary>The SHA-256 of the file.</summary>
    public string Hash { get; init; } = "";

    /// <summary>The seed that the network was drawn with.</summary>
    public ulong Seed { get; init; }

    /// <summary>What the file says of the record that the network took: a line for each property; empty where it took none.</summary>
    public string Record { get; init; } = "";

    /// <summary>What was fitted to the records, as the file has it; empty where nothing was.</summary>
    public string Encoding { get; init; } = "";

    /// <summary>The tensors' data in base 64; empty where there are too many.</summary>
    public string Values { get; init; } = "";

    /// <summary>Whether a declaration asks for weights.</summary>
    public static bool AreWanted(NetworkDeclaration declaration) => declaration.Options.Any(option => option is { Name: Option, Value: Embedded });

    /// <summary>Reads the text; null where it is not what the build of this version writes.</summary>
    public static WeightHeader? Parse(string text)
    {
        string[][] lines = [.. text.Split('\n').Where(line => line.Length > 0).Select(line => line.TrimEnd('\r').Split('\t').Select(Unescaped).ToArray())];
        string Fact(string name) => lines.FirstOrDefault(line => line[0] == name && line.Length == 2)?[1] ?? "";
        if (Fact("nngen-weights") != Version || !TryNumber(Fact("bytes"), out long bytes) || !TryNumber(Fact("data"), out long data))
        {
            return null;
        }

        var tensors = new List<HeaderTensor>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (string[] line in lines.Where(line => line[0] == "tensor"))
        {
            string[] sizes = line.Length == 5 ? line[2].Split([','], StringSplitOptions.RemoveEmptyEntries) : [];
            var shape = new int[sizes.Length];
            bool isSound = line.Length == 5;
            for (int i = 0; i < sizes.Length; i++)
            {
                isSound &= int.TryParse(sizes[i], NumberStyles.None, CultureInfo.InvariantCulture, out shape[i]);
            }

            if (!isSound || !TryNumber(line[3], out long begin) || !names.Add(line[4]))
            {
                return null;
            }

            tensors.Add(new HeaderTensor(line[4], line[1], new(shape), begin));
        }

        return new WeightHeader(Fact("class"), Fact("file"), new(AttentionTensors.Split(TensorOrder.ByLayers(tensors))))
        {
            Names = Fact("names"),
            Prefix = Fact("prefix"),
            Resource = Fact("resource"),
            Bytes = bytes,
            DataStart = data,
            Hash = Fact("sha256"),
            Seed = ulong.TryParse(Fact("seed"), NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed) ? seed : 0,
            Record = Fact("record"),
            Encoding = Fact("encoding"),
            Values = Fact("values"),
        };
    }

    private static bool TryNumber(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string Unescaped(string part)
    {
        if (!part.Contains('\\'))
        {
            return part;
        }

        var result = new System.Text.StringBuilder();
        for (int i = 0; i < part.Length; i++)
        {
            char character = part[i];
            if (character == '\\' && i + 1 < part.Length)
            {
                i++;
                character = part[i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'x' => '\u0085', 'y' => '\u2028', 'z' => '\u2029', _ => part[i] };
            }

            result.Append(character);
        }

        return result.ToString();
    }
}

/// <summary>One tensor of a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The element type as the file spells it: <c>F32</c>.</param>
/// <param name="Shape">The sizes of the axes.</param>
/// <param name="Begin">Where its data begin, counted from the first tensor's.</param>
public sealed record HeaderTensor(string Name, string Type, EquatableArray<int> Shape, long Begin)
{
    /// <summary>Whether its numbers are such as weights are.</summary>
    public bool IsFloatingPoint => Type is "F64" or "F32" or "F16" or "BF16";

    /// <summary>The bytes of an element of such numbers.</summary>
    public int ElementBytes => Type switch { "F64" => 8, "F32" => 4, _ => 2 };

    /// <summary>The shape in words.</summary>
    public string ShapeText => $"[{string.Join(", ", Shape)}]";
}
