using System.Globalization;

namespace NnGen.Compiler.Model;

/// <summary>The names of the members that the compiler writes into a network class, and which the user's part must leave free.</summary>
public static class EmittedNames
{
    /// <summary>
    /// The names, sorted. All are reserved in every network, also those that an inference-only one does not need, so that switching
    /// training on breaks no class.
    /// </summary>
    public static EquatableArray<string> All { get; } = new(
        "Architecture",
        "Backward",
        "BackwardPass",
        "Classify",
        "Evaluate",
        "Fit",
        "Forward",
        "ForwardPass",
        "Gradients",
        "Info",
        "InputRow",
        "InputSize",
        "Load",
        "Masks",
        "MultiplyAdds",
        "Offsets",
        "OutputRow",
        "OutputSize",
        "ParameterCount",
        "ParameterPass",
        "Parameters",
        "Predict",
        "PredictBatch",
        "PredictRow",
        "PredictRows",
        "PreparePass",
        "Save",
        "Seed",
        "Slots",
        "StatisticsPass",
        "Tape",
        "_scratch",
        "_widened");

    /// <summary>Those of networks that run step by step.</summary>
    private static readonly string[] s_streaming = ["State", "Step", "StepBatch", "StepInputSize", "StepOutputSize", "StepRows", "StepStreams"];

    /// <summary>Those of networks whose weights are compiled in.</summary>
    private static readonly string[] s_weights = ["SelfTest", "Shared", "SharedNetwork"];

    /// <summary>Those of networks that take records.</summary>
    private static readonly string[] s_ofRecords = ["Adapt", "CrossValidate", "PartialDependence", "PermutationImportance", "PredictProbabilities", "PredictProbability", "ReadCsv", "ReadCsvStream", "RecordColumns", "ToDataset", "ToFeatures", "_encoding"];

    /// <summary>Those of networks that take records, where the project refers to what reads Parquet files.</summary>
    private static readonly string[] s_ofParquet = ["ReadParquet", "ReadParquetStream"];

    /// <summary>Those of networks that take records, where the project refers to what reads Arrow files.</summary>
    private static readonly string[] s_ofArrow = ["ReadArrow", "ReadArrowStream"];

    /// <summary>Those of one network: where it has several inputs or outputs, a constant for each and a method that classifies; where it has batch normalisation, the parts of the passes.</summary>
    public static EquatableArray<string> Of(NetworkDeclaration declaration) => new([.. All, .. PortNames.Of(declaration).All.SelectMany(port => new[] { port.Size, port.Classify }).Where(name => name.Length > 0 && !Contains(name)), .. Parts(declaration), .. declaration.Options.Any(option => option is { Name: "Streaming", Value: true }) ? s_streaming : [], .. declaration.Record is null ? [] : s_ofRecords, .. declaration.Record is { ReadsParquet: true } ? s_ofParquet : [], .. declaration.Record is { ReadsArrow: true } ? s_ofArrow : [], .. WeightHeader.AreWanted(declaration) ? s_weights : []]);

    /// <summary>Whether the compiler writes a member of that name into every network.</summary>
    public static bool Contains(string name) => All.Contains(name);

    /// <summary>Each normalisation over the batch ends a part of either pass and adds its sums; the first part bears no number.</summary>
    private static IEnumerable<string> Parts(NetworkDeclaration declaration)
    {
        int count = declaration.Nodes.Count(node => node.Kind == "BatchNorm");
        return Enumerable.Range(2, count).SelectMany(number => new[] { "ForwardPass" + Digits(number), "BackwardPass" + Digits(number) })
            .Concat(Enumerable.Range(2, Math.Max(0, 2 * count - 1)).Select(number => "StatisticsPass" + Digits(number)));
    }

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
