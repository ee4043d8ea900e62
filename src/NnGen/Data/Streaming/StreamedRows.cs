using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// The rows of a stream in the order of an epoch: its own, or shuffled by a buffer of rows. All memory is taken at the start. For one thread at a
/// time.
/// </summary>
internal sealed class StreamedRows<T> : IDisposable
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly StreamingDataset<T> _data;
    private readonly NetworkInfo _info;
    private readonly RowBlock<T>? _buffer;

    // The order of a buffer that holds all rows; empty where the order comes about row by row.
    private readonly int[] _order = [];
    private CounterRandom _random;
    private ulong _epoch;
    private CheckedRows<T>? _rows;
    private int _filled;
    private int _read;
    private int _given;

    public StreamedRows(StreamingDataset<T> data, NetworkInfo info, bool shuffle)
    {
        _data = data;
        _info = info;
        if (shuffle)
        {
            _buffer = new RowBlock<T>(data.Source, data.BufferRows);
            _order = data.BufferRows == data.Rows ? new int[data.Rows] : [];
        }
    }

    /// <summary>Opens the source, fills the buffer and lets the rows before the first pass.</summary>
    public void Begin(ulong seed, int epoch, int firstRow)
    {
        Dispose();
        _rows = new CheckedRows<T>(_data.Source, _info);
        _random = new CounterRandom(seed, RandomStreams.StreamOrder);
        _epoch = (ulong)epoch;
        _filled = 0;
        _read = 0;
        _given = 0;
        if (_buffer is not null)
        {
            Permutation.Fill(_order, seed, _epoch);
            for (; _filled < _buffer.Capacity; _filled++)
            {
                ReadRow(_buffer, _filled);
            }
        }

        if (firstRow > 0)
        {
            var passed = new RowBlock<T>(_data.Source, 1);
            while (_given < firstRow)
            {
                Next(passed, 0);
            }
        }
    }

    /// <summary>Reads the next rows of the epoch.</summary>
    public void Read(RowBlock<T> batch, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Next(batch, i);
        }
    }

    public void Dispose()
    {
        _rows?.Dispose();
        _rows = null;
    }

    /// <summary>Puts the next row of the epoch into a place of the batch.</summary>
    private void Next(RowBlock<T> batch, int place)
    {
        if (_buffer is null)
        {
            ReadRow(batch, place);
        }
        else if (_order.Length > 0)
        {
            _buffer.CopyRow(_order[_given], batch, place);
        }
        else
        {
            int slot = (int)_random.Below((uint)_filled, _random.UInt32At(_epoch, row: 0, (uint)_given), _epoch, (uint)_given);
            _buffer.CopyRow(slot, batch, place);
            if (_read < _data.Rows)
            {
                ReadRow(_buffer, slot);
            }
            else
            {
                _filled--;
                _buffer.CopyRow(_filled, _buffer, slot);
            }
        }

        _given++;
    }

    private void ReadRow(RowBlock<T> block, int place)
    {
        int targets = _data.TargetSize;
        _rows!.Read(block.Inputs.AsSpan(place * _data.InputSize, _data.InputSize), block.Targets.AsSpan(place * targets, targets), out int label, out T weight);
        block.Set(place, label, weight);
        _read++;
    }
}
