using System.Runtime.InteropServices;

namespace NnGen;

/// <summary>
/// Lets one thread wait until a count has come so far: it spins for some hundred microseconds, then blocks, so that a machine whose other
/// cores are busy loses little. Allocates nothing.
/// </summary>
/// <param name="spins">Rounds of some 35 ns before it blocks.</param>
internal sealed class Sleeper(int spins)
{
    private readonly SemaphoreSlim _semaphore = new(0);
    private Flag _flag;

    /// <summary>Whether the thread has given up spinning.</summary>
    public bool IsAsleep => Volatile.Read(ref _flag.IsSet) != 0;

    /// <summary>To be called after the count was raised with a full fence: either the caller sees the sleeper, or the sleeper sees the count.</summary>
    public void Wake()
    {
        if (IsAsleep && Interlocked.Exchange(ref _flag.IsSet, 0) != 0)
        {
            _semaphore.Release();
        }
    }

    /// <summary>Waits until <paramref name="count"/> is at least <paramref name="least"/>.</summary>
    public void Await(ref readonly long count, long least)
    {
        for (int spin = 0; spin < spins; spin++)
        {
            if (Volatile.Read(in count) >= least)
            {
                return;
            }

            Thread.SpinWait(1);
        }

        while (true)
        {
            Interlocked.Exchange(ref _flag.IsSet, 1);
            bool isThere = Volatile.Read(in count) >= least;

            // Whoever takes the flag down releases the semaphore once: that must be waited for in any case.
            if (!isThere || Interlocked.Exchange(ref _flag.IsSet, 0) == 0)
            {
                _semaphore.Wait();
            }

            if (isThere || Volatile.Read(in count) >= least)
            {
                return;
            }
        }
    }

    /// <summary>In cache lines of its own: threads look at the flags of others.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Flag
    {
        [FieldOffset(128)]
        public int IsSet;
    }
}
