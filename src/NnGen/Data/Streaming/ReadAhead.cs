using System.Runtime.ExceptionServices;

namespace NnGen;

/// <summary>
/// Reads the batches of a stream on a thread of its own, a few before they are asked for. What is wrong with the data is thrown where the batch is
/// asked for, on the thread that asks. All memory is taken at the start.
/// </summary>
internal sealed class ReadAhead<T> : BatchSource<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    /// <summary>One that is in use, one that is ready, and one that is read.</summary>
    private const int Blocks = 3;

    private readonly object _changed = new();
    private readonly StreamingDataset<T> _data;
    private readonly StreamedRows<T> _rows;
    private readonly RowBlock<T>[] _blocks;
    private readonly int _capacity;
    private Thread? _thread;

    // All of these are guarded by the object that waits and pulses.
    private ExceptionDispatchInfo? _fault;
    private bool _isReading;
    private bool _isBusy;
    private bool _isEnding;
    private int _next;
    private int _given;
    private long _read;
    private long _taken;
    private bool _isInUse;

    /// <param name="data">The stream.</param>
    /// <param name="info">The network that the rows are for.</param>
    /// <param name="capacity">The rows of a batch; the last of an epoch has those that are left.</param>
    /// <param name="shuffle">Whether the order of each epoch is random.</param>
    public ReadAhead(StreamingDataset<T> data, NetworkInfo info, int capacity, bool shuffle)
    {
        _data = data;
        _capacity = capacity;
        _rows = new StreamedRows<T>(data, info, shuffle);
        _blocks = [.. Enumerable.Range(0, Blocks).Select(_ => new RowBlock<T>(data.Source, capacity))];
    }

    /// <remarks>The source is opened, and a buffer filled, by the caller: there is nothing yet that could be done meanwhile.</remarks>
    public override void Begin(ulong seed, int epoch, int firstRow)
    {
        Stop();
        _rows.Begin(seed, epoch, firstRow);
        lock (_changed)
        {
            _next = _given = firstRow;
            _isReading = true;
            if (_thread is null)
            {
                _isEnding = false;
                _thread = new Thread(Work) { IsBackground = true, Name = "NnGen reading" };
                _thread.Start();
            }

            Monitor.PulseAll(_changed);
        }
    }

    public override Batch<T> Read(int start, int count)
    {
        RowBlock<T> block;
        lock (_changed)
        {
            if (start != _given || count != Math.Min(_capacity, _data.Rows - start))
            {
                throw new InvalidOperationException($"The stream stands at row {_given} of the epoch and gives batches of {_capacity}, but {count} rows from row {start} on were asked for.");
            }

            if (_isInUse)
            {
                _taken++;
                _isInUse = false;
                Monitor.PulseAll(_changed);
            }

            while (_read == _taken)
            {
                _fault?.Throw();
                Monitor.Wait(_changed);
            }

            block = _blocks[_taken % Blocks];
            _isInUse = true;
            _given += count;
        }

        ReadOnlySpan<T> inputs = block.Inputs.AsSpan(0, count * _data.InputSize);
        ReadOnlySpan<T> weights = block.Weights.AsSpan(0, _data.HasWeights ? count : 0);
        return _data.HasLabels
            ? new Batch<T>(count, inputs, block.Labels.AsSpan(0, count), default, weights)
            : new Batch<T>(count, inputs, default, block.Targets.AsSpan(0, count * _data.TargetSize), weights);
    }

    /// <summary>Ends the thread, after the batch that it reads, and closes the source.</summary>
    public override void Dispose()
    {
        Stop();
        if (_thread is Thread thread)
        {
            lock (_changed)
            {
                _isEnding = true;
                Monitor.PulseAll(_changed);
            }

            thread.Join();
            _thread = null;
        }

        _rows.Dispose();
    }

    /// <summary>Forgets what was read ahead; the thread reads no more.</summary>
    private void Stop()
    {
        lock (_changed)
        {
            _isReading = false;
            while (_isBusy)
            {
                Monitor.Wait(_changed);
            }

            _read = 0;
            _taken = 0;
            _isInUse = false;
            _fault = null;
        }
    }

    private void Work()
    {
        while (true)
        {
            RowBlock<T> block;
            int count;
            lock (_changed)
            {
                while (!_isEnding && !(_isReading && _read - _taken < Blocks))
                {
                    Monitor.Wait(_changed);
                }

                if (_isEnding)
                {
                    return;
                }

                _isBusy = true;
                block = _blocks[_read % Blocks];
                count = Math.Min(_capacity, _data.Rows - _next);
            }

            ExceptionDispatchInfo? fault = null;
            try
            {
                _rows.Read(block, count);
            }
            catch (Exception caught)
            {
                fault = ExceptionDispatchInfo.Capture(caught);
            }

            lock (_changed)
            {
                _isBusy = false;
                _fault = fault;
                _next += count;
                _read += fault is null ? 1 : 0;
                _isReading &= fault is null && _next < _data.Rows;
                Monitor.PulseAll(_changed);
            }
        }
    }
}
