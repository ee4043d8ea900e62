using System.Runtime.InteropServices;

namespace NnGen;

/// <summary>
/// Counts how often one thread came somewhere, and lets one other thread wait for that: it spins for some hundred microseconds, then blocks,
/// so that a machine whose other core is busy loses little. Allocates nothing.
/// </summary>
internal sealed class Gate
{
    /// <summary>Rounds of some 35 ns: longer than what a training loop does between two passes, shorter than a scheduler's slice.</summary>
    private static readonly int s_spins = Environment.ProcessorCount > 1 ? 3000 : 0;

    private readonly SemaphoreSlim _semaphore = new(0);
    private Counters _counters;

    /// <summary>Opens the gate once more.</summary>
    public void Open()
    {
        // A full fence: either this thread sees the sleeper, or the sleeper sees the count.
        Interlocked.Increment(ref _counters.Opened);
        if (Volatile.Read(ref _counters.Sleepers) != 0 && Interlocked.Exchange(ref _counters.Sleepers, 0) != 0)
        {
            _semaphore.Release();
        }
    }

    /// <summary>How often the gate was opened.</summary>
    public long Count => Volatile.Read(ref _counters.Opened);

    /// <summary>Whether the other thread has given up spinning.</summary>
    public bool HasSleeper => Volatile.Read(ref _counters.Sleepers) != 0;

    /// <summary>Waits until the gate was opened <paramref name="times"/> times.</summary>
    public void Await(long times)
    {
        for (int spin = 0; spin < s_spins; spin++)
        {
            if (Count >= times)
            {
                return;
            }

            Thread.SpinWait(1);
        }

        while (true)
        {
            Interlocked.Exchange(ref _counters.Sleepers, 1);
            bool isOpen = Count >= times;

            // Whoever takes the sleeper off the list releases the semaphore once: that must be waited for in any case.
            if (!isOpen || Interlocked.Exchange(ref _counters.Sleepers, 0) == 0)
            {
                _semaphore.Wait();
            }

            if (isOpen || Count >= times)
            {
                return;
            }
        }
    }

    /// <summary>In cache lines of their own: two threads spin on different gates.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Counters
    {
        [FieldOffset(128)]
        public long Opened;

        [FieldOffset(136)]
        public int Sleepers;
    }
}
