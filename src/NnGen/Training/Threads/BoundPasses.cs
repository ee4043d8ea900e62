using System.Numerics;
using NnGen.Numerics;

namespace NnGen;

/// <summary>Hands the gradients of some parameters to an update.</summary>
internal delegate void UpdatePass<T, TUpdate>(NetworkTape<T> tape, TrainingShare share, ref TUpdate update)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TUpdate : struct, IParameterUpdate<T>;

/// <summary>
/// The passes of one network at the machine's width, found once. They are generic methods of an interface: the runtime looks such a method up at each
/// call, twice as these are reached through the choice of the width, and that is a third of a step of 2-2-1.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class BoundPasses<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly object _network;
    private readonly List<Delegate> _updates = [];

    private BoundPasses(object network, Action<NetworkTape<T>, int, TrainingShare> run)
    {
        _network = network;
        Run = run;
    }

    /// <summary>A share of a numbered phase.</summary>
    public Action<NetworkTape<T>, int, TrainingShare> Run { get; }

    /// <summary>The passes of a network.</summary>
    public static BoundPasses<T> Of<TNetwork>(TNetwork network)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
    {
        var work = new BindRun<TNetwork> { Network = network };
        MachineWidth<T>.Run(ref work);
        return new BoundPasses<T>(network, work.Bound!);
    }

    /// <summary>Whether these are the passes of a network.</summary>
    public bool AreOf(object network) => ReferenceEquals(_network, network);

    /// <summary>The gradients of the parameters, for a kind of update: a run has few of them, which may take turns.</summary>
    public UpdatePass<T, TUpdate> Update<TNetwork, TUpdate>(TNetwork network)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where TUpdate : struct, IParameterUpdate<T>
    {
        foreach (Delegate update in _updates)
        {
            if (update is UpdatePass<T, TUpdate> known)
            {
                return known;
            }
        }

        var work = new BindUpdate<TNetwork, TUpdate> { Network = network };
        MachineWidth<T>.Run(ref work);
        _updates.Add(work.Bound!);
        return work.Bound!;
    }

    private struct BindRun<TNetwork> : IWidthWork<T>
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
    {
        public required TNetwork Network { get; init; }

        public Action<NetworkTape<T>, int, TrainingShare>? Bound { get; private set; }

        public void Run<V, P>()
            where V : struct, ILanes<V, T>
            where P : struct, ILanes<P, T> => Bound = Network.RunShareAt<V, P>;
    }

    private struct BindUpdate<TNetwork, TUpdate> : IWidthWork<T>
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where TUpdate : struct, IParameterUpdate<T>
    {
        public required TNetwork Network { get; init; }

        public UpdatePass<T, TUpdate>? Bound { get; private set; }

        public void Run<V, P>()
            where V : struct, ILanes<V, T>
            where P : struct, ILanes<P, T> => Bound = Network.UpdateShareAt<V, P, TUpdate>;
    }
}
