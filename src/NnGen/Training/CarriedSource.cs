using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NnGen.Numerics;

namespace NnGen;

/// <summary>The rows of another source, which begin with the states that the batch before has left on the tape. Reading allocates nothing.</summary>
internal sealed class CarriedSource<T> : BatchSource<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly BatchSource<T> _source;
    private readonly NetworkTape<T> _tape;
    private readonly (InputInfo Input, string State)[] _carried;
    private readonly int _inputSize;
    private readonly int _batchSize;
    private readonly int _windows;

    // Where the tape has no room for rows side by side.
    private readonly T[] _inputs = [];
    private bool _begins = true;

    /// <summary>A source of batches of up to <paramref name="capacity"/> rows.</summary>
    /// <param name="source">The rows, in the order of the data; disposed of with this one.</param>
    /// <param name="options">Options that were checked.</param>
    /// <param name="info">The network.</param>
    /// <param name="capacity">The rows of a batch.</param>
    /// <param name="tape">The tape of the run, whose inputs are overwritten by each call of <see cref="Read"/>.</param>
    /// <exception cref="ArgumentException">The tape has no such state, or one of another size.</exception>
    public CarriedSource(BatchSource<T> source, TrainingOptions options, NetworkInfo info, int capacity, NetworkTape<T> tape)
    {
        _source = source;
        _tape = tape;
        _inputSize = info.InputSize;
        _batchSize = capacity;
        _windows = options.WindowsPerSeries;
        _carried = [.. options.CarriedStates!.Select(pair => (info.Inputs.First(input => input.Name == pair.Key), pair.Value))];
        foreach ((InputInfo input, string state) in _carried)
        {
            int columns = tape.Value(state).Columns;
            if (columns != input.Size)
            {
                throw new ArgumentException($"{nameof(TrainingOptions.CarriedStates)}: '{state}' of {info.Name} has {columns} elements, but the input '{input.Name}' has {input.Size}; name the layer that begins with that input, such as \"gru1.h_n\".", nameof(options));
            }
        }

        if (tape.InputRoom.IsEmpty)
        {
            _inputs = new T[ArraySize.Of(capacity, _inputSize, "The inputs of a batch do not fit, so it must have fewer rows")];
        }
    }

    public override void Begin(ulong seed, int epoch, int firstRow)
    {
        _begins = true;
        _source.Begin(seed, epoch, firstRow);
    }

    public override Batch<T> Read(int start, int count)
    {
        Batch<T> batch = _source.Read(start, count);
        bool begins = _begins || (_windows > 0 && start / _batchSize % _windows == 0);
        _begins = false;
        if (begins)
        {
            // A series begins with what its rows say.
            return batch;
        }

        Span<T> inputs = (_inputs.Length > 0 ? _inputs : _tape.InputRoom)[..(count * _inputSize)];
        if (!Unsafe.AreSame(ref MemoryMarshal.GetReference(batch.Inputs), ref MemoryMarshal.GetReference(inputs)))
        {
            batch.Inputs.CopyTo(inputs);
        }

        foreach ((InputInfo input, string state) in _carried)
        {
            TapeRows<T> left = _tape.Value(state);
            for (int row = 0; row < count; row++)
            {
                left[row].CopyTo(inputs.Slice(row * _inputSize + input.FirstColumn, input.Size));
            }
        }

        return new Batch<T>(count, inputs, batch.Labels, batch.Targets, batch.Weights);
    }

    public override void Dispose() => _source.Dispose();
}
