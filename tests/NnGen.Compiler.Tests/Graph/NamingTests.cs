using NnGen.Compiler.Graph;
using static NnGen.Compiler.Tests.Support.Declare;
using NnGen.Compiler.Tests.Support;

namespace NnGen.Compiler.Tests.Graph;

/// <summary>What nodes and parameters are called: files and messages use these names.</summary>
public class NamingTests
{
    [Fact]
    public void NodesWithoutName_AreCountedByKindFromOne()
    {
        BuiltGraph built = Net(Input(4), Dense(3), Node("ReLU"), Dense(2), Node("ReLU"), Node("LeakyReLU")).With("Emit", "Inference").Graph();

        Assert.Equal(["input1", "dense1", "relu1", "dense2", "relu2", "leakyrelu1"], built.Nodes.Select(node => node.Name));
    }

    [Fact]
    public void NamedNodes_AreCountedToo()
    {
        BuiltGraph built = Net(Input(4), Dense(3).Named("first"), Dense(2), Dense(1)).Graph();

        Assert.Equal(["input1", "first", "dense2", "dense3"], built.Nodes.Select(node => node.Name));
    }

    [Fact]
    public void Parameters_AreNamedAfterTheirNodes()
    {
        BuiltGraph built = Net(Input(4), Dense(3).Named("stem.a"), Dense(2).With("Bias", false), Dense(1)).Graph();

        Assert.Equal(["stem.a.weight[3, 4]", "stem.a.bias[3]", "dense2.weight[2, 3]", "dense3.weight[1, 2]", "dense3.bias[1]"], built.Graph.Parameters.Select(p => p.ToString()));
    }

    [Fact]
    public void OutputsAndLosses_TakeNoNameAndNoNumber()
    {
        BuiltGraph built = Net(Input(4), Dense(3), Output("dense1"), Node("MeanSquaredErrorLoss")).Graph();

        Assert.Equal(["input1", "dense1"], built.Nodes.Select(node => node.Name));
    }

    [Fact]
    public void NameThatAnotherNodeHasByDefault_IsReportedAtTheLaterOne()
    {
        Assert.Equal(["NNG016 at 2"], Net(Input(4), Dense(3).Named("dense2"), Dense(2)).Problems());
        Assert.Equal(["NNG016 at 2"], Net(Input(4), Dense(3), Dense(2).Named("dense1")).Problems());
    }

    /// <summary>Ordinal comparison: what differs in case differs.</summary>
    [Fact]
    public void NamesThatDifferByCase_AreTwoNames() =>
        Assert.Empty(Net(Input(4), Dense(3).Named("a"), Dense(3).Named("A")).Problems());

    [Theory]
    [InlineData("a")]
    [InlineData("1")]
    [InlineData("_")]
    [InlineData("block1.dense1")]
    [InlineData("größe")]
    [InlineData("層")]
    public void WellFormedName_IsKept(string name) =>
        Assert.Equal(name, Net(Input(4), Dense(3).Named(name)).Graph().Nodes[1].Name);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData("a-b")]
    [InlineData("a/b")]
    [InlineData("a\nb")]
    [InlineData("\"")]
    [InlineData("\ud83d\ude00")]
    public void MalformedName_IsReportedAtItsNode(string name) =>
        Assert.Equal(["NNG015 at 1"], Net(Input(4), Dense(3).Named(name), Dense(2)).Problems());
}
