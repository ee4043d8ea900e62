using Xunit;

namespace NnGen.Tests;

/// <summary>Masks as texts, and weights of which only connected inputs have memory.</summary>
public class ParameterMaskTests
{
    [Fact]
    public void Texts_AreConnections()
    {
        var mask = new ParameterMask(5, "0-1 3", "", "4", "0-4");

        Assert.Equal((4, 5, 9), (mask.Outputs, mask.Inputs, mask.Count));
        Assert.Equal([0, 1, 3, 14, 15, 16, 17, 18, 19], Enumerable.Range(0, 20).Where(element => mask[element]));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("1-5")]
    [InlineData("2 1")]
    [InlineData("0-2 2")]
    [InlineData("2-1")]
    [InlineData("-1")]
    [InlineData("1-")]
    [InlineData("a")]
    [InlineData("+1")]
    public void MalformedText_NamesTheOutput(string text)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new ParameterMask(5, "0", text));
        Assert.Contains($"The connections of output 1 are '{text}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoOutput_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new ParameterMask(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterMask(0, "0"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterMask(5, "0")[5]);
    }

    /// <summary>Blocks of two outputs, padded to four; the second block has the inputs 1 and 4 only.</summary>
    [Fact]
    public void CompactPieces_HoldTheInputsOfTheirOutputs()
    {
        ParameterInfo weight = Weight();

        Assert.Equal([100, 104, -1, -1, -1], Indices(weight, 0));
        Assert.Equal([-1, 105, 109, -1, -1], Indices(weight, 1));
        Assert.Equal([-1, -1, -1, -1, 116], Indices(weight, 2));
        Assert.Equal([-1, 113, -1, -1, 117], Indices(weight, 3));
    }

    [Fact]
    public void ImportAndExport_AreInverse()
    {
        ParameterInfo weight = Weight();
        double[] canonical = [1, 2, 0, 0, 0, /**/ 0, 3, 4, 0, 0, /**/ 0, 0, 0, 0, 5, /**/ 0, 6, 0, 0, 7];
        var storage = new double[120];
        ParameterLayout.Import<double>(weight, canonical, storage);

        Assert.Equal(canonical, ParameterLayout.Export<double>(weight, storage));
        Assert.Equal(7, storage.Count(element => element != 0));
    }

    [Fact]
    public void ElementWithoutConnection_IsRefusedByName()
    {
        var canonical = new float[20];
        canonical[7] = 1;
        canonical[8] = -0f;
        ParameterLayout.Import<float>(Weight(), canonical, new float[120]);

        canonical[9] = 0.5f;
        ArgumentException error = Assert.Throws<ArgumentException>(() => ParameterLayout.Import<float>(Weight(), canonical, new float[120]));
        Assert.Contains("element 9 of w is 0.5, but the network has no connection from input 4 to output 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Presence_IsOneWhereAnElementLies()
    {
        AlignedBuffer<float> presence = ParameterLayout.Presence<float>(Weight(), 20);

        Assert.Equal([0, 4, 5, 9, 13, 16, 17], Enumerable.Range(0, 20).Where(i => presence.Span[i] == 1));
        Assert.Equal(7, presence.Span.ToArray().Sum());
    }

    [Theory]
    [InlineData(Init.Constant)]
    [InlineData(Init.Uniform)]
    [InlineData(Init.Normal)]
    [InlineData(Init.TruncatedNormal)]
    public void Initialiser_DrawsWhatAFullWeightWouldGetThere(Init initializer)
    {
        ParameterInfo masked = Weight(initializer);
        var full = new ParameterInfo { Name = "w", Shape = [4, 5], Offset = 0, Strides = [5, 1], Initializer = initializer, FanIn = 2, FanOut = 2 };
        double[] expected = Draw(full);
        double[] actual = Draw(masked);

        Assert.Equal([.. expected.Select((value, i) => masked.Mask![i] ? value : 0)], actual);

        static double[] Draw(ParameterInfo weight)
        {
            NetworkInfo info = NetworkInfoOf(weight);
            var storage = new AlignedBuffer<double>(info.StorageLength);
            ParameterInitializer.Initialize(info, storage, seed: 3);
            return ParameterLayout.Export<double>(weight, storage.Span);
        }
    }

    private static int[] Indices(ParameterInfo weight, int output) => [.. Enumerable.Range(5 * output, 5).Select(element => ParameterLayout.StorageIndex(weight, element))];

    private static ParameterInfo Weight(Init initializer = Init.Zeros) => new()
    {
        Name = "w",
        Shape = [4, 5],
        Offset = 100,
        Strides = [1, 4],
        Mask = new ParameterMask(5, "0-1", "1-2", "4", "1 4"),
        Pieces = [new(0, 100, 1, 4) { IsCompact = true }, new(2, 112, 1, 4) { IsCompact = true }],
        Initializer = initializer,
        FanIn = 2,
        FanOut = 2,
    };

    private static NetworkInfo NetworkInfoOf(ParameterInfo weight) => new()
    {
        Name = "Net",
        InputShape = [5],
        OutputShape = [4],
        InputSize = 5,
        OutputSize = 4,
        ParameterCount = 7,
        StorageLength = 120,
        Parameters = [weight],
        Output = OutputKind.Values,
        Targets = TargetKind.Values,
        Loss = "mean squared error (mean)",
        LossDivisor = 4,
        Reduction = Reduction.Mean,
        HasInputGradient = false,
        LayerTable = "",
    };
}
