using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace NnGen;

/// <summary>
/// Threads that compute together with the one that calls: over the rows of a batch, and over chunks of the parameters. Every sum keeps its
/// order, so any number of them gives the same bits. Used by one thread at a time.
/// </summary>
/// <remarks>
/// <c>Fit</c> makes a team for <see cref="TrainingOptions.Threads"/>, <c>Evaluate</c> for <see cref="EvaluationOptions.Threads"/>. Who predicts many rows, or
/// writes a training loop, makes one, and gives it to <c>PredictBatch</c> or to the loop's tape:
/// <code>
/// using ThreadTeam team = new(threads: 0);
/// var tape = new DigitNet.Tape(capacity: 128, team);
/// </code>
/// Work is taken, not dealt out: whoever is free takes what is left, and nobody waits for a thread that has taken nothing. So a busy core costs
/// no more than one thread. Waiting threads spin for some hundred microseconds and then block; those that found no core are woken ever more
/// rarely. After the first step nothing is allocated.
/// </remarks>
public sealed class ThreadTeam : IDisposable
{
    /// <summary>Longer than what a training loop does between two passes, shorter than a scheduler's slice.</summary>
    private const int Spins = 3000;

    private readonly Member[] _members;
    private readonly Segment[] _segments;
    private readonly Sleeper _caller;

    // One for each kind: accumulated gradients are stored first and added then, and a watched step stores what others apply.
    private readonly List<SharedPass> _passes = [];
    private Counters _counters;
    private SharedPass? _pass;
    private ExceptionDispatchInfo? _fault;
    private bool _isRunning;
    private volatile bool _isDisposed;

    /// <summary>Starts the threads; they sleep until there is something to do, and end with <see cref="Dispose"/>.</summary>
    /// <param name="threads">
    /// How many threads compute, the caller's among them; 0 for one per physical core that this process may use (<see cref="PhysicalCores"/>).
    /// More than there are cores are allowed and gain nothing.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is negative.</exception>
    public ThreadTeam(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Threads = threads == 0 ? PhysicalCores : threads;

        // Spinning threads without a core would keep others from theirs.
        int spins = Threads <= Environment.ProcessorCount ? Spins : 0;
        _caller = new Sleeper(spins);
        _segments = new Segment[Threads];
        _members = new Member[Threads - 1];
        for (int i = 0; i < _members.Length; i++)
        {
            _members[i] = new Member(this, i + 1, spins);
        }

        foreach (Member member in _members)
        {
            member.Start();
        }
    }

    /// <summary>
    /// The physical cores that this process may use. On Linux, of the processors that its affinity allows, those that share a core count once
    /// (<c>/sys/devices/system/cpu/*/topology/thread_siblings_list</c>); limits of a container count too. Elsewhere, or where the system does not
    /// say, <see cref="Environment.ProcessorCount"/>: there two hardware threads of a core count twice.
    /// </summary>
    public static int PhysicalCores { get; } = ProcessorTopology.CountCores();

    /// <summary>The number of threads, the caller's among them.</summary>
    public int Threads { get; }

    /// <summary>How many of the others have given up spinning: a pass wakes those that it needs.</summary>
    internal int Sleepers => _members.Count(member => member.Sleeper.IsAsleep);

    /// <summary>Ends the threads and waits until they have ended. Tapes that name this team can no longer be used.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        Interlocked.Increment(ref _counters.Passes);
        foreach (Member member in _members)
        {
            member.Sleeper.Wake();
        }

        foreach (Member member in _members)
        {
            member.Join();
        }
    }

    /// <summary>A team for an option of so many threads; null where that is the caller's alone.</summary>
    internal static ThreadTeam? For(int threads) => (threads == 0 ? PhysicalCores : threads) == 1 ? null : new ThreadTeam(threads);

    /// <summary>A pass of a kind, made when it is first asked for.</summary>
    internal TPass PassOf<TPass>()
        where TPass : SharedPass, new()
    {
        foreach (SharedPass made in _passes)
        {
            if (made is TPass pass)
            {
                return pass;
            }
        }

        var first = new TPass();
        _passes.Add(first);
        return first;
    }

    /// <summary>Does a pass over rows, in chunks of an even number of them.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="least">The fewest rows that are worth handing over.</param>
    internal void RunRows(SharedRows pass, int rows, int least)
    {
        // Up to four for each thread: three at once, and one for whoever is free. Tiles take pairs of rows at least.
        int ofThread = Math.Min(4, rows / least / Threads);
        int chunks = Math.Max(1, ofThread == 0 ? rows / least : ofThread * Threads);
        int rowsOfChunk = (rows - 1) / chunks + 1;
        pass.Rows = rows;
        pass.RowsOfChunk = rowsOfChunk + rowsOfChunk % 2;
        Run(pass, (rows - 1) / pass.RowsOfChunk + 1);
    }

    /// <summary>Does a pass: the chunks from 0 to before <paramref name="chunks"/>, each once.</summary>
    /// <exception cref="ObjectDisposedException">The team is disposed.</exception>
    /// <exception cref="InvalidOperationException">The team is in use.</exception>
    internal void Run(SharedPass pass, int chunks)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isRunning)
        {
            throw new InvalidOperationException("This team of threads is at work already: it serves one loop at a time.");
        }

        _isRunning = true;
        try
        {
            int helpers = chunks < 2 ? 0 : Helpers(chunks - 1);
            if (helpers == 0)
            {
                pass.Run(0, 0, chunks);
            }
            else
            {
                RunTogether(pass, chunks, helpers);
            }
        }
        finally
        {
            _isRunning = false;
        }
    }

    /// <summary>Chooses those that are awake, or may be woken, up to as many as there is work for.</summary>
    private int Helpers(int most)
    {
        int count = 0;
        foreach (Member member in _members)
        {
            member.IsAsked = count < most && member.IsWorthAsking();
            count += member.IsAsked ? 1 : 0;
        }

        return count;
    }

    private void RunTogether(SharedPass pass, int chunks, int helpers)
    {
        _pass = pass;
        _fault = null;
        Volatile.Write(ref _counters.Done, 0);

        // Each begins with a part of its own, the same in every pass, so what it has in its cache is of use again.
        _segments[0].Put(0, (int)((long)chunks / (helpers + 1)));
        int asked = 0;
        foreach (Member member in _members)
        {
            if (member.IsAsked)
            {
                asked++;
                _segments[member.Index].Put((int)((long)chunks * asked / (helpers + 1)), (int)((long)chunks * (asked + 1) / (helpers + 1)));
            }
        }

        Interlocked.Increment(ref _counters.Passes);
        foreach (Member member in _members)
        {
            if (member.IsAsked)
            {
                member.Sleeper.Wake();
            }
        }

        ExceptionDispatchInfo? own = null;
        while (own is null && TryTake(0, out int first, out int end))
        {
            own = Do(0, first, end);
        }

        _caller.Await(in _counters.Done, chunks);
        (own ?? _fault)?.Throw();
    }

    /// <summary>
    /// Takes chunks that nobody has: most of one's own, or half of somebody else's. What the word of a segment says is untaken as long as the word
    /// stands, whichever pass it is of; so nobody has to know which pass that is.
    /// </summary>
    private bool TryTake(int index, out int first, out int end)
    {
        for (int i = 0; i < _segments.Length; i++)
        {
            int whose = index + i < _segments.Length ? index + i : index + i - _segments.Length;
            if (i == 0 ? _segments[whose].TryTakeFirst(out first, out end) : _segments[whose].TryTakeLast(out first, out end))
            {
                return true;
            }
        }

        (first, end) = (0, 0);
        return false;
    }

    /// <summary>Does what was taken. After a fault what nobody has taken is left undone.</summary>
    private ExceptionDispatchInfo? Do(int index, int first, int end)
    {
        ExceptionDispatchInfo? fault = null;
        int done = end - first;
        try
        {
            _pass!.Run(index, first, end);
        }
        catch (Exception caught)
        {
            fault = ExceptionDispatchInfo.Capture(caught);
            for (int i = 0; i < _segments.Length; i++)
            {
                done += _segments[i].TakeAll();
            }

            // The caller gets the exception of its own thread.
            if (index > 0)
            {
                Interlocked.CompareExchange(ref _fault, fault, null);
            }
        }

        Interlocked.Add(ref _counters.Done, done);
        return fault;
    }

    private void Work(Member member)
    {
        long seen = 0;
        while (true)
        {
            member.Sleeper.Await(in _counters.Passes, seen + 1);
            if (_isDisposed)
            {
                return;
            }

            seen = Volatile.Read(ref _counters.Passes);
            while (TryTake(member.Index, out int first, out int end))
            {
                member.CountTaken();
                Do(member.Index, first, end);
                _caller.Wake();
            }
        }
    }

    /// <summary>One of the other threads.</summary>
    private sealed class Member
    {
        /// <summary>The most passes that are done without it before it is woken again, where that came to nothing.</summary>
        private const int MaxPassesWithout = 64;

        private readonly Thread _thread;
        private long _taken;
        private long _takenAtWaking = -1;
        private int _passesToWaking;
        private int _backOff;

        public Member(ThreadTeam team, int index, int spins)
        {
            Index = index;
            Sleeper = new Sleeper(spins);
            _thread = new Thread(() => team.Work(this)) { IsBackground = true, Name = $"NnGen {index + 1}" };
        }

        public int Index { get; }

        public Sleeper Sleeper { get; }

        /// <summary>Whether it has a part in the pass.</summary>
        public bool IsAsked { get; set; }

        public void Start() => _thread.UnsafeStart();

        public void Join() => _thread.Join();

        public void CountTaken() => Volatile.Write(ref _taken, _taken + 1);

        /// <summary>Whether it is awake, or may be woken: ever more rarely where it found no core, so that it went back to sleep without having taken anything.</summary>
        public bool IsWorthAsking()
        {
            if (!Sleeper.IsAsleep)
            {
                return true;
            }

            if (_passesToWaking > 0)
            {
                _passesToWaking--;
                return false;
            }

            long taken = Volatile.Read(ref _taken);
            _backOff = taken == _takenAtWaking ? Math.Min(2 * _backOff + 1, MaxPassesWithout) : 0;
            _takenAtWaking = taken;
            _passesToWaking = _backOff;
            return true;
        }
    }

    /// <summary>The chunks that nobody has taken yet of those that a thread begins with: the first, and behind the last, in one word.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Segment
    {
        [FieldOffset(128)]
        private long _word;

        public void Put(int first, int end) => Volatile.Write(ref _word, ((long)end << 32) | (uint)first);

        /// <summary>Takes three quarters from the front: few handshakes where nobody helps, and something left for who comes late or is quicker.</summary>
        public bool TryTakeFirst(out int first, out int end)
        {
            while (true)
            {
                long word = Volatile.Read(ref _word);
                int last = (int)(word >> 32);
                first = (int)word;
                end = last - (last - first) / 4;
                if (first == last)
                {
                    return false;
                }

                if (Interlocked.CompareExchange(ref _word, (word & ~(long)uint.MaxValue) | (uint)end, word) == word)
                {
                    return true;
                }
            }
        }

        /// <summary>Takes half from the back.</summary>
        public bool TryTakeLast(out int first, out int end)
        {
            while (true)
            {
                long word = Volatile.Read(ref _word);
                end = (int)(word >> 32);
                int next = (int)word;
                first = end - (end - next + 1) / 2;
                if (next == end)
                {
                    return false;
                }

                if (Interlocked.CompareExchange(ref _word, ((long)first << 32) | (uint)next, word) == word)
                {
                    return true;
                }
            }
        }

        public int TakeAll()
        {
            long word = Interlocked.Exchange(ref _word, 0);
            return (int)(word >> 32) - (int)word;
        }
    }

    /// <summary>In cache lines of their own: some threads wait for the one, the caller for the other.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Counters
    {
        [FieldOffset(128)]
        public long Passes;

        [FieldOffset(256)]
        public long Done;
    }
}
