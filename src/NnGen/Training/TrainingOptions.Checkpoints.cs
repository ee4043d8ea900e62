namespace NnGen;

/// <content>Ends, checkpoints and callbacks.</content>
public sealed partial class TrainingOptions
{
    /// <summary>Stops when a number stops getting better and restores the best parameters; null, the default, for neither.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Saves the state of the run now and then, and resumes it; null, the default, for neither.</summary>
    public CheckpointOptions? Checkpoint { get; init; }

    /// <summary>Told what happens, in this order; none by default.</summary>
    public IReadOnlyList<TrainingCallback> Callbacks { get; init; } = [];

    private void AddCheckpointProblems(List<string> problems)
    {
        EarlyStopping?.AddProblems(problems);
        Checkpoint?.AddProblems(problems);
        if (Callbacks is null)
        {
            problems.Add($"{nameof(Callbacks)} must not be null; leave it out for none.");
        }
        else if (Callbacks.Contains(null!))
        {
            problems.Add($"{nameof(Callbacks)} has an entry that is null.");
        }
    }
}
