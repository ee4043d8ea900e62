using System.Numerics;

namespace NnGen;

/// <summary>Tries candidates for training options by cross-validation, or on one validation set, and finds the best.</summary>
/// <remarks>
/// <code>
/// SearchReport found = OptionsSearch.Run&lt;CurveNet, float&gt;(grid, Folds.Of(points, 5, seed: 1));
/// Console.WriteLine(found);
/// var net = new CurveNet(seed: 1);
/// net.Fit(points, found.BestOptions);
/// </code>
/// The best score of many is a little too good, because luck helped to choose it: keep a test set that the search never sees.
/// </remarks>
public static class OptionsSearch
{
    /// <summary>Tries each candidate on the same folds, from the same networks. The same arguments give the same numbers.</summary>
    /// <typeparam name="TNetwork">The network's class; nothing of it remains.</typeparam>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="candidates">
    /// What to try: of <see cref="GridSearch"/>, <see cref="RandomSearch"/> or listed. What <see cref="CrossValidation"/> refuses is refused here.
    /// </param>
    /// <param name="folds">The folds; <see cref="Folds.Single"/> for one validation set.</param>
    /// <param name="score">What to compare by; null for <see cref="SelectionScore.Loss"/>.</param>
    /// <param name="validation">How to train and measure folds; null for the defaults.</param>
    /// <param name="prepare">Called for each fold before it is trained, that is once for each candidate: the place for scalers. Null for nothing.</param>
    /// <param name="progress">Told each candidate that is finished or failed, on this thread.</param>
    /// <param name="cancellation">Stops before the next step; the candidates finished by then are in the report.</param>
    /// <exception cref="ArgumentException">There are no candidates or no folds, or options or data do not fit; the message names every problem.</exception>
    /// <exception cref="InvalidOperationException">The evaluation has no such number as <paramref name="score"/>.</exception>
    public static SearchReport Run<TNetwork, T>(
        IReadOnlyList<Candidate> candidates,
        IReadOnlyList<Fold<T>> folds,
        SelectionScore? score = null,
        CrossValidationOptions? validation = null,
        Func<Fold<T>, Fold<T>>? prepare = null,
        IProgress<CandidateReport>? progress = null,
        CancellationToken cancellation = default)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckCandidates(candidates, TNetwork.Info, validation?.ValidateEachEpoch ?? false);
        CrossValidation.CheckFolds(folds);
        score ??= SelectionScore.Loss;
        var reports = new List<CandidateReport>();
        for (int i = 0; i < candidates.Count; i++)
        {
            CandidateReport? report = Try<TNetwork, T>(i, candidates[i], folds, score, validation, prepare, cancellation);
            if (report is null)
            {
                break;
            }

            reports.Add(report);
            progress?.Report(report);
        }

        return new SearchReport
        {
            Network = TNetwork.Info.Name,
            ComparedBy = score,
            Candidates = [.. reports.OrderBy(report => Place(report, score))],
            IsCancelled = reports.Count < candidates.Count,
        };
    }

    /// <summary>The report of a candidate; null if it was cancelled.</summary>
    private static CandidateReport? Try<TNetwork, T>(
        int index,
        Candidate candidate,
        IReadOnlyList<Fold<T>> folds,
        SelectionScore score,
        CrossValidationOptions? validation,
        Func<Fold<T>, Fold<T>>? prepare,
        CancellationToken cancellation)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CrossValidationReport? report = null;
        TrainingException? failure = null;
        try
        {
            report = CrossValidation.Run<TNetwork, T>(folds, candidate.Options, validation, prepare, progress: null, cancellation);
            if (report.IsCancelled)
            {
                return null;
            }
        }
        catch (TrainingException exception)
        {
            failure = exception;
        }

        return new CandidateReport
        {
            Index = index,
            Candidate = candidate,
            Validation = report,
            Score = report?.Of(score.Of) ?? new MeanAndDeviation(double.NaN, double.NaN, 0),
            Failure = failure,
        };
    }

    // Best first; NaN after all numbers, failures last. The sort is stable.
    private static (int Group, double Number) Place(CandidateReport report, SelectionScore score)
    {
        double mean = report.Score.Mean;
        return report.Failure is not null ? (2, 0)
            : double.IsNaN(mean) ? (1, 0)
            : (0, score.HigherIsBetter ? -mean : mean);
    }

    private static void CheckCandidates(IReadOnlyList<Candidate> candidates, NetworkInfo info, bool validatesEachEpoch)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        if (candidates.Count == 0)
        {
            throw new ArgumentException("There are no candidates; make them with GridSearch.Over or RandomSearch.Draw, or list them.", nameof(candidates));
        }

        var problems = new List<string>();
        foreach (Candidate candidate in candidates)
        {
            if (candidate?.Options is null || candidate.Name is null)
            {
                throw new ArgumentException("A candidate is null, or has no name or no options.", nameof(candidates));
            }

            var ofCandidate = new List<string>();
            TrainingChecks.AddFoldProblems(info, candidate.Options, validatesEachEpoch, ofCandidate);
            problems.AddRange(ofCandidate.Select(problem => $"{candidate.Name}: {problem}"));
        }

        if (problems.Count > 0)
        {
            throw new ArgumentException($"These candidates cannot be trained with:\n- {string.Join("\n- ", problems)}", nameof(candidates));
        }
    }
}
