using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Plan;

/// <summary>How phases over the parameters are cut for any number of threads.</summary>
public class ChunksTests
{
    /// <summary>Inputs, columns of rows of weights, panels, blocks: what a step is a range of has the most parts.</summary>
    [Theory]
    [InlineData(784, 48, "inputs", 784, 24)]
    [InlineData(784, 512, "inputs", 784, 12)]
    [InlineData(784, 10, "columns", 784, 192)]
    [InlineData(8, 1024, "panels", 16, 2)]
    [InlineData(30, 512, "panels", 8, 1)]
    public void LargeGradient_IsCutAlongItsLongestAxis(int inputs, int outputs, string axis, int size, int unit)
    {
        NetworkPlan plan = Net(Input(inputs), Dense(outputs), Node("MeanSquaredErrorLoss")).Plan();
        Step gradient = plan.Training!.BackwardParameters.First(step => step.Spec is WeightGradientSpec);

        Assert.Equal((axis, size, unit), (gradient.Range!.Axis, gradient.Range.Size, gradient.Range.Unit));
    }

    [Fact]
    public void SmallGradients_AreOneChunk()
    {
        NetworkPlan plan = Net(Input(4), Dense(5), Node("Tanh"), Dense(3), Node("Softmax"), Node("CrossEntropyLoss")).Plan();

        Assert.All(plan.Training!.BackwardParameters, step => Assert.Null(step.Range));
        Assert.Equal(1, Chunks.Count(plan.Training.BackwardParameters, plan.Facts.Lanes));
    }

    /// <summary>Many equal layers that are small by themselves: a chunk is some turns of their loop.</summary>
    [Fact]
    public void SmallEqualLayers_AreSharedOutByTurns()
    {
        NetworkPlan plan = Net([Input(16), .. Enumerable.Range(0, 40).SelectMany(_ => new[] { Dense(16), Node("ReLU") }), Node("MeanSquaredErrorLoss")]).Plan();
        SharedSteps shared = Chunks.Of(plan.Training!.BackwardParameters, plan.Facts.Lanes).MaxBy(shared => shared.Loops[0].Turns)!;

        Assert.InRange(shared.TurnsEach, 2, 6);
        Assert.Equal(shared.Loops[0].Turns / shared.TurnsEach, shared.Chunks);
    }

    /// <summary>Each chunk has a number, and each step belongs to some.</summary>
    [Theory]
    [MemberData(nameof(SomeNets.Names), MemberType = typeof(SomeNets))]
    public void Chunks_AreNumberedThrough(string name)
    {
        NetworkPlan plan = SomeNets.Get(name).Plan();
        foreach (IReadOnlyList<Step> steps in new[] { plan.Training!.Prepare, plan.Training.BackwardParameters })
        {
            IReadOnlyList<SharedSteps> all = Chunks.Of(steps, plan.Facts.Lanes);
            int next = 0;
            foreach (SharedSteps shared in all)
            {
                Assert.Equal(next, shared.First);
                Assert.True(shared.Chunks > 0);
                next += shared.Chunks;
            }

            Assert.Equal(next, Chunks.Count(steps, plan.Facts.Lanes));
            Assert.Equal(steps.Count, all.Sum(shared => shared.Loops.Sum(loop => loop.Steps.Count())));
        }
    }

    [Theory]
    [InlineData(30, 20, 600)]
    [InlineData(100_000, 1000, 8)]
    public void Rows_AreWorthHandingOver(long multiplyAdds, int elements, int least) =>
        Assert.InRange(Chunks.Rows(multiplyAdds, elements, 16), least, 2 * least);
}
