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

    private static FlatPasses<T> Make()
    {
        object passes = (typeof(T) == typeof(float)) switch
        {
            true when Vector512.IsHardwareAccelerated => new FlatPasses<float, Lanes512>(),
            true when Vector256.IsHardwareAccelerated => new FlatPasses<float, Physical256>(),
            true => new FlatPasses<float, Physical128>(),
            false when Vector512.IsHardwareAccelerated => new FlatPasses<double, Lanes512Double>(),
            false when Vector256.IsHardwareAccelerated => new FlatPasses<double, Physical256Double>(),
            false => new FlatPasses<double, Physical128Double>(),
        };
        return (FlatPasses<T>)passes;
    }
}

/// <summary>The passes by one kind of register.</summary>
internal sealed class FlatPasses<T, V> : FlatPasses<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where V : struct, ILanes<V, T>
{
    public override void Update<TUpdate>(AlignedBuffer<T> target, AlignedBuffer<T> source, ReadOnlySpan<ParameterRange> ranges, ref TUpdate update)
        => update = Update(ref target.Reference, ref source.Reference, ranges, update);

    /// <summary>By value: the rule's numbers then stay in registers, as they do in emitted kernels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TUpdate Update<TUpdate>(ref T target, ref T source, ReadOnlySpan<ParameterRange> ranges, TUpdate update)
        where TUpdate : struct, IParameterUpdate<T>
    {
        foreach (ParameterRange range in ranges)
        {
            nint end = range.Start + range.Length;
            for (nint i = range.Start; i < end; i += V.Count)
            {
                update.Update(ref target, i, V.Load(ref source, i), end - i);
            }
        }

        return update;
    }
}
