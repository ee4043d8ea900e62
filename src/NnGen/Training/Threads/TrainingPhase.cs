using System.ComponentModel;

namespace NnGen;

/// <summary>A part of a training step. Within one, no share depends on another; each begins when the one before has ended.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TrainingPhase
{
    private TrainingPhase(int rows, int chunks)
    {
        RowsOfChunk = rows;
        Chunks = chunks;
    }

    /// <summary>What reads all rows of the batch at once, such as the mean of a batch normalisation: by one thread.</summary>
    public static TrainingPhase OfBatch => default;

    /// <summary>The fewest rows that are worth handing over; 0 where the phase is not shared out by rows.</summary>
    internal int RowsOfChunk { get; }

    /// <summary>The number of chunks; 0 where the phase is not shared out by parameters.</summary>
    internal int Chunks { get; }

    /// <summary>A phase that any rows go through by themselves.</summary>
    /// <param name="least">The fewest rows that are worth handing over.</param>
    public static TrainingPhase ByRows(int least)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(least, 1);
        return new(least, 0);
    }

    /// <summary>A phase over the parameters, in chunks.</summary>
    /// <param name="chunks">The number of chunks; 0 where there are no parameters.</param>
    public static TrainingPhase ByChunks(int chunks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(chunks);
        return new(0, chunks);
    }
}

/// <summary>The phases of a network's training step. They are numbered through both passes; that of the parameters' gradients comes last and has no number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TrainingSchedule
{
    private readonly TrainingPhase[] _phases;

    /// <summary>A schedule.</summary>
    /// <param name="forward">The phases of the forward pass.</param>
    /// <param name="backward">Those of the backward pass, but for the last one.</param>
    /// <param name="parameters">The last one: the gradients of the parameters, which are handed to an update.</param>
    public TrainingSchedule(TrainingPhase[] forward, TrainingPhase[] backward, TrainingPhase parameters)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(backward);
        _phases = [.. forward, .. backward];
        Forward = forward.Length;
        Parameters = parameters;
    }

    /// <summary>How many phases are numbered; those of the forward pass come first.</summary>
    internal int Count => _phases.Length;

    /// <summary>How many belong to the forward pass.</summary>
    internal int Forward { get; }

    /// <summary>The gradients of the parameters.</summary>
    internal TrainingPhase Parameters { get; }

    /// <summary>A phase by its number.</summary>
    internal TrainingPhase this[int phase] => _phases[phase];
}
