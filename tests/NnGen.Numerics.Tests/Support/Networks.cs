using System.Numerics;

namespace NnGen.Numerics.Tests.Support;

/// <summary>Makes networks for tests.</summary>
internal static class Networks
{
    /// <summary>A network whose biases are not zero, as a trained one's: an initialiser would leave additions untested.</summary>
    public static TNetwork WithBiases<TNetwork, T>(ulong seed)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TNetwork network = TNetwork.Create(seed);
        var random = new Random((int)seed);
        foreach (ParameterInfo bias in TNetwork.Info.Parameters.Where(parameter => parameter.Shape.Count == 1))
        {
            // A variance is positive, and nothing is divided by a scale of almost 0.
            bool isPositive = bias.Name.EndsWith(".running_var", StringComparison.Ordinal) || bias.Name.EndsWith(".scale", StringComparison.Ordinal);
            double least = isPositive ? 0.1 : -0.5;
            T[] values = [.. Enumerable.Range(0, ParameterLayout.Count(bias)).Select(_ => T.CreateTruncating(random.NextDouble() + least))];
            ParameterLayout.Import<T>(bias, values, network.Parameters.Span);
        }

        return network;
    }
}
