using NnGen;

namespace Samples.Digits;

/// <summary>Shows training as it goes: a bar within an epoch, a line after it.</summary>
internal sealed class EpochLines : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Finished is EpochReport epoch)
        {
            Terminal.Line($"epoch {value.Epoch,2} of {value.Epochs}: loss {Terminal.Number(epoch.TrainLoss, "F4")}, accuracy {Terminal.Number(100 * epoch.TrainAccuracy ?? 0, "F2")} %, "
                + $"{Terminal.Number(epoch.Seconds, "F2")} s, {Terminal.Number(epoch.SamplesPerSecond)} images a second");
        }
        else
        {
            Terminal.Progress($"epoch {value.Epoch,2} of {value.Epochs}", (double)value.Step / value.StepsPerEpoch, $"loss {Terminal.Number(value.Loss, "F4")}");
        }
    }
}
