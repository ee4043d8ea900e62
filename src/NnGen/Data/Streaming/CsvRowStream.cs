namespace NnGen;

/// <summary>The rows of a file of separated values.</summary>
internal sealed class CsvRowStream<T> : RowStream<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly CsvColumns _columns;
    private readonly CsvOptions _options;
    private readonly Dictionary<string, int> _classes;

    private CsvRowStream(string path, int rows, CsvColumns columns, CsvOptions options, string[] classes)
        : base(path, rows, columns.Inputs.Count, columns.Targets.Count, columns.Weight is not null)
    {
        _columns = columns;
        _options = options;
        _classes = Numbered(classes);
        Classes = columns.Label is null ? null : Array.AsReadOnly(classes);
    }

    /// <summary>The name of each class; null where there are targets.</summary>
    public IReadOnlyList<string>? Classes { get; }

    /// <summary>Reads the whole file once, to know it.</summary>
    public static CsvRowStream<T> Create(string path, CsvColumns columns, CsvOptions options)
    {
        Dictionary<string, int> found = Numbered(columns.Classes ?? []);
        var inputs = new T[columns.Inputs.Count];
        var targets = new T[columns.Targets.Count];
        int rows = 0;
        bool isAnyAboveZero = false;
        using (var reader = new CsvRowReader<T>(path, columns, options, found, addsClasses: columns.Classes is null))
        {
            while (reader.Read(inputs, targets, out _, out T weight))
            {
                isAnyAboveZero |= weight > T.Zero;
                rows = rows < int.MaxValue ? rows + 1 : throw new InvalidDataException($"{path} has more than {int.MaxValue} rows; split it.");
            }
        }

        if (rows == 0)
        {
            throw new InvalidDataException($"{path} has no rows to learn from; at least one is needed.");
        }

        if (!isAnyAboveZero)
        {
            throw new InvalidDataException($"{path}: the weights of all {rows} rows are 0, so there is nothing to learn.");
        }

        string[] classes = [.. found.OrderBy(entry => entry.Value).Select(entry => entry.Key)];
        if (columns.Classes is null)
        {
            Array.Sort(classes, StringComparer.Ordinal);
        }

        return new CsvRowStream<T>(path, rows, columns, options, classes);
    }

    public override RowReader<T> Open() => new CsvRowReader<T>(Name, _columns, _options, _classes, addsClasses: false);

    private static Dictionary<string, int> Numbered(IReadOnlyList<string> names)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            numbers.Add(name, numbers.Count);
        }

        return numbers;
    }
}
