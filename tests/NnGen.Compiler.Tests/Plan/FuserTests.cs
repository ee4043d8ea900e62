using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Plan;

/// <summary>Which ops are computed together in registers.</summary>
public class FuserTests
{
    [Fact]
    public void Activations_JoinTheMatrixProduct() =>
        Assert.Equal(["dense1 relu1 sigmoid1", "dense2"], Groups(Net(Input(3), Dense(4), Node("ReLU"), Node("Sigmoid"), Dense(2))));

    [Fact]
    public void NodesThatOnlyRename_JoinNothingAndHideNothing() =>
        Assert.Equal(["dense1 relu1", "dense2"], Groups(Net(Input(3), Dense(4), Node("Identity"), Node("Flatten"), Node("ReLU"), Node("Identity"), Dense(2))));

    /// <summary>The sum is computed where its last operand is; the other comes from memory.</summary>
    [Fact]
    public void Sum_JoinsItsLatestOperand() =>
        Assert.Equal(["a", "b add1 tanh1", "dense3"], Groups(Net(Input(3).Named("x"), Dense(4).Named("a"), Dense(4).From("x").Named("b"), Add("a", "b"), Node("Tanh"), Dense(2))));

    /// <summary>What is declared late may be computed early.</summary>
    [Fact]
    public void LateActivation_JoinsTheProductThatItTakes() =>
        Assert.Equal(["a t", "b add1"], Groups(Net(Input(3).Named("x"), Dense(4).Named("a"), Dense(4).From("x").Named("b"), Node("Tanh").From("a").Named("t"), Add("b", "t"), Node("MeanSquaredErrorLoss"))));

    /// <summary>An op over whole rows needs all columns before it gives the first one.</summary>
    [Fact]
    public void RowOps_NeitherJoinNorAreJoined() =>
        Assert.Equal(["dense1 relu1", "softmax1", "tanh1 sigmoid1", "dense2"], Groups(Net(Input(3), Dense(4), Node("ReLU"), Node("Softmax"), Node("Tanh"), Node("Sigmoid"), Dense(2))));

    [Fact]
    public void ElementwiseOpsOnTheInput_MakeAGroupOfTheirOwn() =>
        Assert.Equal(["tanh1 sigmoid1", "dense1"], Groups(Net(Input(3), Node("Tanh"), Node("Sigmoid"), Dense(2))));

    [Fact]
    public void TwoProducts_AreTwoGroups() =>
        Assert.Equal(["dense1", "dense2"], Groups(Net(Input(3), Dense(4), Dense(2))));

    [Fact]
    public void DropoutInTraining_JoinsAndItsMaskDoesNot()
    {
        NetworkGraph graph = Net(Input(3), Dense(4), Node("ReLU"), Dropout(0.5), Dense(2)).Graph(isTraining: true).Graph;

        IReadOnlyList<Group> groups = Fuser.Fuse(graph.Ops.Take(graph.BackwardStart), Root);

        Assert.Equal(["dense1 relu1 dropout1", "dense2", "loss"], groups.Select(Describe));
        Assert.DoesNotContain(groups.SelectMany(group => group.Ops), op => op is MaskOp or InputOp);
    }

    [Fact]
    public void BackwardActivations_JoinTheProductOfTheirGradient()
    {
        NetworkGraph graph = Net(Input(3), Dense(4), Node("ReLU"), Dense(2)).Graph(isTraining: true).Graph;

        IReadOnlyList<Group> groups = Fuser.Fuse(graph.Ops.Skip(graph.BackwardStart).Where(op => !op.IsParameterGradient), Root);

        Assert.Equal(["gradient of dense2", "gradient of relu1 gradient of dense1"], groups.Select(Describe));
    }

    /// <summary>Whatever is grouped: groups in order compute everything that a group takes before it.</summary>
    [Theory]
    [MemberData(nameof(SomeNets.Names), MemberType = typeof(SomeNets))]
    public void Groups_AreInOrder(string name)
    {
        NetworkGraph graph = SomeNets.Get(name).Graph(isTraining: true).Graph;
        Op[] ops = [.. graph.Ops.Take(graph.BackwardStart)];
        HashSet<Value> known = [.. ops.Where(op => op is InputOp or MaskOp or ParameterOp).SelectMany(op => op.Results)];

        foreach (Group group in Fuser.Fuse(ops, Root))
        {
            foreach (Op op in group.Ops)
            {
                Assert.All(op.Inputs.Select(Root), input => Assert.Contains(input, known));
                known.UnionWith(op.Results);
            }

            Assert.All(group.Chain, op => Assert.Equal(group.Anchor.Results[0].Shape.Size, op.Results[0].Shape.Size));
        }
    }

    /// <summary>The gradient of an element is known when the only window that it is of is done; where windows overlap or leave elements out, it is not.</summary>
    [Theory]
    [InlineData("MaxPool2D", 2, 2, true)]
    [InlineData("AvgPool2D", 2, 2, true)]
    [InlineData("MaxPool2D", 3, 2, false)]
    [InlineData("MaxPool2D", 2, 3, false)]
    public void BackwardActivation_JoinsThePoolBehindIt(string pool, int kernel, int stride, bool joins)
    {
        NetworkPlan plan = Net(Input(2, 8, 8), Node("Conv2D").With("Filters", 3).With("Kernel", 3).With("Padding", 1), Node("ReLU"), Node(pool).With("Kernel", kernel).With("Stride", stride), Node("Flatten"), Dense(2), Node("MeanSquaredErrorLoss")).Plan();
        PoolGradientSpec gradient = Assert.Single(plan.Training!.BackwardSteps.Select(step => step.Spec).OfType<PoolGradientSpec>());

        Assert.Equal(joins, gradient.Fusion is not null);
        Assert.Equal(!joins, plan.Training.BackwardSteps.Any(step => step.Spec is ElementwiseSpec spec && spec.Name.StartsWith("ReluGradient", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Groups(NetworkDeclaration net) => Fuser.Fuse(net.Graph().Graph.Ops, Root).Select(Describe);

    private static string Describe(Group group) => string.Join(" ", group.Ops.Select(op => op.Results[0].Name));

    private static Value Root(Value value)
    {
        while (value.Producer is ReshapeOp)
        {
            value = value.Producer.Inputs[0];
        }

        return value;
    }
}
