using System.Runtime.CompilerServices;

namespace NnGen.Numerics;

/// <summary>Random orders.</summary>
public static class Permutation
{
    private const int WordsPerBlock = 4;

    /// <summary>
    /// Writes the numbers 0 to length - 1 in the random order of an epoch, each order equally likely. It depends on the seed, the epoch and
    /// the length only. Allocates nothing.
    /// </summary>
    /// <remarks>Fisher and Yates, as of Durstenfeld, 1964; the places are drawn without bias (Lemire, 2019).</remarks>
    /// <param name="rows">Overwritten.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="epoch">The number of the epoch.</param>
    public static void Fill(Span<int> rows, ulong seed, ulong epoch)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = i;
        }

        Shuffle(rows, new CounterRandom(seed, RandomStreams.EpochOrder), epoch);
    }

    /// <summary>Puts <paramref name="items"/> in a random order.</summary>
    [SkipLocalsInit]
    internal static void Shuffle(Span<int> items, CounterRandom random, ulong step)
    {
        Span<uint> draws = stackalloc uint[WordsPerBlock * 16];
        int firstDrawn = int.MaxValue;
        for (int last = items.Length - 1; last > 0; last--)
        {
            if (last < firstDrawn)
            {
                firstDrawn = last / draws.Length * draws.Length;
                random.Fill(draws, step, row: 0, (uint)firstDrawn);
            }

            int other = (int)random.Below((uint)last + 1, draws[last - firstDrawn], step, (uint)last);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
