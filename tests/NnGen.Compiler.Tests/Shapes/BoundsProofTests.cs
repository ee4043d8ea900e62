using NnGen.Compiler.Kernels;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Shapes;

/// <summary>The proof accepts what fits exactly and finds whatever does not: one element too far, one row too many, one length too short.</summary>
public class BoundsProofTests
{
    private const int Lanes = 16;

    /// <summary>Rows of 20 floats in a memory whose rows are 32 apart.</summary>
    private const int Columns = 20;

    private const int Stride = 32;

    private static readonly Affine s_row = Affine.Variable("row");
    private static readonly Affine s_column = Affine.Variable("column");
    private static readonly Affine s_rows = Affine.Variable("rows");

    [Fact]
    public void TilesThatFit_AreProved() => Assert.Empty(Prove(Tiles(top: 6, bottom: 1), Stride));

    [Fact]
    public void TileHigherThanItsStep_IsFound()
    {
        For[] tiles = Tiles(top: 6, bottom: 1);

        Assert.Contains(Prove([tiles[0] with { Step = 5 }, tiles[1]], Stride), failure => failure.Contains("at row", StringComparison.Ordinal));
    }

    [Fact]
    public void RestOfTwoRowsByTwo_IsProvedAndByThreeFound()
    {
        Assert.Empty(Prove(Tiles(top: 6, bottom: 2), Stride));
        Assert.NotEmpty(Prove([Tiles(top: 6, bottom: 3)[0], Tiles(top: 6, bottom: 3)[1] with { Step = 2 }], Stride));
    }

    [Fact]
    public void WholeRegisterIntoARowWithoutPadding_IsFound()
    {
        Assert.Contains(Prove(Tiles(top: 6, bottom: 1), Columns), failure => failure.Contains("rows of 20 columns", StringComparison.Ordinal));
    }

    [Fact]
    public void CountedStore_IsProvedToTheElement()
    {
        For Rows(Affine count) => new("row", 0, s_rows, 1, [new For("column", 0, Columns + Lanes - 1, Lanes, [Store(s_column, count)])]);

        Assert.Empty(Prove([Rows(Columns - s_column)], Columns));
        Assert.NotEmpty(Prove([Rows(Columns + 1 - s_column)], Columns));
    }

    [Fact]
    public void StepThatDoesNotDivideTheWay_IsProvedByTheLastValue()
    {
        // 0 and 16, not the 23 that the loop's end alone would allow.
        var columns = new For("row", 0, s_rows, 1, [new For("column", 0, 39, Lanes, [Store(s_column, null)])]);

        Assert.Empty(Prove([columns], Stride));
        Assert.NotEmpty(Prove([columns with { Body = [new For("column", 1, 39, Lanes, [Store(s_column, null)])] }], Stride));
    }

    [Fact]
    public void RowBehindTheLast_IsFoundInWhatIsRead()
    {
        For Reading(Affine index) => new("row", 0, s_rows, 1, [new Let("x", new Load("x", index, LaneKind.Logical))]);

        Assert.Empty(Prove([Reading(s_row * Stride + 16)], Stride));
        Assert.NotEmpty(Prove([Reading(s_row * Stride + 17)], Stride));
        Assert.NotEmpty(Prove([Reading(s_row * Stride - 1)], Stride));
    }

    [Fact]
    public void LoopForSixRows_CountsWithSixRowsOrMore()
    {
        // Reads the sixth row whatever the tile: right where there are six, wrong where a single row runs it.
        For Reading(int step) => new("row", 0, s_rows, step, [new Let("x", new Load("x", 5 * Stride, LaneKind.Logical))]);

        Assert.Empty(Prove([Reading(6)], Stride));
        Assert.Contains(Prove([Reading(5)], Stride), failure => failure.Contains("with 5 rows or more", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(1000)]
    public void ShorterScratch_IsFound(int less)
    {
        NetworkPlan plan = Net(Input(21), Node("Tanh"), Dense(9), Node("ReLU")).With("Emit", "Inference").Plan();
        RowsProgram program = plan.PredictBatch;

        Assert.Empty(new PlanProof(plan).Predictions().Failures);
        Assert.NotEmpty(new PlanProof(plan with { PredictBatch = program with { ElementsPerRow = program.ElementsPerRow - less } }).Predictions().Failures);
    }

    [Fact]
    public void ShorterTape_IsFound()
    {
        NetworkPlan plan = Net(Input(21), Dense(9), Node("ReLU"), Node("MeanSquaredErrorLoss")).With("InputGradient", true).Plan();
        TrainingProgram training = plan.Training!;

        Assert.Empty(new PlanProof(plan).Training().Failures);
        Assert.NotEmpty(new PlanProof(plan with { Training = training with { ElementsPerRow = training.ElementsPerRow - 16 } }).Training().Failures);
        Assert.NotEmpty(new PlanProof(plan with { Training = training with { WorkspaceLength = 16 } }).Training().Failures);
    }

    [Fact]
    public void PieceTakenForAnotherOne_IsFound()
    {
        NetworkPlan plan = Net(Input(8), Dense(200)).With("Emit", "Inference").Plan();
        ParameterPlace weight = plan.Parameters[0];
        ParameterPlace shorter = weight with { Pieces = new(weight.Pieces.Select((piece, i) => i == 0 ? piece with { Outputs = piece.Outputs - piece.Stride } : piece)) };

        Assert.True(weight.Pieces.Count > 1);
        Assert.NotEmpty(new PlanProof(plan with { Parameters = [shorter, plan.Parameters[1]] }).Predictions().Failures);
    }

    /// <summary>A value whose rows are taken for padded where they are the caller's: the vector behind the last column is the next row's.</summary>
    [Fact]
    public void OutputsTakenForScratch_AreFound()
    {
        NetworkPlan plan = Net(Input(8), Dense(20)).With("Emit", "Inference").Plan();
        Step step = plan.PredictBatch.Steps.Single();
        var spec = (DenseRowsSpec)step.Spec;
        FusedStep[] steps = [.. spec.Fusion.Steps.Select(fused => fused with { Store = fused.Store! with { IsPadded = true } })];
        Step wrong = step with { Spec = spec with { Fusion = spec.Fusion with { Steps = new(steps) } } };

        Assert.NotEmpty(new PlanProof(plan with { PredictBatch = plan.PredictBatch with { Steps = [wrong] } }).Predictions().Failures);
    }

    /// <summary>Two loops over rows in tiles, each row with two registers at 16 lanes.</summary>
    private static For[] Tiles(int top, int bottom)
    {
        IReadOnlyList<Statement> Body(int height) => [.. Enumerable.Range(0, height).SelectMany(row => new[] { Store(row * Stride, null), Store(row * Stride + Lanes, null) })];
        return [new For("row", 0, s_rows, top, Body(top)), new For("row", null, s_rows, bottom, Body(bottom))];
    }

    private static Store Store(Affine column, Affine? count) => new("y", s_row * Stride + column, new Constant(1, LaneKind.Logical), count);

    private static IReadOnlyList<string> Prove(IReadOnlyList<Statement> body, int columns)
    {
        var rows = new Bound(0, 1);
        var proof = new BoundsProof(Lanes, Lanes);
        var memories = new Dictionary<string, Room>
        {
            ["x"] = new("x", rows * Stride, null),
            ["y"] = new("y", rows * Stride, new Rows(rows, Stride, columns)),
        };
        proof.Run(new Kernel("Test", "", ["x", "y"], ["rows"], [], body), memories, new Dictionary<string, Linear> { ["rows"] = Linear.Of(rows) }, null, new RowRange(1, null));
        return proof.Failures;
    }
}
