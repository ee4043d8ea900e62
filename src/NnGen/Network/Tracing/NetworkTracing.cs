using System.Numerics;

namespace NnGen;

/// <summary>The computation of one row laid open: for teaching, and for finding where a number comes from.</summary>
/// <remarks>
/// <code>
/// Console.WriteLine(net.Trace([3, 4]));
/// float sum = net.Trace([3, 4]).Neurons[0].WeightedSum;
/// </code>
/// <para>This is an extension method: <c>using NnGen</c> makes it a member of every network.</para>
/// </remarks>
public static class NetworkTracing
{
    /// <summary>
    /// Computes one row node by node as <c>Predict</c> does, dropout being the identity, and keeps the value of each node and the weighted sum and the
    /// output of each neuron. Slow, and allocates.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="input">Exactly <see cref="NetworkInfo.InputSize"/> elements; several inputs side by side, in declaration order.</param>
    /// <returns>
    /// All values. Each node is computed in double from the values of those that it takes, and rounded once to the network's precision; so it agrees
    /// with <c>Predict</c>, which rounds after each operation, up to such rounding.
    /// </returns>
    /// <exception cref="ArgumentException">The input has another length.</exception>
    /// <exception cref="NotSupportedException">The network was not written by the compiler and says of a node neither kind nor formula.</exception>
    public static NetworkTrace<T> Trace<TNetwork, T>(this INetwork<TNetwork, T> network, ReadOnlySpan<T> input)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkInfo info = TNetwork.Info;
        if (input.Length != info.InputSize)
        {
            throw new ArgumentException($"{info.Name} takes {info.InputSize} inputs, but {input.Length} were given.", nameof(input));
        }

        NetworkArguments.CheckClasses(info, input, nameof(input));
        if (info.Nodes.Count == 0)
        {
            throw new NotSupportedException($"{info.Name} does not state its nodes, so they cannot be traced.");
        }

        var values = new Dictionary<string, double[]>(StringComparer.Ordinal);
        var nodes = new NodeTrace<T>[info.Nodes.Count];
        for (int first = 0, end; first < nodes.Length; first = end)
        {
            // The nodes of a cell go round through its states: after each turn one more step of all of them is right.
            CellTurns turns = CellTurns.From(info, first, values);
            end = turns.End;
            for (int turn = 0; turn < turns.Count; turn++)
            {
                for (int i = first; i < end; i++)
                {
                    NodeInfo node = info.Nodes[i];
                    double[] exact = node.Inputs.Count == 0
                        ? Columns(input, info.Inputs.First(candidate => candidate.Name == node.Name || info.Inputs.Count == 1))
                        : CellTurns.IsState(node) ? CellTurns.Before(node, values)
                        : NodeEvaluation.Of(info, node, [.. node.Inputs.Select(name => values[name])], name => Array.ConvertAll(network.Parameter(name), double.CreateTruncating));
                    T[] rounded = Array.ConvertAll(exact, T.CreateTruncating);
                    nodes[i] = new NodeTrace<T>(node, rounded);
                    values[node.Name] = Array.ConvertAll(rounded, double.CreateTruncating);
                }
            }
        }

        return new NetworkTrace<T>(info, nodes);
    }

    /// <summary>The row of one input as its node has it: in the order of the shape, and rescaled.</summary>
    private static double[] Columns<T>(ReadOnlySpan<T> row, InputInfo input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> given = row.Slice(input.FirstColumn, input.Size);
        int channels = input.Layout == ImageLayout.ChannelsLast ? input.Shape[0] : 1;
        int places = input.Size / channels;
        var columns = new double[input.Size];
        for (int i = 0; i < columns.Length; i++)
        {
            (int channel, int place) = int.DivRem(i, places);
            columns[i] = double.CreateTruncating(given[place * channels + channel]) * input.Scale + input.Offset;
        }

        return columns;
    }
}
