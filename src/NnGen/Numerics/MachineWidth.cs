using System.Numerics;
using System.Runtime.Intrinsics;

namespace NnGen.Numerics;

/// <summary>What is compiled for each vector width and runs at the machine's.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface IWidthWork<T>
    where T : unmanaged
{
    /// <summary>Runs at a width.</summary>
    /// <typeparam name="V">The logical vector of that width.</typeparam>
    /// <typeparam name="P">Its register.</typeparam>
    void Run<V, P>()
        where V : struct, ILanes<V, T>
        where P : struct, ILanes<P, T>;
}

/// <summary>
/// The vector width of the machine, by which all passes of a network run but the predictions that its own class begins: the only place that asks
/// which it is. The question is a constant to the JIT, and work is a struct, so nothing is allocated and Native AOT compiles it ahead.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal abstract class MachineWidth<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static MachineWidth<T> Widest { get; } = typeof(T) == typeof(float) ? (MachineWidth<T>)(object)new MachineWidthOfSingles()
        : typeof(T) == typeof(double) ? (MachineWidth<T>)(object)new MachineWidthOfDoubles()
        : throw new NotSupportedException($"Networks compute in float or double, not in {typeof(T)}.");

    /// <summary>Runs work at the machine's width.</summary>
    public static void Run<TWork>(ref TWork work)
        where TWork : struct, IWidthWork<T>, allows ref struct => Widest.RunWidest(ref work);

    /// <summary>Runs work at the machine's width of one element type.</summary>
    protected abstract void RunWidest<TWork>(ref TWork work)
        where TWork : struct, IWidthWork<T>, allows ref struct;
}

/// <summary>The width of floats.</summary>
internal sealed class MachineWidthOfSingles : MachineWidth<float>
{
    protected override void RunWidest<TWork>(ref TWork work)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            work.Run<Lanes512, Lanes512>();
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            work.Run<Lanes256, Physical256>();
        }
        else
        {
            work.Run<Lanes128, Physical128>();
        }
    }
}

/// <summary>The width of doubles.</summary>
internal sealed class MachineWidthOfDoubles : MachineWidth<double>
{
    protected override void RunWidest<TWork>(ref TWork work)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            work.Run<Lanes512Double, Lanes512Double>();
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            work.Run<Lanes256Double, Physical256Double>();
        }
        else
        {
            work.Run<Lanes128Double, Physical128Double>();
        }
    }
}
