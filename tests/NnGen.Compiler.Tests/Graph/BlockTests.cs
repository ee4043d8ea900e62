using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Graph;

/// <summary>Names of nodes of blocks, and what they take.</summary>
public class BlockTests
{
    private static readonly Dictionary<string, BlockDeclaration> s_blocks = new BlockDeclaration[]
    {
        new("N.Layer", "Layer", new(Dense(8), Node("ReLU")), true),
        new("N.Residual", "Residual", new(Node("Input").Named("x"), Dense(8).Named("y"), Add("x", "y")), true),
        new("N.Early", "Early", new(Dense(8), Node("ReLU"), Node("Tanh").From("dense1"), Output("relu1")), true),
        new("N.Pair", "Pair", new(Use("N.Layer").Named("first"), Use("N.Residual").With("Repeat", 2), Dense(3).From("first")), true),
        new("N.Tied", "Tied", new(Dense(8).Named("a"), Dense(8).With("Tied", "a"), Node("BatchNorm")), true),
    }.ToDictionary(block => block.Name);

    [Fact]
    public void WithoutBlocks_NothingChanges()
    {
        NodeDeclaration[] nodes = [Input(4), Dense(3)];

        Assert.Same(nodes, Expand(nodes).Nodes);
    }

    [Fact]
    public void Turns_AreCountedByBlockAndNodesInTheirTurn() => Assert.Equal(
        ["input1", "dense1", "layer1.dense1", "layer1.relu1", "layer2.dense1", "layer2.relu1", "dense2", "layer3.dense1", "layer3.relu1"],
        Names(Input(8), Dense(8), Use("N.Layer").With("Repeat", 2), Dense(8), Use("N.Layer")));

    [Fact]
    public void Name_IsTheTurnsOrWithoutRepeatTheBlocks() => Assert.Equal(
        ["input1", "a1.dense1", "a1.relu1", "a2.dense1", "a2.relu1", "b.dense1", "b.relu1"],
        Names(Input(8), Use("N.Layer").With("Repeat", 2).Named("a"), Use("N.Layer").Named("b")));

    /// <summary>The name of a turn is that of its output, and that of all turns is the last one's.</summary>
    [Fact]
    public void NamesOfBlocks_AreTheirOutputs()
    {
        IReadOnlyList<NodeDeclaration> nodes = Expand(Input(8), Use("N.Layer").With("Repeat", 3).Named("a"), Add("a1", "a", "input1")).Nodes;

        Assert.Equal(new EquatableArray<string>("a1.relu1", "a3.relu1", "input1"), nodes[^1]["Inputs"]);
    }

    [Fact]
    public void InputOfABlock_IsTheNodeAboveOrFrom()
    {
        IReadOnlyList<NodeDeclaration> nodes = Expand(Input(8), Dense(8), Use("N.Residual").From("input1").With("Repeat", 2)).Nodes;

        Assert.Equal("input1", nodes[2]["From"]);
        Assert.Equal(new EquatableArray<string>("input1", "residual1.y"), nodes[3]["Inputs"]);
        Assert.Null(nodes[4]["From"]);
        Assert.Equal(new EquatableArray<string>("residual1.add1", "residual2.y"), nodes[5]["Inputs"]);
    }

    [Fact]
    public void OutputOfABlock_GoesOnWhereItIsNotTheLastNode()
    {
        IReadOnlyList<NodeDeclaration> nodes = Expand(Input(8), Use("N.Early"), Dense(2), Use("N.Early")).Nodes;

        Assert.Equal("early1.relu1", nodes[4]["From"]);
        Assert.Equal("Output", nodes[^1].Kind);
        Assert.Equal("early2.relu1", nodes[^1]["Name"]);
    }

    [Fact]
    public void BlocksOfBlocks_HaveTheNamesOfBoth()
    {
        ExpandedNodes expanded = Expand(Input(8), Use("N.Pair").Named("p"), Dense(2));

        Assert.Equal(["input1", "p.first.dense1", "p.first.relu1", "p.residual1.y", "p.residual1.add1", "p.residual2.y", "p.residual2.add1", "p.dense1", "dense1"], expanded.Nodes.Select(node => node["Name"]));
        Assert.Equal("p.first.relu1", expanded.Nodes[7]["From"]);
        Assert.Equal([0, 1, 1, 1, 1, 1, 1, 1, 2], expanded.Origins.Select(origin => origin.Attribute));
        Assert.Equal("N.Residual", expanded.Origins[3].Block);
    }

    [Fact]
    public void SharedTurns_AreTiedToTheFirst()
    {
        IReadOnlyList<NodeDeclaration> nodes = Expand(Input(8), Use("N.Tied").With("Repeat", 3).With("Shared", true)).Nodes;

        Assert.Equal([null, "tied1.a", "tied1.a", "tied1.a", "tied1.a", "tied1.a"], nodes.Where(node => node.Kind == "Dense").Select(node => node["Tied"]));
        Assert.Equal([null, "tied1.batchnorm1", "tied1.batchnorm1"], nodes.Where(node => node.Kind == "BatchNorm").Select(node => node[BlockDeclaration.SharedWith]));
    }

    [Fact]
    public void SharedLayers_AreOneWeight()
    {
        NetworkDeclaration net = Net([.. Expand(Input(8), Use("N.Layer").With("Repeat", 16).With("Shared", true), Dense(2)).Nodes]);

        Assert.Equal(["layer1.dense1.weight", "layer1.dense1.bias", "dense1.weight", "dense1.bias"], net.Graph().Graph.Parameters.Select(parameter => parameter.Name));
    }

    private static ExpandedNodes Expand(params NodeDeclaration[] nodes)
    {
        ExpandedNodes expanded = NetworkCompiler.Expand("Net", nodes, name => s_blocks.GetValueOrDefault(name));
        Assert.Empty(expanded.Problems);
        return expanded;
    }

    private static IEnumerable<object?> Names(params NodeDeclaration[] nodes) => Expand(nodes).Nodes.Select(node => node["Name"]);

    private static NodeDeclaration Use(string block) => Node(BlockDeclaration.Use).With(BlockDeclaration.Option, block);
}
