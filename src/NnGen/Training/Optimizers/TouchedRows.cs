using System.Numerics;

namespace NnGen;

/// <summary>
/// Which rows of the sparse tables of a network have a gradient: those that were looked up since the last <see cref="Clear"/>, in the order in which the batches name them.
/// So passes over gradients cost as much as the batches have numbers, however large the tables are.
/// </summary>
internal sealed class TouchedRows
{
    private readonly Table[] _tables;
    private readonly int _rows;
    private ParameterRange[] _room = [];

    /// <summary>Of a network; none so far.</summary>
    public TouchedRows(NetworkInfo info)
    {
        _tables = [.. ParameterSet.TablesOf(info).Select(table => new Table(table))];
        _rows = _tables.Sum(table => table.Ranges.Length);
    }

    /// <summary>Whether the network has sparse tables.</summary>
    public bool IsPossible => _tables.Length > 0;

    /// <summary>Forgets the rows.</summary>
    public void Clear()
    {
        foreach (Table table in _tables)
        {
            for (int i = 0; i < table.Count; i++)
            {
                table.IsTouched[table.Touched[i]] = false;
            }

            table.Count = 0;
        }
    }

    /// <summary>Adds the rows that the batch of a tape has looked up.</summary>
    public void Add<T>(NetworkTape<T> tape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (Table table in _tables)
        {
            for (int row = 0; row < tape.Rows; row++)
            {
                ReadOnlySpan<T> inputs = tape.PackedInput(row);
                for (int lookup = 0; lookup < table.Info.Lookups.Count; lookup++)
                {
                    ParameterLookup columns = table.Info.Lookups[lookup];
                    foreach (T number in inputs.Slice(columns.First, columns.Size))
                    {
                        // The doors have let nothing else through than classes.
                        table.Add(int.CreateTruncating(number));
                    }
                }
            }
        }
    }

    /// <summary>Adds the rows of which a block, laid out as the parameters, has an element that is not 0.</summary>
    public void AddNonZero<T>(ReadOnlySpan<T> block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (Table table in _tables)
        {
            for (int row = 0; row < table.Ranges.Length; row++)
            {
                ParameterRange range = table.Ranges[row];
                if (block.Slice(range.Start, range.Length).ContainsAnyExcept(T.Zero))
                {
                    table.Add(row);
                }
            }
        }
    }

    /// <summary>Writes a 1 to the first element of each row, and 0 to that of all others: what <see cref="AddNonZero"/> reads.</summary>
    public void Write<T>(Span<T> block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (Table table in _tables)
        {
            for (int row = 0; row < table.Ranges.Length; row++)
            {
                block[table.Ranges[row].Start] = table.IsTouched[row] ? T.One : T.Zero;
            }
        }
    }

    /// <summary>All elements of some parameters that have a gradient. What is given is good until the next call.</summary>
    public ReadOnlyMemory<ParameterRange> Of(ParameterSet parameters)
    {
        if (parameters.Tables.Length == 0)
        {
            return parameters.Ranges;
        }

        if (_room.Length < parameters.Ranges.Length + _rows)
        {
            _room = new ParameterRange[parameters.Ranges.Length + _rows];
        }

        parameters.Ranges.CopyTo(_room, 0);
        int count = parameters.Ranges.Length;
        foreach (int number in parameters.Tables)
        {
            Table table = _tables[number];
            for (int i = 0; i < table.Count; i++)
            {
                _room[count++] = table.Ranges[table.Touched[i]];
            }
        }

        return _room.AsMemory(0, count);
    }

    /// <summary>One table: where its rows lie, and which of them there are.</summary>
    private sealed class Table
    {
        public Table(ParameterInfo info)
        {
            Info = info;
            Ranges = [.. Enumerable.Range(0, info.Shape[0]).Select(row => new ParameterRange(info.Offset + row * info.Strides[0], info.Shape[1]))];
            Touched = new int[Ranges.Length];
            IsTouched = new bool[Ranges.Length];
        }

        public ParameterInfo Info { get; }

        public ParameterRange[] Ranges { get; }

        public bool[] IsTouched { get; }

        public int[] Touched { get; }

        public int Count { get; set; }

        public void Add(int row)
        {
            // The padding is not trained by being looked up.
            if (!IsTouched[row] && row != Info.ZeroRow)
            {
                IsTouched[row] = true;
                Touched[Count++] = row;
            }
        }
    }
}
