using System.Globalization;
using System.Text;

namespace NnGen;

/// <summary>What a training run did. Immutable.</summary>
public sealed partial class TrainingReport
{
    /// <summary>The network's class.</summary>
    public required string Network { get; init; }

    /// <summary>The loss in words, with its reduction.</summary>
    public required string Loss { get; init; }

    /// <summary>The optimizer and its numbers in words.</summary>
    public required string Optimizer { get; init; }

    /// <summary>The network's layer table: node, kind, shape, parameters, multiply-adds; null if it is not known.</summary>
    public string? LayerTable { get; init; }

    /// <summary>How each parameter got its first value, in declaration order.</summary>
    public required IReadOnlyList<ParameterStart> Initializers { get; init; }

    /// <summary>The seed of the orders and of the dropout masks.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The rows of the training set.</summary>
    public required int Rows { get; init; }

    /// <summary>The rows of a mini-batch; as many as <see cref="Rows"/> in full-batch training.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The epochs, in order; the last one may have been cut short.</summary>
    public required IReadOnlyList<EpochReport> Epochs { get; init; }

    /// <summary>The steps of all epochs together.</summary>
    public required long Steps { get; init; }

    /// <summary>Why the run ended.</summary>
    public required StopReason StopReason { get; init; }

    /// <summary>The best epoch by what <see cref="TrainingOptions.EarlyStopping"/> watches; null without it, and before the first whole epoch.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>Whether the network has the parameters of <see cref="BestEpoch"/> and not those of the last step.</summary>
    public bool IsBestRestored { get; init; }

    /// <summary>The steps that a checkpoint brought along; null for a run from the start. All numbers of the report are those of the whole run.</summary>
    public long? ResumedAfterSteps { get; init; }

    /// <summary>The checkpoints that could not be written, the first 100 of them.</summary>
    public IReadOnlyList<CheckpointFailure> CheckpointFailures { get; init; } = [];

    /// <summary>The seconds that training took, without validation and without saving checkpoints.</summary>
    public required double Seconds { get; init; }

    /// <summary>
    /// The bytes that a step allocated on the garbage collector's heap, measured. The steps up to the first change of the parameters, in which the runtime loads code,
    /// progress reports, callbacks and checkpoints do not count; null if no step is left.
    /// </summary>
    public required double? BytesAllocatedPerStep { get; init; }

    /// <summary>The last epoch's numbers; null if not one step was done.</summary>
    public EpochReport? Last => Epochs.Count == 0 ? null : Epochs[^1];

    /// <summary>The run as text: the settings, one line an epoch, the end.</summary>
    public override string ToString()
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        var text = new StringBuilder();
        text.Append(culture, $"{Network}: {Loss}, {Optimizer}, seed {Seed}, {Rows} rows in batches of {BatchSize}\n");
        foreach (ParameterStart start in Initializers)
        {
            text.Append(culture, $"  {start}\n");
        }

        if (ResumedAfterSteps is long resumed)
        {
            text.Append(culture, $"  resumed after {resumed} steps\n");
        }

        bool isRateChanging = Epochs.Select(epoch => epoch.LearningRate).Distinct().Count() > 1;
        foreach (EpochReport epoch in Epochs)
        {
            text.Append(culture, $"  epoch {epoch.Epoch}: loss {epoch.TrainLoss:G6}");
            AppendPercent(text, ", accuracy", epoch.TrainAccuracy);
            if (epoch.ValidationLoss is double loss)
            {
                text.Append(culture, $", validation loss {loss:G6}");
            }

            AppendPercent(text, ", validation accuracy", epoch.ValidationAccuracy);
            if (isRateChanging && epoch.LearningRate is double rate)
            {
                text.Append(culture, $", rate {rate:G4}");
            }

            text.Append(culture, $", {epoch.SamplesPerSecond:N0} samples/s\n");
        }

        if (BestEpoch is int best)
        {
            text.Append(culture, $"  best epoch: {best}{(IsBestRestored ? ", restored" : "")}\n");
        }

        if (CheckpointFailures.Count > 0)
        {
            text.Append(culture, $"  {CheckpointFailures.Count} checkpoints could not be written, the first after {CheckpointFailures[0].Steps} steps: {CheckpointFailures[0].Message}\n");
        }

        text.Append(culture, $"  {Steps} steps in {Seconds:F2} s");
        if (BytesAllocatedPerStep is double bytes)
        {
            text.Append(culture, $", {bytes:0.##} bytes allocated a step");
        }

        return text.Append(culture, $"; {InWords(StopReason)}").ToString();
    }

    private static void AppendPercent(StringBuilder text, string name, double? part)
    {
        if (part is double value)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name} {100 * value:F2} %");
        }
    }

    private static string InWords(StopReason reason) => reason switch
    {
        StopReason.EpochsDone => "all epochs done",
        StopReason.EveryErrorBelowLimit => "stopped because every error is below the limit",
        StopReason.LossUnchanged => "stopped because the loss hardly changes any more",
        StopReason.NoImprovement => "stopped because the watched number got no better",
        StopReason.StoppedByCallback => "stopped by a callback",
        StopReason.Cancelled => "cancelled",
        _ => "stopped because a number became NaN or infinite",
    };
}

/// <summary>How a parameter got its first value.</summary>
/// <param name="Parameter">The parameter's name, such as <c>dense1.weight</c>.</param>
/// <param name="Initializer">The rule.</param>
/// <param name="Scale">The scale of <see cref="Init.Constant"/>, <see cref="Init.Uniform"/> and <see cref="Init.Normal"/>; null for the others.</param>
/// <param name="FanIn">The number of inputs that feed one output.</param>
/// <param name="FanOut">The number of outputs that one input feeds.</param>
public sealed record ParameterStart(string Parameter, Init Initializer, double? Scale, int FanIn, int FanOut)
{
    /// <summary>Such as <c>dense1.weight: HeNormal (784 in, 128 out)</c>.</summary>
    public override string ToString() => (Initializer, Scale) switch
    {
        (_, double scale) => string.Create(CultureInfo.InvariantCulture, $"{Parameter}: {Initializer} {scale}"),
        (Init.Zeros, _) => $"{Parameter}: {Initializer}",
        _ => $"{Parameter}: {Initializer} ({FanIn} in, {FanOut} out)",
    };

    /// <summary>The starts of all parameters of a network.</summary>
    internal static ParameterStart[] Of(NetworkInfo info)
    {
        ParameterInfo[] trained = [.. info.Parameters.Where(parameter => !parameter.IsBuffer)];
        var starts = new ParameterStart[trained.Length];
        for (int i = 0; i < starts.Length; i++)
        {
            ParameterInfo parameter = trained[i];
            bool hasScale = parameter.Initializer is Init.Constant or Init.Uniform or Init.Normal or Init.TruncatedNormal or Init.Orthogonal or Init.Sparse;
            starts[i] = new ParameterStart(parameter.Name, parameter.Initializer, hasScale ? parameter.InitializerScale : null, parameter.FanIn, parameter.FanOut);
        }

        return starts;
    }
}
