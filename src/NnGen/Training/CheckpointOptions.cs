using System.Globalization;

namespace NnGen;

/// <summary>
/// Saves the whole state of a training run to a file now and then, and continues from it: a run that was killed at any moment and is
/// resumed gives the same bits as one that ran through. Immutable.
/// </summary>
/// <remarks>
/// <code>
/// var options = new TrainingOptions { Epochs = 100, Checkpoint = new CheckpointOptions("run.checkpoint") { EverySteps = 500, Resume = true } };
/// </code>
/// The file is replaced as a whole or not at all. A checkpoint that cannot be written (a full disk, a folder that went away) leaves the one
/// before it as it is and training going; <see cref="TrainingReport.CheckpointFailures"/> tells. The last step of an epoch is saved after the
/// epoch's validation. The reports of the epochs done are in the file, <see cref="EpochReport.Layers"/> with them; what a
/// <see cref="GradientWatch"/> has seen of the epoch under way is not, so a run that is resumed within an epoch watches the rest of it only.
/// Besides the moments declared, the end of the run is saved, unless a number became NaN or infinite.
/// A checkpoint is a safetensors file, and its parameters are a network file: <see cref="NetworkFile.Load{TNetwork,T}(string, TensorNames)"/> reads them.
/// </remarks>
/// <param name="path">The file. Its folder must exist.</param>
/// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
public sealed class CheckpointOptions(string path)
{
    /// <summary>The file.</summary>
    public string Path { get; } = Checked(path);

    /// <summary>Saves after every so many steps of the whole run, at least 1; null, the default, for none of these.</summary>
    public int? EverySteps { get; init; }

    /// <summary>Saves after the first step that ends so many seconds after the last save, above 0; null, the default, for none of these.</summary>
    public double? EverySeconds { get; init; }

    /// <summary>Saves after every so many epochs, at least 1; 1 by default; null for none of these.</summary>
    public int? EveryEpochs { get; init; } = 1;

    /// <summary>
    /// Whether the run continues from the file if it exists: false, the default, starts afresh and replaces it. What the file holds must
    /// belong to the same run: network, element type, loss, optimizer and everything else that changes the numbers, batch size, seed, data,
    /// and what early stopping watches. <see cref="TrainingOptions.Epochs"/>, the limits and patiences that end a run, and
    /// <see cref="TrainingOptions.Threads"/> may differ: a run that had ended goes on if more is asked for. The steps since the checkpoint are
    /// done again, and callbacks and progress are told of them again.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>Writes the file. Tests put a disk here that is full.</summary>
    internal Action<string, Action<Stream>> Write { get; init; } = AtomicFile.Write;

    /// <summary>Adds a sentence for each value that makes no sense.</summary>
    internal void AddProblems(List<string> problems)
    {
        AddIfBelowOne(EverySteps, nameof(EverySteps), problems);
        AddIfBelowOne(EveryEpochs, nameof(EveryEpochs), problems);
        if (EverySeconds is double seconds && !(double.IsFinite(seconds) && seconds > 0))
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"Checkpoint: {nameof(EverySeconds)} must be a finite number above 0 or null, but it is {seconds}."));
        }

        AddPathProblem(problems);
    }

    private static string Checked(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return path;
    }

    private static void AddIfBelowOne(int? value, string name, List<string> problems)
    {
        if (value < 1)
        {
            problems.Add($"Checkpoint: {name} must be at least 1 or null, but it is {value}.");
        }
    }

    private void AddPathProblem(List<string> problems)
    {
        try
        {
            var file = new FileInfo(Path);
            if (Directory.Exists(file.FullName))
            {
                problems.Add($"Checkpoint: '{Path}' is a folder; name a file in it.");
            }
            else if (file.Directory is not { Exists: true })
            {
                problems.Add($"Checkpoint: the folder of '{Path}' does not exist; create it or choose another path.");
            }
            else if (file.Exists && file.IsReadOnly)
            {
                problems.Add($"Checkpoint: '{Path}' is marked read-only; choose another path.");
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problems.Add($"Checkpoint: '{Path}' cannot be a file: {cause.Message}");
        }
    }
}

/// <summary>A checkpoint that could not be written. The file before it is unchanged and training went on.</summary>
/// <param name="Steps">The steps done then.</param>
/// <param name="Message">The file and the reason.</param>
public sealed record CheckpointFailure(long Steps, string Message);
