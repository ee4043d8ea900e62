using System.ComponentModel;
using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// What every emitted network offers to the trainer, to persistence and to tools, without reflection.
/// </summary>
/// <typeparam name="TSelf">The network.</typeparam>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface INetwork<TSelf, T>
    where TSelf : class, INetwork<TSelf, T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    /// <summary>The facts of the topology: shapes, parameters, loss.</summary>
    static abstract NetworkInfo Info { get; }

    /// <summary>A network with the parameters that <paramref name="seed"/> draws.</summary>
    static abstract TSelf Create(ulong seed);

    /// <summary>The seed that the parameters were drawn with.</summary>
    ulong Seed { get; }

    /// <summary>
    /// The parameters in the compiler's own layout, which <see cref="NetworkInfo.Parameters"/> describes, with padding between them that is nobody's.
    /// By name and in PyTorch's order they come from <see cref="NetworkParameters.Parameter"/> and go to <see cref="NetworkParameters.SetParameter"/>.
    /// </summary>
    AlignedBuffer<T> Parameters { get; }

    /// <summary>Computes the output of one row. Allocates nothing; any number of threads may call it at once.</summary>
    /// <param name="input">Exactly <see cref="NetworkInfo.InputSize"/> elements; several inputs side by side, in declaration order.</param>
    /// <param name="output">Exactly <see cref="NetworkInfo.OutputSize"/> elements, overwritten; several outputs side by side, in declaration order.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    void Predict(ReadOnlySpan<T> input, Span<T> output);

    /// <summary>Computes the outputs of any number of rows. Allocates nothing; any number of threads may call it at once.</summary>
    /// <param name="inputs">Rows x <see cref="NetworkInfo.InputSize"/> elements, row-major; several inputs side by side in each row.</param>
    /// <param name="outputs">Rows x <see cref="NetworkInfo.OutputSize"/> elements, overwritten; several outputs side by side in each row.</param>
    /// <exception cref="ArgumentException">A length is no multiple of the row's size, or the numbers of rows differ.</exception>
    void PredictBatch(ReadOnlySpan<T> inputs, Span<T> outputs);

    /// <summary><see cref="Predict"/> at a chosen width instead of the machine's: for tests and tools.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    void PredictAt<V, P>(ReadOnlySpan<T> input, Span<T> output)
        where V : struct, ILanes<V, T>
        where P : struct, ILanes<P, T>;

    /// <summary><see cref="PredictBatch"/> at a chosen width instead of the machine's: for tests and tools.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    void PredictBatchAt<V, P>(ReadOnlySpan<T> inputs, Span<T> outputs)
        where V : struct, ILanes<V, T>
        where P : struct, ILanes<P, T>;

    /// <summary>
    /// As <see cref="PredictBatch"/>, and beside the outputs the values that the last activation computed them from
    /// (<see cref="OutputInfo.ScoreScale"/>): for evaluation. An output without such values is given twice.
    /// </summary>
    /// <param name="inputs">Rows x <see cref="NetworkInfo.InputSize"/> elements.</param>
    /// <param name="outputs">Rows x <see cref="NetworkInfo.OutputSize"/> elements, overwritten.</param>
    /// <param name="scores">As many, overwritten.</param>
    /// <exception cref="ArgumentException">A length is no multiple of the row's size, or the numbers of rows differ.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    void PredictScoresAt<V, P>(ReadOnlySpan<T> inputs, Span<T> outputs, Span<T> scores)
        where V : struct, ILanes<V, T>
        where P : struct, ILanes<P, T>
    {
        PredictBatchAt<V, P>(inputs, outputs);
        outputs.CopyTo(scores);
    }

    /// <summary>The loss of each of some rows, or of each of their steps, before weights and reduction, in double: for evaluation.</summary>
    /// <param name="values">
    /// What the loss is a function of, row after row, of several outputs all rows of the first and then those of the next: the scores that <see cref="PredictScoresAt"/> gave where
    /// <see cref="OutputInfo.LossTakesScores"/>, else the outputs.
    /// </param>
    /// <param name="targets">As many targets; a label as its one-hot row.</param>
    /// <param name="losses">Room for a loss a row, or a step of it: of the first output for all rows, then of the next.</param>
    /// <param name="rows">The number of rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of rows is negative.</exception>
    /// <exception cref="ArgumentException">A buffer has fewer rows.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    void LossOfRowsAt<V>(AlignedBuffer<double> values, AlignedBuffer<double> targets, AlignedBuffer<double> losses, int rows)
        where V : struct, ILanes<V, double>;
}

/// <summary>A network that was emitted with training code.</summary>
/// <typeparam name="TSelf">The network.</typeparam>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ITrainableNetwork<TSelf, T> : INetwork<TSelf, T>
    where TSelf : class, ITrainableNetwork<TSelf, T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    /// <summary>A tape for batches of up to <paramref name="capacity"/> rows, over which <paramref name="team"/> computes; null for the caller's thread alone.</summary>
    static abstract NetworkTape<T> CreateTape(int capacity, ThreadTeam? team = null);

    /// <summary>A block of gradients, zero.</summary>
    static abstract NetworkGradients<T> CreateGradients();

    /// <summary>Computes the outputs and the loss of a batch, remembering on the tape what backward needs.</summary>
    /// <param name="inputs">Rows x <see cref="NetworkInfo.InputSize"/> elements, between 1 row and the tape's capacity.</param>
    /// <param name="labels">One class number a row, in [0, <see cref="NetworkInfo.OutputSize"/>); of a sequence with classes at each step <see cref="NetworkInfo.Steps"/> a row.</param>
    /// <param name="tape">A tape of this network.</param>
    /// <returns>The loss, reduced as declared.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a label is out of range.</exception>
    /// <exception cref="NotSupportedException">The network's loss takes no labels, or it has several outputs.</exception>
    T Forward(ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels, NetworkTape<T> tape) => TrainingPasses.Forward<TSelf, T>((TSelf)this, inputs, labels, tape);

    /// <summary>As the other overload, with one target a row and output.</summary>
    /// <param name="inputs">Rows x <see cref="NetworkInfo.InputSize"/> elements, between 1 row and the tape's capacity.</param>
    /// <param name="targets">Rows x <see cref="NetworkInfo.OutputSize"/> elements; those of several outputs side by side in each row.</param>
    /// <param name="tape">A tape of this network.</param>
    /// <returns>The loss, reduced as declared.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="NotSupportedException">The network's loss takes labels only.</exception>
    T Forward(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, NetworkTape<T> tape) => TrainingPasses.Forward<TSelf, T>((TSelf)this, inputs, targets, tape);

    /// <summary>Adds the gradient of the loss of the last <c>Forward</c> to <paramref name="gradients"/>.</summary>
    void Backward(NetworkTape<T> tape, NetworkGradients<T> gradients) => TrainingPasses.Backward<TSelf, T>((TSelf)this, tape, gradients);

    /// <summary>Computes the gradient of the loss of the last <c>Forward</c> and hands it, a few lanes at a time, to <paramref name="update"/>.</summary>
    /// <remarks>Each parameter's gradient is handed over exactly once, complete: summed over all rows in their order.</remarks>
    /// <exception cref="InvalidOperationException">The tape holds no forward pass.</exception>
    /// <exception cref="ArgumentException">The tape is another network's, or the update keeps numbers for fewer parameters (see <see cref="ISizedUpdate"/>).</exception>
    void Backward<TUpdate>(NetworkTape<T> tape, ref TUpdate update)
        where TUpdate : struct, IParameterUpdate<T> => TrainingPasses.Backward<TSelf, T, TUpdate>((TSelf)this, tape, ref update);

    /// <summary>The forward pass over what the tape holds already, at a chosen width: for tests and tools.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    T ForwardAt<V, P>(NetworkTape<T> tape)
        where V : struct, ILanes<V, T>
        where P : struct, ILanes<P, T> => TrainingPasses.ForwardAt<TSelf, T, V, P>((TSelf)this, tape);

    /// <summary>The backward pass at a chosen width: for tests and tools.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    void BackwardAt<V, P, TUpdate>(NetworkTape<T> tape, ref TUpdate update)
        where V : struct, ILanes<V, T>
        where P : struct, ILanes<P, T>
        where TUpdate : struct, IParameterUpdate<T> => TrainingPasses.BackwardAt<TSelf, T, V, P, TUpdate>((TSelf)this, tape, ref update);

    /// <summary>The phases of a training step, in order.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract TrainingSchedule Schedule { get; }

    /// <summary>A share of a phase of <see cref="Schedule"/>, at a chosen width.</summary>
    /// <exception cref="ArgumentException">The tape is another network's, or the share has rows that it has not.</exception>
    /// <exception cref="InvalidOperationException">The tape holds no forward pass.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    void RunShareAt<V, P>(NetworkTape<T> tape, int phase, TrainingShare share)
        where V : struct, ILanes<V, T>
        where P : struct, ILanes<P, T>;

    /// <summary>A share of the last phase, at a chosen width: gradients of parameters, which are handed to <paramref name="update"/>.</summary>
    /// <exception cref="ArgumentException">As of <see cref="RunShareAt"/>, or the update keeps numbers for fewer parameters.</exception>
    /// <exception cref="InvalidOperationException">The tape holds no forward pass.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    void UpdateShareAt<V, P, TUpdate>(NetworkTape<T> tape, TrainingShare share, ref TUpdate update)
        where V : struct, ILanes<V, T>
        where P : struct, ILanes<P, T>
        where TUpdate : struct, IParameterUpdate<T>;
}
