using NnGen.Compiler.Kernels;
using NnGen.Compiler.Kernels.Lowering;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Kernels;

/// <summary>Equal layers share kernels; different ones are told apart by name.</summary>
public class KernelFactoryTests
{
    private static readonly Fusion s_store = new(default, new(new FusedStep(new NnGen.Compiler.Graph.ElementInput(0), new FusedStore("y", 16, IsPadded: true))));

    [Fact]
    public void EqualSpecs_AreOneKernelWhateverTheirNames()
    {
        var factory = new KernelFactory(16);

        Kernel first = factory.Get(new DenseRowSpec("First", 4, 10, 16, HasBias: true, IsSparse: false, s_store));
        Kernel second = factory.Get(new DenseRowSpec("Second", 4, 10, 16, HasBias: true, IsSparse: false, s_store with { }));

        Assert.Same(first, second);
        Assert.Equal("First", first.Name);
        Assert.Equal([first], factory.Kernels);
    }

    [Fact]
    public void DifferentSpecsOfOneName_GetNumbersWhereTheyAreNotShared()
    {
        var factory = new KernelFactory(16);

        string[] names = [.. new[] { 4, 5, 6 }.Select(inputs => factory.Get(new DenseRowSpec("Dense", inputs, 10, 16, HasBias: true, IsSparse: false, s_store)).Name)];

        Assert.Equal(["Dense", "Dense_2", "Dense_3"], names);
        Assert.Equal(names, factory.Kernels.Select(kernel => kernel.Name));
    }

    /// <summary>Two hidden layers of one shape and activation are one kernel in each direction.</summary>
    [Fact]
    public void LayersOfOneShape_ShareTheirKernels()
    {
        NetworkPlan two = Net(Input(20), Dense(20), Node("ReLU"), Dense(20), Node("ReLU"), Dense(20), Node("ReLU"), Dense(20), Node("ReLU"), Dense(3)).Plan();
        NetworkPlan one = Net(Input(20), Dense(20), Node("ReLU"), Dense(20), Node("ReLU"), Dense(20), Node("ReLU"), Dense(3)).Plan();

        Assert.Equal(Kernels(one).Count, Kernels(two).Count);
    }

    [Theory]
    [MemberData(nameof(SomeNets.Names), MemberType = typeof(SomeNets))]
    public void MethodsOfANetworkAlone_HaveNamesOfTheirOwn(string name)
    {
        foreach (NetworkDeclaration net in new[] { SomeNets.Get(name).With("InputGradient", true), SomeNets.Get(name).Double() })
        {
            IReadOnlyList<Kernel> kernels = [.. Kernels(net.Plan()).Where(kernel => !kernel.IsShared)];
            Assert.Equal(kernels.Select(kernel => kernel.Name).Distinct(), kernels.Select(kernel => kernel.Name));
        }
    }

    /// <summary>Each kernel takes exactly what its step hands over.</summary>
    [Theory]
    [MemberData(nameof(SomeNets.Names), MemberType = typeof(SomeNets))]
    public void EveryKernel_GetsItsMemories(string name)
    {
        NetworkPlan plan = SomeNets.Get(name).Plan();
        var factory = new KernelFactory(plan.Facts.Lanes);
        foreach (Step step in PlanSteps.Of(plan))
        {
            Kernel kernel = factory.Get(step.Spec);
            Assert.Equal(
                kernel.Memories.Except([Names.Parameters]).Order(StringComparer.Ordinal),
                step.Operands.Select(operand => operand.Memory).Order(StringComparer.Ordinal));
            Assert.Equal(kernel.Indices.Except([Names.Rows]), step.Indices.Select(index => index.Name));
        }
    }

    private static IReadOnlyList<Kernel> Kernels(NetworkPlan plan) => PlanSteps.Methods(plan);
}
