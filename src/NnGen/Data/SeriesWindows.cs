using System.Numerics;

namespace NnGen;

/// <summary>
/// Cuts a long series into windows for truncated backpropagation through time (<see cref="TrainingOptions.CarriedStates"/>): the series is divided into as many equal strips as a batch has rows, and
/// batch k is the k-th window of all strips, so that row i of each batch goes on where row i of the batch before has ended.
/// </summary>
public static class SeriesWindows
{
    /// <summary>Windows with targets at each step.</summary>
    /// <param name="series">The series, step after step.</param>
    /// <param name="features">The numbers of a step.</param>
    /// <param name="targets">What the network is to give at each step, step after step: of as many steps.</param>
    /// <param name="time">The steps of a window.</param>
    /// <param name="batchSize">The rows of a batch, as <see cref="TrainingOptions.BatchSize"/> will be.</param>
    /// <param name="states">The elements of all states of a row, which are inputs behind the sequence: they are 0 here.</param>
    /// <returns>The windows, to be trained without shuffling. Steps behind the last whole window of each strip are left out.</returns>
    /// <exception cref="ArgumentException">The series has no whole steps, the targets are not for each of them, or there are fewer than one window for each strip.</exception>
    public static Dataset<T> WithTargets<T>(ReadOnlySpan<T> series, int features, ReadOnlySpan<T> targets, int time, int batchSize, int states)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int steps = Steps(series.Length, features, time, batchSize, states);
        if (targets.Length == 0 || targets.Length % steps != 0)
        {
            throw new ArgumentException($"{targets.Length} targets are no whole number for each of {steps} steps.", nameof(targets));
        }

        int perStep = targets.Length / steps;
        int windows = steps / batchSize / time;
        return Dataset.FromTargets<T>(
            Windows(series, features, time, batchSize, windows, states), time * features + states, Windows(targets, perStep, time, batchSize, windows, 0), time * perStep);
    }

    /// <summary>Windows with a label at each step.</summary>
    /// <param name="series">The series, step after step.</param>
    /// <param name="features">The numbers of a step.</param>
    /// <param name="labels">The label of each step.</param>
    /// <param name="time">The steps of a window.</param>
    /// <param name="batchSize">The rows of a batch, as <see cref="TrainingOptions.BatchSize"/> will be.</param>
    /// <param name="states">The elements of all states of a row, which are inputs behind the sequence: they are 0 here.</param>
    /// <returns>The windows, to be trained without shuffling. Steps behind the last whole window of each strip are left out.</returns>
    /// <exception cref="ArgumentException">The series has no whole steps, the labels are not one for each of them, or there are fewer than one window for each strip.</exception>
    public static Dataset<T> WithLabels<T>(ReadOnlySpan<T> series, int features, ReadOnlySpan<int> labels, int time, int batchSize, int states)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int steps = Steps(series.Length, features, time, batchSize, states);
        if (labels.Length != steps)
        {
            throw new ArgumentException($"{labels.Length} labels are not one for each of {steps} steps.", nameof(labels));
        }

        int windows = steps / batchSize / time;
        return Dataset.FromLabels<T>(
            Windows(series, features, time, batchSize, windows, states), time * features + states, Windows(labels, 1, time, batchSize, windows, 0), labelsPerRow: time);
    }

    private static int Steps(int length, int features, int time, int batchSize, int states)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(time, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(states);
        int steps = length / features;
        return length % features == 0 && steps / batchSize >= time
            ? steps
            : throw new ArgumentException($"A series of {length} numbers, {features} a step, has no whole steps or fewer than the {(long)time * batchSize} that {batchSize} windows of {time} steps take; take smaller windows or batches.", nameof(length));
    }

    /// <summary>The windows of all strips, window by window, with room for states behind each.</summary>
    private static TElement[] Windows<TElement>(ReadOnlySpan<TElement> series, int perStep, int time, int batchSize, int windows, int states)
        where TElement : unmanaged
    {
        int strip = series.Length / perStep / batchSize;
        int row = time * perStep + states;
        var rows = new TElement[checked(windows * batchSize * row)];
        for (int i = 0; i < windows * batchSize; i++)
        {
            (int window, int of) = int.DivRem(i, batchSize);
            series.Slice((of * strip + window * time) * perStep, time * perStep).CopyTo(rows.AsSpan(i * row));
        }

        return rows;
    }
}
