using System.ComponentModel;
using System.Numerics;
using NnGen.Numerics;

namespace NnGen;

/// <summary>The passes of a network at the machine's vector width: for the library and for tools. A network itself states them at any width.</summary>
/// <remarks>These are extension methods: <c>using NnGen</c> makes them members of every network.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NetworkPasses
{
    /// <inheritdoc cref="INetwork{TSelf, T}.PredictScoresAt"/>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Rows x <see cref="NetworkInfo.InputSize"/> elements.</param>
    /// <param name="outputs">Rows x <see cref="NetworkInfo.OutputSize"/> elements, overwritten.</param>
    /// <param name="scores">As many, overwritten.</param>
    public static void PredictScores<TNetwork, T>(this INetwork<TNetwork, T> network, ReadOnlySpan<T> inputs, Span<T> outputs, Span<T> scores)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        var work = new ScoresWork<TNetwork, T> { Network = network, Inputs = inputs, Outputs = outputs, Scores = scores };
        MachineWidth<T>.Run(ref work);
    }

    /// <inheritdoc cref="INetwork{TSelf, T}.LossOfRowsAt"/>
    /// <param name="network">The network.</param>
    /// <param name="values">What the loss is a function of, row after row.</param>
    /// <param name="targets">As many targets; a label as its one-hot row.</param>
    /// <param name="losses">Room for a loss a row: of the first output for all rows, then of the next.</param>
    /// <param name="rows">The number of rows.</param>
    public static void LossOfRows<TNetwork, T>(this INetwork<TNetwork, T> network, AlignedBuffer<double> values, AlignedBuffer<double> targets, AlignedBuffer<double> losses, int rows)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        var work = new LossWork<TNetwork, T> { Network = network, Values = values, Targets = targets, Losses = losses, Rows = rows };
        MachineWidth<double>.Run(ref work);
    }

    /// <inheritdoc cref="ITrainableNetwork{TSelf, T}.RunShareAt"/>
    /// <param name="network">The network.</param>
    /// <param name="tape">A tape of it that holds a forward pass.</param>
    /// <param name="phase">The number of the phase.</param>
    /// <param name="share">What is to be done of it.</param>
    public static void RunShare<TNetwork, T>(this ITrainableNetwork<TNetwork, T> network, NetworkTape<T> tape, int phase, TrainingShare share)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        var work = new ShareWork<TNetwork, T> { Network = network, Tape = tape, Phase = phase, Share = share };
        MachineWidth<T>.Run(ref work);
    }

    /// <inheritdoc cref="ITrainableNetwork{TSelf, T}.UpdateShareAt"/>
    /// <param name="network">The network.</param>
    /// <param name="tape">A tape of it that holds a forward pass.</param>
    /// <param name="share">What is to be done.</param>
    /// <param name="update">What is done with the gradients.</param>
    public static void UpdateShare<TNetwork, T, TUpdate>(this ITrainableNetwork<TNetwork, T> network, NetworkTape<T> tape, TrainingShare share, ref TUpdate update)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IParameterUpdate<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        var work = new UpdateWork<TNetwork, T, TUpdate>(ref update) { Network = network, Tape = tape, Share = share };
        MachineWidth<T>.Run(ref work);
    }

    private readonly ref struct ScoresWork<TNetwork, T> : IWidthWork<T>
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public required INetwork<TNetwork, T> Network { get; init; }

        public required ReadOnlySpan<T> Inputs { get; init; }

        public required Span<T> Outputs { get; init; }

        public required Span<T> Scores { get; init; }

        public void Run<V, P>()
            where V : struct, ILanes<V, T>
            where P : struct, ILanes<P, T> => Network.PredictScoresAt<V, P>(Inputs, Outputs, Scores);
    }

    private readonly ref struct LossWork<TNetwork, T> : IWidthWork<double>
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public required INetwork<TNetwork, T> Network { get; init; }

        public required AlignedBuffer<double> Values { get; init; }

        public required AlignedBuffer<double> Targets { get; init; }

        public required AlignedBuffer<double> Losses { get; init; }

        public required int Rows { get; init; }

        public void Run<V, P>()
            where V : struct, ILanes<V, double>
            where P : struct, ILanes<P, double> => Network.LossOfRowsAt<V>(Values, Targets, Losses, Rows);
    }

    private readonly ref struct ShareWork<TNetwork, T> : IWidthWork<T>
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public required ITrainableNetwork<TNetwork, T> Network { get; init; }

        public required NetworkTape<T> Tape { get; init; }

        public required int Phase { get; init; }

        public required TrainingShare Share { get; init; }

        public void Run<V, P>()
            where V : struct, ILanes<V, T>
            where P : struct, ILanes<P, T> => Network.RunShareAt<V, P>(Tape, Phase, Share);
    }

    private readonly ref struct UpdateWork<TNetwork, T, TUpdate>(ref TUpdate update) : IWidthWork<T>
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IParameterUpdate<T>
    {
        private readonly ref TUpdate _update = ref update;

        public required ITrainableNetwork<TNetwork, T> Network { get; init; }

        public required NetworkTape<T> Tape { get; init; }

        public required TrainingShare Share { get; init; }

        public void Run<V, P>()
            where V : struct, ILanes<V, T>
            where P : struct, ILanes<P, T> => Network.UpdateShareAt<V, P, TUpdate>(Tape, Share, ref _update);
    }
}
