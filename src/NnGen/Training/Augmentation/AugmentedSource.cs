using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NnGen.Numerics;

namespace NnGen;

/// <summary>The rows of another source, with changed images. Reading allocates nothing once it has run.</summary>
internal sealed class AugmentedSource<T> : BatchSource<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    /// <summary>Fewer rows are not worth handing over to another thread.</summary>
    private const int MinRows = 2;

    private readonly BatchSource<T> _source;
    private readonly int _inputSize;
    private readonly ImageChange<T> _change;
    private readonly NetworkTape<T>? _tape;
    private readonly Pass _pass;

    // Where there is no tape that takes rows side by side.
    private readonly T[] _inputs = [];

    /// <summary>A source of batches of up to <paramref name="capacity"/> rows.</summary>
    /// <param name="source">The rows; disposed of with this one.</param>
    /// <param name="augmentation">Options that were checked.</param>
    /// <param name="info">The network.</param>
    /// <param name="capacity">The most rows of a batch.</param>
    /// <param name="tape">A tape whose inputs are overwritten by each call of <see cref="Read"/>; its threads help. Or null.</param>
    public AugmentedSource(BatchSource<T> source, ImageAugmentation augmentation, NetworkInfo info, int capacity, NetworkTape<T>? tape)
    {
        _source = source;
        _inputSize = info.InputSize;
        _change = new ImageChange<T>(augmentation, augmentation.FindInput(info)!);
        _pass = new Pass(this);
        if (tape is not null && !tape.InputRoom.IsEmpty)
        {
            _tape = tape;
        }
        else
        {
            _inputs = new T[ArraySize.Of(capacity, _inputSize, "The inputs of a batch do not fit, so it must have fewer rows")];
        }
    }

    private Span<T> Room => _tape is null ? _inputs : _tape.InputRoom;

    public override void Begin(ulong seed, int epoch, int firstRow)
    {
        _change.Begin(seed, epoch);
        _source.Begin(seed, epoch, firstRow);
    }

    public override Batch<T> Read(int start, int count)
    {
        Batch<T> batch = _source.Read(start, count);
        Span<T> inputs = Room[..(count * _inputSize)];
        if (!Unsafe.AreSame(ref MemoryMarshal.GetReference(batch.Inputs), ref MemoryMarshal.GetReference(inputs)))
        {
            batch.Inputs.CopyTo(inputs);
        }

        _pass.Start = start;
        if (_tape?.Team is ThreadTeam team)
        {
            team.RunRows(_pass, count, MinRows);
        }
        else
        {
            Change(start, 0, count);
        }

        return new Batch<T>(count, inputs, batch.Labels, batch.Targets, batch.Weights);
    }

    public override void Dispose() => _source.Dispose();

    private void Change(int start, int firstRow, int rows)
    {
        Span<T> room = Room;
        for (int row = firstRow; row < firstRow + rows; row++)
        {
            _change.Apply(room.Slice(row * _inputSize, _inputSize), (uint)(start + row));
        }
    }

    private sealed class Pass(AugmentedSource<T> source) : SharedRows
    {
        /// <summary>The place of the batch's first row in the epoch.</summary>
        public int Start { get; set; }

        protected override void Run(int firstRow, int rows) => source.Change(Start, firstRow, rows);
    }
}
