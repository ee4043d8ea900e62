using System.Globalization;

namespace NnGen;

/// <summary>
/// Stops a run when a number stops getting better, and can give the network back the parameters of its best epoch. Immutable.
/// The usual guard against overfitting (Prechelt, "Early stopping, but when?", 1998).
/// </summary>
/// <remarks>
/// An epoch is better than the best one so far if its loss is lower by more than <see cref="MinimumDelta"/>, or its accuracy higher by
/// more; the first one is better than none. NaN is never better.
/// </remarks>
public sealed class EarlyStopping
{
    /// <summary>The number that is watched; <see cref="MonitoredValue.ValidationLoss"/> by default.</summary>
    public MonitoredValue Monitor { get; init; }

    /// <summary>The run stops after so many epochs in a row that were not better, at least 1; 5 by default.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>By how much more than this a number must be better to count, 0 or more; 0 by default.</summary>
    public double MinimumDelta { get; init; }

    /// <summary>
    /// Whether the network gets the parameters of its best epoch when the run ends, whatever the reason but <see cref="StopReason.NotFinite"/>;
    /// true by default. They are the ones the epoch was judged by, so with <see cref="TrainingOptions.WeightAverage"/> the averaged ones.
    /// Costs a copy of the parameters in memory.
    /// </summary>
    public bool RestoreBest { get; init; } = true;

    /// <summary>What is watched, in words.</summary>
    internal string Description => string.Create(CultureInfo.InvariantCulture, $"{InWords(Monitor)}, minimum delta {MinimumDelta}, best parameters {(RestoreBest ? "restored" : "not restored")}");

    /// <summary>A name for messages.</summary>
    internal static string InWords(MonitoredValue value) => value switch
    {
        MonitoredValue.ValidationLoss => "validation loss",
        MonitoredValue.ValidationAccuracy => "validation accuracy",
        MonitoredValue.TrainLoss => "training loss",
        _ => "training accuracy",
    };

    /// <summary>Adds a sentence for each value that makes no sense.</summary>
    internal void AddProblems(List<string> problems)
    {
        if (!Enum.IsDefined(Monitor))
        {
            problems.Add($"{nameof(EarlyStopping)}: {nameof(Monitor)} is {(int)Monitor}, which names no value.");
        }

        if (Patience < 1)
        {
            problems.Add($"{nameof(EarlyStopping)}: {nameof(Patience)} must be at least 1, but it is {Patience}.");
        }

        if (!double.IsFinite(MinimumDelta) || MinimumDelta < 0)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(EarlyStopping)}: {nameof(MinimumDelta)} must be a finite number of 0 or more, but it is {MinimumDelta}."));
        }
    }

    /// <summary>Adds a sentence if this run will have no such number.</summary>
    /// <param name="info">The network.</param>
    /// <param name="hasValidation">Whether there is a validation set.</param>
    /// <param name="problems">Added to.</param>
    internal void AddProblems(NetworkInfo info, bool hasValidation, List<string> problems)
    {
        if (!hasValidation && Monitor is MonitoredValue.ValidationLoss or MonitoredValue.ValidationAccuracy)
        {
            problems.Add($"{nameof(EarlyStopping)} watches the {InWords(Monitor)}, but there is no validation set; give Fit one (Dataset.Split makes it) or watch {nameof(MonitoredValue)}.{nameof(MonitoredValue.TrainLoss)}.");
        }

        if (Monitor is MonitoredValue.ValidationAccuracy or MonitoredValue.TrainAccuracy && Classification.DecisionsPerRow(info) == 0)
        {
            problems.Add($"{nameof(EarlyStopping)} watches the {InWords(Monitor)}, but {info.Name} ({info.Loss}) fits values and decides nothing; watch a loss.");
        }
    }
}

/// <summary>A number of each epoch that can be watched.</summary>
public enum MonitoredValue
{
    /// <summary><see cref="EpochReport.ValidationLoss"/>: lower is better.</summary>
    ValidationLoss,

    /// <summary><see cref="EpochReport.ValidationAccuracy"/>: higher is better.</summary>
    ValidationAccuracy,

    /// <summary><see cref="EpochReport.TrainLoss"/>: lower is better.</summary>
    TrainLoss,

    /// <summary><see cref="EpochReport.TrainAccuracy"/>: higher is better.</summary>
    TrainAccuracy,
}
