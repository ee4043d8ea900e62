using System.Numerics;

namespace NnGen;

/// <summary>What the threads of a <see cref="ThreadTeam"/> do together. Made once and used for each step, so that a step allocates nothing.</summary>
internal abstract class SharedPass
{
    /// <summary>Does some chunks. Shares of a pass may run at once; they do not depend on each other.</summary>
    /// <param name="thread">The number of the thread; 0 for the caller's.</param>
    /// <param name="first">The first chunk.</param>
    /// <param name="end">The chunk behind the last.</param>
    public abstract void Run(int thread, int first, int end);
}

/// <summary>A pass over rows, of which a chunk has some.</summary>
internal abstract class SharedRows : SharedPass
{
    /// <summary>The number of rows.</summary>
    public int Rows { get; set; }

    /// <summary>The rows of a chunk; the last one has those that are left.</summary>
    public int RowsOfChunk { get; set; }

    public sealed override void Run(int thread, int first, int end)
    {
        int firstRow = first * RowsOfChunk;
        Run(firstRow, Math.Min(Rows, end * RowsOfChunk) - firstRow);
    }

    /// <summary>Does some rows.</summary>
    protected abstract void Run(int firstRow, int rows);
}

/// <summary>A phase of training by rows.</summary>
internal sealed class SharedPhase<TNetwork, T> : SharedRows
    where TNetwork : class, ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public TNetwork Network { get; set; } = null!;

    public NetworkTape<T> Tape { get; set; } = null!;

    public int Phase { get; set; }

    protected override void Run(int firstRow, int rows) => Network.RunShare(Tape, Phase, TrainingShare.OfRows(firstRow, rows));
}

/// <summary>A phase of training by chunks of the parameters, which changes none of them.</summary>
internal sealed class SharedChunks<TNetwork, T> : SharedPass
    where TNetwork : class, ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public TNetwork Network { get; set; } = null!;

    public NetworkTape<T> Tape { get; set; } = null!;

    public int Phase { get; set; }

    public override void Run(int thread, int first, int end) => Network.RunShare(Tape, Phase, TrainingShare.OfChunks(first, end));
}

/// <summary>The gradients of the parameters. Each thread has an update of its own.</summary>
internal sealed class SharedUpdate<TNetwork, T, TUpdate> : SharedPass
    where TNetwork : class, ITrainableNetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TUpdate : struct, IParameterUpdate<T>
{
    private TUpdate[] _updates = [];

    public TNetwork Network { get; set; } = null!;

    public NetworkTape<T> Tape { get; set; } = null!;

    /// <summary>What the caller's thread made of the update; what others write into its fields is lost.</summary>
    public TUpdate Update => _updates[0];

    /// <summary>Gives each thread a copy of an update.</summary>
    public void Copy(in TUpdate update, int threads)
    {
        if (_updates.Length < threads)
        {
            _updates = new TUpdate[threads];
        }

        _updates.AsSpan().Fill(update);
    }

    public override void Run(int thread, int first, int end) => Network.UpdateShare(Tape, TrainingShare.OfChunks(first, end), ref _updates[thread]);
}

/// <summary>The copy of a batch's inputs to a tape: each thread the rows that it computes with.</summary>
internal sealed unsafe class SharedCopy : SharedRows
{
    /// <summary>Fewer bytes are not worth handing over.</summary>
    private const int MinBytes = 8 * 1024;

    private byte* From { get; set; }

    private byte* To { get; set; }

    private long BytesPerRow { get; set; }

    /// <summary>Copies rows.</summary>
    /// <param name="team">Who copies; null for the caller's thread alone.</param>
    /// <param name="source">The rows.</param>
    /// <param name="destination">Room for as many.</param>
    /// <param name="rows">How many they are, at least 1.</param>
    public static void Run<T>(ThreadTeam? team, ReadOnlySpan<T> source, Span<T> destination, int rows)
        where T : unmanaged
    {
        long bytes = source.Length / rows * (long)sizeof(T);
        if (team is null || rows * bytes < 2 * MinBytes)
        {
            source.CopyTo(destination);
            return;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(source.Length, destination.Length);
        fixed (T* from = source, to = destination)
        {
            SharedCopy pass = team.PassOf<SharedCopy>();
            pass.From = (byte*)from;
            pass.To = (byte*)to;
            pass.BytesPerRow = bytes;
            team.RunRows(pass, rows, (int)Math.Max(1, MinBytes / bytes));
        }
    }

    protected override void Run(int firstRow, int rows)
    {
        long first = firstRow * BytesPerRow;
        long count = rows * BytesPerRow;
        Buffer.MemoryCopy(From + first, To + first, count, count);
    }
}

/// <summary>The gathering of a batch's inputs from a dataset to a tape: each thread the rows that it computes with.</summary>
internal sealed class SharedGather<T>(Dataset<T> data, int[] order, NetworkTape<T> tape) : SharedRows
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The first row of the batch in the order.</summary>
    public int First { get; set; }

    protected override void Run(int firstRow, int rows) => data.CopyInputs(
        order.AsSpan(First + firstRow, rows),
        tape.InputRoom.Slice(firstRow * data.InputSize, rows * data.InputSize));
}
