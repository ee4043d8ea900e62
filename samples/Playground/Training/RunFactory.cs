using System.Numerics;
using NnGen;
using NnGen.InMemory;
using Samples.Playground.Data;
using Samples.Playground.Declarations;

namespace Samples.Playground.Training;

/// <summary>Makes the run of a network whose class has just been compiled.</summary>
internal sealed class RunFactory(PointData data, TrainingSettings settings, IReadOnlyList<double> dropoutRates) : INetworkVisitor<INetworkRun>
{
    /// <inheritdoc/>
    public INetworkRun Visit<TNetwork, T>()
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new NetworkRun<TNetwork, T>(data, settings, dropoutRates);
}
