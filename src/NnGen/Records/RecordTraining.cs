using System.ComponentModel;
using System.Numerics;

namespace NnGen;

/// <summary>Networks that take records: trained, measured and fed with them. What emitted members do.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RecordTraining
{
    /// <summary>Fits the scales of the columns, what stands for missing values, and the units of targets that are numbers, to some records.</summary>
    /// <exception cref="ArgumentException">There are no records, one is null, or a number is NaN or infinite.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread.</exception>
    public static void Adapt<TNetwork, TRecord, T>(TNetwork network, IReadOnlyList<TRecord> records)
        where TNetwork : class, IRecordNetwork<TNetwork, TRecord, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        RecordSchema schema = SchemaOf<TNetwork, TRecord, T>();
        CheckRecords(records);
        ParameterAccess.CheckFree(network.Parameters, TNetwork.Info.Name, "adapted");
        var statistics = new RecordStatistics(schema);
        var gathering = new RecordEncoding(schema, statistics);
        var features = new T[schema.Columns.Count];
        for (int i = 0; i < records.Count; i++)
        {
            TNetwork.Encode(records[i], gathering, features);
            statistics.Next();
        }

        RecordEncoding encoding = statistics.Fit();
        if (schema.HasNumbersAsTargets && TNetwork.Info.OutputScaler is not null)
        {
            StandardScaler.FitTargets(ToDataset<TNetwork, TRecord, T>(records, encoding)).WriteTargetsTo(network);
        }

        network.Encoding = encoding;
    }

    /// <summary>The columns and targets of some records, as numbers.</summary>
    /// <exception cref="ArgumentException">There are no records, or one is null.</exception>
    /// <exception cref="InvalidOperationException">The network's scales were neither fitted nor loaded, or its record has no target.</exception>
    public static Dataset<T> ToDataset<TNetwork, TRecord, T>(TNetwork network, IReadOnlyList<TRecord> records)
        where TNetwork : class, IRecordNetwork<TNetwork, TRecord, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        CheckRecords(records);
        return ToDataset<TNetwork, TRecord, T>(records, RecordEncoding.Of(network.Encoding, TNetwork.Info.Name));
    }

    /// <summary>Trains on records. Where the scales were neither fitted nor loaded, they are fitted to the training records first.</summary>
    /// <exception cref="ArgumentException">There are no records, one is null, or records or options do not fit; the message names every problem.</exception>
    /// <exception cref="TrainingException">A loss or a parameter became NaN or infinite.</exception>
    public static TrainingReport Fit<TNetwork, TRecord, T>(
        TNetwork network,
        IReadOnlyList<TRecord> records,
        TrainingOptions? options,
        IReadOnlyList<TRecord>? validation,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>, IRecordNetwork<TNetwork, TRecord, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.Encoding is null)
        {
            Adapt<TNetwork, TRecord, T>(network, records);
        }

        Dataset<T> training = ToDataset<TNetwork, TRecord, T>(network, records);
        Dataset<T>? held = validation is null ? null : ToDataset<TNetwork, TRecord, T>(network, validation);
        return Trainer.Fit<TNetwork, T>(network, training, options ?? new TrainingOptions(), held, progress, cancellation);
    }

    /// <summary>The loss and the metrics over records.</summary>
    /// <exception cref="ArgumentException">There are no records, or one is null.</exception>
    /// <exception cref="InvalidOperationException">The network's scales were neither fitted nor loaded.</exception>
    public static EvaluationReport Evaluate<TNetwork, TRecord, T>(TNetwork network, IReadOnlyList<TRecord> records, EvaluationOptions? options)
        where TNetwork : class, IRecordNetwork<TNetwork, TRecord, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Trainer.Evaluate<TNetwork, T>(network, ToDataset<TNetwork, TRecord, T>(network, records), options);

    /// <summary>
    /// Cross-validation: the records are parted into folds, with equal shares of each class where classes are predicted, and for each fold a fresh network is trained
    /// on the others, its scales fitted to these alone, and measured with it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two folds, or more than records.</exception>
    /// <exception cref="ArgumentException">There are no records, or records or options do not fit; the message names every problem.</exception>
    /// <exception cref="TrainingException">A loss or a parameter became NaN or infinite.</exception>
    public static CrossValidationReport CrossValidate<TNetwork, TRecord, T>(
        IReadOnlyList<TRecord> records,
        int folds,
        TrainingOptions? options,
        CrossValidationOptions? validation,
        CancellationToken cancellation)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>, IRecordNetwork<TNetwork, TRecord, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RecordDataset<TRecord> all = RecordDataset.Of(records);
        options ??= new TrainingOptions();
        validation ??= new CrossValidationOptions();
        RecordSchema schema = SchemaOf<TNetwork, TRecord, T>();
        TrainingChecks.BeforeFolds(TNetwork.Info, options, validation.ValidateEachEpoch);
        var reports = new List<FoldReport>();
        foreach (Fold<double> fold in FoldsOf<TNetwork, TRecord, T>(all, schema, folds, validation.Seed))
        {
            RecordDataset<TRecord> training = all.Select(Numbers(fold.Training));
            RecordDataset<TRecord> held = all.Select(Numbers(fold.Validation));
            TNetwork network = TNetwork.Create(unchecked(validation.Seed + (ulong)fold.Number));
            TrainingReport run = Fit<TNetwork, TRecord, T>(network, training, options, validation.ValidateEachEpoch ? held : null, progress: null, cancellation);
            if (run.StopReason == StopReason.Cancelled)
            {
                break;
            }

            reports.Add(new FoldReport
            {
                Fold = fold.Number,
                Run = run,
                Training = Evaluate<TNetwork, TRecord, T>(network, training, validation.Evaluation),
                Validation = Evaluate<TNetwork, TRecord, T>(network, held, validation.Evaluation),
            });
        }

        return new CrossValidationReport { Network = TNetwork.Info.Name, Folds = reports, IsCancelled = reports.Count < folds };
    }

    /// <summary>The folds of the numbers of the records, which stand in the place of inputs: what parts rows needs to know no more of them.</summary>
    private static IReadOnlyList<Fold<double>> FoldsOf<TNetwork, TRecord, T>(RecordDataset<TRecord> records, RecordSchema schema, int folds, ulong seed)
        where TNetwork : class, IRecordNetwork<TNetwork, TRecord, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] numbers = [.. Enumerable.Range(0, records.Count).Select(number => (double)number)];
        if (schema.HasNumbersAsTargets)
        {
            return Folds.Of(Dataset.FromTargets(numbers, 1, numbers, 1), folds, seed);
        }

        return Folds.Stratified(Dataset.FromLabels(numbers, 1, Labels<TNetwork, TRecord, T>(records)), folds, seed);
    }

    private static int[] Numbers(Dataset<double> rows) => [.. Enumerable.Range(0, rows.Rows).Select(row => (int)rows.InputRow(row)[0])];

    private static Dataset<T> ToDataset<TNetwork, TRecord, T>(IReadOnlyList<TRecord> records, RecordEncoding encoding)
        where TNetwork : class, IRecordNetwork<TNetwork, TRecord, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RecordSchema schema = encoding.Schema;
        int columns = schema.Columns.Count;
        var features = new T[ArraySize.Of(records.Count, columns, "The columns of all records lie side by side")];
        for (int i = 0; i < records.Count; i++)
        {
            TNetwork.Encode(records[i], encoding, features.AsSpan(i * columns, columns));
        }

        if (schema.Targets.Count == 0)
        {
            throw new InvalidOperationException($"{schema.Name} has no property with [Target], so there is nothing to learn from it or to measure by it.");
        }

        if (schema.Targets[0].Kind == RecordFieldKind.Enumeration)
        {
            return Dataset.FromLabels(features, columns, Labels<TNetwork, TRecord, T>(records));
        }

        int count = schema.Targets.Count;
        var targets = new T[ArraySize.Of(records.Count, count, "The targets of all records lie side by side")];
        Span<double> ofOne = new double[count];
        for (int i = 0; i < records.Count; i++)
        {
            TNetwork.WriteTargets(records[i], ofOne);
            for (int target = 0; target < count; target++)
            {
                targets[i * count + target] = T.CreateTruncating(ofOne[target]);
            }
        }

        return Dataset.FromTargets(features, columns, targets, count);
    }

    private static int[] Labels<TNetwork, TRecord, T>(IReadOnlyList<TRecord> records)
        where TNetwork : class, IRecordNetwork<TNetwork, TRecord, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var labels = new int[records.Count];
        Span<double> label = stackalloc double[1];
        for (int i = 0; i < labels.Length; i++)
        {
            TNetwork.WriteTargets(records[i], label);
            labels[i] = (int)label[0];
        }

        return labels;
    }

    private static RecordSchema SchemaOf<TNetwork, TRecord, T>()
        where TNetwork : class, IRecordNetwork<TNetwork, TRecord, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        TNetwork.Info.Record ?? throw new InvalidOperationException($"The facts of {TNetwork.Info.Name} name no record.");

    private static void CheckRecords<TRecord>(IReadOnlyList<TRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        if (records.Count == 0)
        {
            throw new ArgumentException("There are no records; at least one is needed.", nameof(records));
        }

        for (int i = 0; i < records.Count; i++)
        {
            if (records[i] is null)
            {
                throw new ArgumentException($"Record {i} is null.", nameof(records));
            }
        }
    }
}
