using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// Reads a dataset batch by batch, in its own order or in a random one. Numbers in rows that are neighbours in memory are handed out in place;
/// others are gathered into arrays made at the start. Reading allocates nothing.
/// </summary>
internal sealed class BatchReader<T> : BatchSource<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    /// <summary>Fewer rows are not worth handing over to another thread.</summary>
    private const int MinGathered = 8;

    private readonly Dataset<T> _data;

    // Null where the rows are read in place.
    private readonly int[]? _order;
    // Rows are gathered there, so that nobody copies them again; null where a batch has arrays of its own.
    private readonly NetworkTape<T>? _tape;
    private readonly SharedGather<T>? _gather;
    private readonly T[] _inputs = [];
    private readonly int[] _labels = [];
    private readonly T[] _targets = [];
    private readonly T[] _weights = [];
    private readonly bool _shuffles;

    /// <summary>A reader of batches of up to <paramref name="capacity"/> rows.</summary>
    /// <param name="data">The data.</param>
    /// <param name="capacity">The most rows of a batch.</param>
    /// <param name="shuffle">Whether the order of each epoch is random.</param>
    /// <param name="tape">A tape whose inputs are overwritten by each call of <see cref="Read"/>, if the rows are gathered; its threads help.</param>
    public BatchReader(Dataset<T> data, int capacity, bool shuffle, NetworkTape<T>? tape = null)
    {
        _data = data;
        _shuffles = shuffle;
        if (data.IsInPlace && !shuffle)
        {
            return;
        }

        _order = new int[data.Rows];
        for (int i = 0; i < _order.Length; i++)
        {
            _order[i] = i;
        }

        if (tape is not null && !tape.InputRoom.IsEmpty)
        {
            _tape = tape;
            _gather = new SharedGather<T>(data, _order, tape);
        }
        else
        {
            _inputs = new T[ArraySize.Of(capacity, data.InputSize, "The inputs of a batch do not fit, so it must have fewer rows")];
        }

        if (data.HasLabels)
        {
            _labels = new int[ArraySize.Of(capacity, data.LabelsPerRow, "The labels of a batch do not fit, so it must have fewer rows")];
        }
        else
        {
            _targets = new T[ArraySize.Of(capacity, data.TargetSize, "The targets of a batch do not fit, so it must have fewer rows")];
        }

        if (data.HasWeights)
        {
            _weights = new T[capacity];
        }
    }

    public override void Begin(ulong seed, int epoch, int firstRow)
    {
        if (_shuffles)
        {
            Permutation.Fill(_order, seed, (ulong)epoch);
        }
    }

    public override Batch<T> Read(int start, int count)
    {
        ReadOnlySpan<T> inputs;
        if (_order is null)
        {
            ReadOnlySpan<T> weightsInPlace = _data.WeightsInPlace(start, count);

            // A reader without an order was made for rows that are neighbours, so the calls succeed.
            if (_data.HasLabels)
            {
                _data.TryGetContiguous(start, count, out inputs, out ReadOnlySpan<int> labelsInPlace);
                return new Batch<T>(count, inputs, labelsInPlace, default, weightsInPlace);
            }

            _data.TryGetContiguous(start, count, out inputs, out ReadOnlySpan<T> targetsInPlace);
            return new Batch<T>(count, inputs, default, targetsInPlace, weightsInPlace);
        }

        ReadOnlySpan<int> rows = _order.AsSpan(start, count);
        Span<T> gathered = (_tape is null ? _inputs : _tape.InputRoom)[..(count * _data.InputSize)];
        if (_tape?.Team is ThreadTeam team)
        {
            _gather!.First = start;
            team.RunRows(_gather, count, MinGathered);
        }
        else
        {
            _data.CopyInputs(rows, gathered);
        }

        Span<T> weights = _weights.AsSpan(0, _data.HasWeights ? count : 0);
        if (_data.HasWeights)
        {
            _data.CopyWeights(rows, weights);
        }

        if (_data.HasLabels)
        {
            Span<int> labels = _labels.AsSpan(0, count * _data.LabelsPerRow);
            _data.CopyLabels(rows, labels);
            return new Batch<T>(count, gathered, labels, default, weights);
        }

        Span<T> targets = _targets.AsSpan(0, count * _data.TargetSize);
        _data.CopyTargets(rows, targets);
        return new Batch<T>(count, gathered, default, targets, weights);
    }
}
