using System.ComponentModel;

namespace NnGen;

/// <summary>The facts of a network by its type.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NetworkFacts
{
    /// <summary>The facts that <typeparamref name="TNetwork"/> states of itself.</summary>
    public static NetworkInfo Of<TNetwork, T>()
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => TNetwork.Info;
}
