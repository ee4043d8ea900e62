using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// Passes over flat blocks, by the widest register of the machine. Every element is computed on its own, as in the kernels of a network, so
/// an update gives the same bits here as there.
/// </summary>
internal abstract class FlatPasses<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The passes of this machine.</summary>
    public static FlatPasses<T> Widest { get; } = Make();

    /// <summary>Hands the elements of <paramref name="source"/> to an update of <paramref name="target"/>, range by range.</summary>
    public abstract void Update<TUpdate>(AlignedBuffer<T> target, AlignedBuffer<T> source, ReadOnlySpan<ParameterRange> ranges, ref TUpdate update)
        where TUpdate : struct, IParameterUpdate<T>;

    /// <summary>The sum of the squares, added up in double piece by piece (<see cref="FlatPieces"/>). The same bits at every width.</summary>
    public abstract double SumOfSquares(AlignedBuffer<T> values, ReadOnlySpan<ParameterRange> ranges);

    /// <summary>The sum of the magnitudes, added up in double piece by piece (<see cref="FlatPieces"/>). The same bits at every width.</summary>
    public abstract double SumOfMagnitudes(AlignedBuffer<T> values, ReadOnlySpan<ParameterRange> ranges);

    /// <summary>
    /// Multiplies each row whose Euclidean norm is above a maximum by <c>maximum / norm</c>. Norms are added up in double; the same bits at
    /// every width.
    /// </summary>
    public abstract void LimitRows(AlignedBuffer<T> values, ParameterRows rows, double maximum);

    /// <summary>Ranges come from the facts of a network, blocks from whoever calls: inside, nothing is checked again.</summary>
    private protected static void Check(ReadOnlySpan<ParameterRange> ranges, int length)
    {
        foreach (ParameterRange range in ranges)
        {
            if (range.Start < 0 || range.Length < 0 || range.Length > length - range.Start)
            {
                throw new ArgumentException($"The parameters reach to element {(long)range.Start + range.Length}, but one of the blocks given has {length}: parameters, gradients and what an optimizer keeps must belong to the same network.");
            }
        }
    }

    private static FlatPasses<T> Make()
    {
        object passes = (typeof(T) == typeof(float)) switch
        {
            true when Vector512.IsHardwareAccelerated => new FlatPasses<float, Lanes512, Lanes512>(),
            true when Vector256.IsHardwareAccelerated => new FlatPasses<float, Lanes256, Physical256>(),
            true => new FlatPasses<float, Lanes128, Physical128>(),
            false when Vector512.IsHardwareAccelerated => new FlatPasses<double, Lanes512Double, Lanes512Double>(),
            false when Vector256.IsHardwareAccelerated => new FlatPasses<double, Lanes256Double, Physical256Double>(),
            false => new FlatPasses<double, Lanes128Double, Physical128Double>(),
        };
        return (FlatPasses<T>)passes;
    }
}

/// <summary>The passes by one kind of register: <typeparamref name="V"/> for sums, <typeparamref name="P"/> for what has no order.</summary>
internal sealed partial class FlatPasses<T, V, P> : FlatPasses<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where V : struct, ILanes<V, T>
    where P : struct, ILanes<P, T>
{
    // So many are added up in the element type before the sum goes on in double: enough to be fast, too few to lose digits.
    private const int VectorsPerSum = 16;

    public override void Update<TUpdate>(AlignedBuffer<T> target, AlignedBuffer<T> source, ReadOnlySpan<ParameterRange> ranges, ref TUpdate update)
    {
        Check(ranges, Math.Min(Math.Min(target.Length, source.Length), UpdateSize.Of(in update)));
        update = Update(ref target.Reference, ref source.Reference, ranges, update);
    }

    /// <summary>By value: the rule's numbers then stay in registers, as they do in emitted kernels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TUpdate Update<TUpdate>(ref T target, ref T source, ReadOnlySpan<ParameterRange> ranges, TUpdate update)
        where TUpdate : struct, IParameterUpdate<T>
    {
        foreach (ParameterRange range in ranges)
        {
            nint end = range.Start + range.Length;
            for (nint i = range.Start; i < end; i += P.Count)
            {
                update.Update(ref target, i, P.Load(ref source, i), end - i);
            }
        }

        return update;
    }

    public override double SumOfSquares(AlignedBuffer<T> values, ReadOnlySpan<ParameterRange> ranges)
    {
        Check(ranges, values.Length);
        double total = 0;
        var pieces = new FlatPieces(ranges, first: 0);
        while (pieces.TryNext(out ParameterRange range))
        {
            double own = 0;
            for (int from = 0; from < range.Length; from += VectorsPerSum * V.Count)
            {
                V sum = V.Zero;
                int to = Math.Min(from + VectorsPerSum * V.Count, range.Length);
                for (int i = from; i < to; i += V.Count)
                {
                    V value = V.KeepFirst(V.Load(ref values.Reference, range.Start + i), to - i, V.Zero);
                    sum.MultiplyAdd(value, value);
                }

                own += double.CreateTruncating(V.Sum(sum));
            }

            total += own;
        }

        return total;
    }

    public override double SumOfMagnitudes(AlignedBuffer<T> values, ReadOnlySpan<ParameterRange> ranges)
    {
        Check(ranges, values.Length);
        double total = 0;
        var pieces = new FlatPieces(ranges, first: 0);
        while (pieces.TryNext(out ParameterRange range))
        {
            double own = 0;
            for (int from = 0; from < range.Length; from += VectorsPerSum * V.Count)
            {
                V sum = V.Zero;
                int to = Math.Min(from + VectorsPerSum * V.Count, range.Length);
                for (int i = from; i < to; i += V.Count)
                {
                    sum += V.Abs(V.KeepFirst(V.Load(ref values.Reference, range.Start + i), to - i, V.Zero));
                }

                own += double.CreateTruncating(V.Sum(sum));
            }

            total += own;
        }

        return total;
    }
}
