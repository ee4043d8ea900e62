using NnGen.Generator.Tests.Support;
using Xunit.Abstractions;

namespace NnGen.Generator.Tests.Emitted;

/// <summary>A page is read by people, and all of it is compiled at each build: growth is noticed here.</summary>
public class SizeTests(ITestOutputHelper output)
{
    /// <summary>The lines of the page of a dense network of up to four layers.</summary>
    private const int MaxPageLines = 330;

    /// <summary>The lines of the page of a network that joins or normalises nodes, whose passes have more steps and more parts.</summary>
    private const int MaxPageLinesOfMore = 380;

    /// <summary>With a pass for one step of time beside those over a sequence.</summary>
    private const int MaxPageLinesOfStreams = 460;

    /// <summary>The characters of the kernels for each matrix product of the network, whatever its size. Wanted: 12,000.</summary>
    private const int MaxKernelCharacters = 41_000;

    /// <summary>The same where nodes are joined or normalised, whose kernels count as the dense layers' here.</summary>
    private const int MaxKernelCharactersOfMore = 60_000;

    /// <summary>The lines of the page that another layer takes.</summary>
    private const int MaxLinesOfALayer = 28;

    /// <summary>The lines of the page that any number of further equal layers take: a loop in each of the seven passes.</summary>
    private const int MaxLinesOfEqualLayers = 50;

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
        bool isStream = SnapshotNets.Sources[name].Contains("Streaming", StringComparison.Ordinal);
        Assert.InRange(lines, 1, isStream ? MaxPageLinesOfStreams : hasMore ? MaxPageLinesOfMore : MaxPageLines);
        Assert.NotEmpty(net.AllKernels);
        Assert.InRange(characters, 0, hasMore ? MaxKernelCharactersOfMore : MaxKernelCharacters);
    }

    /// <summary>Lines that are wider than a screen are not read.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void NoLine_IsWiderThan160Columns(string name) => AssertNarrow(EmittedNet.Kept(name));

    /// <summary>The same where names, lists and declarations are long.</summary>
    [Theory]
    [InlineData("namespace A.Namespace.That.Has.Many.Parts.So.That.It.Is.Long; [Network, Input(8), Dense(300), ReLU, BatchNorm, Dense(10), Softmax] public partial class ANetworkWithANameThatNobodyWouldLikeToType;")]
    [InlineData("[Network(InputGradient = true), Input(3, Name = \"theFirstOfTheInputsThatHaveLongNames\"), Input(4, Name = \"theSecondOfTheInputsThatHaveLongNames\"), Concat(\"theFirstOfTheInputsThatHaveLongNames\", \"theSecondOfTheInputsThatHaveLongNames\"), Dense(5, Name = \"whatComesBeforeBothOfTheOutputs\"), Tanh(Name = \"activated\"), Dense(3, Name = \"theOutputWithClassesAndALongName\"), Dense(2, From = \"activated\", Name = \"theOutputWithValuesAndALongName\"), Output(\"theOutputWithClassesAndALongName\"), CrossEntropyLoss(ClassWeights = [1, 2, 3]), Output(\"theOutputWithValuesAndALongName\"), HuberLoss] public partial class Net;")]
    [InlineData("[Network(Precision = Precision.Double), Input(40), Dense(64, Connections = Connections.Random, Density = 0.3), SELU, AlphaDropout(0.1), Dense(32, Initializer = Init.Sparse), HardSwish, LayerNorm, Dense(7), FocalLoss] public partial class Net;")]
    public void NoLineOfLongNames_IsWiderThan160Columns(string net) => AssertNarrow(EmittedNet.Of("using NnGen;\n" + net));

    private static void AssertNarrow(EmittedNet net) => Assert.DoesNotContain(
        net.Files.SelectMany(file => file.SourceText.Lines.Select(line => line.ToString())),
        line => line.Length > 160);

    /// <summary>Sizes are numbers in loops: a layer ten times as wide is no more code.</summary>
    [Fact]
    public void WiderLayers_GiveNoLongerKernels()
    {
        int narrow = EmittedNet.Of(Net(640)).AllKernels.Length;
        int wide = EmittedNet.Of(Net(6400)).AllKernels.Length;

        Assert.InRange(wide, narrow, narrow * 11 / 10);

        static string Net(int units) => $"using NnGen;\nnamespace Samples;\n[Network, Input(64), Dense({units}), ReLU, Dense(10), Softmax]\npublic partial class Net;";
    }

    /// <summary>The same for every file, and for every node that has something of a row or of a layer, masks by pattern included.</summary>
    [Theory]
    [InlineData("Dense(N)")]
    [InlineData("Dense(N), ReLU, Dropout(0.5)")]
    [InlineData("Dense(N + 3, Initializer = Init.Sparse), PReLU(PerUnit = true)")]
    [InlineData("Dense(N), BatchNorm, Tanh")]
    [InlineData("Dense(N), LayerNorm, RMSNorm, AlphaDropout(0.5)")]
    [InlineData("Dense(N), InputScaler, GELU")]
    [InlineData("Dense(N), Softmax, CrossEntropyLoss(LabelSmoothing = 0.1)")]
    [InlineData("Dense(N), LogSoftmax, NegativeLogLikelihoodLoss")]
    [InlineData("Dense(N), MultiMarginLoss")]
    [InlineData("Dense(N, Name = \"a\"), Sigmoid(Name = \"b\"), Add(\"a\", \"b\"), Multiply(\"add1\", \"a\"), Concat(\"a\", \"multiply1\")")]
    [InlineData("Dense(N, Connections = Connections.Random, Density = 0.9)")]
    [InlineData("Dense(N, Connections = Connections.Banded, Bandwidth = 3)")]
    [InlineData("Dense(N, Connections = Connections.BlockDiagonal)")]
    public void WiderLayers_GiveNoLongerFiles(string nodes)
    {
        // Whole panels, both.
        int narrow = Length(6_400);
        int wide = Length(640_000);
        output.WriteLine($"{narrow} characters, and {wide} of a hundred times as many units: {nodes}");

        // Two digits a number.
        Assert.InRange(wide, narrow, narrow * 21 / 20);

        int Length(int units) => Whole($"using NnGen;\nnamespace Samples;\n[Network(InputGradient = true), Input(4), {nodes.Replace("N)", $"{units})").Replace("N,", $"{units},").Replace("N ", $"{units} ")}{(nodes.Contains("Loss", StringComparison.Ordinal) ? "" : ", MeanSquaredErrorLoss")}]\npublic partial class Net;").Files.Sum(file => file.SourceText.Length);

        static EmittedNet Whole(string source)
        {
            EmittedNet net = EmittedNet.Of(source);
            Assert.DoesNotContain("The declaration has errors", net.Page, StringComparison.Ordinal);
            return net;
        }
    }

    /// <summary>The facts of a layer of a million units are stated in as little stack as those of any other.</summary>
    [Fact]
    public void VeryWideLayer_IsMadeOnASmallStack()
    {
        using LoadedNet net = LoadedNet.Of("using NnGen;\n[Network(Emit = Emit.Inference), Input(2), Dense(1_000_003)]\npublic partial class Net;");
        float[]? parameters = null;
        var thread = new Thread(() => parameters = net.Parameters<float>("Net", seed: 1), 128 * 1024);
        thread.Start();
        thread.Join();
        ParameterInfo weight = net.Info<float>("Net").Parameters[0];

        Assert.InRange(weight.Pieces.Count, 1, 3);
        Assert.NotNull(parameters);
        int[] places = [.. Enumerable.Range(0, ParameterLayout.Count(weight)).Select(element => ParameterLayout.StorageIndex(weight, element))];
        Assert.Equal(places.Length, places.Distinct().Count());
        Assert.All(places, place => Assert.True(parameters[place] != 0));
        Assert.Equal(2_000_006, parameters.Count(value => value != 0));
    }

    /// <summary>A layer unlike its neighbours: every pass has a step and the names of its memories for it.</summary>
    [Fact]
    public void AnotherLayer_LengthensThePageByWhatItTakesToday()
    {
        int three = Lines("Dense(64), ReLU, Dense(48), ReLU");
        int four = Lines("Dense(64), ReLU, Dense(48), ReLU, Dense(32), ReLU");
        output.WriteLine($"{three} lines of page for three layers, {four} for four");

        Assert.InRange(four - three, 1, MaxLinesOfALayer);
        Assert.InRange(four, 1, MaxPageLines);
    }

    /// <summary>Layers like their neighbours: every pass has one loop for all of them.</summary>
    [Fact]
    public void EqualLayers_AreLoopsOnThePage()
    {
        int one = Lines("Dense(64), ReLU");
        int sixteen = Lines(string.Join(", ", Enumerable.Repeat("Dense(64), ReLU", 16)));
        int hundred = Lines(string.Join(", ", Enumerable.Repeat("Dense(64), ReLU", 100)));
        output.WriteLine($"{one} lines of page for one layer, {sixteen} for 16, {hundred} for 100");

        Assert.InRange(sixteen - one, 1, MaxLinesOfEqualLayers);

        Assert.Equal(sixteen, hundred);
    }

    private static int Lines(string layers) => EmittedNet.Of($"using NnGen;\nnamespace Samples;\n[Network, Input(64), {layers}, Dense(10), Softmax]\npublic partial class Net;").Page.Count(c => c == '\n');
}
