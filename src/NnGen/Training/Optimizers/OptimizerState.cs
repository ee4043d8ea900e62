using System.Numerics;

namespace NnGen;

/// <summary>
/// What an optimizer keeps for one network in training: its numbers in the element type and the slots of every parameter (velocity, moments).
/// Serves one network and one thread at a time.
/// </summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class OptimizerState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many steps were done.</summary>
    public long Steps { get; protected set; }

    /// <summary>The numbers kept for each parameter, by name: what a checkpoint saves and refills.</summary>
    public abstract IReadOnlyList<OptimizerSlot<T>> Slots { get; }

    /// <summary>The facts of the network that <see cref="Optimizer.Bind{T}"/> made the state for; null where something else made it.</summary>
    public NetworkInfo? Info { get; internal set; }

    /// <summary>The threads that share out <c>Apply</c>, which goes over whole gradients; null for the caller's alone. The bits are the same.</summary>
    public ThreadTeam? Team { get; set; }

    /// <summary>What a slot holds for one parameter, in PyTorch's order, in an array of its own.</summary>
    /// <param name="slot">The slot's name, such as <c>velocity</c>; <see cref="Slots"/> has all.</param>
    /// <param name="name">The parameter's name, such as <c>dense1.weight</c>.</param>
    /// <exception cref="ArgumentException">There is no such slot or no such parameter; the message lists those there are.</exception>
    /// <exception cref="InvalidOperationException"><see cref="Optimizer.Bind{T}"/> has not made the state, so nothing tells where parameters lie.</exception>
    public T[] Parameter(string slot, string name) => ParameterLayout.Export<T>(Facts.Parameter(name), Slot(slot).Values.Span);

    /// <summary>Sets what a slot holds for one parameter, from PyTorch's order.</summary>
    /// <param name="slot">The slot's name, such as <c>velocity</c>.</param>
    /// <param name="name">The parameter's name, such as <c>dense1.weight</c>.</param>
    /// <param name="values">As many as the parameter has elements, all of them finite.</param>
    /// <exception cref="ArgumentException">There is no such slot or no such parameter, or the values do not fit; the message says why.</exception>
    /// <exception cref="InvalidOperationException"><see cref="Optimizer.Bind{T}"/> has not made the state.</exception>
    public void SetParameter(string slot, string name, ReadOnlySpan<T> values) => ParameterValues.Set(Facts, name, values, Slot(slot).Values.Span);

    /// <summary>Goes on after so many steps; the slots were refilled with what they held then.</summary>
    /// <param name="steps">The steps done, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is negative.</exception>
    public virtual void Restore(long steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        Steps = steps;
    }

    /// <summary>Computes the gradient of the last <c>Forward</c> and changes the parameters by it. Must not allocate.</summary>
    /// <param name="network">The network whose <see cref="NetworkInfo"/> the state was made for.</param>
    /// <param name="tape">A tape of that network, after <c>Forward</c>.</param>
    /// <param name="rate">The learning rate of this step.</param>
    /// <exception cref="ArgumentException">The state was made for another network.</exception>
    public abstract void Step<TNetwork>(TNetwork network, NetworkTape<T> tape, double rate)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>;

    /// <summary>Computes the gradient that follows from one at the output of the last <c>Forward</c>, and changes the parameters by it.</summary>
    /// <param name="network">The network whose <see cref="NetworkInfo"/> the state was made for.</param>
    /// <param name="outputGradient">The derivative of what is to become small by each output; see <see cref="OutputGradients"/>.</param>
    /// <param name="tape">A tape of that network, after <c>Forward</c>.</param>
    /// <param name="rate">The learning rate of this step.</param>
    /// <exception cref="ArgumentException">The gradient has another length.</exception>
    /// <exception cref="InvalidOperationException"><c>Forward</c> was not called with the tape.</exception>
    /// <exception cref="NotSupportedException">Nothing that learns has a gradient from the output.</exception>
    public void Step<TNetwork>(TNetwork network, ReadOnlySpan<T> outputGradient, NetworkTape<T> tape, double rate)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(tape);
        tape.SetOutputGradient(outputGradient);
        try
        {
            Step(network, tape, rate);
        }
        finally
        {
            tape.HasOutputGradient = false;
        }
    }

    /// <summary>
    /// Changes the parameters by a gradient that is known already: what <c>Step</c> does where something has to be done to the whole
    /// gradient first. From the same gradient both make the same bits. Must not allocate after the first call.
    /// </summary>
    /// <param name="network">The network whose <see cref="NetworkInfo"/> the state was made for.</param>
    /// <param name="gradients">The gradient.</param>
    /// <param name="rate">The learning rate of this step.</param>
    /// <exception cref="ArgumentException">The state was made for another network.</exception>
    public abstract void Apply<TNetwork>(TNetwork network, NetworkGradients<T> gradients, double rate)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>;

    private NetworkInfo Facts => Info ?? throw new InvalidOperationException("The state was not made by Optimizer.Bind, so nothing tells where the parameters of its slots lie.");

    private OptimizerSlot<T> Slot(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Slots.FirstOrDefault(slot => slot.Name == name)
            ?? throw new ArgumentException($"The optimizer keeps no '{name}'. {NearestName.Advice(name, [.. Slots.Select(slot => slot.Name)])}", nameof(name));
    }

    /// <summary>The state of an optimizer whose whole rule is an update struct: a step is one call of <c>Backward(tape, ref update)</c>.</summary>
    /// <param name="update">The rule with its slots; <see cref="IOptimizerUpdate{T}.BeginStep"/> is called before each step.</param>
    public static OptimizerState<T> From<TUpdate>(TUpdate update)
        where TUpdate : struct, IOptimizerUpdate<T>
        => new UpdateState<T, TUpdate>(update);
}
