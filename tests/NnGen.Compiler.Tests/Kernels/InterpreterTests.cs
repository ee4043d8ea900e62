using NnGen.Compiler.Graph;
using NnGen.Compiler.Kernels;
using NnGen.Compiler.Kernels.Interpreter;
using NnGen.Compiler.Tests.Support;

namespace NnGen.Compiler.Tests.Kernels;

/// <summary>What each kind of statement and expression means, on kernels written by hand.</summary>
public class InterpreterTests
{
    private const LaneKind S = LaneKind.Scalar;

    private const LaneKind V = LaneKind.Logical;

    private const LaneKind P = LaneKind.Physical;

    private static readonly Affine I = Affine.Variable("i");

    [Fact]
    public void For_RunsWhileAWholeStepFits()
    {
        float[] y = Run([new For("i", 1, 10, 4, [new Store("y", I, new Constant(7, S))])], new float[12]);

        Assert.Equal([1, 5], Positions(y, 7));
    }

    [Fact]
    public void ContinuedLoop_GoesOnWhereTheLastOneEnded()
    {
        float[] y = Run(
            [
                new For("i", 0, 10, 4, [new Store("y", I, new Constant(1, S))]),
                new For("i", null, 10, 3, [new Store("y", I, new Constant(2, S))]),
                new For("i", null, 10, 1, [new Store("y", I, new Constant(3, S))]),
            ],
            new float[12]);

        Assert.Equal([0, 4], Positions(y, 1));
        Assert.Empty(Positions(y, 2));
        Assert.Equal([8, 9], Positions(y, 3));
    }

    [Fact]
    public void EmptyLoop_DoesNothing() =>
        Assert.All(Run([new For("i", 5, 5, 1, [new Store("y", I, new Constant(1, S))]), new For("i", 5, 3, 1, [new Store("y", I, new Constant(1, S))])], new float[8]), x => Assert.Equal(0, x));

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(16)]
    public void Register_HasTheLanesOfTheMachine(int lanes)
    {
        float[] y = Run([new For("i", 0, 16, Affine.Register, [new Store("y", I, new Constant(1, P))]), new Store("y", Affine.Register * 2, new Constant(9, S))], new float[40], lanes);

        Assert.Equal(9, y[2 * lanes]);
        Assert.Equal(16, y.Count(x => x == 1) + (2 * lanes < 16 ? 1 : 0));
    }

    [Fact]
    public void LogicalVector_HasSixteenLanesWhateverTheMachine() =>
        Assert.Equal(16, Run([new Store("y", 0, new Constant(1, V))], new float[20], physicalLanes: 4).Count(x => x == 1));

    [Fact]
    public void Store_WritesAsManyLanesAsCount()
    {
        Assert.Equal(5, Run([new Store("y", 2, new Constant(1, V), 5)], new float[20]).Count(x => x == 1));
        Assert.Equal(16, Run([new Store("y", 2, new Constant(1, V), 99)], new float[20]).Count(x => x == 1));
        Assert.Equal(0, Run([new Store("y", 2, new Constant(1, V), -3)], new float[20]).Count(x => x == 1));
    }

    [Fact]
    public void LoadAndStore_StayInTheMemory()
    {
        Assert.ThrowsAny<Exception>(() => Run([new Store("y", 5, new Constant(1, V))], new float[20]));
        Assert.ThrowsAny<Exception>(() => Run([new Let("a", new Load("y", 5, V))], new float[20]));
        Assert.ThrowsAny<Exception>(() => Run([new Store("y", -1, new Constant(1, S))], new float[20]));
    }

    /// <summary>Upper half to lower half, until one number is left: not from left to right.</summary>
    [Fact]
    public void Sum_AddsByHalving()
    {
        float[] x = [.. Enumerable.Range(0, 16).Select(i => MathF.Pow(10, i % 8) * (i < 8 ? 1 : -0.999f))];
        float[] expected = x;
        for (int half = 8; half >= 1; half /= 2)
        {
            expected = [.. Enumerable.Range(0, half).Select(i => expected[i] + expected[i + half])];
        }

        float[] y = Run([new Store("y", 0, new Reduce(Reduction.Sum, new Load("x", 0, V)))], new float[1], x: x);

        Assert.Equal(expected[0], y[0]);
        Assert.NotEqual(x.Aggregate((a, b) => a + b), y[0]);
    }

    [Fact]
    public void MaximumOfLanes_IsTheLargest()
    {
        float[] x = [.. Enumerable.Range(0, 16).Select(i => (float)(i * 7 % 16) - 20)];
        Assert.Equal(-5, Run([new Store("y", 0, new Reduce(Reduction.Max, new Load("x", 0, V)))], new float[1], x: x)[0]);
    }

    /// <summary>The value under test is the second operand, so NaN reaches the result.</summary>
    [Fact]
    public void MaxAndMin_TakeTheSecondUnlessTheFirstIsBetter()
    {
        float[] x = [float.NaN, -1, 2, .. new float[13]];
        float[] max = Run([new Store("y", 0, Expression.Max(new Constant(0, V), new Load("x", 0, V)))], new float[16], x: x);
        float[] min = Run([new Store("y", 0, Expression.Min(new Constant(0, V), new Load("x", 0, V)))], new float[16], x: x);

        Assert.Equal([float.NaN, 0, 2], max[..3]);
        Assert.Equal([float.NaN, -1, 0], min[..3]);
    }

    /// <summary>An interpreter keeps kernels, not what a run has left: else a kernel that reads too early would give right numbers here and wrong ones compiled.</summary>
    [Fact]
    public void WhatHasNoValueYet_IsNotTakenFromAnEarlierRun()
    {
        var kernel = new Kernel("K", "", ["y"], ["n"], [], [new For("i", 0, Affine.Variable("n"), 1, [new Let("a", new Constant(3, S)), new LetIndex("k", new([1]), 0)]), new Store("y", Affine.Variable("k"), new Local("a", S))]);
        var interpreter = new KernelInterpreter<float>(new SingleArithmetic(), 16, 4);
        float[] y = [0, 0];
        interpreter.Run(kernel, [new(y, 0)], [1], []);
        Assert.Equal([0, 3], y);
        Assert.Throws<InvalidOperationException>(() => interpreter.Run(kernel, [new(y, 0)], [0], []));
    }

    /// <summary>A local is what it was when it was given its value, whatever the expression that gave it computes later.</summary>
    [Fact]
    public void Locals_KeepTheirValues()
    {
        Statement[] body = [new Let("now", new Load("x", 0, S)), new Let("before", new Constant(0, S)), new For("i", 1, 4, 1, [new Assign("before", new Local("now", S)), new Assign("now", new Load("x", I, S))]), new Store("y", 0, new Local("before", S)), new Store("y", 1, new Local("now", S))];
        Assert.Equal([3, 4], Run(body, new float[2], x: [1, 2, 3, 4]));
    }

    [Fact]
    public void MultiplyAdd_RoundsOnce()
    {
        // The product is 1 - 2^-46; rounded by itself it is 1, and nothing is left.
        double x = 1 + Math.Pow(2, -23);
        double y = 1 - Math.Pow(2, -23);
        float[] fused = Run([new Store("y", 0, new MultiplyAdd(new Constant(x, S), new Constant(y, S), new Constant(-1, S)))], new float[1]);
        float[] apart = Run([new Store("y", 0, new Constant(x, S) * new Constant(y, S) + new Constant(-1, S))], new float[1]);

        Assert.Equal(-(float)Math.Pow(2, -46), fused[0]);
        Assert.Equal(0, apart[0]);
    }

    [Fact]
    public void Accumulate_AddsAProductInPlace()
    {
        float[] y = Run([new Let("a", new Constant(1, S)), new For("i", 0, 3, 1, [new Accumulate("a", new Constant(2, S), new Load("x", I, S))]), new Store("y", 0, new Local("a", S))], new float[1], x: [1, 10, 100]);

        Assert.Equal(223, y[0]);
    }

    [Fact]
    public void SelectLess_ChoosesByLane()
    {
        float[] y = Run([new Store("y", 0, new SelectLess(new Load("x", 0, V), new Constant(0, V), new Constant(-1, V), new Load("x", 0, V) * new Constant(2, V)))], new float[16], x: [-3, 0, 3, float.NaN, .. new float[12]]);

        Assert.Equal([-1, 0, 6, float.NaN], y[..4]);
    }

    [Fact]
    public void KeepFirst_ReplacesTheRest() =>
        Assert.Equal(5, Run([new Store("y", 0, new KeepFirst(new Constant(1, V), 5, new Constant(2, V)))], new float[16]).Count(x => x == 1));

    [Fact]
    public void Splat_FillsAllLanes() =>
        Assert.All(Run([new Store("y", 0, new Splat(new Load("x", 1, S), V))], new float[16], x: [1, 8]), x => Assert.Equal(8, x));

    [Fact]
    public void Functions_AreTheirDefinitions()
    {
        float[] x = [-2, -0.5f, 0, 0.5f, 2, .. new float[11]];
        float[] Function(ElementFunction function) => Run([new Store("y", 0, new Call(function, new Load("x", 0, V)))], new float[16], x: x)[..5];

        Assert.Equal([2, 0.5f, 0, 0.5f, 2], Function(ElementFunction.Abs));
        Assert.All(Function(ElementFunction.Exp).Zip(x), pair => Assert.Equal(Math.Exp(pair.Second), pair.First, 1e-6));
        Assert.All(Function(ElementFunction.Tanh).Zip(x), pair => Assert.Equal(Math.Tanh(pair.Second), pair.First, 1e-6));
        Assert.All(Function(ElementFunction.Sigmoid).Zip(x), pair => Assert.Equal(1 / (1 + Math.Exp(-pair.Second)), pair.First, 1e-6));
    }

    [Fact]
    public void Bits_AreThoseOfTheFormat()
    {
        float[] x = [8, 10, -0.75f, .. new float[13]];
        float[] Bits(BitFunction function) => Run([new Store("y", 0, new BitCall(function, new Load("x", 0, V), function == BitFunction.CopySign ? new Constant(-1, V) : null))], new float[16], x: x)[..3];

        Assert.Equal([3, 3], Bits(BitFunction.Exponent)[..2]);
        Assert.Equal([1, 1.25f, 1.5f], Bits(BitFunction.Significand));
        Assert.Equal([-8, -10, -0.75f], Bits(BitFunction.CopySign));
    }

    [Fact]
    public void Invoke_MovesMemoriesAndHandsOverIndicesAndScalars()
    {
        var callee = new Kernel("Callee", "", ["to"], ["count"], ["value"], [new For("i", 0, Affine.Variable("count"), 1, [new Store("to", I, new Local("value", S))])]);

        float[] y = Run([new For("i", 1, 3, 1, [new Invoke(callee, [new MemoryArgument("y", I * 4)], [I + 1], [new Constant(5, S)])])], new float[16]);

        Assert.Equal([4, 5, 8, 9, 10], Positions(y, 5));
    }

    [Fact]
    public void Update_GetsTheLanesThatCount()
    {
        KernelRun run = KernelRun.Of([new For("i", 0, 32, 16, [new Update(I + 100, new Constant(2, V), (Affine)20 - I)])]);

        Assert.Equal([(100L, 16), (116L, 4)], run.Updates.Select(update => (update.Index, update.Gradient.Length)));
    }

    [Fact]
    public void Doubles_HaveEightLanes()
    {
        var y = new double[10];
        new KernelInterpreter<double>(new DoubleArithmetic(), 8, 2).Run(new Kernel("K", "", ["y"], [], [], [new Store("y", 0, new Constant(0.1, V))]), [new(y, 0)], [], []);

        Assert.Equal(8, y.Count(x => x == 0.1));
    }

    private static float[] Run(IReadOnlyList<Statement> body, float[] y, int physicalLanes = 4, float[]? x = null)
    {
        var kernel = new Kernel("Test", "", ["x", "y"], [], [], body);
        new KernelInterpreter<float>(new SingleArithmetic(), 16, physicalLanes).Run(kernel, [new(x ?? [], 0), new(y, 0)], [], []);
        return y;
    }

    private static int[] Positions(float[] y, float value) => [.. Enumerable.Range(0, y.Length).Where(i => y[i] == value)];
}
