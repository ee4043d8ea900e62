namespace NnGen;

/// <summary>
/// The rule of an optimizer: what a step does with each gradient, and what changes from step to step. Together with
/// <see cref="OptimizerState{T}.From{TUpdate}"/> this is all that an optimizer of one's own needs.
/// </summary>
/// <remarks>Implemented by structs, so that <see cref="IParameterUpdate{T}.Update{V}"/> is compiled into the network's backward kernels.</remarks>
/// <typeparam name="T">The element type.</typeparam>
public interface IOptimizerUpdate<T> : IParameterUpdate<T>
    where T : unmanaged
{
    /// <summary>Prepares the numbers of a step: bias corrections, a rate that falls.</summary>
    /// <param name="step">The number of the step, counted from 1.</param>
    void BeginStep(long step);
}
