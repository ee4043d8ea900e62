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

    /// <summary>By hand: 0b1_1000_1011 is the elements 0, 1, 3, 7 and 8 of 3 x 3; of 5 x 13, element 64 is the lowest bit of the second number.</summary>
    [Fact]
    public void Bits_AreTheElements()
    {
        ParameterMask small = ParameterMask.FromBits(3, 3, 0b1_1000_1011);
        ParameterMask large = ParameterMask.FromBits(5, 13, 0x8000_0000_0000_0002, 1);

        Assert.Equal((3, 3, 5), (small.Outputs, small.Inputs, small.Count));
        Assert.Equal([0, 1, 3, 7, 8], Enumerable.Range(0, 9).Where(element => small[element]));
        Assert.Equal((5, 13, 3), (large.Outputs, large.Inputs, large.Count));
        Assert.Equal([1, 63, 64], Enumerable.Range(0, 65).Where(element => large[element]));
    }

    [Theory]
    [InlineData(3, 3, "has 1 numbers of 64 bits, but 0 were given")]
    [InlineData(3, 3, "has 1 numbers of 64 bits, but 2 were given", 1UL, 0UL)]
    [InlineData(3, 3, "its last number is 0x200, of which the lowest 9 bits count", 0x200UL)]
    [InlineData(5, 13, "has 2 numbers of 64 bits, but 1 were given", 1UL)]
    [InlineData(5, 13, "its last number is 0x2, of which the lowest 1 bits count", 0UL, 2UL)]
    public void WrongBits_AreRefusedWithTheSize(int outputs, int inputs, string expected, params ulong[] bits)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => ParameterMask.FromBits(outputs, inputs, bits));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains($"A mask of {outputs} x {inputs} elements", error.Message, StringComparison.Ordinal);
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

    /// <summary>Each block of a block-diagonal weight is a layer of its own.</summary>
    [Theory]
    [InlineData(3, 4)]
    [InlineData(4, 3)]
    [InlineData(1, 1)]
    [InlineData(1, 5)]
    public void OrthogonalBlocks_AreOrthogonalEach(int outputs, int inputs)
    {
        const int Blocks = 5;
        var mask = new ParameterMask(Blocks * inputs, [.. Enumerable.Range(0, Blocks * outputs).Select(output => $"{output / outputs * inputs}-{output / outputs * inputs + inputs - 1}")]);
        double[] weight = DrawPlain(mask, Init.Orthogonal);
        for (int block = 0; block < Blocks; block++)
        {
            double[][] rows = [.. Enumerable.Range(block * outputs, outputs).Select(output => weight.AsSpan(output * mask.Inputs + block * inputs, inputs).ToArray())];
            double[][] vectors = outputs <= inputs ? rows : [.. Enumerable.Range(0, inputs).Select(input => rows.Select(row => row[input]).ToArray())];
            for (int i = 0; i < vectors.Length; i++)
            {
                for (int j = 0; j < vectors.Length; j++)
                {
                    Assert.Equal(i == j ? 2.25 : 0, vectors[i].Zip(vectors[j], (x, y) => x * y).Sum(), 1e-12);
                }
            }
        }
    }

    /// <summary>Connections that leave no room for orthogonal rows: each still has the length, and what is absent is zero.</summary>
    [Fact]
    public void OrthogonalRowsOfTheSameConnections_HaveTheLength()
    {
        var mask = new ParameterMask(6, "0", "0", "0-1", "0-1", "");
        double[] weight = DrawPlain(mask, Init.Orthogonal);

        Assert.Equal([2.25, 2.25, 2.25, 2.25, 0], Enumerable.Range(0, 5).Select(output => Math.Round(weight.Skip(6 * output).Take(6).Sum(value => value * value), 12)));
        Assert.All(Enumerable.Range(0, 30).Where(element => !mask[element]), element => Assert.Equal(0, weight[element]));
    }

    /// <summary>The sparsity is that of the connections there are: 0.75 of 4, 3, 1 and 0, rounded up.</summary>
    [Fact]
    public void Sparse_LeavesAPartOfTheConnectionsZero()
    {
        var mask = new ParameterMask(4, "0-1", "0-1", "0-2", "0");
        double[] weight = DrawPlain(mask, Init.Sparse);

        Assert.Equal([1, 0, 0, 0], Enumerable.Range(0, 4).Select(input => Enumerable.Range(0, 4).Count(output => weight[4 * output + input] != 0)));
    }

    private static double[] DrawPlain(ParameterMask mask, Init initializer)
    {
        var weight = new ParameterInfo
        {
            Name = "w",
            Shape = [mask.Outputs, mask.Inputs],
            Offset = 0,
            Strides = [mask.Inputs, 1],
            Mask = mask,
            Initializer = initializer,
            InitializerScale = 1.5,
            InitializerSparsity = 0.75,
            FanIn = 2,
            FanOut = 2,
        };
        NetworkInfo info = NetworkInfoOf(weight, mask.Outputs * mask.Inputs);
        var storage = new AlignedBuffer<double>(info.StorageLength);
        ParameterInitializer.Initialize(info, storage, seed: 3);
        return ParameterLayout.Export<double>(weight, storage.Span);
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

    private static NetworkInfo NetworkInfoOf(ParameterInfo weight, int length = 120) => new()
    {
        Name = "Net",
        InputShape = [5],
        OutputShape = [4],
        InputSize = 5,
        OutputSize = 4,
        ParameterCount = 7,
        StorageLength = length,
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
