using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Plan;

/// <summary>Loops are how steps are written: unrolled, they are the steps.</summary>
public class RollerTests
{
    private static readonly Dictionary<string, NetworkDeclaration> s_deep = new()
    {
        ["chain"] = Net([Input(64), .. Enumerable.Range(0, 16).SelectMany(_ => new[] { Dense(64), Node("ReLU") }), Dense(10), Node("Softmax")]),
        ["odd"] = Net([Input(19), .. Enumerable.Range(0, 7).SelectMany(_ => new[] { Dense(19), Node("Tanh") }), Dense(1)]),
        ["wide"] = Net([Input(600), .. Enumerable.Range(0, 5).SelectMany(_ => new[] { Dense(600), Node("Sigmoid") }), Dense(3)]),
        ["residual"] = Net([Input(20).Named("x0"), .. Enumerable.Range(0, 6).SelectMany(i => new[] { Dense(20), Node("ReLU").Named($"r{i}"), Dense(20).Named($"d{i}"), Add($"x{i}", $"d{i}").Named($"x{i + 1}") }), Dense(2)]),
        ["normalised"] = Net([Input(20), .. Enumerable.Range(0, 5).SelectMany(_ => new[] { Dense(20), Node("LayerNorm"), Node("GELU") }), Dense(2)]),
        ["dropout"] = Net([Input(20), .. Enumerable.Range(0, 5).SelectMany(_ => new[] { Dense(20), Node("ReLU"), Dropout(0.5) }), Dense(2)]),
        ["masked"] = Net([Input(20), .. Enumerable.Range(0, 5).SelectMany(_ => new[] { Dense(20).With("Connections", "LowerTriangular"), Node("ReLU") }), Dense(2)]),
        ["connected, deep"] = Net([Input(60), .. Enumerable.Range(0, 5).SelectMany(_ => new[] { Dense(60).With("Connections", "Banded").With("Bandwidth", 2), Node("ReLU") }), Dense(2)]),
        ["recurrent"] = Net([Input(9, 3), Node("LSTM").With("Units", 5).With("Layers", 2).With("Bidirectional", true), Dense(1)]),
        ["sequence"] = Sequence(7),
        ["tied, deep"] = Net([Input(20), Dense(20).Named("a"), .. Enumerable.Range(0, 5).SelectMany(_ => new[] { Node("ReLU"), Dense(20).With("Tied", "a") }), Dense(2)]),
    };

    public static TheoryData<string> Names => [.. ((IEnumerable<object[]>)SomeNets.Names).Select(row => (string)row[0]), .. s_deep.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void UnrolledLoops_AreTheSteps(string name)
    {
        foreach (NetworkDeclaration net in new[] { Get(name), Get(name).Double() })
        {
            NetworkPlan plan = net.Plan();
            foreach (IReadOnlyList<Step> steps in Programs(plan))
            {
                Step[] unrolled = [.. Roller.Roll(steps).SelectMany(loop => loop.Steps)];

                Assert.Equal(steps.Select(WithoutWords), unrolled.Select(WithoutWords));
            }
        }
    }

    /// <summary>Sixteen equal layers: in each pass one loop over all that have the same neighbours.</summary>
    [Fact]
    public void EqualLayers_AreOneLoopInEachPass()
    {
        NetworkPlan plan = s_deep["chain"].Plan();
        TrainingProgram training = plan.Training!;

        Assert.Equal([1, 15, 1, 1], Turns(Roller.Roll(plan.Predict.Steps)));
        Assert.Equal([1, 15, 1, 1], Turns(Roller.Roll(plan.PredictBatch.Steps)));
        Assert.Equal([1, 15, 1, 1], Turns(Roller.Roll([.. training.ForwardSteps])));
        Assert.Equal([1, 1, 15], Turns(Roller.Roll(training.Backward[0].Steps)));
        Assert.Equal([15, 1], Turns(Chunks.Of(training.Prepare, plan.Facts.Lanes).SelectMany(shared => shared.Loops)));

        // The weights of all layers but the first, whose input lies apart, and the biases of all.
        Assert.Equal([15, 1, 1, 1, 16], Turns(Chunks.Of(training.BackwardParameters, plan.Facts.Lanes).SelectMany(shared => shared.Loops)));

        static IEnumerable<int> Turns(IEnumerable<Loop> loops) => loops.Select(loop => loop.Turns);
    }

    /// <summary>A block of several steps is a loop of several steps.</summary>
    [Fact]
    public void EqualBlocks_AreOneLoop()
    {
        IReadOnlyList<Loop> loops = Roller.Roll([.. s_deep["residual"].Plan().Training!.ForwardSteps]);

        Assert.Contains(loops, loop => loop is { Turns: 5, Body.Count: 2 });
    }

    /// <summary>A sequence is one loop in each pass however long it is, also where its steps are the output.</summary>
    [Fact]
    public void StepsOfTime_AreOneLoopHoweverMany()
    {
        foreach ((IReadOnlyList<Step> some, IReadOnlyList<Step> many) in Programs(Sequence(7).Plan()).Zip(Programs(Sequence(70).Plan())))
        {
            Assert.Equal(Roller.Roll(some).Select(loop => loop.Body.Count), Roller.Roll(many).Select(loop => loop.Body.Count));
        }

        Loop loop = Assert.Single(Roller.Roll(Sequence(70).Plan().Predict.Steps), loop => loop.IsOverTime);
        Assert.Equal((70, loop.Body.Count - 1), (loop.Turns, loop.InLastTurn));
    }

    /// <summary>What moves in a loop counts by the loop's own variable, also where many equal layers have short sequences, whose steps are written out.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public void MotionsInALoop_AreByItsVariable(int steps)
    {
        NetworkPlan plan = Net([Input(steps, 3), Node("GRU").With("Units", 8).With("Layers", 9), Dense(1)]).Plan();

        Assert.All(Programs(plan).SelectMany(Roller.Roll).Where(loop => loop.Turns > 1), loop =>
            Assert.All(loop.Body.SelectMany(step => step.Operands).SelectMany(motion => new[] { motion.Start, motion.Column }).Where(motion => motion.PerTurn != 0), motion => Assert.Equal(loop.IsOverTime, motion.IsOverTime)));
    }

    private static NetworkDeclaration Sequence(int steps) => Net([Input(steps, 2), Node("GRU").With("Units", 3).With("ReturnSequence", true)]);

    private static NetworkDeclaration Get(string name) => s_deep.TryGetValue(name, out NetworkDeclaration? net) ? net : SomeNets.Get(name);

    private static IEnumerable<IReadOnlyList<Step>> Programs(NetworkPlan plan) =>
    [
        plan.Predict.Prepare,
        plan.Predict.Steps,
        plan.PredictBatch.Prepare,
        plan.PredictBatch.Steps,
        [.. plan.Training!.ForwardSteps],
        [.. plan.Training.BackwardSteps],
    ];

    /// <summary>A step as its kernel sees it.</summary>
    private static Step WithoutWords(Step step) => step with
    {
        Operands = new([.. step.Operands.Select(operand => operand with { Place = operand.Place with { Name = "" } })]),
        Comment = "",
    };
}
