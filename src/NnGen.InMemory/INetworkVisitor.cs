using System.Numerics;

namespace NnGen.InMemory;

/// <summary>
/// What is to be done with a network whose type is only known once it has been compiled: <see cref="LoadedNetworks.Visit{TResult}"/> calls it with the
/// types in place, so all that follows is ordinary code.
/// </summary>
/// <typeparam name="TResult">What comes of it.</typeparam>
public interface INetworkVisitor<out TResult>
{
    /// <summary>Visits the network.</summary>
    /// <typeparam name="TNetwork">The class that was declared.</typeparam>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    TResult Visit<TNetwork, T>()
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
