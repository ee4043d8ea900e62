using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Emitted;

/// <summary>A network in words: the compiler states each fact once, and the library puts them together.</summary>
public class ArchitectureTests
{
    [Fact]
    public void Chain_IsOneLineAndItsTable()
    {
        using LoadedNet net = LoadedNet.Of("using NnGen;\n[Network, Input(28, 28), Flatten, Dense(20), ReLU, Dropout(0.2), Dense(10), Softmax]\npublic partial class Net;");

        Assert.Equal(
            """
            input1[28, 28] -> flatten1[784] -> dense1[20] -> relu1[20] -> dropout1[20] -> dense2[10] -> softmax1[10]

            node      kind     shape     parameters  multiply-adds
            input1    Input    [28, 28]           0              0
            flatten1  Flatten  [784]              0              0
            dense1    Dense    [20]           15700          15680
            relu1     ReLU     [20]               0              0
            dropout1  Dropout  [20]               0              0
            dense2    Dense    [10]             210            200
            softmax1  Softmax  [10]               0              0
            total                             15910          15880

            loss: cross entropy (mean)
            """,
            string.Join("\n\n", net.Info<float>("Net").Architecture.Split("\n\n").Take(3)));
    }

    [Fact]
    public void JoinsAndOutputs_HaveALineEach()
    {
        using LoadedNet net = LoadedNet.Of(
            "using NnGen;\n[Network, Input(8), Dense(16), ReLU(Name = \"a\"), Dense(16), Add(\"a\", \"dense2\"), Dense(3, Name = \"kind\"), Dense(2, From = \"a\", Name = \"box\"), Output(\"kind\"), CrossEntropyLoss, Output(\"box\"), MeanSquaredErrorLoss(Weight = 0.5)]\npublic partial class Net;");
        string[] parts = net.Info<float>("Net").Architecture.Split("\n\n");

        Assert.Equal(
            """
            input1[8]
            input1 -> dense1[16]
            dense1 -> a[16]
            a -> dense2[16]
            a, dense2 -> add1[16]
            add1 -> kind[3]
            a -> box[2]
            """,
            parts[0]);
        Assert.Equal("loss of kind: cross entropy (mean)\nloss of box: 0.5 x squared error (mean)", parts[2]);
        Assert.Equal(["dense1.weight[16, 8]", "dense1.bias[16]", "dense2.weight[16, 16]", "dense2.bias[16]", "kind.weight[3, 16]", "kind.bias[3]", "box.weight[2, 16]", "box.bias[2]"], parts[3].Split('\n').Select(line => line.Split(" at ")[0]));
    }

    /// <summary>What a parameter leaves unsaid is what the library takes it for.</summary>
    [Fact]
    public void FactsOfParameters_AreWhole()
    {
        using LoadedNet net = LoadedNet.Of("using NnGen;\n[Network, Input(784), Dense(50), Tanh, Dense(2)]\npublic partial class Net;");
        IReadOnlyList<ParameterInfo> parameters = net.Info<float>("Net").Parameters;

        Assert.Equal([784, 784, 50, 50], parameters.Select(parameter => parameter.FanIn));
        Assert.Equal([50, 50, 2, 2], parameters.Select(parameter => parameter.FanOut));
        Assert.Equal([1], parameters[1].Strides);

        // A panel of 48 outputs, and two by rows.
        Assert.Equal([1, 48], parameters[0].Strides);
        Assert.Equal([0, 48], parameters[0].Pieces.Select(piece => piece.First));

        // Rows of 50, each from a multiple of a vector on.
        Assert.Equal([64, 1], parameters[2].Strides);
    }
}
