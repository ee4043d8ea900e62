using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// Reads a stream batch by batch: in its own order, or shuffled by a buffer of rows. All memory is taken at the start.
/// </summary>
internal sealed class StreamedBatches<T> : BatchSource<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly StreamingDataset<T> _data;
    private readonly NetworkInfo _info;
    private readonly NetworkTape<T>? _tape;
    private readonly RowBlock<T>? _buffer;
    private readonly RowBlock<T> _batch;

    // The order of a buffer that holds all rows; empty where the order comes about row by row.
    private readonly int[] _order = [];
    private CounterRandom _random;
    private ulong _epoch;
    private CheckedRows<T>? _rows;
    private int _filled;
    private int _read;
    private int _given;

    public StreamedBatches(StreamingDataset<T> data, NetworkInfo info, int capacity, bool shuffle, NetworkTape<T>? tape)
    {
        _data = data;
        _info = info;
        _tape = tape is not null && !tape.InputRoom.IsEmpty ? tape : null;
        _batch = new RowBlock<T>(data.Source, capacity, hasInputs: _tape is null);
        if (shuffle)
        {
            _buffer = new RowBlock<T>(data.Source, data.BufferRows, hasInputs: true);
            _order = data.BufferRows == data.Rows ? new int[data.Rows] : [];
        }
    }

    public override void Begin(ulong seed, int epoch, int firstRow)
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
                ReadRow(_buffer, _buffer.Inputs, _filled);
            }
        }

        while (_given < firstRow)
        {
            Next(0);
        }
    }

    public override Batch<T> Read(int start, int count)
    {
        if (start != _given)
        {
            throw new InvalidOperationException($"The stream stands at row {_given} of the epoch, but row {start} was asked for.");
        }

        for (int i = 0; i < count; i++)
        {
            Next(i);
        }

        ReadOnlySpan<T> inputs = BatchInputs[..(count * _data.InputSize)];
        ReadOnlySpan<T> weights = _batch.Weights.AsSpan(0, _data.HasWeights ? count : 0);
        return _data.HasLabels
            ? new Batch<T>(count, inputs, _batch.Labels.AsSpan(0, count), default, weights)
            : new Batch<T>(count, inputs, default, _batch.Targets.AsSpan(0, count * _data.TargetSize), weights);
    }

    public override void Dispose()
    {
        _rows?.Dispose();
        _rows = null;
    }

    private Span<T> BatchInputs => _tape is null ? _batch.Inputs : _tape.InputRoom;

    /// <summary>Puts the next row of the epoch into a place of the batch.</summary>
    private void Next(int place)
    {
        if (_buffer is null)
        {
            ReadRow(_batch, BatchInputs, place);
        }
        else if (_order.Length > 0)
        {
            _buffer.CopyRow(_order[_given], _batch, BatchInputs, place);
        }
        else
        {
            int slot = (int)_random.Below((uint)_filled, _random.UInt32At(_epoch, row: 0, (uint)_given), _epoch, (uint)_given);
            _buffer.CopyRow(slot, _batch, BatchInputs, place);
            if (_read < _data.Rows)
            {
                ReadRow(_buffer, _buffer.Inputs, slot);
            }
            else
            {
                _filled--;
                _buffer.CopyRow(_filled, _buffer, _buffer.Inputs, slot);
            }
        }

        _given++;
    }

    private void ReadRow(RowBlock<T> block, Span<T> inputs, int place)
    {
        int targets = _data.TargetSize;
        _rows!.Read(inputs.Slice(place * _data.InputSize, _data.InputSize), block.Targets.AsSpan(place * targets, targets), out int label, out T weight);
        block.Set(place, label, weight);
        _read++;
    }
}
