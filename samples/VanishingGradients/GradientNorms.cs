using NnGen;

namespace Samples.VanishingGradients;

/// <summary>How much of the gradient reaches each layer.</summary>
internal static class GradientNorms
{
    /// <summary>The Euclidean norm of the gradient of each dense layer's weights, over all rows of the data, from the first layer to the last.</summary>
    public static double[] Of<TNetwork>(TNetwork net, Dataset<float> data)
        where TNetwork : class, ITrainableNetwork<TNetwork, float>
    {
        // Forward leaves on the tape what backward needs; backward adds up the gradients and changes no weight.
        NetworkTape<float> tape = TNetwork.CreateTape(data.Rows);
        NetworkGradients<float> gradients = TNetwork.CreateGradients();
        if (!data.TryGetContiguous(0, data.Rows, out ReadOnlySpan<float> inputs, out ReadOnlySpan<float> targets))
        {
            throw new ArgumentException("The rows of the data do not stand one after the other in memory.", nameof(data));
        }

        net.Forward(inputs, targets, tape);
        net.Backward(tape, gradients);
        IEnumerable<string> weights = TNetwork.Info.Parameters.Select(parameter => parameter.Name).Where(name => name.EndsWith(".weight", StringComparison.Ordinal));
        return [.. weights.Select(name => Norm(gradients.Parameter(name)))];
    }

    private static double Norm(float[] gradient) => Math.Sqrt(gradient.Sum(g => (double)g * g));
}
