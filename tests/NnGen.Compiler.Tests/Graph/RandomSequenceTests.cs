using NnGen.Compiler.Model;
using NnGen.Compiler.Tests.Shapes;
using NnGen.Compiler.Tests.Support;
using Xunit.Abstractions;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Graph;

/// <summary>
/// Networks of sequences that seeds draw, planned and interpreted in doubles: what they predict is what their graphs say op by op, their gradients are the slopes of
/// the loss, no kernel leaves its memory, and where they run step by step, the steps have the bits of the sequence.
/// </summary>
public class RandomSequenceTests(ITestOutputHelper output)
{
    /// <summary>So many in an ordinary run.</summary>
    private const int Few = 48;

    /// <summary>So many where the environment says <c>NNGEN_SHAPES=all</c>; <c>NNGEN_NETWORKS</c> says another number.</summary>
    private const int Many = 240;

    [Fact]
    public void DrawnNetworks_ComputeWhatTheirGraphsSay_AndTheirSlopes()
    {
        // Other seeds than usual by NNGEN_SEED: whatever fails is told with its own, and can be drawn again.
        ulong first = ulong.TryParse(Environment.GetEnvironmentVariable("NNGEN_SEED"), out ulong given) ? given : 1;
        int count = int.TryParse(Environment.GetEnvironmentVariable("NNGEN_NETWORKS"), out int number) ? number : DenseShapes.IsComplete ? Many : Few;
        output.WriteLine($"Seeds {first} to {first + (ulong)count - 1}.");
        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        var failures = new List<string>();
        (int drawn, int refused, int streams) = (0, 0, 0);
        for (ulong seed = first; seed < first + (ulong)count; seed++)
        {
            DrawnSequenceNet? net = null;
            string? difference;
            try
            {
                net = new DrawnSequenceNet(seed);
                (drawn, refused, streams) = (drawn + net.Drawn, refused + net.Refused, streams + (net.IsStream ? 1 : 0));
                foreach (string kind in net.Kinds)
                {
                    kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
                }

                difference = SequenceCheck.Difference(net.Net, seed);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // What the compiler or the interpreter throws belongs to the seed, and the other seeds still count.
                difference = exception.ToString();
            }

            if (difference is not null)
            {
                failures.Add($"Seed {seed}: {difference}\n{net}");
            }
        }

        output.WriteLine($"{drawn} layers, {refused} refused, {streams} networks step by step; {string.Join(", ", kinds.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {pair.Value}"))}");
        Assert.True(failures.Count == 0, $"{failures.Count} of {count}:\n" + string.Join("\n", failures));
        Assert.True(refused <= drawn, $"{refused} draws were refused, and {drawn} were not.");
    }

    /// <summary>The smallest networks of which something was wrong once.</summary>
    private static readonly Dictionary<string, NetworkDeclaration> s_named = new()
    {
        ["norm in a loop of as many steps as a vector has numbers"] = Net(
            Input(8, 2).Named("x"),
            Node("State").With("Units", 2).With("CellNodes", 3).With("Next", "next").From("x").Named("h"),
            Add("x", "h"),
            Node("LayerNorm").With("Epsilon", 0.01).Named("next")),
        ["join along features whose takers go by no positions"] = Net(
            Input(2, 8),
            Dense(3).Named("a"),
            Concat("a", "a").With("Axis", 1).Named("c"),
            Concat("c", "c")),
        ["transcript of more labels than a step"] = Net(
            Input(3, 2),
            Dense(3),
            Node("LogSoftmax"),
            Node("CtcLoss").With("Labels", 2)).With("Streaming", true),
        ["values of a cache that fill no vector"] = Net(
            Input(2, 4),
            Node("MultiHeadAttention").With("Heads", 4).With("Causal", true),
            Node("MultiHeadAttention").With("Heads", 4).With("Causal", true)).With("Streaming", true),
        ["padding as wide as windows reach"] = Net(
            Input(4, 5),
            Node("Conv1D").With("Filters", 2).With("Kernel", 2).With("Dilation", 2).With("Padding", 2),
            Node("Permute").With("Axes", new EquatableArray<int>(1, 0)),
            Node("Mean").With("Axes", new EquatableArray<int>(0, 1))).With("InputGradient", true),
    };

    public static TheoryData<string> Named => [.. s_named.Keys];

    [Theory]
    [MemberData(nameof(Named))]
    public void NamedNetworks_ComputeWhatTheirGraphsSay_AndTheirSlopes(string name) => Assert.Null(SequenceCheck.Difference(s_named[name].Double(), seed: 5));

    /// <summary>What makes one row of all steps of time is no step of a stream, also where time is the only axis that is left.</summary>
    [Fact]
    public void DenseLayerOverAllSteps_CannotStream()
    {
        NetworkDeclaration net = Net(Input(4, 3), Node("Slice").With("Start", 0).With("Stop", 1).With("Axis", 1), Node("Select").With("Index", 0).With("Axis", 1), Dense(9), Node("MeanSquaredErrorLoss"));
        Assert.Empty(net.Problems());
        Assert.Equal(["NNG036 at 3"], net.With("Streaming", true).Problems());
    }

    /// <summary>Shapes may be equal where axes are not, or where one of the two is no sequence: what a layer has left after all steps.</summary>
    [Fact]
    public void JoinOfWhatHasNoCommonSteps_CannotStream()
    {
        NetworkDeclaration turned = Net(Input(4, 4).Named("x"), Node("Permute").With("Axes", new EquatableArray<int>(1, 0)).Named("p"), Concat("x", "p").With("Axis", 1), Node("MeanSquaredErrorLoss"));
        NetworkDeclaration left = Net(Input(2, 3), Node("LSTM").With("Units", 4).With("Layers", 2).With("ReturnSequence", true).Named("r"), Add("r", "r.c_n"), Node("MeanSquaredErrorLoss"));
        Assert.All(new[] { turned, left }, net => Assert.Empty(net.Problems()));
        Assert.All(new[] { turned, left }, net => Assert.Equal(["NNG036 at 2"], net.With("Streaming", true).Problems()));
    }
}
