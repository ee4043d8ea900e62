using System.Buffers;

namespace NnGen;

/// <summary>Predictions of rows in double precision by networks in single precision, by several threads, and decisions at a threshold.</summary>
/// <remarks>
/// These are extension methods: <c>using NnGen</c> makes them members of every network. What the data hold as <see cref="double"/> is rounded to
/// <see cref="float"/>, the precision that such a network computes in.
/// </remarks>
public static class NetworkPredictions
{
    /// <summary>So many elements are converted on the stack.</summary>
    private const int OnStack = 512;

    /// <summary>The output of one row, in an array of its own.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">Exactly <see cref="NetworkInfo.InputSize"/> elements; several inputs side by side, in declaration order.</param>
    /// <exception cref="ArgumentException">The length differs.</exception>
    public static float[] Predict<TNetwork>(this INetwork<TNetwork, float> network, ReadOnlySpan<double> input)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        ArgumentNullException.ThrowIfNull(network);
        float[] output = new float[TNetwork.Info.OutputSize];
        Predict(network, input, output);
        return output;
    }

    /// <summary>Computes the output of one row. Allocates nothing once it has run.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">Exactly <see cref="NetworkInfo.InputSize"/> elements; several inputs side by side, in declaration order.</param>
    /// <param name="output">Exactly <see cref="NetworkInfo.OutputSize"/> elements, overwritten.</param>
    /// <exception cref="ArgumentException">A length differs.</exception>
    public static void Predict<TNetwork>(this INetwork<TNetwork, float> network, ReadOnlySpan<double> input, Span<float> output)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        ArgumentNullException.ThrowIfNull(network);
        if (input.Length <= OnStack)
        {
            Span<float> row = stackalloc float[OnStack];
            Convert(input, row);
            network.Predict(row[..input.Length], output);
            return;
        }

        float[] rented = ArrayPool<float>.Shared.Rent(input.Length);
        try
        {
            Convert(input, rented);
            network.Predict(rented.AsSpan(0, input.Length), output);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    /// <summary>
    /// The network's own <c>PredictBatch</c> by the threads of a team, which share out the rows. The bits are the same for any number of them.
    /// Allocates nothing once it has run.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Rows x <see cref="NetworkInfo.InputSize"/> elements, row-major; several inputs side by side in each row.</param>
    /// <param name="outputs">Rows x <see cref="NetworkInfo.OutputSize"/> elements, overwritten; several outputs side by side in each row.</param>
    /// <param name="team">The threads. A team serves one call at a time, a network any number.</param>
    /// <exception cref="ArgumentException">A length is no multiple of the row's size, or the numbers of rows differ.</exception>
    /// <exception cref="ObjectDisposedException">The team is disposed.</exception>
    /// <exception cref="InvalidOperationException">The team is in use.</exception>
    public static void PredictBatch<TNetwork, T>(this INetwork<TNetwork, T> network, ReadOnlySpan<T> inputs, Span<T> outputs, ThreadTeam team)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(team);
        SharedPrediction<TNetwork, T>.Run(team, network, inputs, outputs, default);
    }

    /// <summary>The class of one row, as the network's own <c>Classify</c> finds it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">Exactly <see cref="NetworkInfo.InputSize"/> elements; several inputs side by side, in declaration order.</param>
    /// <exception cref="ArgumentException">The length differs.</exception>
    /// <exception cref="InvalidOperationException">The network's outputs are values to be fitted, not classes.</exception>
    /// <exception cref="ArithmeticException">An output is NaN.</exception>
    public static int Classify<TNetwork>(this INetwork<TNetwork, float> network, ReadOnlySpan<double> input)
        where TNetwork : class, INetwork<TNetwork, float> =>
        Classification.Classify<float>(Predict(network, input), TNetwork.Info);

    /// <summary>
    /// Yes or no of one row, as 1 or 0: yes from a probability of <paramref name="threshold"/> on, where the network's own <c>Classify</c> says yes
    /// from 0.5 on. A low threshold misses little and raises false alarms; a high one the other way round.
    /// </summary>
    /// <param name="network">A network of one output that is a probability or a logit of yes.</param>
    /// <param name="input">Exactly <see cref="NetworkInfo.InputSize"/> elements; several inputs side by side, in declaration order.</param>
    /// <param name="threshold">The least probability that is yes, from 0 to 1. Of logits it is the probability too, not the logit.</param>
    /// <exception cref="ArgumentException">The length differs.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threshold"/> is not from 0 to 1.</exception>
    /// <exception cref="InvalidOperationException">The network has several outputs, or no probability of yes.</exception>
    /// <exception cref="ArithmeticException">The output is NaN.</exception>
    public static int Classify<TNetwork, T>(this INetwork<TNetwork, T> network, ReadOnlySpan<T> input, double threshold)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        Classification.CheckThreshold(TNetwork.Info, threshold);
        Span<T> output = stackalloc T[1];
        network.Predict(input, output);
        return Classification.Classify<T>(output, TNetwork.Info, threshold);
    }

    private static void Convert(ReadOnlySpan<double> from, Span<float> to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = (float)from[i];
        }
    }
}
