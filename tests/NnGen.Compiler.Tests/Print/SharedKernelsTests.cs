using System.Text.RegularExpressions;
using NnGen.Compiler.Model;
using NnGen.Compiler.Print;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Print;

/// <summary>Kernels that stand once in an assembly, whatever networks it has.</summary>
public class SharedKernelsTests
{
    /// <summary>What one network calls must be what another one brings along under that name.</summary>
    [Fact]
    public void KernelsOfOneName_AreOneText()
    {
        IEnumerable<SharedKernel> all = SomeNets.All.SelectMany(name => new[] { SomeNets.Get(name), SomeNets.Get(name).Double() }).SelectMany(net => NetworkCompiler.Emit(net).Kernels);

        Assert.All(all.GroupBy(kernel => kernel.Name), equal => Assert.Single(equal.Distinct()));
    }

    /// <summary>Sizes that leave equally much behind their tiles.</summary>
    [Fact]
    public void LayersOfOtherSizes_UseTheSameKernels()
    {
        EmittedNetwork one = NetworkCompiler.Emit(Net(Input(784), Dense(128), Node("ReLU"), Dense(384), Node("ReLU"), Dense(10)));
        EmittedNetwork other = NetworkCompiler.Emit(Net(Input(508), Dense(320), Node("ReLU"), Dense(576), Node("ReLU"), Dense(10)));

        Assert.Equal(one.Kernels, other.Kernels);
    }

    [Fact]
    public void EquallyLongNames_AreToldApartByTheirText()
    {
        EmittedNetwork one = NetworkCompiler.Emit(Net(Input(64), Dense(64), Node("LeakyReLU").With("Slope", 0.1), Dense(64)));
        EmittedNetwork other = NetworkCompiler.Emit(Net(Input(64), Dense(64), Node("LeakyReLU").With("Slope", 0.2), Dense(64)));

        Assert.NotEqual(one.Kernels, other.Kernels);
        Assert.Empty(one.Kernels.Where(kernel => kernel.Name.Contains("Leaky")).Select(kernel => kernel.Name).Intersect(other.Kernels.Select(kernel => kernel.Name)));
    }

    /// <summary>Each is printed once, those of a family in a file, and nothing where there is nothing.</summary>
    [Fact]
    public void Files_HaveEachKernelOnce()
    {
        EquatableArray<SharedKernel> kernels = NetworkCompiler.Emit(SomeNets.Get("norm")).Kernels;
        EquatableArray<EmittedFile> files = SharedKernelsPrinter.Print([.. kernels, .. kernels.Reverse()]);

        Assert.Equal(SharedKernelsPrinter.Print(kernels), files);
        Assert.Equal(kernels.Select(kernel => kernel.Family).Distinct().Count() + 1, files.Count);
        Assert.All(kernels, kernel => Assert.Single(Regex.Matches(string.Concat(files.Select(file => file.Text)), $@"(static void|ref struct) {kernel.Name}\b")));
        Assert.Empty(SharedKernelsPrinter.Print([]));
    }
}
