using System.ComponentModel;
using NnGen.Numerics;

namespace NnGen;

/// <summary>
/// What a network over sequences offers that also runs step by step, <c>[Network(Streaming = true)]</c>: in an audio callback, for a sensor, for a
/// character after the other.
/// </summary>
/// <typeparam name="TSelf">The network.</typeparam>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TState">What a stream carries from step to step. New, it stands before the first step.</typeparam>
public interface IStreamingNetwork<TSelf, T, TState> : INetwork<TSelf, T>
    where TSelf : class, IStreamingNetwork<TSelf, T, TState>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    where TState : struct
{
    /// <summary>The number of elements that a step takes.</summary>
    static abstract int StepInputSize { get; }

    /// <summary>The number of elements that a step gives.</summary>
    static abstract int StepOutputSize { get; }

    /// <summary>Computes the output of one step, with the bits that the whole sequence has there. Allocates nothing.</summary>
    /// <param name="input">Exactly <see cref="StepInputSize"/> elements.</param>
    /// <param name="state">What the steps before have left; changed to what this one leaves.</param>
    /// <param name="output">Exactly <see cref="StepOutputSize"/> elements, overwritten.</param>
    /// <exception cref="ArgumentException">A span has another length, or the state has a number that is not finite.</exception>
    void Step(ReadOnlySpan<T> input, ref TState state, Span<T> output);

    /// <summary>Computes the outputs of one step of many streams. Allocates nothing.</summary>
    /// <param name="inputs">The inputs of the streams, one after the other.</param>
    /// <param name="states">The state of each; changed.</param>
    /// <param name="outputs">The outputs of the streams, overwritten.</param>
    /// <exception cref="ArgumentException">The numbers of streams differ, or a state has a number that is not finite.</exception>
    void StepBatch(ReadOnlySpan<T> inputs, Span<TState> states, Span<T> outputs);

    /// <summary><see cref="StepBatch"/> at a chosen width instead of the machine's: for tests and tools.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    void StepBatchAt<V, P>(ReadOnlySpan<T> inputs, Span<TState> states, Span<T> outputs)
        where V : struct, ILanes<V, T>
        where P : struct, ILanes<P, T>;
}
