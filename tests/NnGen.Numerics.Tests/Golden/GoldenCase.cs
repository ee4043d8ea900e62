using System.Text.Json;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Golden;

/// <summary>One folder of tests/golden: what was computed, and what came out. See the README there.</summary>
internal sealed class GoldenCase
{
    /// <summary>The option of a layer that names the mask of its keys, which is an input here.</summary>
    public const string KeyMask = "key_padding_mask";

    private readonly Lazy<SafetensorsFile> _tensors;

    private GoldenCase(string folder)
    {
        Name = Path.GetFileName(folder);
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "case.json")));
        Json = document.RootElement.Clone();
        WaitsFor = GoldenVocabulary.WaitsFor(Json);
        _tensors = new Lazy<SafetensorsFile>(() => SafetensorsFile.Read(Path.Combine(folder, "tensors.safetensors")));
    }

    /// <summary>Every case, by name.</summary>
    public static IReadOnlyList<GoldenCase> All { get; } =
    [
        .. Directory.GetDirectories(Path.Combine(Repository.Root, "tests", "golden"))
            .Where(folder => File.Exists(Path.Combine(folder, "case.json")))
            .Order(StringComparer.Ordinal)
            .Select(folder => new GoldenCase(folder)),
    ];

    /// <summary>The networks that today's vocabulary can say.</summary>
    public static IReadOnlyList<GoldenCase> Covered { get; } = [.. All.Where(@case => !@case.IsTable && @case.WaitsFor.Count == 0)];

    /// <summary>
    /// The relative error of 1/6 as a 32-bit number. PyTorch takes that for the derivative of hardsigmoid in double precision too, so its
    /// double gradients are off by as much; GoldenTableTests shows it. Exact arithmetic cannot agree any better.
    /// </summary>
    public const double RoundedSlopeError = 3e-8;

    /// <summary>The folder's name.</summary>
    public string Name { get; }

    /// <summary>case.json.</summary>
    public JsonElement Json { get; }

    /// <summary>Whether it is a table, of activations or of learning rates, and not a network.</summary>
    public bool IsTable => !Json.TryGetProperty("layers", out _);

    /// <summary>Whether the reference's derivatives have <see cref="RoundedSlopeError"/>.</summary>
    private bool HasRoundedSlope => !IsTable && Json.GetProperty("layers").EnumerateArray().Any(layer => layer.TryGetProperty("fn", out JsonElement function) && function.GetString() == "hardsigmoid");

    /// <summary>What the vocabulary lacks for this case; empty where it runs.</summary>
    public IReadOnlyList<string> WaitsFor { get; }

    /// <summary>The tensors.</summary>
    public SafetensorsFile Tensors => _tensors.Value;

    /// <summary>What a case has beside its inputs and a network takes as inputs: masks of keys, and lengths of sequences.</summary>
    public IEnumerable<string> FurtherInputs => Json.GetProperty("layers").EnumerateArray()
        .SelectMany(layer => new[] { KeyMask, "lengths" }.Where(name => layer.TryGetProperty(name, out _)).Select(name => layer.GetProperty(name).GetString()!))
        .Concat(Json.TryGetProperty("loss", out JsonElement loss) && loss.TryGetProperty("input_lengths", out JsonElement lengths) ? [lengths.GetString()!] : [])
        .Distinct();

    /// <summary>The mask of a layer, row-major.</summary>
    public double[] Mask(JsonElement layer) => Tensors.Find("extra/" + layer.GetProperty("mask").GetString())!.ToArray<double>();

    /// <summary>The shape of a row of an input; a single number is a row of one.</summary>
    public int[] RowShape(JsonElement input)
    {
        int[] shape = [.. input.GetProperty("shape").EnumerateArray().Select(axis => axis.GetInt32())];
        if (GoldenRecurrence.IsOfStates(Json, "input/" + input.GetProperty("name").GetString()))
        {
            // A state [layers, rows, units], in a row of its own; of one layer without that axis.
            return shape[0] == 1 ? [shape[2]] : [shape[0], shape[2]];
        }

        return shape.Length == 1 ? [1] : shape[1..];
    }

    /// <summary>The shape of a parameter.</summary>
    public int[] ParameterShape(string tensor) => [.. Tensors.Find(tensor)!.Shape];

    /// <summary>
    /// A tensor. What a mask leaves out is 0: PyTorch multiplies by the mask, so the parameters in the file go on there unused.
    /// </summary>
    public double[] Tensor(string name)
    {
        double[] elements = Tensors.Find(name)?.ToArray<double>() ?? throw new InvalidOperationException($"{Name} has no tensor {name}.");
        foreach (JsonElement layer in Json.GetProperty("layers").EnumerateArray().Where(layer => layer.GetProperty("kind").GetString() == "masked_dense"))
        {
            if (name.EndsWith($"/{layer.GetProperty("name").GetString()}.weight", StringComparison.Ordinal))
            {
                elements = [.. elements.Zip(Mask(layer), (element, mask) => mask != 0 ? element : 0)];
            }
        }

        if (GoldenRecurrence.IsOfStates(Json, name))
        {
            // [layers, rows, units] as the network has it: [rows, layers, units].
            int[] shape = [.. Tensors.Find(name)!.Shape];
            double[][] states = [.. elements.Chunk(shape[2])];
            elements = [.. Enumerable.Range(0, shape[1]).SelectMany(row => Enumerable.Range(0, shape[0]).SelectMany(layer => states[layer * shape[1] + row]))];
        }

        return elements;
    }

    /// <summary>A number of an object, or what it is where it is left out.</summary>
    public static double Number(JsonElement element, string name, double otherwise) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : otherwise;

    /// <summary>A flag of an object, or what it is where it is left out.</summary>
    public static bool Flag(JsonElement element, string name, bool otherwise) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetBoolean() : otherwise;

    /// <summary>The tolerance of a tensor, as the case gives it: relative to the tensor's largest element, and absolute.</summary>
    public (double Relative, double Absolute) Tolerance(string tensor, bool isDouble)
    {
        JsonElement tolerance = Json.GetProperty("tolerance").GetProperty(isDouble ? "float64" : "float32");
        double absolute = tolerance.GetProperty("atol").GetDouble();
        double relative;
        if (tolerance.TryGetProperty("overrides", out JsonElement overrides) && overrides.TryGetProperty(tensor, out JsonElement own))
        {
            relative = own.GetProperty("rtol").GetDouble();
            absolute = own.GetProperty("atol").GetDouble();
        }
        else
        {
            relative = tolerance.GetProperty("rtol").GetProperty(tensor.Split('/')[0]).GetDouble();
        }

        // References that are stored as 32-bit numbers; the note and the README ask for this addition.
        relative += isDouble && Json.TryGetProperty("note", out _) ? 1e-7 : 0;

        // References whose derivatives are only as exact as a 32-bit number, see below.
        relative += isDouble && HasRoundedSlope && tensor.Split('/')[0] is ("grad" or "grad_input" or "losses" or "step1" or "step10") ? RoundedSlopeError : 0;
        return (relative, absolute);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
