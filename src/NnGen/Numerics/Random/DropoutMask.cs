using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NnGen.Numerics;

namespace NnGen;

/// <summary>Draws the masks of dropout nodes into a tape.</summary>
internal static class DropoutMask
{
    // Random words wait on the stack between the two passes; a multiple of what Philox makes at a time, and small enough for the first cache.
    private const int ChunkElements = 512;

    /// <summary>
    /// Fills every row of <paramref name="mask"/>: 1 keeps an element, 0, with probability <paramref name="rate"/>, drops it.
    /// Columns from <paramref name="columns"/> to <paramref name="stride"/> become 0. Each element depends on the seed, the step, the node,
    /// its row and its column only. Allocates nothing.
    /// </summary>
    /// <param name="mask">Rows x <paramref name="stride"/> elements.</param>
    /// <param name="columns">The elements of a row.</param>
    /// <param name="stride">The elements from one row to the next.</param>
    /// <param name="rate">In [0, 1); used in steps of 2 to the power -32.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="step">The number of the step.</param>
    /// <param name="node">The number of the dropout node.</param>
    [SkipLocalsInit]
    internal static void Draw<T>(Span<T> mask, int columns, int stride, double rate, ulong seed, ulong step, uint node)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var random = new CounterRandom(seed, RandomStreams.Dropout(node));
        uint dropBelow = (uint)Math.Round(rate * (1UL << 32));
        Span<uint> words = stackalloc uint[ChunkElements];
        int rows = mask.Length / stride;
        for (int row = 0; row < rows; row++)
        {
            Span<T> elements = mask.Slice(row * stride, stride);
            for (int start = 0; start < columns; start += ChunkElements)
            {
                int count = Math.Min(ChunkElements, columns - start);
                Span<uint> chunk = words[..count];
                random.Fill(chunk, step, (uint)row, (uint)start);
                Compare(chunk, dropBelow, elements.Slice(start, count));
            }

            elements[columns..].Clear();
        }
    }

    private static void Compare<T>(ReadOnlySpan<uint> words, uint dropBelow, Span<T> mask)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int done = typeof(T) == typeof(float) ? CompareVectors(words, dropBelow, MemoryMarshal.Cast<T, float>(mask)) : 0;
        for (; done < words.Length; done++)
        {
            mask[done] = words[done] < dropBelow ? T.Zero : T.One;
        }
    }

    // Whole vectors of floats; a branch a random number would be mispredicted as often as not. Returns how many elements are done.
    private static int CompareVectors(ReadOnlySpan<uint> words, uint dropBelow, Span<float> mask)
    {
        Vector256<uint> limit = Vector256.Create(dropBelow);
        int done = 0;
        for (; done <= words.Length - Vector256<uint>.Count; done += Vector256<uint>.Count)
        {
            Vector256<uint> keep = Vector256.GreaterThanOrEqual(Vector256.Create(words[done..]), limit);
            (keep.AsSingle() & Vector256.Create(1f)).CopyTo(mask[done..]);
        }

        return done;
    }
}
