using System.Buffers;
using System.ComponentModel;
using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>Predictions from records. What emitted members do.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RecordPrediction
{
    /// <summary>So many records are encoded and computed at a time: enough for whole tiles, few enough to stay near.</summary>
    private const int Chunk = 96;

    /// <summary>The outputs of any number of records. Allocates nothing once it has run.</summary>
    /// <param name="network">The network.</param>
    /// <param name="records">The records.</param>
    /// <param name="outputs">Room for as many rows of outputs.</param>
    /// <exception cref="ArgumentException">The room has another size, or a record is null.</exception>
    /// <exception cref="InvalidOperationException">The network's scales were neither fitted nor loaded.</exception>
    public static void PredictBatch<TNetwork, TRecord, T>(TNetwork network, ReadOnlySpan<TRecord> records, Span<T> outputs)
        where TNetwork : class, IRecordNetwork<TNetwork, TRecord, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkInfo info = TNetwork.Info;
        RecordEncoding encoding = RecordEncoding.Of(network.Encoding, info.Name);
        if (outputs.Length != (long)records.Length * info.OutputSize)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{records.Length} records have {records.Length} x {info.OutputSize} = {(long)records.Length * info.OutputSize} outputs, but there is room for {outputs.Length}."), nameof(outputs));
        }

        T[] rented = ArrayPool<T>.Shared.Rent(Math.Min(Chunk, records.Length) * info.InputSize);
        try
        {
            for (int first = 0; first < records.Length; first += Chunk)
            {
                int rows = Math.Min(Chunk, records.Length - first);
                for (int row = 0; row < rows; row++)
                {
                    if (records[first + row] is null)
                    {
                        throw new ArgumentException($"Record {first + row} is null.", nameof(records));
                    }

                    TNetwork.Encode(in records[first + row], encoding, rented.AsSpan(row * info.InputSize, info.InputSize));
                }

                network.PredictBatch(rented.AsSpan(0, rows * info.InputSize), outputs.Slice(first * info.OutputSize, rows * info.OutputSize));
            }
        }
        finally
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }

    /// <summary>Makes probabilities of the outputs of one row, in place: logits go through softmax or sigmoid.</summary>
    /// <param name="outputs">The outputs.</param>
    /// <param name="info">The network's facts.</param>
    /// <exception cref="InvalidOperationException">The outputs are scores of a loss that knows no probabilities, such as a hinge.</exception>
    public static void MakeProbabilities<T>(Span<T> outputs, NetworkInfo info)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(info);
        switch (info.Scale)
        {
            case OutputScale.Probabilities:
                break;
            case OutputScale.Logits:
                for (int i = 0; i < outputs.Length; i++)
                {
                    outputs[i] = T.One / (T.One + T.Exp(-outputs[i]));
                }

                break;
            case OutputScale.LogProbabilities or OutputScale.ClassLogits:
                SoftMax(outputs);
                break;
            default:
                throw new InvalidOperationException($"The outputs of {info.Name} are scores ({info.Loss}), not probabilities; Classify tells the class.");
        }
    }

    /// <summary>Logarithms of probabilities are logits too: their softmax is the probabilities.</summary>
    private static void SoftMax<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T largest = values[0];
        foreach (T value in values)
        {
            largest = T.Max(largest, value);
        }

        T sum = T.Zero;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = T.Exp(values[i] - largest);
            sum += values[i];
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] /= sum;
        }
    }
}
