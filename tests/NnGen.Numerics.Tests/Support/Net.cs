using System.Numerics;

namespace NnGen.Numerics.Tests.Support;

/// <summary>Something that is done with an emitted network of either precision.</summary>
public interface INetAction
{
    /// <summary>Does it.</summary>
    void Run<TNetwork, T>()
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>An emitted network as a value, so that tests can go through all of them without reflection.</summary>
public abstract class Net
{
    /// <summary>The class.</summary>
    public abstract Type Type { get; }

    /// <summary>The class's name.</summary>
    public string Name => Type.Name;

    /// <summary>Whether its elements are doubles.</summary>
    public abstract bool IsDouble { get; }

    /// <summary>The facts of its topology.</summary>
    public abstract NetworkInfo Info { get; }

    /// <summary>Whether all inputs may be any numbers, and are no classes, lengths or masks.</summary>
    public bool TakesAnyNumbers => Info.Inputs.All(input => input.IsDifferentiable);

    /// <summary>Whether training drops numbers within a layer, which is no dropout of its own.</summary>
    public bool DropsInside => Declarations.Of(Type).Nodes.Any(node => node["Dropout"] is double);

    /// <summary>The network in one value.</summary>
    public static Net Of<TNetwork, T>()
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new Typed<TNetwork, T>();

    /// <summary>Does something with it.</summary>
    public abstract void Accept(INetAction action);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private sealed class Typed<TNetwork, T> : Net
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public override Type Type => typeof(TNetwork);

        public override bool IsDouble => typeof(T) == typeof(double);

        public override NetworkInfo Info => TNetwork.Info;

        public override void Accept(INetAction action) => action.Run<TNetwork, T>();
    }
}
