using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using NnGen.InMemory;
using NnGen.Search;
using NnGen.Tool.Commands;
using NnGen.Tool.Data;

namespace NnGen.Tool.Training;

/// <summary>Compiles, loads and trains the candidates of a search. Used by all its workers.</summary>
/// <param name="project">What compiles.</param>
/// <param name="space">The space.</param>
/// <param name="data">What is learnt.</param>
/// <param name="settings">The search.</param>
internal sealed class Candidates(NetworkProject project, NetworkSpace space, SearchData data, SearchSettings settings)
{
    /// <summary>Networks that differ in their training only are compiled once, as long as they are among so many.</summary>
    private const int MostKept = 128;

    private readonly ConcurrentDictionary<string, Lazy<Task<NetworkBuild>>> _builds = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();

    /// <summary>The costs of each trial, in the order of the history's columns.</summary>
    public static IReadOnlyList<string> CostNames { get; } = ["parameters", "multiply_adds", "predicted_ns"];

    /// <summary>What is judged, known once a candidate was made.</summary>
    public SearchMetric? Metric { get; private set; }

    /// <summary>Whether data, metric and networks fit one another, by the first network of the space that is possible.</summary>
    /// <exception cref="ToolException">They do not.</exception>
    public void Probe(Configuration configuration, CancellationToken cancellation)
    {
        var trial = new Trial { Number = 0, Configuration = configuration, Epochs = 1, Seed = settings.Seed };
        TrainedCandidate? trained = null;
        try
        {
            trained = Train(trial, settings.Patience, cancellation);
        }
        catch (TrainingException)
        {
            // What diverges in its first epoch fits.
        }

        Metric = trained?.Metric;
    }

    /// <summary>Compiles and trains what a trial asks for.</summary>
    /// <exception cref="OperationCanceledException">The search ends.</exception>
    public TrialResult Run(Trial trial, CancellationToken cancellation)
    {
        CandidateFacts facts = space.Check(trial.Configuration);
        double[] costs = [facts.Parameters, facts.MultiplyAdds, facts.PredictedNanoseconds];
        TrainedCandidate trained;
        try
        {
            trained = Train(trial, settings.Patience, cancellation);
        }
        catch (TrainingException exception)
        {
            return TrialResult.Failed(exception.Message, trial.PlannedCost, null, costs);
        }
        catch (CandidateException exception)
        {
            return TrialResult.Failed(exception.Message, 0, null, costs);
        }

        Metric ??= trained.Metric;
        double spent = Math.Max(0, trained.Epochs - trial.EpochsBefore) * trial.DataShare;
        double best = trained.Curve.Count == 0 ? double.NaN : trained.Curve.Min();
        return trained.WasCut ? TrialResult.Cut(best, spent, trained.Curve, costs) : TrialResult.Completed(best, spent, trained.Curve, costs);
    }

    private TrainedCandidate Train(Trial trial, int patience, CancellationToken cancellation)
    {
        NetworkBuild build = Build(space.Source(trial.Configuration), cancellation);
        using LoadedNetworks loaded = build.Load();
        return loaded.Visit(space.NetworkName, new CandidateTraining(trial, ChosenTraining.Of(space.Choices, space.TrainingChoices, trial.Configuration), data, settings.Metric, patience, cancellation));
    }

    private NetworkBuild Build(string source, CancellationToken cancellation)
    {
        Lazy<Task<NetworkBuild>> built = _builds.GetOrAdd(source, text =>
        {
            _order.Enqueue(text);
            return new(() => project.BuildAsync(text, CancellationToken.None));
        });
        while (_order.Count > MostKept && _order.TryDequeue(out string? oldest))
        {
            _builds.TryRemove(oldest, out _);
        }

        NetworkBuild build = built.Value.WaitAsync(cancellation).GetAwaiter().GetResult();
        return build.Succeeded ? build : throw new CandidateException($"it does not compile: {build.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
    }

    private sealed class CandidateException(string message) : Exception(message);
}
