using System.Globalization;
using System.Numerics;
using NnGen.Numerics.Tests.Lectures;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>A traced row: what the lecture prints, and what Predict gives, for every kind of layer.</summary>
public sealed class TraceTests
{
    private static readonly Net[] s_all = [.. NetCatalog.General, .. NetCatalog.Golden, .. NetCatalog.Perceptrons];

    public static TheoryData<string> All => NetCatalog.Names(s_all);

    /// <summary>The lecture's network and row: in_3 = 0, in_4 = -1, in_5 = 1.5379; outputs 0.5, 0.2689, 0.8232.</summary>
    [Fact]
    public void LecturesNetwork_GivesTheLecturesSumsAndOutputs()
    {
        var net = new TwoTwoOne(0);
        net.SetParameter("dense1.weight", [1, -2, -4, 2]);
        net.SetParameter("dense1.bias", [5, 3]);
        net.SetParameter("dense2.weight", [4, 2]);
        net.SetParameter("dense2.bias", [-1]);

        NetworkTrace<float> trace = net.Trace([3, 4]);

        Assert.Equal([3, 4, 5], trace.Neurons.Select(neuron => neuron.Number));
        Assert.Equal(0, trace.Neurons[0].WeightedSum);
        Assert.Equal(-1, trace.Neurons[1].WeightedSum);
        Assert.Equal(1.5379, trace.Neurons[2].WeightedSum, 0.00005);
        Assert.Equal(0.5, trace.Neurons[0].Output, 0.00005);
        Assert.Equal(0.2689, trace.Neurons[1].Output, 0.00005);
        Assert.Equal(0.8232, trace.Neurons[2].Output, 0.00005);
        Assert.Equal(["dense1", "dense1", "dense2"], trace.Neurons.Select(neuron => neuron.Layer));
        Assert.Equal(["sigmoid1", "sigmoid1", "sigmoid2"], trace.Neurons.Select(neuron => neuron.OutputNode));
        Assert.Equal(net.Predict([3, 4])[0], trace["sigmoid2"].Values[0], 1e-6);
        Assert.Contains("in_5 = 1.5379  a_5 = 0.823", trace.ToString(), StringComparison.Ordinal);
        Assert.Contains("dense1    0, -1", trace.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Trace_AgreesWithPredict(string name) => NetCatalog.Find(name).Accept(new Agreement());

    /// <summary>What the compiler can build can be traced: each kind of node occurs in a network above.</summary>
    [Fact]
    public void EveryKindOfNode_Occurs()
    {
        string[] kinds = [.. typeof(LayerAttribute).Assembly.GetTypes().Where(type => !type.IsAbstract && !type.IsGenericType && type.IsSubclassOf(typeof(NodeAttribute)) && type.Name is not ("OutputAttribute" or nameof(ChoiceAttribute))).Select(type => type.Name[..^"Attribute".Length])];
        string[] traced = [.. s_all.SelectMany(net => net.Info.Nodes).Select(node => node.Kind).Distinct()];
        Assert.Empty(kinds.Except(traced));
    }

    [Fact]
    public void WrongCalls_NameWhatThereIs()
    {
        var net = new TwoTwoOne(0);
        Assert.Throws<ArgumentException>(() => net.Trace([1f]));
        Assert.Contains("Did you mean 'sigmoid1'?", Assert.Throws<ArgumentException>(() => net.Trace([1, 2])["sigmod1"]).Message, StringComparison.Ordinal);
    }

    private sealed class Agreement : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            NetworkInfo info = TNetwork.Info;
            TNetwork network = Networks.WithBiases<TNetwork, T>(3);
            T[] row = Batch<T>.Draw(info, 1, seed: 5).Inputs;
            var output = new T[info.OutputSize];
            network.Predict(row, output);

            NetworkTrace<T> trace = network.Trace(row);

            Assert.Equal(info.Nodes.Select(node => node.Name), trace.Nodes.Select(node => node.Name));
            Assert.All(trace.Nodes, node => Assert.Equal(node.Node.Shape.Aggregate((x, y) => x * y), node.Values.Count));
            foreach (OutputInfo part in info.Outputs)
            {
                NodeTrace<T> node = info.Outputs.Count == 1 ? trace.Nodes[^1] : trace[part.Name];
                Assert.Equal(part.Size, node.Values.Count);
                string? difference = Compare.Difference<T, T>(output.AsSpan(part.FirstColumn, part.Size).ToArray(), [.. node.Values], Compare.Unfused<T>(), Compare.Unfused<T>());
                Assert.True(difference is null, string.Create(CultureInfo.InvariantCulture, $"{node.Name}{difference}"));
            }

            Assert.Equal(info.Nodes.Where(node => node.Kind == "Dense").Sum(node => node.Shape.Aggregate((x, y) => x * y)), trace.Neurons.Count);
        }
    }
}
