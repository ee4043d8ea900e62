using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NnGen.Numerics;

/// <summary>
/// Random numbers that are looked up instead of drawn in turn: the number at (seed, stream, step, row, element) is always the same,
/// whoever asks and in whatever order. So results depend on neither vector width, nor threads, nor the version of .NET.
/// </summary>
/// <remarks>
/// Philox4x32-10 (Salmon et al., 2011). Seed and stream make the key by one Philox block of their own; step, row and element make the counter.
/// The three kinds of number at one place come from the same bits, so a stream should serve one kind. Immutable; allocates nothing.
/// </remarks>
public readonly struct CounterRandom
{
    // Marks the blocks that make keys; any constant would do.
    private const uint KeyTag = 0x4E6E_4765;

    // The spacing of doubles just below 1: 53 random bits times this are in [0, 1) without rounding.
    private const double UniformSpacing = 1.0 / (1UL << 53);

    /// <summary>How many normal numbers' pairs are made at a time.</summary>
    private const int Lanes = 8;

    /// <summary>
    /// So many normal numbers are drawn eight at a time. That takes a third of the time of pairs (20 in place of 60 ns a number), but before the first
    /// eight the runtime loads Vector512's types for more than 10 ms.
    /// </summary>
    private const int ManyNumbers = 1 << 18;

    private readonly ulong _key;

    /// <summary>The numbers of one stream of a seed.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="stream">What the numbers are for; different streams are unrelated.</param>
    public CounterRandom(ulong seed, ulong stream)
    {
        PhiloxBlock block = Philox.Block((uint)stream, (uint)(stream >> 32), KeyTag, 0, seed);
        _key = block.Word0 | ((ulong)block.Word1 << 32);
    }

    /// <summary>32 random bits.</summary>
    /// <param name="step">The first coordinate, such as the training step or the epoch.</param>
    /// <param name="row">The second coordinate, such as the row of a batch.</param>
    /// <param name="element">The third coordinate; four neighbours share one block of Philox.</param>
    public uint UInt32At(ulong step, uint row, uint element) => Block(step, row, element / 4)[(int)(element % 4)];

    /// <summary>A number in [0, 1), a multiple of 2 to the power -53.</summary>
    /// <param name="step">The first coordinate.</param>
    /// <param name="row">The second coordinate.</param>
    /// <param name="element">The third coordinate; two neighbours share one block of Philox.</param>
    public double UniformAt(ulong step, uint row, uint element)
    {
        PhiloxBlock block = Block(step, row, element / 2);
        return element % 2 == 0 ? Uniform(block.Word0, block.Word1) : Uniform(block.Word2, block.Word3);
    }

    /// <summary>A number from the normal distribution with mean 0 and standard deviation 1.</summary>
    /// <remarks>
    /// Box and Muller, 1958: two uniform numbers u and v make sqrt(-2 ln(1 - u)) times the cosine and the sine of 2 pi v.
    /// Logarithm, sine and cosine are computed here, from additions, multiplications and divisions, which are rounded the same way
    /// everywhere; those of the system's mathematics library are not. Magnitudes reach 8.6.
    /// </remarks>
    /// <param name="step">The first coordinate.</param>
    /// <param name="row">The second coordinate.</param>
    /// <param name="element">The third coordinate; two neighbours share one block of Philox.</param>
    public double NormalAt(ulong step, uint row, uint element)
    {
        (double even, double odd) = NormalPairAt(step, row, element / 2);
        return element % 2 == 0 ? even : odd;
    }

    /// <summary>The normal numbers of the elements 2 x <paramref name="pair"/> and 2 x <paramref name="pair"/> + 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal (double Even, double Odd) NormalPairAt(ulong step, uint row, uint pair)
    {
        PhiloxBlock block = Block(step, row, pair);
        double radius = Math.Sqrt(-2 * PortableMath.Log(1 - Uniform(block.Word0, block.Word1)));
        (double sine, double cosine) = PortableMath.SinCosTurns(Uniform(block.Word2, block.Word3));
        return (radius * cosine, radius * sine);
    }

    /// <summary>The numbers of <see cref="UniformAt"/> of step 0 and row 0 for many elements, from <paramref name="firstElement"/> on, an even one.</summary>
    /// <remarks>Optimised from the first call on: whoever makes a network calls this once, and a hundred thousand turns at the first tier are slow.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void FillUniform(Span<double> numbers, uint firstElement)
    {
        for (int i = 0; i < numbers.Length; i += 2)
        {
            PhiloxBlock block = Block(step: 0, row: 0, (firstElement + (uint)i) / 2);
            numbers[i] = Uniform(block.Word0, block.Word1);
            if (i + 1 < numbers.Length)
            {
                numbers[i + 1] = Uniform(block.Word2, block.Word3);
            }
        }
    }

    /// <summary>The numbers of <see cref="NormalAt"/> of step 0 and row 0 for many elements, from <paramref name="firstElement"/> on, an even one.</summary>
    /// <param name="numbers">Takes them.</param>
    /// <param name="firstElement">The first element.</param>
    /// <param name="inAll">How many the caller will ask for in all: it takes many until it pays to load the types of vectors. The numbers are the same.</param>
    internal void FillNormal(Span<double> numbers, uint firstElement, int inAll)
    {
        if (inAll >= ManyNumbers)
        {
            FillNormal(numbers, step: 0, row: 0, firstElement);
        }
        else
        {
            FillNormalByPairs(numbers, firstElement);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillNormalByPairs(Span<double> numbers, uint firstElement)
    {
        for (int i = 0; i < numbers.Length; i += 2)
        {
            (double even, double odd) = NormalPairAt(step: 0, row: 0, (firstElement + (uint)i) / 2);
            numbers[i] = even;
            if (i + 1 < numbers.Length)
            {
                numbers[i + 1] = odd;
            }
        }
    }

    /// <summary>The numbers of <see cref="NormalAt"/> for many elements, from <paramref name="firstElement"/> on, an even one: eight pairs at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void FillNormal(Span<double> numbers, ulong step, uint row, uint firstElement)
    {
        Span<double> lengths = stackalloc double[Lanes];
        Span<double> turns = stackalloc double[Lanes];
        for (int start = 0; start < numbers.Length; start += 2 * Lanes)
        {
            for (int lane = 0; lane < Lanes; lane++)
            {
                PhiloxBlock block = Block(step, row, ((firstElement + (uint)start) / 2) + (uint)lane);
                lengths[lane] = 1 - Uniform(block.Word0, block.Word1);
                turns[lane] = Uniform(block.Word2, block.Word3);
            }

            Vector512<double> radius = Vector512.Sqrt(Vector512.Create(-2.0) * PortableMath.Log(Vector512.Create<double>(lengths)));
            (Vector512<double> sine, Vector512<double> cosine) = PortableMath.SinCosTurns(Vector512.Create<double>(turns));
            (radius * cosine).CopyTo(lengths);
            (radius * sine).CopyTo(turns);
            int count = Math.Min(2 * Lanes, numbers.Length - start);
            for (int i = 0; i < count; i++)
            {
                numbers[start + i] = i % 2 == 0 ? lengths[i / 2] : turns[i / 2];
            }
        }
    }

    /// <summary>
    /// A number from 0 to <paramref name="count"/> - 1, each equally likely: the upper half of a 32-bit number times the count,
    /// drawn again where the lower half shows that the value would come up once too often (Lemire, 2019).
    /// The first draw is given, the others come from the rows that follow.
    /// </summary>
    internal uint Below(uint count, uint firstDraw, ulong step, uint element)
    {
        ulong product = (ulong)firstDraw * count;
        if ((uint)product < count)
        {
            uint surplus = (uint)((1UL << 32) % count);
            for (uint attempt = 1; (uint)product < surplus; attempt++)
            {
                product = (ulong)UInt32At(step, attempt, element) * count;
            }
        }

        return (uint)(product >> 32);
    }

    /// <summary>The 32 bits of <see cref="UInt32At"/> for many elements, from <paramref name="firstElement"/> on, a multiple of 4.</summary>
    internal void Fill(Span<uint> words, ulong step, uint row, uint firstElement) =>
        Philox.Fill(words, firstElement / 4, row, (uint)step, (uint)(step >> 32), _key);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PhiloxBlock Block(ulong step, uint row, uint block) => Philox.Block(block, row, (uint)step, (uint)(step >> 32), _key);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Uniform(uint lower, uint upper) => ((((ulong)upper << 32) | lower) >> 11) * UniformSpacing;
}
