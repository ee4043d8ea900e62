using System.Collections.Concurrent;
using System.Globalization;

namespace NnGen.Tool.Data;

/// <summary>A CSV file for networks that take numbers.</summary>
internal sealed class CsvData : SearchData
{
    private readonly CsvTable _table;
    private readonly CsvColumns _columns;
    private readonly string _target;
    private readonly string _name;
    private readonly double _validation;
    private readonly ulong _seed;
    private readonly ConcurrentDictionary<(Type, bool), Lazy<(object Training, object Validation)>> _sets = new();

    /// <summary>Reads a file.</summary>
    /// <exception cref="ToolException">The file, or the choice of columns, makes no sense.</exception>
    public CsvData(string path, CsvOptions options, string? target, IReadOnlyList<string> ignore, double validation, ulong seed)
    {
        _name = Path.GetFileName(path);
        _validation = validation;
        _seed = seed;
        try
        {
            _table = CsvTable.Read(path, options);
            _target = target ?? throw new ToolException($"Which column is to be predicted? Say it with --target; {_name} has {string.Join(", ", _table.Columns)}.");
            if (_table.Columns.Contains(_target))
            {
                // Rows without a target say nothing.
                _table = CsvTable.Read(path, new CsvOptions { HasHeader = options.HasHeader, Separator = options.Separator, DecimalSeparator = options.DecimalSeparator, MissingMarkers = options.MissingMarkers, DropRowsWithout = [_target] });
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or ArgumentException)
        {
            throw new ToolException(exception.Message);
        }

        _columns = new CsvColumns(_table, _target, ignore);
        if (_table.Rows < 4)
        {
            throw new ToolException($"{_name} has {_table.Rows} rows with a value of '{_target}'; at least 4 are needed to train and to judge.");
        }
    }

    /// <inheritdoc/>
    public override string Description => $"{_name}: {_table.Rows} rows, {_columns.Names.Count} inputs for '{_target}'{(_table.DroppedRows > 0 ? $", {_table.DroppedRows} rows without it left out" : "")}";

    /// <inheritdoc/>
    public override (Dataset<T> Training, Dataset<T> Validation) For<TNetwork, T>(TNetwork network)
    {
        NetworkInfo info = TNetwork.Info;
        if (info.InputSize != _columns.Names.Count)
        {
            throw Misfit($"The networks take {info.InputSize} numbers, but {_name} makes {_columns.Names.Count} inputs: {string.Join(", ", _columns.Names)}. Write [Input({_columns.Names.Count})], or leave columns out with --ignore.");
        }

        bool isClass = info.Output is OutputKind.ClassScores || info.Targets.HasFlag(TargetKind.Labels);
        (object training, object validation) = _sets.GetOrAdd((typeof(T), isClass), _ => new(() => isClass ? Classes<T>(info) : Values<T>(info))).Value;
        if (!isClass && info.OutputScaler is not null)
        {
            StandardScaler.FitTargets((Dataset<T>)training).WriteTargetsTo(network);
        }

        return ((Dataset<T>)training, (Dataset<T>)validation);
    }

    private (object, object) Classes<T>(NetworkInfo info)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        CategoryLabels labels = _table.Categories(_target);
        if (labels.Names.Count != info.OutputSize)
        {
            string names = string.Join(", ", labels.Names.Take(12)) + (labels.Names.Count > 12 ? ", ..." : "");
            throw Misfit($"'{_target}' of {_name} has {labels.Names.Count} classes ({names}), but the networks have {info.OutputSize} outputs. {(labels.Names.Count > 50 ? "For numbers, end with [Dense(1)] and no [Softmax]" : $"Write [Dense({labels.Names.Count})] last")}.");
        }

        (int[] training, int[] held) = Rows(Dataset.FromLabels(Numbers(), 1, labels.Labels));
        double[] inputs = _columns.Standardised(training);
        var all = Dataset.FromLabels(Converted<T>(inputs), _columns.Names.Count, labels.Labels);
        return (all.Select(training), all.Select(held));
    }

    private (object, object) Values<T>(NetworkInfo info)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        if (info.OutputSize != 1)
        {
            throw Misfit($"The networks have {info.OutputSize} outputs that are numbers, but '{_target}' is one: end with [Dense(1)], or take records with several [Target] properties.");
        }

        double[] targets = ReadTargets(info);
        (int[] training, int[] held) = Rows(Dataset.FromTargets(Numbers(), 1, targets, 1));
        double[] inputs = _columns.Standardised(training);
        var all = Dataset.FromTargets(Converted<T>(inputs), _columns.Names.Count, Converted<T>(targets), 1);
        return (all.Select(training), all.Select(held));
    }

    private double[] ReadTargets(NetworkInfo info)
    {
        try
        {
            return _table.Numbers<double>(_target);
        }
        catch (InvalidDataException) when (info.Output is OutputKind.Probabilities or OutputKind.Logits or OutputKind.Margins && _table.Categories(_target).Names.Count == 2)
        {
            // Two texts are no and yes, in the order of their letters.
            return [.. _table.Categories(_target).Labels.Select(label => info.Output is OutputKind.Margins ? 2.0 * label - 1 : label)];
        }
        catch (InvalidDataException exception)
        {
            throw Misfit($"{exception.Message} The networks predict numbers; to predict classes, end with [Dense(n), Softmax].");
        }
    }

    private double[] Numbers() => [.. Enumerable.Range(0, _table.Rows).Select(row => (double)row)];

    /// <summary>The numbers of the rows to train on, in a random order, and of those to judge by.</summary>
    private (int[] Training, int[] Validation) Rows(Dataset<double> numbered)
    {
        (Dataset<double> training, Dataset<double> held) = Split(numbered, _validation, _seed);
        return (NumbersOf(training), NumbersOf(held));
    }

    private static int[] NumbersOf(Dataset<double> rows) => [.. Enumerable.Range(0, rows.Rows).Select(row => (int)rows.InputRow(row)[0])];

    private static T[] Converted<T>(double[] values)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => Array.ConvertAll(values, T.CreateTruncating);
}
