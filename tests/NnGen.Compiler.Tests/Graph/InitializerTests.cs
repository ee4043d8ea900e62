using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Graph;

/// <summary>How parameters get their first values: chosen by what follows, unless declared.</summary>
public class InitializerTests
{
    [Theory]
    [InlineData("ReLU", "HeNormal")]
    [InlineData("LeakyReLU", "HeNormal")]
    [InlineData("Tanh", "GlorotUniform")]
    [InlineData("Sigmoid", "GlorotUniform")]
    [InlineData("Softmax", "GlorotUniform")]
    [InlineData("Identity", "GlorotUniform")]
    public void Default_FollowsFromTheActivation(string activation, string expected)
    {
        BuiltGraph built = Net(Input(5), Dense(3), Node(activation), Node("Identity"), Dense(2)).Graph();

        Assert.Equal([expected, "Zeros", "GlorotUniform", "Zeros"], built.Graph.Parameters.Select(p => p.Initializer));
    }

    /// <summary>Both graphs are built from one declaration.</summary>
    [Fact]
    public void Default_IsTheSameInBothGraphs()
    {
        NetworkDeclaration net = Net(Input(5), Dense(4), Node("Identity"), Node("ReLU"), Dense(3), Node("Softmax"));

        Assert.Equal(net.Graph().Graph.Parameters.Select(p => p.Initializer), net.Graph(isTraining: true).Graph.Parameters.Select(p => p.Initializer));
        Assert.Equal("HeNormal", net.Graph().Graph.Parameters[0].Initializer);
    }

    [Fact]
    public void Declared_IsKeptWithItsScale()
    {
        Parameter[] parameters = [.. Net(Input(5), Dense(3).With("Initializer", "Uniform").With("InitializerScale", 0.05).With("BiasInitializer", "Constant").With("BiasInitializerScale", 2), Node("ReLU"), Dense(1)).Graph().Graph.Parameters];

        Assert.Equal(("Uniform", 0.05), (parameters[0].Initializer, parameters[0].InitializerScale));
        Assert.Equal(("Constant", 2), (parameters[1].Initializer, parameters[1].InitializerScale));
    }

    [Fact]
    public void ScaleLeftOut_IsOne() =>
        Assert.Equal(1, Net(Input(5), Dense(3).With("Initializer", "Normal")).Graph().Graph.Parameters[0].InitializerScale);

    [Fact]
    public void Sparsity_BelongsToTheWeight()
    {
        Assert.Equal(0.5, Net(Input(5), Dense(3).With("Initializer", "Sparse").With("InitializerSparsity", 0.5)).Graph().Graph.Parameters[0].InitializerSparsity);
        Assert.Equal(0.9, Net(Input(5), Dense(3).With("Initializer", "Sparse")).Graph().Graph.Parameters[0].InitializerSparsity);
    }

    [Fact]
    public void Fans_AreTheSizesOfTheLayer()
    {
        Parameter weight = Net(Input(5), Dense(3)).Graph().Graph.Parameters[0];

        Assert.Equal((5, 3), (weight.FanIn, weight.FanOut));
    }
}
