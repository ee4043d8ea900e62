namespace Samples.Playground.Training;

/// <summary>A layer of neurons as it is drawn. Immutable.</summary>
/// <param name="Name">The layer's name, such as <c>dense1</c>.</param>
/// <param name="FirstNeuron">The number of its first neuron; inputs are counted first, from 0 on.</param>
/// <param name="Units">How many neurons it has.</param>
/// <param name="Activation">What follows each of them, such as <c>Tanh</c>; empty where nothing does.</param>
/// <param name="OutputNode">The node that has their outputs a_j.</param>
/// <param name="HasBias">Whether they have a bias.</param>
/// <param name="Sources">For each number that a neuron takes the neurons, or inputs, that it comes from: one, or those that were joined.</param>
internal sealed record DenseLayer(string Name, int FirstNeuron, int Units, string Activation, string OutputNode, bool HasBias, int[][] Sources)
{
    /// <summary>The name of its weight.</summary>
    public string WeightName => Name + ".weight";

    /// <summary>The name of its bias.</summary>
    public string BiasName => Name + ".bias";
}
