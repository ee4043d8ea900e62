using Xunit.Abstractions;

namespace NnGen.Generator.Tests.Emitted;

/// <summary>A page is read by people, and all of it is compiled at each build: growth is noticed here.</summary>
public class SizeTests(ITestOutputHelper output)
{
    /// <summary>The lines of the page of a dense network of up to four layers.</summary>
    private const int MaxPageLines = 400;

    /// <summary>The lines of the page of a network that joins or normalises nodes, whose passes have more steps and more parts.</summary>
    private const int MaxPageLinesOfMore = 500;

    /// <summary>The characters of the kernels for each matrix product of the network, whatever its size. Wanted: 12,000.</summary>
    private const int MaxKernelCharacters = 41_000;

    /// <summary>The same where nodes are joined or normalised, whose kernels count as the dense layers' here.</summary>
    private const int MaxKernelCharactersOfMore = 60_000;

    /// <summary>The lines of the page that another layer takes.</summary>
    private const int MaxLinesOfALayer = 55;

    public static TheoryData<string> Names => SnapshotNets.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Files_StayReadable(string name)
    {
        EmittedNet net = EmittedNet.Kept(name);
        int lines = net.Page.Count(c => c == '\n');
        int layers = SnapshotNets.Sources[name].Split("Dense(").Length - 1;
        int characters = net.Kernels.Length / layers;
        output.WriteLine($"{name}: {lines} lines of page, {net.Kernels.Length} characters of kernels, {characters} for each of {layers} dense layers");

        bool hasMore = SnapshotNets.Sources[name].Contains("Concat(", StringComparison.Ordinal) || SnapshotNets.Sources[name].Contains("BatchNorm", StringComparison.Ordinal);
        Assert.InRange(lines, 1, hasMore ? MaxPageLinesOfMore : MaxPageLines);
        Assert.InRange(characters, 1, hasMore ? MaxKernelCharactersOfMore : MaxKernelCharacters);
    }

    /// <summary>Sizes are numbers in loops: a layer ten times as wide is no more code.</summary>
    [Fact]
    public void WiderLayers_GiveNoLongerKernels()
    {
        int narrow = EmittedNet.Of(Net(640)).Kernels.Length;
        int wide = EmittedNet.Of(Net(6400)).Kernels.Length;

        Assert.InRange(wide, narrow, narrow * 11 / 10);

        static string Net(int units) => $"using NnGen;\nnamespace Samples;\n[Network, Input(64), Dense({units}), ReLU, Dense(10), Softmax]\npublic partial class Net;";
    }

    /// <summary>Every pass has a step and the names of its memories for each layer. Wanted: 25 lines.</summary>
    [Fact]
    public void AnotherLayer_LengthensThePageByWhatItTakesToday()
    {
        int three = Lines(3);
        int four = Lines(4);
        output.WriteLine($"{three} lines of page for three layers, {four} for four");

        Assert.InRange(four - three, 1, MaxLinesOfALayer);
        Assert.InRange(four, 1, MaxPageLines);

        static int Lines(int layers) => EmittedNet.Of($"using NnGen;\nnamespace Samples;\n[Network, Input(64){string.Concat(Enumerable.Repeat(", Dense(64), ReLU", layers - 1))}, Dense(10), Softmax]\npublic partial class Net;").Page.Count(c => c == '\n');
    }
}
