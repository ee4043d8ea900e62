using System.Numerics;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>A connection that is not declared does not exist: for no initialiser, no optimizer and no file.</summary>
public sealed class MaskTests
{
    private static readonly Optimizer[] s_optimizers =
    [
        new Sgd(0.05),
        new Sgd(0.05) { Momentum = 0.9, Nesterov = true },
        new Adam(0.01),
        new AdamW(0.01) { WeightDecay = 0.1 },
    ];

    public static TheoryData<string> Masked => NetCatalog.Names(NetCatalog.Masked);

    [Theory]
    [MemberData(nameof(Masked))]
    public void AbsentWeights_StayZeroUnderEveryOptimizer(string name) => NetCatalog.Find(name).Accept(new Train());

    [Theory]
    [MemberData(nameof(Masked))]
    public void ParameterCount_IsThatOfTheConnections(string name)
    {
        NetworkInfo info = NetCatalog.Find(name).Info;
        Assert.Equal(info.Parameters.Sum(parameter => parameter.Mask?.Count ?? ParameterLayout.Count(parameter)), info.ParameterCount);
        Assert.Contains(info.Parameters, parameter => parameter.Mask?.Count < ParameterLayout.Count(parameter));
    }

    [Theory]
    [MemberData(nameof(Masked))]
    public void SavedAndLoaded_IsTheSameNetwork(string name) => NetCatalog.Find(name).Accept(new Keep());

    /// <summary>A layer with a mask computes what a full one computes with zeros: up to the order of additions.</summary>
    [Fact]
    public void FullNetworkWithZeros_PredictsTheSame()
    {
        MaskedWideDouble masked = Networks.WithBiases<MaskedWideDouble, double>(3);
        var full = new FullWideDouble(0);
        for (int i = 0; i < Info<MaskedWideDouble>().Parameters.Count; i++)
        {
            ParameterInfo from = Info<MaskedWideDouble>().Parameters[i];
            ParameterLayout.Import<double>(Info<FullWideDouble>().Parameters.Single(parameter => parameter.Name == from.Name), ParameterLayout.Export<double>(from, masked.Parameters.Span), full.Parameters.Span);
        }

        Batch<double> batch = Batch<double>.Draw(Info<MaskedWideDouble>(), 9, seed: 1);
        var expected = new double[9 * FullWideDouble.OutputSize];
        var actual = new double[expected.Length];
        full.PredictBatch(batch.Inputs, expected);
        masked.PredictBatch(batch.Inputs, actual);
        Assert.Null(Compare.Difference<double, double>(expected, actual, 1e-13, 0));
        for (int row = 0; row < 9; row++)
        {
            masked.Predict(batch.Inputs.AsSpan(row * 50, 50), actual.AsSpan(row * 45, 45));
        }

        Assert.Null(Compare.Difference<double, double>(expected, actual, 1e-13, 0));
    }

    [Fact]
    public void FileWithAWeightWithoutConnection_IsRefusedByName()
    {
        var network = new MaskedStreamed(1);
        using var stream = new MemoryStream();
        network.Save(stream);
        byte[] bytes = stream.ToArray();

        // The last tensor's first absent element: element 2 of [4, 3], before 1 1 0.
        SafetensorsFile file = SafetensorsFile.Read(new MemoryStream(bytes), "the stream");
        SafetensorsTensor[] tensors = [.. file.Tensors.Select(tensor => tensor.Name == "dense2.weight" ? Changed(tensor) : tensor)];
        using var changed = new MemoryStream();
        SafetensorsFile.Write(changed, tensors, file.Metadata);
        changed.Position = 0;

        NetworkFileException error = Assert.Throws<NetworkFileException>(() => MaskedStreamed.Load(changed));
        Assert.Contains("element 2 of dense2.weight is 0.5, but the network has no connection from input 2 to output 0", error.Message, StringComparison.Ordinal);

        static SafetensorsTensor Changed(SafetensorsTensor tensor)
        {
            float[] elements = tensor.ToArray<float>();
            elements[2] = 0.5f;
            return SafetensorsTensor.Create<float>(tensor.Name, tensor.Shape, elements);
        }
    }

    private static NetworkInfo Info<TNetwork>()
        where TNetwork : class, INetwork<TNetwork, double> => TNetwork.Info;

    /// <summary>The elements that a mask leaves out are 0, and so is all memory that belongs to no element.</summary>
    private static void AssertAbsent<T>(NetworkInfo info, AlignedBuffer<T> block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] rest = block.Span.ToArray();
        foreach (ParameterInfo parameter in info.Parameters)
        {
            for (int i = 0; i < ParameterLayout.Count(parameter); i++)
            {
                int index = ParameterLayout.StorageIndex(parameter, i);
                Assert.Equal(index == ParameterLayout.Absent, parameter.Mask is { } mask && !mask[i]);
                if (index != ParameterLayout.Absent)
                {
                    rest[index] = T.Zero;
                }
            }
        }

        Assert.All(rest, element => Assert.Equal(T.Zero, element));
    }

    private sealed class Train : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            foreach (Optimizer optimizer in s_optimizers)
            {
                TNetwork network = TNetwork.Create(7);
                AssertAbsent(TNetwork.Info, network.Parameters);
                T[] before = network.Parameters.Span.ToArray();
                OptimizerState<T> state = optimizer.Bind<T>(TNetwork.Info);
                NetworkTape<T> tape = TNetwork.CreateTape(6);
                Batch<T> batch = Batch<T>.Draw(TNetwork.Info, 6, seed: 2);
                for (int step = 0; step < 5; step++)
                {
                    batch.Forward<TNetwork>(network, tape);
                    state.Step(network, tape, optimizer.Rate);
                }

                AssertAbsent(TNetwork.Info, network.Parameters);
                Assert.False(before.AsSpan().SequenceEqual(network.Parameters.Span), $"{optimizer} changed nothing.");

                batch.Forward<TNetwork>(network, tape);
                NetworkGradients<T> gradients = TNetwork.CreateGradients();
                network.Backward(tape, gradients);
                AssertAbsent(TNetwork.Info, gradients.Buffer);
            }
        }
    }

    private sealed class Keep : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            TNetwork network = TNetwork.Create(5);
            using var stream = new MemoryStream();
            NetworkFile.Save<TNetwork, T>(network, stream);
            stream.Position = 0;
            TNetwork loaded = NetworkFile.Load<TNetwork, T>(stream);
            Assert.Equal(network.Parameters.Span.ToArray(), loaded.Parameters.Span.ToArray());
        }
    }
}
