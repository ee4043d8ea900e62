using System.Globalization;

namespace NnGen;

/// <summary>Reads the signs of trouble off a run's curves.</summary>
internal static class TrainingWarnings
{
    /// <summary>The share of units that may be always 0. A ReLU layer that keeps half of its units is still useful.</summary>
    private const double DeadShare = 0.5;

    /// <summary>How many epochs it takes to say that a loss does not fall, or rises.</summary>
    private const int EpochsToJudge = 3;

    /// <summary>A loss that never gets below the first one by this part of it does not fall.</summary>
    private const double NotFalling = 0.02;

    /// <summary>With so many right decisions there is little left to fall.</summary>
    private const double GoodAccuracy = 0.98;

    /// <summary>A validation loss above its least one by this part of it rises: less is the noise of small validation sets.</summary>
    private const double Rising = 0.05;

    /// <summary>All warnings, the gravest first.</summary>
    public static IReadOnlyList<TrainingWarning> Of(TrainingReport report)
    {
        IReadOnlyList<LayerHistory> layers = LayerHistory.Of(report);
        var warnings = new List<TrainingWarning>();
        AddNotFinite(report, warnings);
        GradientWarnings.Add(report, layers, warnings);
        AddDeadUnits(layers, warnings);
        AddLossNotFalling(report, warnings);
        AddOverfitting(report, warnings);
        AddCheckpointFailures(report, warnings);
        return warnings;
    }

    private static void AddNotFinite(TrainingReport report, List<TrainingWarning> warnings)
    {
        EpochReport? first = report.Epochs.FirstOrDefault(epoch => !double.IsFinite(epoch.TrainLoss) || epoch.ValidationLoss is double loss && !double.IsFinite(loss));
        if (first is null && report.StopReason != StopReason.NotFinite)
        {
            return;
        }

        string when = first is not null ? Text($"The loss of epoch {first.Epoch} is not a finite number.")
            : report.Last is EpochReport last ? Text($"Training stopped in epoch {last.Epoch}, because a loss or a parameter became NaN or infinite.")
            : "Training stopped in its first step, because a loss or a parameter became NaN or infinite.";
        warnings.Add(new TrainingWarning(
            TrainingWarningKind.NotFinite,
            when,
            "Try a learning rate ten times smaller, scale the inputs to about -1 to 1, and clip gradients by their norm.",
            []));
    }

    private static void AddDeadUnits(IReadOnlyList<LayerHistory> layers, List<TrainingWarning> warnings)
    {
        LayerHistory[] dead = [.. layers.Where(layer => layer.Last is { Units: int units and > 0, DeadUnits: int count } && count > DeadShare * units)];
        if (dead.Length == 0)
        {
            return;
        }

        string counts = WordLists.Join([.. dead.Select(layer => Text($"{layer.Last!.DeadUnits} of {layer.Last.Units} in {layer.Layer}"))]);
        warnings.Add(new TrainingWarning(
            TrainingWarningKind.DeadUnits,
            $"More than half of the units were 0 for every watched row of the last epoch: {counts}. A ReLU unit that is always 0 has no gradient and learns nothing any more.",
            "Try a smaller learning rate, LeakyReLU or ELU in place of ReLU, He initialisation, scaled inputs, or fewer units.",
            [.. dead.Select(layer => layer.Layer)]));
    }

    private static void AddLossNotFalling(TrainingReport report, List<TrainingWarning> warnings)
    {
        if (report.Epochs.Count < EpochsToJudge || report.Last!.TrainAccuracy >= GoodAccuracy)
        {
            return;
        }

        double first = report.Epochs[0].TrainLoss;
        double least = report.Epochs.Skip(1).Min(epoch => epoch.TrainLoss);
        // How much a loss below 0 could fall, nobody knows.
        if (double.IsFinite(first) && first > 0 && LossComparison.IsAbove(least, first, -NotFalling))
        {
            warnings.Add(new TrainingWarning(
                TrainingWarningKind.LossNotFalling,
                Text($"The training loss does not fall: it was {Figures.Short(first)} in the first epoch and never below {Figures.Short(least)} after it."),
                "Try a learning rate ten times larger and one ten times smaller, check that inputs are scaled and that targets belong to their rows, and see whether the network can learn a single batch by heart.",
                []));
        }
    }

    private static void AddOverfitting(TrainingReport report, List<TrainingWarning> warnings)
    {
        EpochReport? best = report.Epochs.Where(epoch => epoch.ValidationLoss is double loss && double.IsFinite(loss)).MinBy(epoch => epoch.ValidationLoss);
        EpochReport? last = report.Epochs.LastOrDefault(epoch => epoch.ValidationLoss is not null);

        // Where the best parameters were restored, nothing is lost.
        if (report.IsBestRestored || best is null || last is null || last.Epoch - best.Epoch < EpochsToJudge)
        {
            return;
        }

        if (LossComparison.IsAbove(last.ValidationLoss!.Value, best.ValidationLoss!.Value, Rising) && last.TrainLoss < best.TrainLoss)
        {
            warnings.Add(new TrainingWarning(
                TrainingWarningKind.Overfitting,
                Text($"The network overfits: since epoch {best.Epoch} the validation loss rose from {Figures.Short(best.ValidationLoss!.Value)} to {Figures.Short(last.ValidationLoss!.Value)}, while the training loss fell from {Figures.Short(best.TrainLoss)} to {Figures.Short(last.TrainLoss)}."),
                Text($"Stop near epoch {best.Epoch}, or try dropout, weight decay, a smaller network or more training rows."),
                []));
        }
    }

    private static void AddCheckpointFailures(TrainingReport report, List<TrainingWarning> warnings)
    {
        if (report.CheckpointFailures.Count > 0)
        {
            string count = report.CheckpointFailures.Count == 1 ? "A checkpoint" : Text($"{report.CheckpointFailures.Count} checkpoints");
            CheckpointFailure last = report.CheckpointFailures[^1];
            warnings.Add(new TrainingWarning(
                TrainingWarningKind.CheckpointFailed,
                Text($"{count} could not be written; training went on. After {last.Steps} steps: {last.Message}"),
                "The checkpoint before it is unchanged. Make room on the disk, or name another place.",
                []));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
