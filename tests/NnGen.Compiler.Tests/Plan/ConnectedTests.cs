using NnGen.Compiler.Kernels.Cost;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Tests.Shapes;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Plan;

/// <summary>Layers of which only connected inputs have weights in memory: when they are made so, and that they stay inside it.</summary>
public class ConnectedTests
{
    private static readonly int[] s_sizes = [1, 15, 17, 33, 70];

    [Fact]
    public void FewConnections_LeaveVectorsOut()
    {
        ParameterPlace weight = Training(Dense(64).With("Connections", "Banded").With("Bandwidth", 2)).Plan().Parameters[0];

        // 16 outputs and 2 on either side; at the edges of the matrix there is one side only.
        Assert.Equal([0, 18, 38, 58, 76], weight.Pieces[0].Blocks!.Starts);
        Assert.Equal(Enumerable.Range(14, 20), weight.Pieces[0].Blocks!.Inputs.Skip(18).Take(20));
        Assert.Contains("76 of 256 vectors", weight.Reason);
        Assert.Equal(76 * 16, weight.Length);
        Assert.Equal(-1, weight.Position(0, 3));
        Assert.Equal(18 * 16 + 16 + 1, weight.Position(17, 15));
    }

    [Fact]
    public void ManyConnections_KeepZeros()
    {
        ParameterPlace weight = Training(Dense(64).With("Connections", "Random").With("Density", 0.2)).Plan().Parameters[0];

        Assert.Null(weight.Pieces[0].Blocks);
        Assert.Contains("the others kept as zeros", weight.Reason);
    }

    /// <summary>Sparse inputs need the weights of one input side by side.</summary>
    [Fact]
    public void SparseInput_KeepsPanels() =>
        Assert.Null(Net(Input(64).With("Sparse", true), Dense(64).With("Connections", "Diagonal")).Plan().Parameters[0].Pieces[0].Blocks);

    /// <summary>Groups of whole vectors are full where they are stored at all, so no mask is read.</summary>
    [Theory]
    [InlineData(2, false)]
    [InlineData(8, true)]
    public void Mask_IsReadOnlyWhereAVectorIsNotFull(int groups, bool isMasked)
    {
        NetworkPlan plan = Training(Dense(64).With("Connections", "BlockDiagonal").With("Groups", groups)).Plan();
        Assert.All(plan.Training!.BackwardParameters.Select(step => step.Spec).OfType<ConnectedGradientSpec>(), spec => Assert.Equal(isMasked, spec.IsMasked));
        Assert.Contains(plan.Training.BackwardParameters, step => step.Spec is ConnectedGradientSpec);
    }

    /// <summary>Threads share the blocks out.</summary>
    [Fact]
    public void Chunks_AreBlocks()
    {
        NetworkPlan plan = Net(Input(512), Dense(512).With("Connections", "LowerTriangular"), Node("MeanSquaredErrorLoss")).Plan();
        Step gradient = plan.Training!.BackwardParameters.Single(step => step.Spec is ConnectedGradientSpec);

        Assert.Equal(new StepRange("blocks", "first", "last", 32, 1), gradient.Range);
    }

    /// <summary>Where vectors are left out, the model must not say that this costs time.</summary>
    [Theory]
    [InlineData("Banded", "Bandwidth", 20)]
    [InlineData("BlockDiagonal", "Groups", 2)]
    [InlineData("LowerTriangular", "Bias", true)]
    [InlineData("Diagonal", "Bias", true)]
    public void LeavingVectorsOut_CostsNoTimeByTheModel(string pattern, string option, object value)
    {
        NetworkPlan full = Net(Input(256), Dense(256), Node("ReLU"), Dense(256), Node("MeanSquaredErrorLoss")).Plan();
        NodeDeclaration dense = Dense(256).With("Connections", pattern).With(option, value);
        NetworkPlan few = Net(Input(256), dense, Node("ReLU"), dense, Node("MeanSquaredErrorLoss")).Plan();
        Assert.NotNull(few.Parameters[0].Pieces[0].Blocks);
        (CostModel expected, CostModel actual) = (new(full, MachineModel.Nominal), new(few, MachineModel.Nominal));

        Assert.InRange(actual.PredictBatch(48), 0, expected.PredictBatch(48));
        Assert.InRange(actual.PredictRow(), 0, expected.PredictRow());
        Assert.InRange(actual.TrainingStep(32), 0, expected.TrainingStep(32));
    }

    public static TheoryData<int> Sizes => [.. s_sizes];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void EveryPattern_StaysInsideItsMemory(int inputs)
    {
        foreach (int outputs in s_sizes)
        {
            NodeDeclaration[] layers =
            [
                Dense(outputs).With("Connections", "Banded").With("Bandwidth", 1),
                Dense(outputs).With("Connections", "LowerTriangular"),
                Dense(outputs).With("Connections", "Random").With("Density", 0.01),
                Dense(outputs).With("Connections", "Random").With("Density", 0.4),
            ];
            foreach (NodeDeclaration layer in layers)
            {
                NetworkDeclaration net = Net(Input(inputs), Node("Tanh"), layer, Node("ReLU"), Dense(inputs).With("Connections", "Banded").With("Bandwidth", 0), Node("MeanSquaredErrorLoss"));
                foreach (NetworkDeclaration declared in new[] { net, net.Double() })
                {
                    PlanProof proof = new PlanProof(declared.Plan()).Predictions().Training();
                    Assert.True(!proof.Failures.Any(), $"{inputs} x {outputs}: {proof.Failures.FirstOrDefault()}");
                }
            }
        }
    }

    /// <summary>The proof reads the tables: an input too many, or an entry that belongs to nobody, is found.</summary>
    [Fact]
    public void WrongTable_IsFound()
    {
        NetworkPlan plan = Training(Dense(64).With("Connections", "Banded")).Plan();
        Assert.Empty(new PlanProof(plan).Predictions().Failures);

        ConnectionBlocks blocks = plan.Parameters[0].Pieces[0].Blocks!;
        Assert.NotEmpty(new PlanProof(With(plan, blocks with { Inputs = new(blocks.Inputs.Select(input => input + 1)) })).Predictions().Failures);
        Assert.NotEmpty(new PlanProof(With(plan, blocks with { Starts = new([.. blocks.Starts.Take(4), blocks.Entries + 1]) })).Predictions().Failures);
    }

    private static NetworkPlan With(NetworkPlan plan, ConnectionBlocks blocks)
    {
        Step[] steps = [.. plan.PredictBatch.Steps.Select(step => step.Spec is ConnectedRowsSpec spec ? step with { Spec = spec with { Blocks = blocks } } : step)];
        return plan with { PredictBatch = plan.PredictBatch with { Steps = steps } };
    }

    private static NetworkDeclaration Training(NodeDeclaration layer) => Net(Input(64), layer, Node("MeanSquaredErrorLoss"));
}
