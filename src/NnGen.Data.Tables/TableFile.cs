namespace NnGen;

/// <summary>A file of columns, of which one part at a time is in memory: a row group, a record batch.</summary>
internal abstract class TableFile(string name) : IDisposable
{
    private TableColumn?[] _values = [];
    private long _rowsBefore;

    /// <summary>The names of the columns that may be asked for.</summary>
    public string[] Columns { get; protected init; } = [];

    /// <summary>The rows of the part that is in memory.</summary>
    public int Rows { get; private set; }

    /// <summary>The option that leaves out rows without a value, in words.</summary>
    public abstract string DropOption { get; }

    /// <summary>What messages call the file.</summary>
    protected string Name { get; } = name;

    /// <summary>A column of the part that is in memory.</summary>
    public TableColumn this[int column] => _values[column] ?? throw new InvalidOperationException($"Column {column} is not loaded.");

    /// <summary>Brings the next part into memory; false where there is none.</summary>
    /// <param name="columns">The columns that are wanted, the same each time.</param>
    /// <exception cref="InvalidDataException">The part is damaged, or a column is of a type that has no meaning here.</exception>
    public bool LoadNext(IReadOnlyList<int> columns)
    {
        _rowsBefore += Rows;
        _values = new TableColumn?[Columns.Length];
        Rows = 0;
        if (Read(columns, _values) is not int rows)
        {
            return false;
        }

        Rows = rows;
        return true;
    }

    /// <summary>What is wrong with a value.</summary>
    public InvalidDataException Error(int row, int column, string reason) =>
        new($"{Name}, row {_rowsBefore + row}, column {RecordColumns.Quoted(Columns[column])}: {reason}.");

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Reads the next part: how many rows it has, or null where there is none.</summary>
    /// <param name="columns">The columns that are wanted.</param>
    /// <param name="values">Where their values go.</param>
    protected abstract int? Read(IReadOnlyList<int> columns, TableColumn?[] values);

    /// <summary>What is wrong with a column of which nothing can be made.</summary>
    protected InvalidDataException Meaningless(int column, string type) =>
        new($"{Name}, column {RecordColumns.Quoted(Columns[column])} has values of the type {type}; numbers, yes or no, texts, dates and times were expected.");
}
