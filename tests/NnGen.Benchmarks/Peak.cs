using System.Runtime.CompilerServices;
using NnGen.Numerics;

namespace NnGen.Benchmarks;

/// <summary>The limits of the machine: loops that do one thing only, at the width that the runtime uses.</summary>
internal static class Peak
{
    /// <summary>The floating-point operations of one <see cref="MultiplyAdds"/>.</summary>
    public static double OperationsEach { get; } = 2.0 * Sums * StepsEach * (Machine.Width / 32);

    private const int Sums = 12;
    private const int StepsEach = 1000;

    /// <summary>Multiply-adds between registers.</summary>
    public static Contender MultiplyAdds { get; } = new("peak", Machine.Width switch
    {
        512 => RunMultiplyAdds<Lanes512>,
        256 => RunMultiplyAdds<Physical256>,
        _ => RunMultiplyAdds<Physical128>,
    });

    /// <summary>The multiply-adds of one <see cref="Latency"/>.</summary>
    public const int LatenciesEach = 1000;

    /// <summary>Multiply-adds each of which waits for the one before.</summary>
    public static Contender Latency { get; } = new("latency", Machine.Width switch
    {
        512 => RunLatency<Lanes512>,
        256 => RunLatency<Physical256>,
        _ => RunLatency<Physical128>,
    });

    /// <summary>One sequential pass over <paramref name="elements"/> numbers.</summary>
    public static Contender Read(int elements)
    {
        AlignedBuffer<float> block = Written(elements);
        return new Contender("read", Machine.Width switch
        {
            512 => times => RunRead<Lanes512>(block, times),
            256 => times => RunRead<Physical256>(block, times),
            _ => times => RunRead<Physical128>(block, times),
        });
    }

    /// <summary>A copy of <paramref name="elements"/> numbers.</summary>
    public static Contender Copy(int elements)
    {
        AlignedBuffer<float> from = Written(elements);
        AlignedBuffer<float> to = Written(elements);
        return new Contender("copy", Machine.Width switch
        {
            512 => times => RunCopy<Lanes512>(from, to, times),
            256 => times => RunCopy<Physical256>(from, to, times),
            _ => times => RunCopy<Physical128>(from, to, times),
        });
    }

    /// <summary>Memory that was written. What never was may be one page of zeros, many times over, which stays in the nearest cache.</summary>
    private static AlignedBuffer<float> Written(int elements)
    {
        var block = new AlignedBuffer<float>(elements);
        block.Span.Fill(1);
        return block;
    }

    /// <summary>Keeps results alive.</summary>
    private static float s_sink;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunMultiplyAdds<V>(int times)
        where V : struct, ILanes<V, float>
    {
        // Two multiply-adds a cycle of four cycles each need eight sums; twelve leave room for a longer latency.
        V x = V.Splat(0.999f);
        V y = V.Splat(0.001f);
        V s0 = x, s1 = x, s2 = x, s3 = x, s4 = x, s5 = x, s6 = x, s7 = x, s8 = x, s9 = x, s10 = x, s11 = x;
        long steps = (long)times * StepsEach;
        for (long i = 0; i < steps; i++)
        {
            s0.MultiplyAdd(x, y);
            s1.MultiplyAdd(x, y);
            s2.MultiplyAdd(x, y);
            s3.MultiplyAdd(x, y);
            s4.MultiplyAdd(x, y);
            s5.MultiplyAdd(x, y);
            s6.MultiplyAdd(x, y);
            s7.MultiplyAdd(x, y);
            s8.MultiplyAdd(x, y);
            s9.MultiplyAdd(x, y);
            s10.MultiplyAdd(x, y);
            s11.MultiplyAdd(x, y);
        }

        s_sink = V.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunLatency<V>(int times)
        where V : struct, ILanes<V, float>
    {
        V x = V.Splat(0.999f);
        V y = V.Splat(0.001f);
        V sum = x;
        long steps = (long)times * LatenciesEach;
        for (long i = 0; i < steps; i++)
        {
            sum.MultiplyAdd(x, y);
        }

        s_sink = V.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunRead<V>(AlignedBuffer<float> block, int times)
        where V : struct, ILanes<V, float>
    {
        ref float source = ref block.Reference;
        nint end = block.Length;
        V one = V.Splat(1);
        V s0 = V.Zero, s1 = V.Zero, s2 = V.Zero, s3 = V.Zero, s4 = V.Zero, s5 = V.Zero, s6 = V.Zero, s7 = V.Zero;
        for (int time = 0; time < times; time++)
        {
            nint i = 0;
            for (; i <= end - 8 * V.Count; i += 8 * V.Count)
            {
                s0.MultiplyAdd(one, ref source, i);
                s1.MultiplyAdd(one, ref source, i + V.Count);
                s2.MultiplyAdd(one, ref source, i + 2 * V.Count);
                s3.MultiplyAdd(one, ref source, i + 3 * V.Count);
                s4.MultiplyAdd(one, ref source, i + 4 * V.Count);
                s5.MultiplyAdd(one, ref source, i + 5 * V.Count);
                s6.MultiplyAdd(one, ref source, i + 6 * V.Count);
                s7.MultiplyAdd(one, ref source, i + 7 * V.Count);
            }

            // The last vector reads the padding of the block.
            for (; i < end; i += V.Count)
            {
                s0.MultiplyAdd(one, ref source, i);
            }
        }

        s_sink = V.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunCopy<V>(AlignedBuffer<float> from, AlignedBuffer<float> to, int times)
        where V : struct, ILanes<V, float>
    {
        ref float source = ref from.Reference;
        ref float destination = ref to.Reference;
        for (int time = 0; time < times; time++)
        {
            for (nint i = 0; i < from.Length; i += 4 * V.Count)
            {
                V a = V.Load(ref source, i);
                V b = V.Load(ref source, i + V.Count);
                V c = V.Load(ref source, i + 2 * V.Count);
                V d = V.Load(ref source, i + 3 * V.Count);
                V.Store(a, ref destination, i);
                V.Store(b, ref destination, i + V.Count);
                V.Store(c, ref destination, i + 2 * V.Count);
                V.Store(d, ref destination, i + 3 * V.Count);
            }
        }
    }
}
