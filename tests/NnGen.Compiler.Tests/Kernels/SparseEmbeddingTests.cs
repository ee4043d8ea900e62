using NnGen.Compiler.Kernels;
using NnGen.Compiler.Kernels.Cost;
using NnGen.Compiler.Kernels.Lowering;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Kernels;

/// <summary>What a training step of a sparse table costs.</summary>
public class SparseEmbeddingTests
{
    /// <summary>No loop of the step goes over the rows of the table: its ends, and the time that they come to, are the same however many there are.</summary>
    [Fact]
    public void WorkOfAStep_DoesNotGrowWithTheTable()
    {
        Assert.Equal(Ends(Step(50, isSparse: true)), Ends(Step(50_000, isSparse: true)));
        Assert.Equal(Time(Step(50, isSparse: true)), Time(Step(50_000, isSparse: true)));

        // The measure itself sees a table that grows.
        Assert.NotEqual(Ends(Step(50, isSparse: false)), Ends(Step(50_000, isSparse: false)));
        Assert.True(Time(Step(50_000, isSparse: false)) > 100 * Time(Step(50, isSparse: false)));
    }

    /// <summary>The whole pass over the parameters, and that by rows, have no other steps than those of a small table.</summary>
    [Fact]
    public void OtherSteps_DoNotKnowTheTable()
    {
        static IEnumerable<KernelSpec> Specs(int classes) => Plan(classes, isSparse: true).Training!.BackwardSteps.Select(step => step.Spec).Where(spec => spec is not EmbeddingGradientSpec);
        Assert.Equal(Specs(50), Specs(50_000));
    }

    private static NetworkPlan Plan(int classes, bool isSparse) => Net(Input(3), Embedding(classes, 21).With("Sparse", isSparse).With("PaddingIndex", 4), Node("Mean").With("Axes", new EquatableArray<int>(0)), Dense(2)).Plan();

    private static EmbeddingGradientSpec Step(int classes, bool isSparse) => Plan(classes, isSparse).Training!.BackwardParameters.Select(step => step.Spec).OfType<EmbeddingGradientSpec>().Single();

    private static IEnumerable<(string, string)> Ends(EmbeddingGradientSpec spec) =>
        new KernelFactory(16).Get(spec).Body.SelectMany(Walk.Statements).OfType<For>().Select(loop => (loop.Variable, loop.To.ToString()!));

    private static double Time(EmbeddingGradientSpec spec) => new KernelCost(MachineModel.Nominal, isDouble: false).Nanoseconds(spec, 32);
}
