using System.Numerics;
using System.Runtime.CompilerServices;

namespace NnGen.Search;

/// <summary>A network that is compiled into the application, as a search tries it: its name, what it costs, and how one is made and trained. Immutable.</summary>
public sealed class ArchitectureCandidate
{
    /// <summary>The names of <see cref="Costs"/>.</summary>
    public static IReadOnlyList<string> CostNames { get; } = ["parameters", "multiply_adds", "bytes"];

    /// <summary>A candidate.</summary>
    /// <param name="name">What tells it from the others, for tables.</param>
    /// <param name="info">The facts of its network.</param>
    /// <param name="bytes">The bytes of its parameters in memory.</param>
    /// <param name="train">
    /// Makes a network with <see cref="Trial.Seed"/>, trains it as the trial says and gives the result, whose costs it need not fill in. Called on several threads at once. A
    /// <see cref="TrainingException"/> makes the trial one that failed. <see cref="Of"/> makes such a function.
    /// </param>
    public ArchitectureCandidate(string name, NetworkInfo info, long bytes, Func<Trial, CancellationToken, TrialResult> train)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(info);
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentNullException.ThrowIfNull(train);
        Name = name;
        Info = info;
        Bytes = bytes;
        Train = train;
    }

    /// <summary>The candidate's name.</summary>
    public string Name { get; }

    /// <summary>The facts of its network.</summary>
    public NetworkInfo Info { get; }

    /// <summary>The trained parameters.</summary>
    public int Parameters => Info.ParameterCount;

    /// <summary>The multiply-adds of one prediction.</summary>
    public long MultiplyAdds => Info.Nodes.Sum(node => node.MultiplyAdds);

    /// <summary>The bytes of its parameters in memory, padding included.</summary>
    public long Bytes { get; }

    /// <summary>What it costs, in the order of <see cref="CostNames"/>: what a <see cref="Nsga2"/> weighs against quality.</summary>
    public IReadOnlyList<double> Costs => [Parameters, MultiplyAdds, Bytes];

    /// <summary>Makes and trains one.</summary>
    public Func<Trial, CancellationToken, TrialResult> Train { get; }

    /// <summary>A candidate that <see cref="Trainer.Fit"/> trains. A trial's objective is the lowest of its epochs, as early stopping would keep it.</summary>
    /// <remarks>
    /// A trial with a share of the data takes the first rows, so rows that lie in an order should be shuffled before. One that continues another is trained again from the start, which gives the
    /// same network and takes the epochs once more.
    /// </remarks>
    /// <param name="training">The training set.</param>
    /// <param name="validation">The validation set, by which candidates are compared.</param>
    /// <param name="options">
    /// The options for a trial, whose epochs are to be <see cref="Trial.Epochs"/>; null for the defaults. Their seed, where they have none, is that of the trial.
    /// </param>
    /// <param name="objective">What is compared: <see cref="MonitoredValue.ValidationLoss"/>, or an accuracy, whose error rate 1 - accuracy is then minimised.</param>
    /// <param name="name">What tells it from the others; null for the class's name.</param>
    public static ArchitectureCandidate Of<TNetwork, T>(
        TrainingData<T> training,
        TrainingData<T> validation,
        Func<Trial, TrainingOptions>? options = null,
        MonitoredValue objective = MonitoredValue.ValidationLoss,
        string? name = null)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(validation);
        options ??= trial => new TrainingOptions { Epochs = trial.Epochs };
        var trainer = new CandidateTrainer<TNetwork, T>(training, validation, options, objective);
        NetworkInfo info = TNetwork.Info;
        return new ArchitectureCandidate(name ?? info.Name, info, (long)info.StorageLength * Unsafe.SizeOf<T>(), trainer.Train);
    }

    /// <summary>The name and the costs.</summary>
    public override string ToString() => $"{Name} ({Parameters} parameters, {MultiplyAdds} multiply-adds)";
}
