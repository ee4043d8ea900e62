using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>Everything that can be known to be wrong before the first step, all of it in one message.</summary>
internal static class TrainingChecks
{
    public static void BeforeTraining<TNetwork, T>(TNetwork network, TrainingData<T> data, TrainingOptions options, TrainingData<T>? validation)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkInfo info = TNetwork.Info;
        var problems = new List<string>();
        options.AddProblems(problems);
        options.AddLayerProblems(info, problems);
        options.EarlyStopping?.AddProblems(info, validation is not null, problems);
        AddBatchProblems(info, data, options, problems);
        Throw(info, "trained", network, data, validation, problems);
    }

    /// <summary>As for training, where rules that stop it do not count.</summary>
    public static void BeforeRateTest<TNetwork, T>(TNetwork network, Dataset<T> data, TrainingOptions options)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var problems = new List<string>();
        options.AddProblems(problems);
        options.AddLayerProblems(TNetwork.Info, problems);
        if (options.Optimizer is Rprop)
        {
            problems.Add($"{nameof(Rprop)} finds a step for each parameter by itself and takes no rate after the first step, so there is no rate to test; choose another optimizer.");
        }

        if (options.Checkpoint is not null)
        {
            problems.Add($"{nameof(TrainingOptions.Checkpoint)} is set, but a test of learning rates saves nothing and resumes nothing; leave it out.");
        }

        AddBatchProblems(TNetwork.Info, data, options, problems);

        Throw(TNetwork.Info, "trained", network, data, validation: null, problems);
    }

    /// <summary>What can be known of options that several networks are trained with, before there are data.</summary>
    public static void BeforeFolds(NetworkInfo info, TrainingOptions options, bool validatesEachEpoch)
    {
        var problems = new List<string>();
        AddFoldProblems(info, options, validatesEachEpoch, problems);
        Throw(info, "cross-validated", problems);
    }

    /// <summary>Adds a sentence for each option that does not fit the training of several networks.</summary>
    public static void AddFoldProblems(NetworkInfo info, TrainingOptions options, bool validatesEachEpoch, List<string> problems)
    {
        options.AddProblems(problems);
        options.AddLayerProblems(info, problems);
        options.EarlyStopping?.AddProblems(info, hasValidation: true, problems);
        if (options.Checkpoint is CheckpointOptions checkpoint)
        {
            problems.Add($"{nameof(TrainingOptions.Checkpoint)} is set, but every fold would write to '{checkpoint.Path}' in turn; leave it out.");
        }

        if (options.CarriedStates is not null)
        {
            problems.Add($"{nameof(TrainingOptions.CarriedStates)} is set, but folds take rows out of their order; leave it out.");
        }

        if (!validatesEachEpoch && options.EarlyStopping is { Monitor: MonitoredValue.ValidationLoss or MonitoredValue.ValidationAccuracy } stopping)
        {
            problems.Add($"{nameof(EarlyStopping)} watches the {EarlyStopping.InWords(stopping.Monitor)}, but the validation rows of the folds are kept from training; set {nameof(CrossValidationOptions)}.{nameof(CrossValidationOptions.ValidateEachEpoch)}, or watch {nameof(MonitoredValue)}.{nameof(MonitoredValue.TrainLoss)}.");
        }
    }

    /// <summary>What is wrong with batches of such a size, over such rows.</summary>
    private static void AddBatchProblems<T>(NetworkInfo info, TrainingData<T> data, TrainingOptions options, List<string> problems)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        options.AddSeriesProblems(data.Rows, problems);

        // Channels of several columns have several values in a row.
        NodeInfo? batchNorm = info.Nodes.FirstOrDefault(node => node.Kind == "BatchNorm" && node.Shape.Skip(1).All(size => size == 1));
        if (batchNorm is not null && (options.BatchSize == 1 || data.Rows == 1))
        {
            // torch.nn.BatchNorm1d: expected more than 1 value per channel when training.
            string found = options.BatchSize == 1 ? $"{nameof(TrainingOptions.BatchSize)} is 1" : "there is 1 row";
            problems.Add($"{found}, but {batchNorm.Name} of {info.Name} normalises each unit over the rows of a batch: with a single row every value is its own mean, so nothing reaches the next layer. Take batches of 2 rows or more, 16 or more for good statistics, or put LayerNorm in place of BatchNorm.");
        }

        if (options.AccumulationSteps > 1 && info.Reduction == Reduction.Mean && data is Dataset<T> { HasWeights: true } weighted)
        {
            // Gradients are added up with their weights before the sum is divided.
            double limit = typeof(T) == typeof(float) ? 1e12 : 1e100;
            double mean = weighted.MeanWeight();
            if (mean > limit || (mean > 0 && mean < 1 / limit))
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"The training set has rows that weigh {mean} on average, too far from 1 for {nameof(TrainingOptions.AccumulationSteps)}; divide all weights by that: only their ratios count."));
            }
        }
    }

    public static void BeforeEvaluation<T>(NetworkInfo info, TrainingData<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var problems = new List<string>();
        AddProblems(info, data, "The data set", problems);
        Throw(info, "evaluated", problems);
    }

    /// <summary>Adds what is wrong with parameters and data, and throws if anything is.</summary>
    private static void Throw<TNetwork, T>(NetworkInfo info, string what, TNetwork network, TrainingData<T> data, TrainingData<T>? validation, List<string> problems)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        AddParameterProblem<T>(info, network.Parameters.Span, problems);
        AddProblems(info, data, "The training set", problems);
        if (validation is not null)
        {
            AddProblems(info, validation, "The validation set", problems);
        }

        Throw(info, what, problems);
    }

    private static void AddProblems<T>(NetworkInfo info, TrainingData<T> data, string name, List<string> problems)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (data.InputSize != info.InputSize)
        {
            problems.Add($"{name} has rows of {data.InputSize} inputs, but {info.Name} takes {info.InputSize}.");
        }

        AddKindProblem(info, data, name, problems);
        if (data is Dataset<T> inMemory)
        {
            AddContentProblems(info, inMemory, name, problems);
        }
    }

    /// <summary>What is wrong with the numbers. Those of a stream are looked at as they come.</summary>
    private static void AddContentProblems<T>(NetworkInfo info, Dataset<T> data, string name, List<string> problems)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (data.HasLabels)
        {
            AddLabelProblem(info, data, name, problems);
        }
        else
        {
            AddTargetProblem(info, data, name, problems);
        }

        if (data.HasWeights && data.MeanWeight() == 0)
        {
            problems.Add($"{name} has rows that all weigh 0, so there is nothing to average; select other rows or give other weights.");
        }

        AddClassProblem(info, data, name, problems);
        if (data.FindNotFinite() is DataFault fault)
        {
            problems.Add($"{name} has numbers that cannot be learnt from: {fault}. Remove or replace such rows.");
        }
    }

    /// <summary>Elements of inputs that an embedding takes, and that are no classes.</summary>
    private static void AddClassProblem<T>(NetworkInfo info, Dataset<T> data, string name, List<string> problems)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!ClassFault.IsPossible(info) || data.InputSize != info.InputSize)
        {
            return;
        }

        T[] widened = data.IsOfBytes ? new T[info.InputSize] : [];
        for (int row = 0; row < data.Rows; row++)
        {
            if (ClassFault.InRow(info, data.InputRow(row, widened)) is ClassFault fault)
            {
                problems.Add($"{name} has {fault.FoundInWords} in row {row}, element {fault.Element} of {fault.Input.Name}, but {info.Name} takes {fault.Expected}.");
                return;
            }
        }
    }

    /// <summary>Whether the loss takes what the rows have.</summary>
    private static void AddKindProblem<T>(NetworkInfo info, TrainingData<T> data, string name, List<string> problems)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool hasLabels = data.TargetSize == 0;
        if (hasLabels && !info.Targets.HasFlag(TargetKind.Labels))
        {
            problems.Add($"{name} has class labels, but the loss of {info.Name} ({info.Loss}) takes {info.OutputSize} targets a row; make the data with {(info.Outputs.Count == 1 ? "Dataset.FromTargets, of one-hot rows if need be" : "Dataset.FromOutputs, which takes labels and targets of each output")}.");
        }
        else if (hasLabels && info.Outputs.Count == 1 && data.LabelsPerRow != info.LabelsPerRow)
        {
            string needed = info.MaxLabels > 0 ? $"{info.MaxLabels} a row, {Transcripts.None} behind the last label; make the data in memory with Dataset.FromLabels(inputs, inputSize, labels, labelsPerRow: {info.MaxLabels})"
                : info.Steps == 1 ? "one for each row; make the data with Dataset.FromLabels(inputs, inputSize, labels)"
                : data is Dataset<T> ? $"{info.Steps} a row, one for each step; make the data with Dataset.FromLabels(inputs, inputSize, labels, labelsPerRow: {info.Steps})"
                : $"{info.Steps} a row, one for each step, which rows that are read from files have not; make the data in memory with Dataset.FromLabels(inputs, inputSize, labels, labelsPerRow: {info.Steps})";
            problems.Add($"{name} has {data.LabelsPerRow} label{(data.LabelsPerRow == 1 ? "" : "s")} a row, but {info.Name} takes {needed}.");
        }
        else if (!hasLabels && !info.Targets.HasFlag(TargetKind.Values))
        {
            problems.Add($"{name} has targets, but the loss of {info.Name} ({info.Loss}) takes class labels; make the data with Dataset.FromLabels.");
        }
        else if (!hasLabels && data.TargetSize != info.OutputSize)
        {
            problems.Add($"{name} has rows of {data.TargetSize} targets, but {info.Name} has {info.OutputSize} outputs{OfEach(info)}.");
        }
    }

    private static string OfEach(NetworkInfo info) => info.Outputs.Count == 1 ? "" : $": {string.Join(", ", info.Outputs.Select(output => $"{output.Size} of {output.Name}"))}";

    private static void AddLabelProblem<T>(NetworkInfo info, Dataset<T> data, string name, List<string> problems)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OutputInfo output = info.Outputs[0];
        if (output.MaxLabels > 0)
        {
            AddTranscriptProblem(info, output, data, name, problems);
            return;
        }

        if (info.Targets.HasFlag(TargetKind.Labels) && data.FindLabelOutOfRange(output.StepSize, output.IgnoreLabel) is int wrong)
        {
            int perRow = data.LabelsPerRow;
            string step = perRow == 1 ? "" : $", step {wrong % perRow}";
            problems.Add($"{name} has label {data.LabelRow(wrong / perRow)[wrong % perRow]} in row {wrong / perRow}{step}, but {info.Name} has {LabelFault.Classes(output)}.");
        }
        else if (output.IgnoreLabel is int ignored && info.Outputs.Count == 1 && data.LabelsPerRow == output.Steps && HasOnly(data, ignored))
        {
            problems.Add($"{name} has no label but {ignored}, which does not count, so there is nothing to learn or to measure.");
        }
    }

    /// <summary>The first row whose labels cannot be spelled.</summary>
    private static void AddTranscriptProblem<T>(NetworkInfo info, OutputInfo output, Dataset<T> data, string name, List<string> problems)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (data.LabelsPerRow != output.MaxLabels || data.InputSize != info.InputSize)
        {
            return;
        }

        T[] widened = data.IsOfBytes ? new T[info.InputSize] : [];
        for (int row = 0; row < data.Rows; row++)
        {
            if (Transcripts.Fault(output, data.LabelRow(row), output.LengthOf(data.InputRow(row, widened))) is string fault)
            {
                problems.Add($"Row {row} of {char.ToLowerInvariant(name[0])}{name[1..]} {fault}.");
                return;
            }
        }
    }

    /// <summary>Whether every label is that one.</summary>
    private static bool HasOnly<T>(Dataset<T> data, int label)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = 0; row < data.Rows; row++)
        {
            if (data.LabelRow(row).ContainsAnyExcept(label))
            {
                return false;
            }
        }

        return true;
    }

    private static void AddTargetProblem<T>(NetworkInfo info, Dataset<T> data, string name, List<string> problems)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!info.Targets.HasFlag(TargetKind.Values) || data.TargetSize != info.OutputSize || !TargetFault.IsPossible(info))
        {
            return;
        }

        for (int row = 0; row < data.Rows; row++)
        {
            if (TargetFault.In(info, data.TargetRow(row)) is TargetFault fault)
            {
                problems.Add($"{name} has {fault.Found} in row {row}, column {fault.Column}, but {fault.Expected}.");
                return;
            }
        }
    }

    /// <summary>Throws where a parameter is NaN or infinite.</summary>
    public static void Parameters<T>(NetworkInfo info, ReadOnlySpan<T> storage)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var problems = new List<string>();
        AddParameterProblem(info, storage, problems);
        Throw(info, "initialised", problems);
    }

    private static void AddParameterProblem<T>(NetworkInfo info, ReadOnlySpan<T> storage, List<string> problems)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (FiniteNumbers.All(storage))
        {
            return;
        }

        foreach (ParameterInfo parameter in info.Parameters)
        {
            T[] canonical = ParameterLayout.Export(parameter, storage);
            for (int i = 0; i < canonical.Length; i++)
            {
                if (!T.IsFinite(canonical[i]))
                {
                    problems.Add($"The parameter {parameter.Name}[{i}] of {info.Name} is {canonical[i].ToString(null, CultureInfo.InvariantCulture)} already; start from another seed or file.");
                    return;
                }
            }
        }
    }

    private static void Throw(NetworkInfo info, string what, List<string> problems)
    {
        if (problems.Count == 1)
        {
            throw new ArgumentException($"{info.Name} cannot be {what}: {problems[0]}");
        }

        if (problems.Count > 1)
        {
            throw new ArgumentException($"{info.Name} cannot be {what}, {problems.Count} problems:\n- {string.Join("\n- ", problems)}");
        }
    }
}

/// <summary>Looks for NaN and infinity.</summary>
internal static class FiniteNumbers
{
    /// <summary>Whether every element is finite.</summary>
    public static bool All<T>(ReadOnlySpan<T> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (T element in elements)
        {
            if (!T.IsFinite(element))
            {
                return false;
            }
        }

        return true;
    }
}
