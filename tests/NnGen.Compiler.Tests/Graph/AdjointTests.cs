using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Graph;

/// <summary>The backward pass that is derived: which ops, in which order, and nothing that nobody wants.</summary>
public class AdjointTests
{
    [Fact]
    public void Chain_GivesTheTextbooksBackwardPass()
    {
        NetworkGraph graph = Net(Input(3), Dense(4), Node("ReLU"), Dense(2), Node("Softmax")).Graph(isTraining: true).Graph;

        Assert.Equal("""
              %0 input1[3] = input()
              %1 dense1.bias[4] = parameter dense1.bias()
              %2 dense1.weight[4, 3] = parameter dense1.weight()
              %3 dense1[4] = linear(%0, %2, %1)
              %4 relu1[4] = relu(%3)
              %5 dense2.bias[2] = parameter dense2.bias()
              %6 dense2.weight[2, 4] = parameter dense2.weight()
              %7 dense2[2] = linear(%4, %6, %5)
              %9 target[2] = input()
              %10 loss[1], %11 softmax1[2] = softmax_cross_entropy(%7, %9)
            backward:
              %12 gradient of dense2[2] = softmax_cross_entropy_gradient(%11, %9)
              %13 gradient of relu1[4] = linear_transposed(%12, %6)
              %14 gradient of dense1[4] = relu_gradient(%13, %4)
              weight_gradient dense2.weight(%4, %12)
              bias_gradient dense2.bias(%12)
              weight_gradient dense1.weight(%0, %14)
              bias_gradient dense1.bias(%14)

            """.ReplaceLineEndings("\n"), graph.ToString());
    }

    [Theory]
    [MemberData(nameof(SomeNets.Names), MemberType = typeof(SomeNets))]
    public void ParameterGradients_ComeLastAndOnceForEachParameter(string name)
    {
        NetworkGraph graph = SomeNets.Get(name).Graph(isTraining: true).Graph;
        Op[] backward = [.. graph.Ops.Skip(graph.BackwardStart)];

        Assert.DoesNotContain(graph.Ops.Take(graph.BackwardStart), op => op.IsParameterGradient);
        Assert.Equal(backward.Count(op => op.IsParameterGradient), backward.Reverse().TakeWhile(op => op.IsParameterGradient).Count());
        Assert.Equal(
            graph.Parameters.Select(p => p.Name).Order(StringComparer.Ordinal),
            backward.Where(op => op.IsParameterGradient).Select(op => op.Weight!.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>Each value is computed once, before it is used; nothing is computed that nobody takes.</summary>
    [Theory]
    [MemberData(nameof(SomeNets.Names), MemberType = typeof(SomeNets))]
    public void EveryOp_IsInOrderAndUsed(string name)
    {
        foreach (NetworkGraph graph in new[] { SomeNets.Get(name).Graph().Graph, SomeNets.Get(name).Graph(isTraining: true).Graph, SomeNets.Get(name).With("InputGradient", true).Graph(isTraining: true).Graph })
        {
            var known = new HashSet<Value>();
            foreach (Op op in graph.Ops)
            {
                Assert.All(op.Inputs, input => Assert.Contains(input, known));
                Assert.All(op.Results, result => Assert.True(known.Add(result)));
            }

            HashSet<Value?> used = [.. graph.Ops.SelectMany(op => op.Inputs), .. graph.Outputs, .. graph.RowLosses, .. graph.Targets, .. graph.InputGradients.Values, .. graph.Inputs, .. graph.Scores];
            Assert.All(graph.Ops.Where(op => !op.IsParameterGradient), op => Assert.Contains(op.Results, used.Contains));
            Assert.All(graph.Nodes.Values, node => Assert.Contains(node, known));
        }
    }

    [Theory]
    [MemberData(nameof(SomeNets.Names), MemberType = typeof(SomeNets))]
    public void Gradients_HaveTheShapesOfTheirValues(string name)
    {
        NetworkGraph graph = SomeNets.Get(name).With("InputGradient", true).Graph(isTraining: true).Graph;

        // Lengths are counted, so the loss has no slope by them.
        Assert.All(graph.Inputs.Where(input => !graph.LossLengths.ContainsKey(input)), input => Assert.Equal(input.Shape, graph.InputGradients[input].Shape));
        foreach (Value gradient in graph.Ops.Skip(graph.BackwardStart).SelectMany(op => op.Results))
        {
            string of = gradient.Name["gradient of ".Length..];
            Value? value = graph.Ops.Take(graph.BackwardStart).SelectMany(op => op.Results).FirstOrDefault(v => v.Name == of && v.Producer is not MaskOp);

            // On the way to a gradient there are values that say in a word more what they are.
            Assert.True(value is not null || gradient.Producer is ViewOp or ScatterOp or ReduceOp or ElementwiseGradientOp { Mnemonic: "mean_gradient" }, gradient.Name);
            
            // That of a parameter which serves several positions is summed over them with the rows.
            Assert.Equal(0, gradient.Shape.Size % (value?.Shape.Size ?? 1));
            Assert.True(value is null || value.Producer is ParameterOp || value.Shape.Size == gradient.Shape.Size, gradient.Name);
        }
    }

    [Fact]
    public void InputGradient_IsComputedOnlyIfAsked()
    {
        NetworkDeclaration net = Net(Input(3), Dense(4), Dense(2));

        Assert.Null(net.Graph(isTraining: true).Graph.InputGradient);
        Assert.Single(net.Graph(isTraining: true).Graph.Ops, op => op is LinearOp { IsTransposed: true });
        Assert.NotNull(net.With("InputGradient", true).Graph(isTraining: true).Graph.InputGradient);
        Assert.Equal(2, net.With("InputGradient", true).Graph(isTraining: true).Graph.Ops.Count(op => op is LinearOp { IsTransposed: true }));
        Assert.Null(net.With("InputGradient", false).Graph(isTraining: true).Graph.InputGradient);
    }

    /// <summary>What lies before the first layer with parameters needs no gradient.</summary>
    [Fact]
    public void ValuesAboveTheFirstParameter_GetNoGradient()
    {
        NetworkGraph graph = Net(Input(3), Node("Tanh"), Node("Sigmoid"), Dense(2)).Graph(isTraining: true).Graph;

        Assert.DoesNotContain(graph.Ops, op => op.Mnemonic is "tanh_gradient" or "sigmoid_gradient" || op is LinearOp { IsTransposed: true });
    }

    [Fact]
    public void ValueThatSeveralTake_GetsTheSum()
    {
        NetworkGraph graph = Net(Input(3), Dense(4).Named("a"), Dense(4).Named("b"), Dense(4).From("a").Named("c"), Add("a", "b", "c")).Graph(isTraining: true).Graph;
        Op[] backward = [.. graph.Ops.Skip(graph.BackwardStart)];

        // a is taken by b, c and the sum: three contributions, two additions.
        Assert.Equal(2, backward.Count(op => op is SumOp && op.Results[0].Name == "gradient of a"));
    }

    /// <summary>A weight that several layers use has one gradient, of all their products, and one update; its bias the sum.</summary>
    [Fact]
    public void WeightThatSeveralUse_HasOneGradient()
    {
        NetworkGraph graph = Net(Input(3), Dense(3).Named("a"), Node("Tanh"), Dense(3).With("Tied", "a"), Dense(3).With("Tied", "a").With("Bias", false)).Graph(isTraining: true).Graph;

        Assert.Equal(["a.weight", "a.bias"], graph.Parameters.Select(parameter => parameter.Name));
        WeightGradientOp gradient = Assert.IsType<WeightGradientOp>(Assert.Single(graph.Ops, op => op.IsParameterGradient && op.Weight!.Name == "a.weight"));
        Assert.Equal(3, gradient.Products.Count);
        BiasGradientOp bias = Assert.IsType<BiasGradientOp>(Assert.Single(graph.Ops, op => op.IsParameterGradient && op.Weight!.Name == "a.bias"));
        Assert.IsType<SumOp>(bias.Inputs[0].Producer);
    }

    /// <summary>A node that is added to itself contributes once for each time.</summary>
    [Fact]
    public void ValueThatOneTakesTwice_GetsTheSum()
    {
        NetworkGraph graph = Net(Input(3), Dense(4).Named("a"), Add("a", "a")).Graph(isTraining: true).Graph;

        Op sum = Assert.Single(graph.Ops.Skip(graph.BackwardStart), op => op is SumOp);
        Assert.Same(sum.Inputs[0], sum.Inputs[1]);
    }

    [Fact]
    public void PredictionGraph_HasNoBackwardPassAndNoDropout()
    {
        NetworkGraph graph = Net(Input(3), Dropout(0.5), Dense(2)).Graph().Graph;

        Assert.Equal(graph.Ops.Count, graph.BackwardStart);
        Assert.DoesNotContain(graph.Ops, op => op is MaskOp or DropoutOp);
        Assert.Null(graph.RowLoss);
        Assert.Null(graph.Target);
    }

    [Fact]
    public void BackwardOps_AreNotDifferentiatedAgain()
    {
        NetworkGraph graph = Net(Input(3), Dense(4), Node("ReLU"), Dense(2)).Graph(isTraining: true).Graph;

        foreach (Op op in graph.Ops.Skip(graph.BackwardStart).Where(op => op is BackwardOp or ElementwiseGradientOp))
        {
            Assert.Contains("not differentiated again", Assert.Throws<InvalidOperationException>(() => op.Adjoint(null!, [])).Message);
        }
    }

    /// <summary>As many ops as factors, and none that takes all of them.</summary>
    [Theory]
    [InlineData(2, 2)]
    [InlineData(4, 4)]
    [InlineData(5, 6)]
    [InlineData(64, 84)]
    public void ProductOfManyFactors_HasGradientsOfAFewEach(int factors, int expected)
    {
        string[] names = [.. Enumerable.Range(0, factors).Select(i => $"x{i}")];
        NetworkGraph graph = Net([.. names.Select(name => Input(2).Named(name)), Multiply(names), Node("MeanSquaredErrorLoss")]).With("InputGradient", true).Graph(isTraining: true).Graph;
        Op[] gradients = [.. graph.Ops.Where(op => op.Mnemonic == "multiply_gradient")];

        // One for each factor, and for each product so far that goes on as a factor.
        Assert.Equal(expected, gradients.Length);
        Assert.All(gradients, op => Assert.InRange(op.Inputs.Count, 2, 4));
    }

    /// <summary>No factor is divided by, so a factor of 0 costs nothing but its own share: d(y)/d(x_i) is the product of the others.</summary>
    [Theory]
    [InlineData(3, 0)]
    [InlineData(5, 0)]
    [InlineData(9, 0)]
    [InlineData(9, 1)]
    [InlineData(9, 2)]
    [InlineData(13, 1)]
    public void ProductOfManyFactors_HasTheRightGradientWhereSomeAreZero(int factors, int zeros)
    {
        string[] names = [.. Enumerable.Range(0, factors).Select(i => $"x{i}")];
        NetworkGraph graph = Net([.. names.Select(name => Input(1).Named(name)), Multiply(names), Node("HalfSquaredErrorLoss")]).Double().With("InputGradient", true).Graph(isTraining: true).Graph;
        double[] x = [.. Enumerable.Range(0, factors).Select(i => i % 4 == 2 && i / 4 < zeros ? 0 : 0.5 + (i * 0.25))];
        double y = x.Aggregate(1.0, (product, factor) => product * factor);
        Dictionary<Value, double[]> values = new GraphEvaluator(graph, new Dictionary<string, double[]>()).Row(x, [y - 1]);

        for (int i = 0; i < factors; i++)
        {
            double others = x.Where((_, other) => other != i).Aggregate(1.0, (product, factor) => product * factor);
            Assert.Equal(others, values[graph.InputGradients[graph.Inputs[i]]][0], 1e-11 * Math.Max(1, Math.Abs(others)));
        }
    }
}
