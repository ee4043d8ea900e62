using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Graph;

/// <summary>Which loss follows from an output, and what it compiles to.</summary>
public class LossTests
{
    [Theory]
    [InlineData("Identity", "MeanSquaredErrorLoss")]
    [InlineData("Softmax", "CrossEntropyLoss")]
    [InlineData("LogSoftmax", "NegativeLogLikelihoodLoss")]
    [InlineData("Sigmoid", "BinaryCrossEntropyLoss")]
    public void LossLeftOut_FollowsFromTheOutput(string activation, string loss)
    {
        Assert.Equal(loss, Net(Input(2), Dense(3), Node(activation)).Graph().Outputs[0].Loss.Name);

        // Nodes that only rename do not hide it.
        Assert.Equal(loss, Net(Input(2), Dense(3), Node(activation), Node("Identity")).Graph().Outputs[0].Loss.Name);
    }

    /// <summary>Dropout is the identity when predicting, so the loss would fit there, and training would take a softmax of a softmax.</summary>
    [Theory]
    [InlineData("Softmax", "CrossEntropyLoss", "Dropout")]
    [InlineData("Softmax", null, "Dropout")]
    [InlineData("Softmin", "CrossEntropyLoss", "AlphaDropout")]
    [InlineData("LogSoftmax", "NegativeLogLikelihoodLoss", "Dropout")]
    [InlineData("LogSoftmax", "KLDivergenceLoss", "Dropout")]
    [InlineData("Sigmoid", "BinaryCrossEntropyLoss", "Dropout")]
    [InlineData("Sigmoid", null, "AlphaDropout")]
    [InlineData("Step", "PerceptronLoss", "Dropout")]
    [InlineData("Softmax", "FocalLoss", "Dropout")]
    [InlineData("Sigmoid", "BinaryFocalLoss", "Dropout")]
    public void DropoutOfWhatTheLossReads_IsRefused(string activation, string? loss, string dropout)
    {
        NodeDeclaration[] last = loss is null ? [] : [Node(loss)];
        foreach (NodeDeclaration[] between in new[] { Array.Empty<NodeDeclaration>(), [Node("Identity")] })
        {
            NetworkDeclaration net = Net([Input(2), Dense(3), Node(activation), .. between, Node(dropout).With("Rate", 0.5), .. between, .. last]);
            foreach (bool isTraining in new[] { false, true })
            {
                Problem problem = Assert.Single(GraphBuilder.Build(net, isTraining).Problems);
                Assert.Equal(ProblemKinds.LossDoesNotFit, problem.Kind);
                Assert.Contains($"{dropout} ({dropout.ToLowerInvariant()}1)", problem.Message, StringComparison.Ordinal);
                Assert.Contains($"put [{dropout}] before the last layer", problem.Message, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>Dropped logits are logits, dropped values are values: the loss of such an output is the same with and without the dropout's name.</summary>
    [Theory]
    [InlineData("Identity", "CrossEntropyLoss")]
    [InlineData("Identity", "BinaryCrossEntropyLoss")]
    [InlineData("Softmax", "MeanSquaredErrorLoss")]
    [InlineData("Sigmoid", "L1Loss")]
    public void DropoutOfOtherOutputs_Fits(string activation, string loss)
    {
        NetworkDeclaration net = Net(Input(2), Dense(3), Node(activation), Dropout(0.5), Node(loss));
        foreach (bool isTraining in new[] { false, true })
        {
            Assert.Equal(loss, net.Graph(isTraining).Outputs[0].Loss.Name);
        }
    }

    /// <summary>In both graphs the same: what an activation squashed are no logits, whether dropout follows or not.</summary>
    [Fact]
    public void DropoutAfterAnActivation_HidesNothing()
    {
        foreach (bool isTraining in new[] { false, true })
        {
            Assert.Equal(ProblemKinds.LossDoesNotFit, Assert.Single(GraphBuilder.Build(Net(Input(2), Dense(3), Node("ReLU"), Dropout(0.5), Node("CrossEntropyLoss")), isTraining).Problems).Kind);
            Assert.Equal(ProblemKinds.LossNeeded, Assert.Single(GraphBuilder.Build(Net(Input(2), Dense(3), Node("ReLU"), Dropout(0.5)), isTraining).Problems).Kind);
        }
    }

    [Fact]
    public void OutputInTheMiddle_DecidesTheLoss() =>
        Assert.Equal("CrossEntropyLoss", Net(Input(2).Named("x"), Dense(3), Node("Softmax").Named("p"), Output("p")).Graph().Outputs[0].Loss.Name);

    /// <summary>Cross entropy after softmax, on logits, and the likelihood after log-softmax are one kernel.</summary>
    [Fact]
    public void ThreeWaysToSayCrossEntropy_FuseToOneOp()
    {
        foreach (NetworkDeclaration net in new[]
        {
            Net(Input(2), Dense(3), Node("Softmax"), Node("CrossEntropyLoss")),
            Net(Input(2), Dense(3), Node("CrossEntropyLoss")),
            Net(Input(2), Dense(3), Node("LogSoftmax"), Node("NegativeLogLikelihoodLoss")),
        })
        {
            NetworkGraph graph = net.Graph(isTraining: true).Graph;
            var loss = Assert.IsType<SoftmaxCrossEntropyOp>(graph.RowLoss!.Producer);
            Assert.IsType<LinearOp>(loss.Inputs[0].Producer);
            Assert.DoesNotContain(graph.Ops, op => op is SoftmaxOp);
        }
    }

    [Fact]
    public void BinaryCrossEntropy_IsComputedFromLogits()
    {
        foreach (NetworkDeclaration net in new[]
        {
            Net(Input(2), Dense(1), Node("Sigmoid"), Node("BinaryCrossEntropyLoss")),
            Net(Input(2), Dense(1), Node("BinaryCrossEntropyLoss")),
        })
        {
            NetworkGraph graph = net.Graph(isTraining: true).Graph;
            var loss = Assert.IsType<SigmoidCrossEntropyOp>(graph.RowLoss!.Producer);
            Assert.IsType<LinearOp>(loss.Inputs[0].Producer);
        }
    }

    /// <summary>The softmax itself dies in training, and the output is the probabilities that the fused op computes anyway.</summary>
    [Fact]
    public void FusedSoftmax_StaysTheOutput()
    {
        NetworkGraph graph = Net(Input(2), Dense(3), Node("Softmax").Named("p")).Graph(isTraining: true).Graph;

        Assert.IsType<SoftmaxCrossEntropyOp>(graph.Output.Producer);
        Assert.Same(graph.Output, graph.Nodes["p"]);
    }

    [Fact]
    public void SoftmaxInTheMiddle_IsAnOrdinaryOp()
    {
        NetworkGraph graph = Net(Input(2), Dense(3), Node("Softmax"), Dense(2), Node("Softmax")).Graph(isTraining: true).Graph;

        Assert.Single(graph.Ops, op => op is SoftmaxOp);
        Assert.Single(graph.Ops, op => op is SoftmaxGradientOp);
    }

    [Theory]
    [InlineData("Mean")]
    [InlineData("Sum")]
    public void Reduction_IsThatOfTheLoss(string reduction) =>
        Assert.Equal(reduction, Net(Input(2), Dense(3), Node("MeanSquaredErrorLoss").With("Reduction", reduction)).Graph().Reduction);

    [Fact]
    public void ReductionLeftOut_IsTheMean() => Assert.Equal("Mean", Net(Input(2), Dense(3)).Graph().Reduction);
}
