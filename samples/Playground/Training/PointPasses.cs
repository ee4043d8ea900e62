namespace Samples.Playground.Training;

/// <summary>The forward and the backward pass over one point. Immutable.</summary>
/// <param name="X">Its place.</param>
/// <param name="Y">Its place.</param>
/// <param name="Target">What is to be told of it.</param>
/// <param name="Inputs">What the network takes of it.</param>
/// <param name="Neurons">The neurons in order.</param>
/// <param name="Outputs">What the network says.</param>
/// <param name="Targets">What it should say.</param>
/// <param name="Loss">The loss of this point.</param>
/// <param name="Weights">The weights and biases that all was computed with, as <see cref="INetworkRun.Weights"/> has them.</param>
internal sealed record PointPasses(
    double X, double Y, double Target, double[] Inputs, IReadOnlyList<NeuronPasses> Neurons, double[] Outputs, double[] Targets, double Loss, float[] Weights);

/// <summary>A neuron of those passes.</summary>
/// <param name="Sum">in_j.</param>
/// <param name="Output">a_j.</param>
/// <param name="Delta">The derivative of the loss by in_j; null where no weight of the neuron tells it.</param>
internal sealed record NeuronPasses(double Sum, double Output, double? Delta);
