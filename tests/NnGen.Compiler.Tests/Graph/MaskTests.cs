using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Graph;

/// <summary>What a mask says, written out or by pattern.</summary>
public class MaskTests
{
    [Fact]
    public void Strings_AreConnections() => Assert.Equal("1100 0110 0011", Text(4, Dense(3).With("Mask", Rows("11 00", "0110", "00 11"))));

    [Fact]
    public void StringsBelowTheLayer_AreConnections() => Assert.Equal("1100 0110 0011", Text(4, Pattern(3, "Mask").With("ConnectionMask", Rows("11 00", "0110", "00 11"))));

    [Theory]
    [InlineData(3, 3, "100 010 001")]
    public void Diagonal_IsOne(int inputs, int units, string mask) => Assert.Equal(mask, Text(inputs, Pattern(units, "Diagonal")));

    [Theory]
    [InlineData(4, 4, 1, "1100 1110 0111 0011")]
    [InlineData(4, 4, 0, "1000 0100 0010 0001")]
    [InlineData(6, 3, 0, "010000 000100 000001")]
    [InlineData(2, 4, 0, "10 10 01 01")]
    public void Banded_IsAroundThePlaceOfTheOutput(int inputs, int units, int bandwidth, string mask) =>
        Assert.Equal(mask, Text(inputs, Pattern(units, "Banded").With("Bandwidth", bandwidth)));

    [Fact]
    public void BandedWithoutBandwidth_TakesOneOnEitherSide() => Assert.Equal("110 111 011", Text(3, Pattern(3, "Banded")));

    [Fact]
    public void BlockDiagonal_IsGroups() => Assert.Equal("1100 0011", Text(4, Pattern(2, "BlockDiagonal").With("Groups", 2)));

    [Fact]
    public void LowerTriangular_IsTril() => Assert.Equal("100 110 111 111", Text(3, Pattern(4, "LowerTriangular")));

    /// <summary>The documented generator, written down once: SplitMix64 from 42 begins with these draws.</summary>
    [Fact]
    public void Random_IsTheSameInEveryBuild()
    {
        string mask = Text(8, Pattern(3, "Random").With("Density", 0.25).With("MaskSeed", 42));

        // The first numbers: 13679457532755275413, 2949826092126892291, 5139283748462763858, ...
        // Output 0: place 0 changes with 0 + floor(8 x 0.7415) = 5, place 1 with 1 + floor(7 x 0.1599) = 2; and so on.
        Assert.Equal("00100100 00110000 10000001", mask);
    }

    [Theory]
    [InlineData(0.01, 1)]
    [InlineData(0.5, 5)]
    [InlineData(0.25, 3)]
    [InlineData(1.0, 10)]
    public void Random_GivesEachOutputItsShare(double density, int taken)
    {
        string mask = Text(10, Pattern(20, "Random").With("Density", density));
        Assert.All(mask.Split(' '), row => Assert.Equal(taken, row.Count(c => c == '1')));
    }

    [Fact]
    public void CountsAndFans_AreThoseOfTheConnections()
    {
        BuiltGraph built = Net(Input(4), Dense(3).With("Mask", Rows("1100", "0000", "1110"))).Graph();
        Parameter weight = built.Graph.Parameters[0];

        Assert.Equal(5 + 3, built.Nodes.Sum(node => node.ParameterCount));
        Assert.Equal(5, built.Nodes.Sum(node => node.MultiplyAdds));
        Assert.Equal(3, weight.FanIn);
        Assert.Equal(2, weight.FanOut);
        Assert.Equal("0-1", weight.Mask!.Ranges(0));
        Assert.Equal("", weight.Mask.Ranges(1));
        Assert.Equal("0-2", weight.Mask.Ranges(2));
    }

    [Fact]
    public void Ranges_NameSingleInputsAndRuns() =>
        Assert.Equal("0 2-4 6", new ConnectionMask(1, 7, (_, input) => input is 0 or (>= 2 and <= 4) or 6).Ranges(0));

    [Theory]
    [InlineData("has 2 strings, but the layer has 3 outputs", "1100", "0110")]
    [InlineData("has 3 characters for output 1, but the layer has 4 inputs", "1100", "011", "0011")]
    [InlineData("has 'x' in the string of output 2", "1100", "0110", "00x1")]
    [InlineData("has no connection", "0000", "0000", "0000")]
    public void WrongMask_IsExplained(string found, params string[] rows) =>
        Assert.Contains(found, Message(Net(Input(4), Dense(3).With("Mask", Rows(rows)))), StringComparison.Ordinal);

    [Fact]
    public void MaskBesidePattern_IsExplained() =>
        Assert.Contains("stands beside Connections.Banded", Message(Net(Input(1), Pattern(1, "Banded").With("Mask", Rows("1")))), StringComparison.Ordinal);

    [Theory]
    [InlineData("Banded", "Groups", 2)]
    [InlineData("BlockDiagonal", "Bandwidth", 2)]
    [InlineData("Full", "MaskSeed", 2)]
    [InlineData("Diagonal", "Density", 0.5)]
    public void OptionOfAnotherPattern_IsExplained(string pattern, string option, object value) =>
        Assert.Contains($"is given {option}, which belongs to", Message(Net(Input(4), Pattern(4, pattern).With(option, value))), StringComparison.Ordinal);

    [Fact]
    public void DiagonalThatIsNotSquare_IsExplained() =>
        Assert.Contains("4 inputs and 3 units", Message(Net(Input(4), Pattern(3, "Diagonal"))), StringComparison.Ordinal);

    private static string Message(NetworkDeclaration net)
    {
        Problem problem = Assert.Single(GraphBuilder.Build(net, isTraining: false).Problems);
        Assert.Equal("NNG031", problem.Kind.Id);
        Assert.Equal(1, problem.Node);
        return problem.Message;
    }

    private static NodeDeclaration Pattern(int units, string pattern) => Dense(units).With("Connections", pattern);

    private static EquatableArray<string> Rows(params string[] rows) => new(rows);

    private static string Text(int inputs, NodeDeclaration dense)
    {
        ConnectionMask mask = Net(Input(inputs), dense).Graph().Graph.Ops.OfType<LinearOp>().Single().Weight.Mask!;
        return string.Join(" ", Enumerable.Range(0, mask.Outputs).Select(output =>
            string.Concat(Enumerable.Range(0, mask.Inputs).Select(input => mask[output, input] ? '1' : '0'))));
    }
}
