using NnGen;

namespace Samples.Worker;

/// <summary>Goes on learning in a thread of its own while others ask <see cref="Current"/>.</summary>
internal sealed class Learner(SignalCoder first)
{
    private readonly List<(SignalCoder Network, double Loss)> _generations = [];
    private SignalCoder _current = first;

    /// <summary>The network that answers. Take it once and use only that: the next moment it may be another.</summary>
    public SignalCoder Current => Volatile.Read(ref _current);

    /// <summary>All that have answered, the first one included; to be read when <see cref="Run"/> has ended.</summary>
    public IReadOnlyList<(SignalCoder Network, double Loss)> Generations => _generations;

    /// <summary>Trains on what has come in since, and shows a copy of what it has learnt.</summary>
    public void Run(int generations)
    {
        SignalCoder trained = Current.Clone();
        _generations.Add((Current, double.NaN));
        for (int generation = 1; generation <= generations; generation++)
        {
            TrainingReport report = trained.Fit(Signals.Sound(2000, seed: generation), new TrainingOptions { Epochs = 8, Optimizer = new Adam(5e-3) });
            SignalCoder copy = trained.Clone();
            _generations.Add((copy, report.Last!.TrainLoss));

            // A reference is written at once: nobody ever sees half of a network.
            Volatile.Write(ref _current, copy);
        }
    }
}
