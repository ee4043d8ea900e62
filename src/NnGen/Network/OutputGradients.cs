using System.Numerics;

namespace NnGen;

/// <summary>Training by a loss of one's own: a forward pass without targets, and a backward pass from a gradient at the output.</summary>
/// <remarks>
/// <para>
/// Whatever is wanted of the outputs, its derivative by them is all that the backward pass needs: a term added to a loss, a critic that judges
/// what a generator makes, the return of an action. The network's own loss is left out; its last activation is not.
/// </para>
/// <code>
/// TapeRows&lt;float&gt; outputs = net.Forward(inputs, tape);
/// for (int row = 0; row &lt; outputs.Rows; row++)
/// {
///     gradient[row] = 2 * (outputs[row][0] - targets[row]) / outputs.Rows;   // of the mean squared error
/// }
///
/// gradients.Clear();
/// net.Backward(gradient, tape, gradients);
/// state.Apply(net, gradients, rate: 0.01);
/// </code>
/// <para>
/// Policy gradients, such as REINFORCE (Williams, 1992), raise the logarithm of the probability of what was done by its advantage A, which may be
/// negative where the weights of rows may not. From logits z of which action a was drawn, with p = softmax(z), the gradient at the output is
/// <c>(p_j - [j = a]) * A / rows</c>; of a network that ends with <c>[Softmax]</c> it is <c>-A / (p_a * rows)</c> at a and 0 elsewhere. The sample
/// <c>CartPole</c> does this.
/// </para>
/// <para>These are extension methods: <c>using NnGen</c> makes them members of every network that trains.</para>
/// </remarks>
public static class OutputGradients
{
    /// <summary>
    /// Computes the outputs of a batch as in training, with dropout and statistics of the batch, and remembers on the tape what backward needs.
    /// There are no targets, so <see cref="Backward{TNetwork, T}"/> with a gradient at the output must follow, not that of the loss. Allocates nothing
    /// after the tape's first call.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Rows x <see cref="NetworkInfo.InputSize"/> elements, between 1 row and the tape's capacity; several inputs side by side in each row.</param>
    /// <param name="tape">A tape of this network.</param>
    /// <returns>The outputs, several side by side: a view of <see cref="NetworkTape{T}.Output"/>.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or the tape is another network's.</exception>
    public static TapeRows<T> Forward<TNetwork, T>(this ITrainableNetwork<TNetwork, T> network, ReadOnlySpan<T> inputs, NetworkTape<T> tape)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(tape);
        int rows = Math.Min(inputs.Length / TNetwork.Info.InputSize, tape.Capacity);
        if (TNetwork.Info.Targets.HasFlag(TargetKind.Values))
        {
            network.Forward(inputs, tape.NoTargets(rows * TNetwork.Info.OutputSize), tape);
        }
        else
        {
            network.Forward(inputs, tape.NoLabels(rows), tape);
        }

        return tape.Output;
    }

    /// <summary>
    /// Adds the gradient that follows from one at the output to <paramref name="gradients"/>, instead of the loss's. Allocates nothing. The gradient of
    /// the inputs is then on the tape, where the network is declared with <c>InputGradient = true</c>.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="outputGradient">
    /// The derivative of what is to become small by each output of the last <c>Forward</c>: rows x <see cref="NetworkInfo.OutputSize"/> elements, several
    /// outputs side by side. It is
    /// taken as it is: a mean over the rows is for the caller to divide, and the rows' weights in the loss do not count.
    /// </param>
    /// <param name="tape">The tape after <c>Forward</c>.</param>
    /// <param name="gradients">Gradients of this network, which are added to.</param>
    /// <exception cref="ArgumentException">The length is another, or tape or gradients are another network's.</exception>
    /// <exception cref="InvalidOperationException"><c>Forward</c> was not called with the tape.</exception>
    /// <exception cref="NotSupportedException">Nothing that learns has a gradient from the output: the network ends with a step, or has no parameters.</exception>
    public static void Backward<TNetwork, T>(this ITrainableNetwork<TNetwork, T> network, ReadOnlySpan<T> outputGradient, NetworkTape<T> tape, NetworkGradients<T> gradients)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(tape);
        tape.SetOutputGradient(outputGradient);
        try
        {
            network.Backward(tape, gradients);
        }
        finally
        {
            tape.HasOutputGradient = false;
        }
    }

    /// <summary>As the other overload, and hands the gradient to <paramref name="update"/>, which is compiled into the kernels.</summary>
    /// <inheritdoc cref="Backward{TNetwork, T}(ITrainableNetwork{TNetwork, T}, ReadOnlySpan{T}, NetworkTape{T}, NetworkGradients{T})"/>
    /// <param name="network">The network.</param>
    /// <param name="outputGradient">The derivative of what is to become small by each output of the last <c>Forward</c>.</param>
    /// <param name="tape">The tape after <c>Forward</c>.</param>
    /// <param name="update">Takes the gradient, each parameter's once and complete.</param>
    public static void Backward<TNetwork, T, TUpdate>(this ITrainableNetwork<TNetwork, T> network, ReadOnlySpan<T> outputGradient, NetworkTape<T> tape, ref TUpdate update)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IParameterUpdate<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(tape);
        tape.SetOutputGradient(outputGradient);
        try
        {
            network.Backward(tape, ref update);
        }
        finally
        {
            tape.HasOutputGradient = false;
        }
    }
}
