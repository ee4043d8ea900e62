using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>A network's parameters by name, in PyTorch's order, and whole networks copied.</summary>
/// <remarks>
/// These are extension methods: <c>using NnGen</c> makes them members of every network, emitted or taken as a type parameter.
/// <code>
/// float[] weight = net.Parameter("dense1.weight");           // [out, in], row after row
/// net.SetParameter("dense1.bias", [0.1f, 0.2f, -0.3f]);
/// IReadOnlyList&lt;int&gt; shape = DigitNet.Info.Parameter("dense1.weight").Shape;
/// DigitNet copy = net.Clone();
/// copy.CopyFrom(net);
/// </code>
/// </remarks>
public static class NetworkParameters
{
    /// <summary>The values of a parameter in PyTorch's order, row-major over its canonical shape, in an array of their own.</summary>
    /// <param name="network">The network.</param>
    /// <param name="name">The parameter's name, such as <c>dense1.weight</c>; <see cref="NetworkInfo.Parameters"/> lists them with their shapes.</param>
    /// <returns>The weight of a dense layer as [out, in]: the weights of its first output come first. 0 where a mask leaves a connection out.</returns>
    /// <exception cref="ArgumentException">The network has no parameter of that name; the message lists those that it has.</exception>
    public static T[] Parameter<TNetwork, T>(this INetwork<TNetwork, T> network, string name)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        return ParameterLayout.Export<T>(TNetwork.Info.Parameter(name), network.Parameters.Span);
    }

    /// <summary>Sets a parameter to values in PyTorch's order. Where anything is wrong with them, nothing changes.</summary>
    /// <param name="network">The network.</param>
    /// <param name="name">The parameter's name, such as <c>dense1.weight</c>.</param>
    /// <param name="values">As many as the parameter has elements, row-major over its canonical shape, all of them finite.</param>
    /// <exception cref="ArgumentException">
    /// The network has no parameter of that name, the number of values is another, one is NaN or infinite, or one is not 0 where a mask leaves the
    /// connection out; the message says which.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread.</exception>
    public static void SetParameter<TNetwork, T>(this INetwork<TNetwork, T> network, string name, ReadOnlySpan<T> values)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ParameterAccess.CheckFree(network.Parameters, TNetwork.Info.Name, "given parameters");
        ParameterValues.Set(TNetwork.Info, name, values, network.Parameters.Span);
    }

    /// <summary>A network of the same kind with the same parameters, running statistics, scalers and scales of records, and the same <see cref="INetwork{TSelf, T}.Seed"/>.</summary>
    /// <param name="network">The network. Not to be changed by another thread meanwhile.</param>
    public static TNetwork Clone<TNetwork, T>(this INetwork<TNetwork, T> network)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        TNetwork clone = TNetwork.Create(network.Seed);
        network.Parameters.Span.CopyTo(clone.Parameters.Span);
        CopyEncoding(network, clone);
        return clone;
    }

    /// <summary>
    /// Gives the network the parameters, running statistics and scalers of another of its kind. Allocates nothing. A prediction that runs at
    /// the same time on another thread may see some of either: to swap networks under running predictions, swap the reference to a <see cref="Clone"/>.
    /// </summary>
    /// <param name="network">The network that changes; its <see cref="INetwork{TSelf, T}.Seed"/> does not.</param>
    /// <param name="other">The network to copy. Not to be changed by another thread meanwhile.</param>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread.</exception>
    public static void CopyFrom<TNetwork, T>(this INetwork<TNetwork, T> network, TNetwork other)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(other);
        ParameterAccess.CheckFree(network.Parameters, TNetwork.Info.Name, "given parameters");
        other.Parameters.Span.CopyTo(network.Parameters.Span);
        CopyEncoding(other, network);
    }

    /// <summary>What was fitted to records goes with the parameters that were trained with it.</summary>
    private static void CopyEncoding(object from, object to)
    {
        if (from is IRecordNetwork source && to is IRecordNetwork copy)
        {
            copy.Encoding = source.Encoding;
        }
    }
}

/// <summary>Values put by name into a block that is laid out as parameters are: those of a network, their gradients, the slots of an optimizer.</summary>
internal static class ParameterValues
{
    /// <exception cref="ArgumentException">There is no such parameter, or the values do not fit.</exception>
    public static void Set<T>(NetworkInfo info, string name, ReadOnlySpan<T> values, Span<T> storage)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ParameterInfo parameter = info.Parameter(name);
        int count = ParameterLayout.Count(parameter);
        if (values.Length != count)
        {
            throw new ArgumentException($"{name} of {info.Name} has {count} elements, of shape [{string.Join(", ", parameter.Shape)}], but {values.Length} were given.", nameof(values));
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Element {i} for {name} of {info.Name} is {values[i]}, but values must be finite."), nameof(values));
            }
        }

        ParameterLayout.Import(parameter, values, storage);
    }
}
