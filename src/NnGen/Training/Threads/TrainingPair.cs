using System.ComponentModel;
using System.Numerics;
using System.Runtime.ExceptionServices;

namespace NnGen;

/// <summary>
/// A second thread for training. A tape that has one (<see cref="NetworkTape{T}.Pair"/>) is computed by two threads: each takes half of the
/// rows, then half of the parameters, so every sum has the same order, and the same bits, as with one thread. Used by one thread at a time.
/// </summary>
/// <remarks>
/// <c>Trainer.Fit</c> makes one for <see cref="TrainingOptions.Threads"/> = 2. A training loop of one's own does the same:
/// <code>
/// using TrainingPair pair = new();
/// tape.Pair = pair;
/// </code>
/// Where the second thread finds no free core, the first one does the work of both. Waiting threads spin for some hundred microseconds and
/// then block.
/// </remarks>
public sealed class TrainingPair : IDisposable
{
    /// <summary>Fewer rows are not worth a meeting.</summary>
    private const int MinRows = 8;

    /// <summary>Fewer bytes are copied alone.</summary>
    private const int MinCopyBytes = 32 * 1024;

    /// <summary>The most passes that the first thread does alone before it wakes the second one again, where that came to nothing.</summary>
    private const int MaxPassesAlone = 64;

    private readonly Thread _thread;
    private readonly Gate _started = new();
    private readonly Gate _ended = new();
    private readonly SharedCopy _copy = new();
    private SharedPass? _rows;

    // One for each kind of update: accumulated gradients are stored first and added then, and a watched step stores what others apply.
    private readonly List<SharedPass> _parameters = [];
    private SharedPass? _pass;
    private TrainingShare _secondShare;
    private ExceptionDispatchInfo? _secondFault;

    // The newest pass of which somebody does the second share.
    private long _taken;
    private long _passes;
    private long _passesOfSecond;
    private long _passesOfSecondAtWaking = -1;
    private int _passesToWaking;
    private int _backOff;
    private bool _isRunning;
    private volatile bool _isDisposed;

    /// <summary>Starts the thread; it sleeps until there is something to do. It ends with <see cref="Dispose"/>.</summary>
    public TrainingPair()
    {
        _thread = new Thread(Work) { IsBackground = true, Name = "NnGen training" };
        _thread.UnsafeStart();
    }

    /// <summary>Whether the second thread has given up spinning: the next pass wakes it.</summary>
    internal bool IsSecondAsleep => _started.HasSleeper;

    /// <summary>Ends the thread and waits until it has ended. Tapes that still name this pair can no longer be used.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _started.Open();
            _thread.Join();
        }
    }

    /// <summary>A part of a phase that goes by rows, or the phase that prepares, over what a tape holds. Called by emitted code.</summary>
    /// <param name="network">The network.</param>
    /// <param name="tape">Its tape.</param>
    /// <param name="phase">The phase; not <see cref="TrainingPhase.Statistics"/>, which is not shared out.</param>
    /// <param name="part">The part, counted from 0.</param>
    /// <exception cref="ObjectDisposedException">The pair is disposed.</exception>
    /// <exception cref="InvalidOperationException">The pair is in use.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Run<TNetwork, T>(TNetwork network, NetworkTape<T> tape, TrainingPhase phase, int part)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(tape);
        if (_rows is not SharedRows<TNetwork, T> pass)
        {
            _rows = pass = new SharedRows<TNetwork, T>();
        }

        pass.Network = network;
        pass.Tape = tape;
        pass.Phase = phase;
        pass.Part = part;
        Run(pass, tape.Rows);
    }

    /// <summary>The gradients of the parameters, after the backward pass. Called by emitted code.</summary>
    /// <param name="network">The network.</param>
    /// <param name="tape">Its tape.</param>
    /// <param name="update">What is done with the gradients; the second thread works with a copy.</param>
    /// <exception cref="ObjectDisposedException">The pair is disposed.</exception>
    /// <exception cref="InvalidOperationException">The pair is in use.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Update<TNetwork, T, TUpdate>(TNetwork network, NetworkTape<T> tape, ref TUpdate update)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IParameterUpdate<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(tape);
        SharedParameters<TNetwork, T, TUpdate> pass = PassOf<TNetwork, T, TUpdate>();
        pass.Network = network;
        pass.Tape = tape;
        pass.Update = update;
        Run(pass, tape.Rows);
        update = pass.Update;
    }

    private SharedParameters<TNetwork, T, TUpdate> PassOf<TNetwork, T, TUpdate>()
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IParameterUpdate<T>
    {
        foreach (SharedPass made in _parameters)
        {
            if (made is SharedParameters<TNetwork, T, TUpdate> pass)
            {
                return pass;
            }
        }

        var first = new SharedParameters<TNetwork, T, TUpdate>();
        _parameters.Add(first);
        return first;
    }

    /// <summary>Copies rows. Each thread copies those that it will compute with, into its own cache.</summary>
    internal unsafe void Copy<T>(ReadOnlySpan<T> rows, Span<T> destination, int count)
        where T : unmanaged
    {
        if (rows.Length * (long)sizeof(T) < MinCopyBytes)
        {
            rows.CopyTo(destination);
            return;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows.Length, destination.Length);
        fixed (T* from = rows, to = destination)
        {
            _copy.From = (byte*)from;
            _copy.To = (byte*)to;
            _copy.BytesPerRow = rows.Length / count * (long)sizeof(T);
            Run(_copy, count);
        }
    }

    /// <summary>Does a pass: each thread its share, or the first one both.</summary>
    internal void Run(SharedPass pass, int rows)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isRunning)
        {
            throw new InvalidOperationException("This pair of threads is at work already: it serves one training loop at a time.");
        }

        _isRunning = true;
        try
        {
            if (rows < MinRows || !IsWorthAsking())
            {
                pass.Run(TrainingShare.Whole(rows));
            }
            else
            {
                RunTogether(pass, rows);
            }
        }
        finally
        {
            _isRunning = false;
        }
    }

    /// <summary>
    /// Whether the second thread is awake, or may be woken: ever more rarely where it found no core, so that it went back to sleep without
    /// a share.
    /// </summary>
    private bool IsWorthAsking()
    {
        if (!_started.HasSleeper)
        {
            return true;
        }

        if (_passesToWaking > 0)
        {
            _passesToWaking--;
            return false;
        }

        _backOff = _passesOfSecond == _passesOfSecondAtWaking ? Math.Min(2 * _backOff + 1, MaxPassesAlone) : 0;
        _passesOfSecondAtWaking = _passesOfSecond;
        _passesToWaking = _backOff;
        return true;
    }

    private void RunTogether(SharedPass pass, int rows)
    {
        _pass = pass;
        _secondShare = TrainingShare.Second(rows);
        _passes++;
        _started.Open();
        bool isOwnDone = false;
        try
        {
            pass.Run(TrainingShare.First(rows));
            isOwnDone = true;
        }
        finally
        {
            EndTogether(pass, isOwnDone);
        }

        if (_secondFault is ExceptionDispatchInfo fault)
        {
            _secondFault = null;
            fault.Throw();
        }
    }

    /// <summary>Does the second share if nobody has begun it, else waits for it.</summary>
    private void EndTogether(SharedPass pass, bool isOwnDone)
    {
        if (TryTake(_passes))
        {
            if (isOwnDone)
            {
                pass.Run(_secondShare);
            }
        }
        else
        {
            _ended.Await(++_passesOfSecond);
            if (!isOwnDone)
            {
                // The caller gets the exception of its own thread.
                _secondFault = null;
            }
        }
    }

    /// <summary>Whether the caller is the one who does the second share of a pass.</summary>
    private bool TryTake(long pass) => Interlocked.CompareExchange(ref _taken, pass, pass - 1) == pass - 1;

    private void Work()
    {
        long seen = 0;
        while (true)
        {
            _started.Await(seen + 1);
            if (_isDisposed)
            {
                return;
            }

            seen = _started.Count;
            if (!TryTake(seen))
            {
                continue;
            }

            try
            {
                _pass!.Run(_secondShare);
            }
            catch (Exception fault)
            {
                _secondFault = ExceptionDispatchInfo.Capture(fault);
            }

            _ended.Open();
        }
    }
}
