using NnGen.Compiler.Kernels;
using NnGen.Compiler.Model;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Kernels;

/// <summary>
/// The JIT compiles a method well up to a number of operations; beyond it, sums leave their registers. No method of a dense layer gets
/// there, whatever its size. An elementary function counts as one call.
/// </summary>
public class BudgetTests
{
    /// <summary>The most multiply-adds into sums that a method may have.</summary>
    private const int MaxAccumulates = 48;

    /// <summary>The most calls on a physical register that a method may have.</summary>
    private const int MaxPhysicalCalls = 178;

    /// <summary>The most calls on a logical vector, each of which is up to four on registers.</summary>
    private const int MaxLogicalCalls = 61;

    public static IReadOnlyList<int> AllSizes { get; } = [1, 2, 3, 5, 7, 10, 16, 17, 31, 50, 64, 100, 128, 130, 512];

    public static TheoryData<int> Sizes => [.. AllSizes];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void NoMethodOfADenseNetwork_IsLargerThanTheJitLikes(int inputs)
    {
        foreach (int outputs in AllSizes)
        {
            AssertWithin(Net(Input(inputs), Dense(outputs), Node("Tanh"), Dense(outputs)), MaxPhysicalCalls, MaxLogicalCalls);
        }
    }

    [Theory]
    [InlineData("Sigmoid")]
    [InlineData("ReLU")]
    [InlineData("SiLU")]
    public void OtherShortActivations_StayWithinTheSame(string activation) =>
        AssertWithin(Net(Input(64), Dense(100), Node(activation), Dense(130), Node(activation), Dense(3)), MaxPhysicalCalls, MaxLogicalCalls);

    [Theory]
    [InlineData("LeakyReLU")]
    [InlineData("ELU")]
    [InlineData("GELU")]
    [InlineData("Mish")]
    [InlineData("Softplus")]
    [InlineData("PReLU")]
    public void LongActivations_StayWithinTheSame(string activation) =>
        AssertWithin(Net(Input(64), Dense(100), Node(activation), Dense(130), Node(activation), Dense(3)), MaxPhysicalCalls, MaxLogicalCalls);

    /// <summary>Its derivative has two comparisons for each sum, which the JIT still inlines.</summary>
    [Fact]
    public void HardSwish_StaysWithinTheSame() =>
        AssertWithin(Net(Input(64), Dense(100), Node("HardSwish"), Dense(130), Node("HardSwish"), Dense(3)), MaxPhysicalCalls, MaxLogicalCalls);

    [Theory]
    [InlineData("Tanh")]
    [InlineData("ReLU")]
    [InlineData("GELU")]
    [InlineData("PReLU")]
    public void LayersWithFewConnections_StayWithinTheSame(string activation) =>
        AssertWithin(
            Net(
                Input(64),
                Dense(100).With("Connections", "Banded"),
                Node(activation),
                Dense(100).With("Connections", "Random").With("Density", 0.02),
                Node(activation),
                Dense(70).With("Connections", "BlockDiagonal").With("Groups", 2)),
            MaxPhysicalCalls,
            MaxLogicalCalls);

    /// <summary>An update is a page of arithmetic: of more than a dozen sums, a loop takes it from memory.</summary>
    [Theory]
    [InlineData(784, 512)]
    [InlineData(64, 96)]
    [InlineData(512, 15)]
    [InlineData(7, 80)]
    [InlineData(3, 64)]
    public void NoMethod_InlinesMoreThanADozenUpdates(int inputs, int outputs)
    {
        NetworkDeclaration net = Net(Input(inputs), Dense(outputs), Dense(3));
        int[] updates = [.. new[] { net, net.Double() }.SelectMany(declared => PlanSteps.Methods(declared.Plan())).Select(kernel => kernel.Body.SelectMany(Walk.Statements).Count(statement => statement is Update))];

        Assert.InRange(updates.Max(), 3, 12);
    }

    private static void AssertWithin(NetworkDeclaration net, int maxPhysicalCalls, int maxLogicalCalls)
    {
        Kernel[] methods = [.. new[] { net, net.Double() }.SelectMany(declared => PlanSteps.Methods(declared.Plan()))];

        // What only the widest registers run has one register for a logical vector.
        WidthCase[] cases = [.. methods.SelectMany(kernel => kernel.Body).SelectMany(Walk.Statements).OfType<WidthSwitch>().SelectMany(width => width.Cases)];
        HashSet<string> widest = [.. Called(cases.Where(way => way.Registers == 1)).Except(Called(cases.Where(way => way.Registers > 1)))];
        foreach (Kernel kernel in methods)
        {
            (int accumulates, int physical, int logical) = Count(kernel);
            if (kernel.UsesLogical && widest.Contains(kernel.Name))
            {
                (physical, logical) = (logical, 0);
            }

            Assert.True(
                accumulates <= MaxAccumulates && physical <= maxPhysicalCalls && logical <= maxLogicalCalls,
                $"{kernel.Name}: {accumulates} accumulates, {physical} calls on P, {logical} calls on V");
        }
    }

    private static IEnumerable<string> Called(IEnumerable<WidthCase> cases) => cases.SelectMany(way => way.Body).SelectMany(Walk.Statements).OfType<Invoke>().SelectMany(invoke => PlanSteps.WithCallees(invoke.Kernel)).Select(kernel => kernel.Name);

    private static (int Accumulates, int Physical, int Logical) Count(Kernel kernel)
    {
        Statement[] all = [.. kernel.Body.SelectMany(Walk.Statements)];
        int Calls(LaneKind kind) => all.Sum(statement => CallsOf(statement, kind) + Walk.Expressions(statement).SelectMany(e => e.All()).Count(e => e.Kind == kind && e is not Local && !IsOperand(e, statement)));
        return (all.Count(statement => statement is Accumulate), Calls(LaneKind.Physical), Calls(LaneKind.Logical));
    }

    /// <summary>A load that is the operand of a multiply-add is no call of its own.</summary>
    private static bool IsOperand(Expression expression, Statement statement) => statement is Accumulate { Y: Load load } && ReferenceEquals(load, expression);

    private static int CallsOf(Statement statement, LaneKind kind) => statement switch
    {
        Accumulate accumulate when accumulate.X.Kind == kind => 1,
        Store store when store.Value.Kind == kind => 1,
        Update update when update.Gradient.Kind == kind => 1,
        _ => 0,
    };
}
