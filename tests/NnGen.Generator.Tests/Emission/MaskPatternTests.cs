using NnGen.Compiler;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Emitted;

/// <summary>The compiler and the library each know the patterns of masks: the same connections, in the same places.</summary>
public class MaskPatternTests
{
    public static TheoryData<int, string> Layers => new()
    {
        { 40, "Dense(40, Connections = Connections.Diagonal)" },
        { 2000, "Dense(2000, Connections = Connections.Diagonal)" },
        { 40, "Dense(70, Connections = Connections.Banded)" },
        { 300, "Dense(70, Connections = Connections.Banded, Bandwidth = 5)" },
        { 3, "Dense(4, Connections = Connections.Banded, Bandwidth = 0)" },
        { 60, "Dense(30, Connections = Connections.BlockDiagonal, Groups = 10)" },
        { 64, "Dense(128, Connections = Connections.BlockDiagonal, Groups = 2)" },
        { 40, "Dense(100, Connections = Connections.LowerTriangular)" },
        { 100, "Dense(40, Connections = Connections.LowerTriangular)" },
        { 100, "Dense(333, Connections = Connections.Random, Density = 0.01, MaskSeed = -5)" },
        { 100, "Dense(33, Connections = Connections.Random, Density = 0.9, MaskSeed = 7)" },
        { 20, "Dense(3, Mask = new[] { \"11111000000000000111\", \"00000000000000000000\", \"01000000000000000001\" })" },
        { 61, $"Dense(77, Mask = new[] {{ {WrittenRows(77, 61)} }})" },
        { 70, "Dense(100)" },
        { 9, "Dense(1000)" },
        { 500, "Dense(257)" },
    };

    /// <summary>Rows of ones and zeros without a pattern: the parity of the bits of a product.</summary>
    private static string WrittenRows(int outputs, int inputs) => string.Join(", ", Enumerable.Range(0, outputs).Select(output =>
        $"\"{string.Concat(Enumerable.Range(0, inputs).Select(input => System.Numerics.BitOperations.PopCount((uint)((output + 3) * (input + 7) * 2654435761L)) % 2))}\""));

    /// <summary>A large mask that is written out costs its bits: 512 x 512 of them are 4,096 numbers of 20 characters, and the lists would be 400,000.</summary>
    [Fact]
    public void LargeWrittenMask_IsBits()
    {
        string source = $"using NnGen;\n[Network(Emit = Emit.Inference), Input(512), Dense(512, Mask = new[] {{ {WrittenRows(512, 512)} }})]\npublic partial class Net;";
        int length = EmittedNet.Of(source).Files.Sum(file => file.SourceText.Length) - EmittedNet.Of("using NnGen;\n[Network(Emit = Emit.Inference), Input(512), Dense(512)]\npublic partial class Net;").Files.Sum(file => file.SourceText.Length);

        Assert.InRange(length, 81_920, 100_000);
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void EveryElement_LiesWhereThePlanSays(int inputs, string layer)
    {
        string source = $"using NnGen;\n[Network(Emit = Emit.Inference), Input({inputs}), {layer}]\npublic partial class Net;";
        NetworkPlan plan = NetworkCompiler.Compile(Toolchain.Parse(source).Declaration).Plan!;
        using LoadedNet net = LoadedNet.Of(source);
        ParameterInfo weight = net.Info<float>("Net").Parameters[0];
        ParameterPlace place = plan.Parameters[0];

        Assert.Equal(place.Parameter.Mask?.Count, weight.Mask?.Count);
        for (int element = 0; element < ParameterLayout.Count(weight); element++)
        {
            int expected = place.Position(element / inputs, element % inputs);
            if (expected != ParameterLayout.StorageIndex(weight, element))
            {
                Assert.Fail($"element {element} lies at {ParameterLayout.StorageIndex(weight, element)} instead of {expected}");
            }
        }
    }

    [Fact]
    public void WrongArguments_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => ParameterMask.Diagonal(3, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => ParameterMask.Diagonal(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ParameterMask.Banded(3, 4, -1));
        Assert.Throws<ArgumentException>(() => ParameterMask.BlockDiagonal(3, 4, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => ParameterMask.BlockDiagonal(3, 4, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ParameterMask.LowerTriangular(3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ParameterMask.Random(3, 4, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ParameterMask.Random(3, 4, 5, 1));
    }
}
