using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>Weights of 16 bits by name, in files, and copied from network to network.</summary>
public sealed class StorageFileTests
{
    private const string Weight = "denselayers1.dense1.weight";

    [Fact]
    public void Files_HaveWeightsOf16Bits_AndLoadWithoutLoss()
    {
        DenseBFloat16 net = Networks.WithBiases<DenseBFloat16, float>(4);
        using MemoryStream file = Saved(net);
        SafetensorsFile read = SafetensorsFile.Read(file, "saved");
        Assert.Equal(SafetensorsType.BF16, read.Find(Weight)!.Type);
        Assert.Equal(SafetensorsType.F32, read.Find("denselayers1.dense1.bias")!.Type);
        file.Position = 0;
        Assert.Equal(net.Parameters.Span, DenseBFloat16.Load(file).Parameters.Span);

        // bfloat16 is a float of fewer digits: no loss in a network of floats either.
        file.Position = 0;
        Assert.Equal(net.Parameter<DenseBFloat16, float>(Weight), DenseFull.Load(file).Parameter<DenseFull, float>(Weight));
        using MemoryStream half = Saved(new DenseHalf(4));
        Assert.Equal(SafetensorsType.F16, SafetensorsFile.Read(half, "saved").Find(Weight)!.Type);
        Assert.True(file.Length < 0.6 * Saved(new DenseFull(4)).Length);
    }

    [Fact]
    public void FilesOfFloats_AreRoundedToTheNearest()
    {
        var full = new DenseFull(4);
        DenseHalf net = DenseHalf.Load(Saved(full));
        Assert.Equal(full.Parameter<DenseFull, float>(Weight).Select(value => (float)(Half)value), net.Parameter<DenseHalf, float>(Weight));
        Assert.Equal(full.Parameter<DenseFull, float>("denselayers1.dense2.bias"), net.Parameter<DenseHalf, float>("denselayers1.dense2.bias"));
    }

    // By hand: bfloat16 has 7 bits behind the point, so 1 + 1/256 lies between 1 and 1 + 1/128, and 1 + 3/256 between 1 + 1/128 and 1 + 1/64.
    [Theory]
    [InlineData(1 + 1f / 256, 1f)]
    [InlineData(1 + 3f / 256, 1 + 1f / 64)]
    [InlineData(1 + 1.5f / 256, 1 + 1f / 128)]
    [InlineData(-0f, -0f)]
    [InlineData(3.38953139e38f, 3.38953139e38f)]
    [InlineData(1e-45f, 0f)]
    public void BFloat16_IsRoundedToTheNearestAndToEven(float value, float expected) => Rounds<DenseBFloat16>(value, expected);

    // binary16 has 10 bits behind the point, 65504 is its largest number, and its smallest is 2^-24.
    [Theory]
    [InlineData(1 + 1f / 2048, 1f)]
    [InlineData(1 + 3f / 2048, 1 + 1f / 512)]
    [InlineData(65519.996f, 65504f)]
    [InlineData(5.9604645e-8f, 5.9604645e-8f)]
    [InlineData(2.9802322e-8f, 0f)]
    [InlineData(2.9802326e-8f, 5.9604645e-8f)]
    public void Half_IsRoundedToTheNearestAndToEven(float value, float expected) => Rounds<DenseHalf>(value, expected);

    [Theory]
    [InlineData(65520f)]
    [InlineData(-1e6f)]
    public void NumbersBeyondTheRange_AreRefusedAndNothingChanges(float value)
    {
        var net = new DenseHalf(4);
        float[] values = net.Parameter<DenseHalf, float>(Weight);
        float[] changed = [.. values];
        changed[7] = value;
        ArgumentException error = Assert.Throws<ArgumentException>(() => net.SetParameter<DenseHalf, float>(Weight, changed));
        Assert.Contains("element 7 of denselayers1.dense1.weight", error.Message, StringComparison.Ordinal);
        Assert.Contains("Half, whose numbers go up to 65504", error.Message, StringComparison.Ordinal);
        Assert.Equal(values, net.Parameter<DenseHalf, float>(Weight));

        var full = new DenseFull(4);
        full.SetParameter<DenseFull, float>(Weight, changed);
        NetworkFileException refused = Assert.Throws<NetworkFileException>(() => DenseHalf.Load(Saved(full)));
        Assert.Contains("element 7 of denselayers1.dense1.weight", refused.Message, StringComparison.Ordinal);
        Assert.Equal(value, DenseFull.Load(Saved(full)).Parameter<DenseFull, float>(Weight)[7]);
    }

    [Fact]
    public void BFloat16_RefusesWhatWouldBeInfinite()
    {
        var net = new DenseBFloat16(4);
        float[] values = net.Parameter<DenseBFloat16, float>(Weight);
        values[0] = float.MaxValue;
        Assert.Throws<ArgumentException>(() => net.SetParameter<DenseBFloat16, float>(Weight, values));
    }

    [Fact]
    public void Copies_PredictTheSame()
    {
        ImageHalf net = Networks.WithBiases<ImageHalf, float>(4);
        ImageHalf copy = net.Clone<ImageHalf, float>();
        var other = new ImageHalf(5);
        other.CopyFrom<ImageHalf, float>(net);
        float[] input = [.. Enumerable.Range(0, ImageHalf.InputSize).Select(i => (float)Math.Sin(i))];
        Assert.Equal(net.Predict(input), copy.Predict(input));
        Assert.Equal(net.Predict(input), other.Predict(input));
        Assert.Contains("conv2d1.weight[20, 3, 3, 3] at", ImageHalf.Architecture, StringComparison.Ordinal);
        Assert.Contains(" as Half", ImageHalf.Architecture, StringComparison.Ordinal);
    }

    private static void Rounds<TNetwork>(float value, float expected)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        TNetwork net = TNetwork.Create(4);
        float[] values = net.Parameter<TNetwork, float>(Weight);
        values[3] = value;
        net.SetParameter<TNetwork, float>(Weight, values);
        Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(net.Parameter<TNetwork, float>(Weight)[3]));
    }

    private static MemoryStream Saved<TNetwork>(TNetwork net)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        var stream = new MemoryStream();
        NetworkFile.Save<TNetwork, float>(net, stream);
        stream.Position = 0;
        return stream;
    }
}
