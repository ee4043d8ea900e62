using System.Numerics;

namespace NnGen;

/// <summary>
/// Measures how well networks of a class do on rows they have not seen: for each fold a fresh one is trained on the training rows and
/// measured on the validation rows.
/// </summary>
/// <remarks>
/// <code>
/// CrossValidationReport report = CrossValidation.Run&lt;IrisNet, float&gt;(
///     Folds.Stratified(flowers, 5, seed: 1),
///     new TrainingOptions { Epochs = 50 },
///     prepare: fold => fold.Transform(StandardScaler.Fit(fold.Training)));
/// Console.WriteLine(report);
/// </code>
/// </remarks>
public static class CrossValidation
{
    /// <summary>Trains and measures a network for each fold. The same arguments give the same numbers.</summary>
    /// <typeparam name="TNetwork">The network's class; nothing of it remains.</typeparam>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="folds">The folds, of <see cref="Folds"/> or made otherwise.</param>
    /// <param name="options">
    /// How to train. A checkpoint is refused, because every fold would write the same file; and so is early stopping that watches the
    /// validation set, unless <see cref="CrossValidationOptions.ValidateEachEpoch"/> gives training one.
    /// </param>
    /// <param name="validation">How to measure; null for the defaults.</param>
    /// <param name="prepare">Called for each fold before it is trained: the place for scalers, which must see training rows only. Null for nothing.</param>
    /// <param name="progress">Told each fold that is finished, on this thread.</param>
    /// <param name="cancellation">Stops before the next step; the folds finished by then are in the report.</param>
    /// <exception cref="ArgumentException">There are no folds, or options or data do not fit; the message names every problem.</exception>
    /// <exception cref="TrainingException">A loss or a parameter became NaN or infinite.</exception>
    public static CrossValidationReport Run<TNetwork, T>(
        IReadOnlyList<Fold<T>> folds,
        TrainingOptions options,
        CrossValidationOptions? validation = null,
        Func<Fold<T>, Fold<T>>? prepare = null,
        IProgress<FoldReport>? progress = null,
        CancellationToken cancellation = default)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(options);
        CheckFolds(folds);
        validation ??= new CrossValidationOptions();
        TrainingChecks.BeforeFolds(TNetwork.Info, options, validation.ValidateEachEpoch);
        var reports = new List<FoldReport>();
        foreach (Fold<T> fold in folds)
        {
            FoldReport? report = RunFold<TNetwork, T>(fold, options, validation, prepare, cancellation);
            if (report is null)
            {
                break;
            }

            reports.Add(report);
            progress?.Report(report);
        }

        return new CrossValidationReport { Network = TNetwork.Info.Name, Folds = reports, IsCancelled = reports.Count < folds.Count };
    }

    /// <summary>The report of a fold; null if it was cancelled.</summary>
    private static FoldReport? RunFold<TNetwork, T>(
        Fold<T> fold,
        TrainingOptions options,
        CrossValidationOptions validation,
        Func<Fold<T>, Fold<T>>? prepare,
        CancellationToken cancellation)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (cancellation.IsCancellationRequested)
        {
            return null;
        }

        Fold<T> prepared = prepare is null ? fold : prepare(fold) ?? throw new ArgumentException($"prepare gave null for fold {fold.Number}; it must give a fold.", nameof(prepare));
        TNetwork network = TNetwork.Create(unchecked(validation.Seed + (ulong)fold.Number));
        TrainingReport run = Trainer.Fit(network, prepared.Training, options, validation.ValidateEachEpoch ? prepared.Validation : null, progress: null, cancellation);
        return run.StopReason == StopReason.Cancelled ? null : new FoldReport
        {
            Fold = fold.Number,
            Run = run,
            Training = Trainer.Evaluate(network, prepared.Training, validation.Evaluation),
            Validation = Trainer.Evaluate(network, prepared.Validation, validation.Evaluation),
        };
    }

    /// <summary>At least one fold, and none of them null.</summary>
    internal static void CheckFolds<T>(IReadOnlyList<Fold<T>> folds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(folds);
        if (folds.Count == 0 || folds.Contains(null!))
        {
            throw new ArgumentException("There is no fold, or one of the list is null; make folds with Folds.Of, Folds.Stratified or Folds.Single.", nameof(folds));
        }
    }
}
