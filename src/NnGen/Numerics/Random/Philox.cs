using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NnGen.Numerics;

/// <summary>
/// Philox4x32-10: a bijection of 128-bit counters, chosen by a 64-bit key, whose outputs pass as random.
/// Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011.
/// </summary>
/// <remarks>Integer arithmetic only, so the numbers are the same on every machine.</remarks>
internal static class Philox
{
    /// <summary>The 32-bit numbers of one block.</summary>
    internal const int WordsPerBlock = 4;

    private const int Rounds = 10;

    // The multipliers and key increments (golden ratio, square root of 3 less 1) of the paper.
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint KeyIncrement0 = 0x9E3779B9;
    private const uint KeyIncrement1 = 0xBB67AE85;

    // One register holds the same word of four blocks; two such groups are in flight to hide the multiplication's latency.
    private const int BlocksPerRegister = 4;
    private const int BlocksInFlight = 2 * BlocksPerRegister;

    /// <summary>The block of one counter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PhiloxBlock Block(uint counter0, uint counter1, uint counter2, uint counter3, ulong key)
    {
        uint key0 = (uint)key;
        uint key1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * counter0;
            ulong product1 = (ulong)Multiplier1 * counter2;
            counter0 = (uint)(product1 >> 32) ^ counter1 ^ key0;
            counter1 = (uint)product1;
            counter2 = (uint)(product0 >> 32) ^ counter3 ^ key1;
            counter3 = (uint)product0;
            key0 += KeyIncrement0;
            key1 += KeyIncrement1;
        }

        return new PhiloxBlock(counter0, counter1, counter2, counter3);
    }

    /// <summary>
    /// Fills <paramref name="words"/> with the blocks of the counters (<paramref name="firstBlock"/> + i, c1, c2, c3) one after the other;
    /// a last block may be cut short. The same numbers as <see cref="Block"/>, eight blocks at a time where the machine can.
    /// </summary>
    internal static void Fill(Span<uint> words, uint firstBlock, uint counter1, uint counter2, uint counter3, ulong key)
    {
        int done = 0;
        if (Avx2.IsSupported)
        {
            const int WordsInFlight = BlocksInFlight * WordsPerBlock;
            for (; done <= words.Length - WordsInFlight; done += WordsInFlight)
            {
                FillEightBlocks(words.Slice(done, WordsInFlight), firstBlock + (uint)(done / WordsPerBlock), counter1, counter2, counter3, key);
            }
        }

        FillBlocks(words[done..], firstBlock + (uint)(done / WordsPerBlock), counter1, counter2, counter3, key);
    }

    /// <summary><see cref="Fill"/> one block at a time, for every machine.</summary>
    internal static void FillBlocks(Span<uint> words, uint firstBlock, uint counter1, uint counter2, uint counter3, ulong key)
    {
        for (int start = 0; start < words.Length; start += WordsPerBlock)
        {
            PhiloxBlock block = Block(firstBlock + (uint)(start / WordsPerBlock), counter1, counter2, counter3, key);
            int count = Math.Min(WordsPerBlock, words.Length - start);
            for (int word = 0; word < count; word++)
            {
                words[start + word] = block[word];
            }
        }
    }

    // Each 64-bit lane carries one 32-bit word of one block in its lower half. The multiplication reads the lower halves only,
    // so whatever stands in the upper halves does no harm until the end.
    private static void FillEightBlocks(Span<uint> words, uint firstBlock, uint counter1, uint counter2, uint counter3, ulong key)
    {
        Vector256<uint> multiplier0 = Vector256.Create((ulong)Multiplier0).AsUInt32();
        Vector256<uint> multiplier1 = Vector256.Create((ulong)Multiplier1).AsUInt32();
        Vector256<ulong> a0 = Vector256.Create((ulong)firstBlock, firstBlock + 1, firstBlock + 2, firstBlock + 3);
        Vector256<ulong> b0 = Vector256.Create((ulong)(firstBlock + 4), firstBlock + 5, firstBlock + 6, firstBlock + 7);
        Vector256<ulong> a1 = Vector256.Create((ulong)counter1);
        Vector256<ulong> a2 = Vector256.Create((ulong)counter2);
        Vector256<ulong> a3 = Vector256.Create((ulong)counter3);
        Vector256<ulong> b1 = a1;
        Vector256<ulong> b2 = a2;
        Vector256<ulong> b3 = a3;
        uint key0 = (uint)key;
        uint key1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            Vector256<ulong> roundKey0 = Vector256.Create((ulong)key0);
            Vector256<ulong> roundKey1 = Vector256.Create((ulong)key1);
            Vector256<ulong> productA0 = Avx2.Multiply(a0.AsUInt32(), multiplier0);
            Vector256<ulong> productA1 = Avx2.Multiply(a2.AsUInt32(), multiplier1);
            Vector256<ulong> productB0 = Avx2.Multiply(b0.AsUInt32(), multiplier0);
            Vector256<ulong> productB1 = Avx2.Multiply(b2.AsUInt32(), multiplier1);
            a0 = (productA1 >>> 32) ^ a1 ^ roundKey0;
            a1 = productA1;
            a2 = (productA0 >>> 32) ^ a3 ^ roundKey1;
            a3 = productA0;
            b0 = (productB1 >>> 32) ^ b1 ^ roundKey0;
            b1 = productB1;
            b2 = (productB0 >>> 32) ^ b3 ^ roundKey1;
            b3 = productB0;
            key0 += KeyIncrement0;
            key1 += KeyIncrement1;
        }

        StoreFourBlocks(a0, a1, a2, a3, words);
        StoreFourBlocks(b0, b1, b2, b3, words[(BlocksPerRegister * WordsPerBlock)..]);
    }

    // From one register a word to one block after the other.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFourBlocks(Vector256<ulong> word0, Vector256<ulong> word1, Vector256<ulong> word2, Vector256<ulong> word3, Span<uint> words)
    {
        Vector256<ulong> lowerHalf = Vector256.Create(0xFFFFFFFFUL);
        Vector256<ulong> words01 = (word0 & lowerHalf) | (word1 << 32);
        Vector256<ulong> words23 = (word2 & lowerHalf) | (word3 << 32);
        Vector256<ulong> blocks02 = Avx2.UnpackLow(words01, words23);
        Vector256<ulong> blocks13 = Avx2.UnpackHigh(words01, words23);
        Vector256<ulong> blocks01 = Avx2.Permute2x128(blocks02, blocks13, 0x20);
        Vector256<ulong> blocks23 = Avx2.Permute2x128(blocks02, blocks13, 0x31);
        blocks01.AsUInt32().CopyTo(words);
        blocks23.AsUInt32().CopyTo(words[8..]);
    }
}

/// <summary>Four 32-bit random numbers.</summary>
internal readonly record struct PhiloxBlock(uint Word0, uint Word1, uint Word2, uint Word3)
{
    /// <summary>One of the numbers, 0 to 3.</summary>
    internal uint this[int word] => word switch
    {
        0 => Word0,
        1 => Word1,
        2 => Word2,
        _ => Word3,
    };
}
