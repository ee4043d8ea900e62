using System.Globalization;

namespace NnGen;

/// <summary>Reads the rows of a file of separated values one by one. Reading allocates nothing, unless a row is longer than what is kept free for one.</summary>
internal sealed class CsvRowReader<T> : RowReader<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    // For one row; a longer one takes more memory once.
    private const int UsualCharacters = 16 * 1024;

    private readonly string _path;
    private readonly StreamReader _source;
    private readonly CsvReader _rows;
    private readonly CsvText _text = new(Array.MaxLength);
    private readonly string[] _markers;
    private readonly bool _hasHeader;
    private readonly char _decimalSeparator;
    private readonly int[] _needed;
    private readonly int[] _inputs;
    private readonly int[] _targets;
    private readonly int? _label;
    private readonly int? _weight;
    private readonly Dictionary<string, int> _classes;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _classesByText;
    private readonly bool _addsClasses;
    private long _row = -1;

    /// <param name="path">The file.</param>
    /// <param name="columns">What is read of it.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="classes">The number of each class.</param>
    /// <param name="addsClasses">Whether names that are new get numbers.</param>
    public CsvRowReader(string path, CsvColumns columns, CsvOptions options, Dictionary<string, int> classes, bool addsClasses)
    {
        _path = path;
        _classes = classes;
        _classesByText = classes.GetAlternateLookup<ReadOnlySpan<char>>();
        _addsClasses = addsClasses;
        _hasHeader = options.HasHeader;
        _decimalSeparator = options.DecimalSeparator;
        _markers = CsvTable.Trimmed(options.MissingMarkers);
        _source = CsvTable.OpenText(path);
        try
        {
            _rows = new CsvReader(_source, path, options);
            _rows.Columns = CsvTable.ReadColumns(_rows, _text, options, path);
            _text.Reserve(UsualCharacters, _rows.Columns.Length);
            _needed = Indices(options.DropRowsWithout, nameof(options));
            _inputs = Indices(columns.Inputs, nameof(columns));
            _targets = Indices(columns.Targets, nameof(columns));
            _label = columns.Label is null ? null : Index(columns.Label, nameof(columns));
            _weight = columns.Weight is null ? null : Index(columns.Weight, nameof(columns));
        }
        catch
        {
            _source.Dispose();
            throw;
        }
    }

    public override bool Read(Span<T> inputs, Span<T> targets, out int label, out T weight)
    {
        label = 0;
        weight = T.One;
        if (!ReadRow())
        {
            return false;
        }

        _row++;
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = Number(_inputs[i]);
        }

        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] = Number(_targets[i]);
        }

        if (_label is int labelColumn)
        {
            label = Class(labelColumn);
        }

        if (_weight is int weightColumn)
        {
            weight = Number(weightColumn);
            if (weight < T.Zero)
            {
                throw Error(weightColumn, $"the weight {CsvNames.Quoted(_text[weightColumn].Trim())} is negative");
            }
        }

        _text.Truncate(0);
        return true;
    }

    public override void Dispose() => _source.Dispose();

    /// <summary>Reads a row that lacks nothing it needs.</summary>
    private bool ReadRow()
    {
        // Without a header, the row that told the number of columns is the first of the file and has been read.
        while (_text.Count > 0 || _rows.ReadRow(_text))
        {
            CsvTable.CheckLength(_rows, _text, 0, _hasHeader);
            if (!CsvTable.LacksOne(_text, 0, _needed, _markers))
            {
                return true;
            }

            _text.Truncate(0);
        }

        return false;
    }

    private T Number(int column)
    {
        ReadOnlySpan<char> field = Value(column);
        return CsvNumbers.Problem(field, _decimalSeparator, out T number) is string problem ? throw Error(column, problem) : number;
    }

    private int Class(int column)
    {
        ReadOnlySpan<char> field = Value(column);
        if (!_classesByText.TryGetValue(field, out int label))
        {
            if (!_addsClasses)
            {
                throw Error(column, $"{CsvNames.Quoted(field)} is none of the classes {CsvNames.List([.. _classes.Keys])}");
            }

            label = _classes.Count;
            _classesByText[field] = label;
        }

        return label;
    }

    private ReadOnlySpan<char> Value(int column)
    {
        ReadOnlySpan<char> field = _text[column].Trim();
        return CsvTable.IsMissing(field, _markers) ? throw Error(column, CsvNumbers.MissingProblem(field)) : field;
    }

    private int[] Indices(IReadOnlyList<string> names, string parameter)
    {
        var indices = new int[names.Count];
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = Index(names[i], parameter);
            if (Array.IndexOf(indices, indices[i]) < i && parameter != "options")
            {
                throw new ArgumentException($"The column {CsvNames.Quoted(names[i])} of {_path} is chosen twice.", parameter);
            }
        }

        return indices;
    }

    private int Index(string name, string parameter) => CsvTable.IndexOf(_rows.Columns!, name, _path, parameter);

    private InvalidDataException Error(int column, string reason) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{_path}, line {_rows.RowLine} (row {_row}, from 0), {CsvNames.Column(_rows.Columns, column)}: {reason}."));
}
