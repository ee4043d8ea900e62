using System.Numerics;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Children;

/// <summary>Everything that the networks compute at the width that the machine picks, by name.</summary>
internal sealed class Results : INetAction
{
    private const int Rows = 7;
    private const int Steps = 2;
    private readonly Dictionary<string, double[]> _values = [];

    /// <summary>The numbers by network and what they are. Floats are exact in double, so bits stay comparable.</summary>
    public IReadOnlyDictionary<string, double[]> Values => _values;

    /// <summary>Computes them in this process.</summary>
    public static Results Compute()
    {
        var results = new Results();
        foreach (Net net in NetCatalog.Spread)
        {
            net.Accept(results);
        }

        return results;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static Results Read(Stream stream)
    {
        var results = new Results();
        using var reader = new BinaryReader(stream);
        int count = reader.ReadInt32();
        for (int i = 0; i < count; i++)
        {
            string name = reader.ReadString();
            var values = new double[reader.ReadInt32()];
            for (int j = 0; j < values.Length; j++)
            {
                values[j] = BitConverter.Int64BitsToDouble(reader.ReadInt64());
            }

            results._values.Add(name, values);
        }

        return results;
    }

    /// <summary>Writes all of it.</summary>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream);
        writer.Write(_values.Count);
        foreach ((string name, double[] values) in _values)
        {
            writer.Write(name);
            writer.Write(values.Length);
            foreach (double value in values)
            {
                writer.Write(BitConverter.DoubleToInt64Bits(value));
            }
        }
    }

    public void Run<TNetwork, T>()
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkInfo info = TNetwork.Info;
        TNetwork network = Networks.WithBiases<TNetwork, T>(1);
        Batch<T> batch = Batch<T>.Draw(info, Rows, seed: 1);
        var row = new T[info.OutputSize];
        var rows = new T[Rows * info.OutputSize];
        network.Predict(batch.Inputs.AsSpan(0, info.InputSize), row);
        network.PredictBatch(batch.Inputs, rows);
        Keep("Predict", row);
        Keep("PredictBatch", rows);

        NetworkTape<T> tape = TNetwork.CreateTape(Rows);
        NetworkGradients<T> gradients = TNetwork.CreateGradients();
        Keep("loss", [batch.Forward(network, tape)]);
        network.Backward(tape, gradients);
        Keep("outputs", tape.Output.ToArray());
        Keep("gradients", gradients.Buffer.Span);
        Keep("input gradients", PackedRows.Gradients(tape, TNetwork.Info));

        OptimizerState<T> state = new Sgd(0.01) { Momentum = 0.9 }.Bind<T>(info);
        for (int step = 0; step < Steps; step++)
        {
            batch.Forward(network, tape);
            state.Step(network, tape, 0.01);
        }

        Keep("parameters after two steps", network.Parameters.Span);

        void Keep(string what, ReadOnlySpan<T> values) => _values.Add($"{typeof(TNetwork).Name}: {what}", Array.ConvertAll(values.ToArray(), double.CreateTruncating));
    }
}
