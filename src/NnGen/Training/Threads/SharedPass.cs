using System.Numerics;

namespace NnGen;

/// <summary>What the threads of a <see cref="TrainingPair"/> do together. Made once and used for each step, so that a step allocates nothing.</summary>
internal abstract class SharedPass
{
    /// <summary>Does a share. The two shares of a pass may run at once; they do not depend on each other.</summary>
    public abstract void Run(TrainingShare share);
}

/// <summary>The passes that go by rows, and what they need of the parameters.</summary>
internal sealed class SharedRows<TNetwork, T> : SharedPass
    where TNetwork : class, ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public TNetwork Network { get; set; } = null!;

    public NetworkTape<T> Tape { get; set; } = null!;

    public TrainingPhase Phase { get; set; }

    public int Part { get; set; }

    public override void Run(TrainingShare share) => Network.RunShare(Tape, Phase, Part, share);
}

/// <summary>The gradients of the parameters. Each thread has an update of its own.</summary>
internal sealed class SharedParameters<TNetwork, T, TUpdate> : SharedPass
    where TNetwork : class, ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TUpdate : struct, IParameterUpdate<T>
{
    private TUpdate _first;
    private TUpdate _second;

    public TNetwork Network { get; set; } = null!;

    public NetworkTape<T> Tape { get; set; } = null!;

    /// <summary>The update; what the second thread writes into its fields is lost.</summary>
    public TUpdate Update
    {
        get => _first;
        set
        {
            _first = value;
            _second = value;
        }
    }

    public override void Run(TrainingShare share) => Network.UpdateShare(Tape, share, ref share.HasFirstHalf ? ref _first : ref _second);
}

/// <summary>The copy of a batch's inputs to a tape: each thread the rows that it computes with.</summary>
internal sealed unsafe class SharedCopy : SharedPass
{
    public byte* From { get; set; }

    public byte* To { get; set; }

    public long BytesPerRow { get; set; }

    public override void Run(TrainingShare share)
    {
        long first = share.FirstRow * BytesPerRow;
        long count = share.Rows * BytesPerRow;
        Buffer.MemoryCopy(From + first, To + first, count, count);
    }
}

/// <summary>The gathering of a batch's inputs from a dataset to a tape: each thread the rows that it computes with.</summary>
internal sealed class SharedGather<T>(Dataset<T> data, int[] order, NetworkTape<T> tape) : SharedPass
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The first row of the batch in the order.</summary>
    public int First { get; set; }

    public override void Run(TrainingShare share) => data.CopyInputs(
        order.AsSpan(First + share.FirstRow, share.Rows),
        tape.InputRoom.Slice(share.FirstRow * data.InputSize, share.Rows * data.InputSize));
}
