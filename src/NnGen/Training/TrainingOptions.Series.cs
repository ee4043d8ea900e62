namespace NnGen;

/// <content>Truncated backpropagation through time.</content>
public sealed partial class TrainingOptions
{
    /// <summary>
    /// For windows of long series: the inputs that are states before the first step of a window, each with the state that the window before has left, such as
    /// <c>["h0"] = "gru1.h_n"</c> for a <c>[GRU(32, InitialState = "h0")]</c>. Row i of each batch then goes on where row i of the batch before has ended;
    /// no gradient goes back through that, which is truncated backpropagation through time. The first batch of an epoch, and of each series
    /// (<see cref="WindowsPerSeries"/>), begins with what its own rows have in these inputs, 0 as a rule. Null for rows that have nothing to do with each other.
    /// </summary>
    /// <remarks>
    /// The rows are in the order that <see cref="SeriesWindows"/> gives, <see cref="Shuffle"/> is off, and all batches are full. Evaluations take each row by itself, with the state
    /// that it has. A run with carried states cannot be resumed, for a checkpoint does not hold them.
    /// </remarks>
    public IReadOnlyDictionary<string, string>? CarriedStates { get; init; }

    /// <summary>With <see cref="CarriedStates"/>: how many batches, one after the other, are windows of the same series; 0 where all of an epoch are.</summary>
    public int WindowsPerSeries { get; init; }

    /// <summary>Adds a sentence for each value that does not fit the network.</summary>
    private void AddSeriesProblems(NetworkInfo info, List<string> problems)
    {
        foreach (string name in CarriedStates?.Keys ?? [])
        {
            if (info.Inputs.FirstOrDefault(input => input.Name == name) is not InputInfo input)
            {
                problems.Add($"{nameof(CarriedStates)} names the input '{name}', but {info.Name} has: {string.Join(", ", info.Inputs.Select(known => known.Name))}.");
            }
            else if (input.Scale != 1 || input.Offset != 0 || input.HasClasses)
            {
                problems.Add($"{nameof(CarriedStates)} names the input '{name}', which is rescaled or of classes; a state comes as it was left: declare [Input({input.Size}, Name = \"{name}\")].");
            }
        }
    }

    private void AddSeriesProblems(List<string> problems)
    {
        if (WindowsPerSeries < 0 || (WindowsPerSeries > 0 && CarriedStates is null))
        {
            problems.Add($"{nameof(WindowsPerSeries)} is {WindowsPerSeries}, but must be 0 or more, and 0 without {nameof(CarriedStates)}.");
        }

        if (CarriedStates is not null && Shuffle)
        {
            problems.Add($"{nameof(CarriedStates)} go from batch to batch in the order of the data, so {nameof(Shuffle)} must be false.");
        }

        if (CarriedStates is not null && Checkpoint is not null)
        {
            problems.Add($"{nameof(Checkpoint)} is set, but it does not hold {nameof(CarriedStates)}; leave one of them out.");
        }
    }

    /// <summary>Adds a sentence where rows are no whole batches, or batches no whole series.</summary>
    internal void AddSeriesProblems(int rows, List<string> problems)
    {
        if (CarriedStates is null || BatchSize < 1)
        {
            return;
        }

        int batchSize = Math.Min(BatchSize, rows);
        if (rows % batchSize != 0)
        {
            problems.Add($"{nameof(CarriedStates)} needs full batches, since each row goes on from the same row of the batch before, but {rows} rows are no whole number of batches of {batchSize}.");
        }
        else if (WindowsPerSeries > 0 && rows / batchSize % WindowsPerSeries != 0)
        {
            problems.Add($"{nameof(WindowsPerSeries)} is {WindowsPerSeries}, but an epoch has {rows / batchSize} batches, which is no whole number of series.");
        }
    }
}
