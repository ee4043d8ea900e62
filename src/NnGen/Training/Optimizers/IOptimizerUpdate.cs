namespace NnGen;

/// <summary>
/// The rule of an optimizer: what a step does with each gradient, and what changes from step to step. Together with
/// <see cref="OptimizerState{T}.From{TUpdate}"/> this is all that an optimizer of one's own needs.
/// </summary>
/// <remarks>
/// Implemented by structs, so that <see cref="IParameterUpdate{T}.Update{V}"/> is compiled into the network's backward kernels.
/// What a step depends on is its number, its rate and the slots, nothing else: a run that is resumed begins with a fresh struct, refilled
/// slots and the next step's number. Layers that have rates of their own call <see cref="BeginStep"/> several times for one step.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public interface IOptimizerUpdate<T> : IParameterUpdate<T>
    where T : unmanaged
{
    /// <summary>The numbers that the rule keeps for each parameter; none by default. The same buffers in the same order each time.</summary>
    IReadOnlyList<OptimizerSlot<T>> Slots => [];

    /// <summary>Prepares the numbers of a step: its rate, bias corrections.</summary>
    /// <param name="step">The number of the step, counted from 1.</param>
    /// <param name="rate">The learning rate of this step.</param>
    void BeginStep(long step, double rate);
}
