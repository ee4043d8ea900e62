using System.Globalization;

namespace NnGen;

/// <summary>How a network is trained. Immutable; the defaults suit a first try. The trainer checks the values before the first step.</summary>
public sealed partial class TrainingOptions
{
    /// <summary>The <see cref="BatchSize"/> of full-batch training: one step an epoch, over all rows.</summary>
    public const int FullBatch = int.MaxValue;

    /// <summary>How many times the training set is gone through, at least 1.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>
    /// The rows of a mini-batch, at least 1. The last batch of an epoch has the rows that are left and is trained too. 1 takes a step for
    /// every single row; <see cref="FullBatch"/>, or any number that is not below the number of rows, one for all of them.
    /// </summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>How gradients change the parameters; null stands for <c>new Adam()</c>.</summary>
    public Optimizer? Optimizer { get; init; }

    /// <summary>Whether each epoch goes through the rows in a new order; otherwise all go in the order of the data.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The seed of the orders and of the dropout masks; null stands for the network's own. The same seed, data and options give the same bits.</summary>
    public ulong? Seed { get; init; }

    /// <summary>How the images of each batch are changed before they are learnt from: shifted, mirrored, cut out, with noise; null for not at all.</summary>
    public ImageAugmentation? Augmentation { get; init; }

    /// <summary>
    /// Stops at the end of an epoch after which the error of every training example is below this limit, a number above 0; null for never.
    /// The error of an example is the largest <c>|y - t|</c> over its outputs, without dropout; logits and log-probabilities count as the
    /// probabilities they stand for, a label as 1 for its class and 0 for the others. Costs one more pass over the training set each epoch.
    /// </summary>
    public double? StopWhenEveryErrorBelow { get; init; }

    /// <summary>
    /// Stops when the training loss of an epoch differs by less than this, a number above 0, from that of the epoch before;
    /// <see cref="Patience"/> says how many epochs in a row. Null for never.
    /// </summary>
    public double? MinimumChange { get; init; }

    /// <summary>How many epochs in a row must change the loss by less than <see cref="MinimumChange"/>, at least 1. Without that it stays 1.</summary>
    public int Patience { get; init; } = 1;

    /// <summary>The shortest time between two progress reports within an epoch; zero reports every step. The end of an epoch is always reported.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// The threads that compute, the caller's among them; 0 for one per physical core that this process may use, as
    /// <see cref="ThreadTeam.PhysicalCores"/> counts them. Any number gives the same bits, so it changes nothing but the time; more than one is
    /// worth it where a batch takes some microseconds, on a machine with cores to spare. With more than one, an update of one's own is called
    /// by all of them, for different parameters, and each has a copy of the struct.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>The threads, where there are others than the caller's.</summary>
    internal ThreadTeam? MakeTeam() => ThreadTeam.For(Threads);

    /// <summary>Adds a sentence for each value that makes no sense.</summary>
    internal void AddProblems(List<string> problems)
    {
        AddIfBelowOne(Epochs, nameof(Epochs), problems);
        AddIfBelowOne(BatchSize, nameof(BatchSize), problems);
        AddIfBelowOne(Patience, nameof(Patience), problems);
        if (Threads < 0)
        {
            problems.Add($"{nameof(Threads)} must be 1 or more, or 0 for one per physical core, but it is {Threads}.");
        }

        AddIfNotPositive(StopWhenEveryErrorBelow, nameof(StopWhenEveryErrorBelow), problems);
        AddIfNotPositive(MinimumChange, nameof(MinimumChange), problems);
        if (Patience > 1 && MinimumChange is null)
        {
            problems.Add($"{nameof(Patience)} is {Patience}, but it counts epochs for {nameof(MinimumChange)}, which is null; set that, or use {nameof(EarlyStopping)}, which has a {nameof(Patience)} of its own.");
        }

        if (ProgressInterval < TimeSpan.Zero)
        {
            problems.Add($"{nameof(ProgressInterval)} must not be negative, but it is {ProgressInterval}.");
        }

        if (Optimizer?.Problem is string problem)
        {
            problems.Add(problem);
        }

        AddStepsProblems(problems);
        AddSeriesProblems(problems);
        AddCheckpointProblems(problems);
        AddReportProblems(problems);
    }

    private static void AddIfBelowOne(int value, string name, List<string> problems)
    {
        if (value < 1)
        {
            problems.Add($"{name} must be at least 1, but it is {value}.");
        }
    }

    private static void AddIfNotPositive(double? value, string name, List<string> problems)
    {
        if (value is double number && !(double.IsFinite(number) && number > 0))
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name} must be a finite number above 0 or null, but it is {number}."));
        }
    }
}
