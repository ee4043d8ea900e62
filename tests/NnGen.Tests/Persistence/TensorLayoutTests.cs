using NnGen.Tests.Training;
using Xunit;

namespace NnGen.Tests.Persistence;

/// <summary>PyTorch's numbers and Keras' layouts: what is expected was put together by hand, from what each library says of its layers.</summary>
public class TensorLayoutTests
{
    [Fact]
    public void Sequential_CountsEveryLayer()
    {
        NetworkInfo info = Info(
            [new("input1", "Input", [3], []), new("dense1", "Dense", [2], ["input1"]), new("relu1", "ReLU", [2], ["dense1"]), new("out", "Dense", [1], ["relu1"])],
            ("dense1.weight", [2, 3]), ("dense1.bias", [2]), ("out.weight", [1, 2]));

        float[][] parameters = Read(info, TensorNames.Sequential.WithPrefix("net."), ("net.0.bias", [2], [7, 8]), ("net.0.weight", [2, 3], [1, 2, 3, 4, 5, 6]), ("net.2.weight", [1, 2], [9, 10]), ("other", [1], [0]));

        Assert.Equal([1f, 2, 3, 4, 5, 6], parameters[0]);
        Assert.Equal([7f, 8], parameters[1]);
        Assert.Equal([9f, 10], parameters[2]);
        Assert.Equal("2.weight", TensorNames.Sequential.NameOf(info, "out.weight"));
    }

    [Fact]
    public void Sequential_IsForChainsOnly()
    {
        NetworkInfo info = Info(
            [new("input1", "Input", [2], []), new("dense1", "Dense", [2], ["input1"]), new("add1", "Add", [2], ["dense1", "input1"]), new("dense2", "Dense", [2], ["add1"])],
            ("dense1.weight", [2, 2]), ("dense2.weight", [2, 2]));

        string message = Assert.Throws<ArgumentException>(() => TensorNames.Sequential.NameOf(info, "dense2.weight")).Message;

        Assert.Contains("numbers the layers of a chain, but add1 of Net takes dense1, input1", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => TensorNames.Sequential.NameOf(FakeNetwork<float>.Info, "dense1.weight"));
    }

    [Fact]
    public void InOrder_OfTensorsWithAPrefix()
    {
        NetworkInfo info = Info([], ("dense1.bias", [1]), ("dense2.bias", [1]));
        float[][] parameters = Read(info, TensorNames.InOrder.WithPrefix("b."), ("a.0.bias", [1], [1]), ("b.10.bias", [1], [3]), ("b.2.bias", [1], [2]));
        Assert.Equal([2f], parameters[0]);
        Assert.Equal([3f], parameters[1]);
    }

    /// <summary>Keras' kernel is [in, out].</summary>
    [Theory]
    [InlineData("sequential/dense/kernel", "sequential/dense/bias", "sequential/dense")]
    [InlineData("dense/kernel:0", "dense/bias:0", "dense")]
    [InlineData("dense.kernel", "dense.bias", "dense")]
    public void Keras_Dense(string kernel, string bias, string layer)
    {
        (string, int[], float[])[] file = [(kernel, [3, 2], [1, 4, 2, 5, 3, 6]), (bias, [2], [7, 8])];
        float[][] mapped = Read(FakeNetwork<float>.Info, TensorNames.Map((layer, "dense1")).WithLayout(TensorLayout.Keras), file);
        float[][] ordered = Read(FakeNetwork<float>.Info, TensorNames.InOrder.WithLayout(TensorLayout.Keras), file);

        Assert.Equal([1f, 2, 3, 4, 5, 6], mapped[0]);
        Assert.Equal([7f, 8], mapped[1]);
        Assert.Equal(mapped, ordered);
    }

    /// <summary>[height, width, in, out]: the element of row y, column x, input i, output o is y x i o in digits.</summary>
    [Fact]
    public void Keras_Convolution()
    {
        NetworkInfo info = Info([new("input1", "Input", [2, 4, 4], []), new("conv2d1", "Conv2D", [2, 4, 3], ["input1"])], ("conv2d1.weight", [2, 2, 1, 2]));
        float[][] parameters = Read(info, TensorNames.Map(("conv2d", "conv2d1")).WithLayout(TensorLayout.Keras), ("conv2d/kernel", [1, 2, 2, 2], [0, 1, 10, 11, 100, 101, 110, 111]));
        Assert.Equal([0f, 100, 10, 110, 1, 101, 11, 111], parameters[0]);
    }

    /// <summary>[height, width, channels, multiplier] is [channels * multiplier, 1, height, width].</summary>
    [Fact]
    public void Keras_DepthwiseConvolution()
    {
        NetworkInfo info = Info([new("input1", "Input", [3, 4], []), new("conv1", "Conv1D", [6, 3], ["input1"])], ("conv1.weight", [6, 1, 2]));
        float[] kernel = [.. from x in Enumerable.Range(0, 2) from c in Enumerable.Range(0, 3) from m in Enumerable.Range(0, 2) select (float)(100 * x + 10 * c + m)];
        float[][] parameters = Read(info, TensorNames.Map(("d", "conv1")).WithLayout(TensorLayout.Keras), ("d/kernel", [2, 3, 2], kernel));
        Assert.Equal([0f, 100, 1, 101, 10, 110, 11, 111, 20, 120, 21, 121], parameters[0]);
    }

    /// <summary>Behind Flatten, Keras' features are those of [height, width, channels].</summary>
    [Fact]
    public void Keras_FeaturesOfAFlattenedImage()
    {
        NodeInfo[] nodes =
        [
            new("input1", "Input", [2, 1, 3], []), new("flatten1", "Flatten", [6], ["input1"]), new("norm1", "BatchNorm", [6], ["flatten1"]), new("relu1", "ReLU", [6], ["norm1"]),
            new("dense1", "Dense", [6], ["relu1"]), new("dense2", "Dense", [1], ["dense1"]),
        ];
        NetworkInfo info = Info(nodes, ("norm1.weight", [6]), ("norm1.running_mean", [6]), ("dense1.weight", [6, 6]), ("dense1.bias", [6]), ("dense2.weight", [1, 6]));

        // The feature of column x and channel c is x c in digits; the first axis of Keras' kernel.
        float[] features = [0, 1, 10, 11, 20, 21];
        float[] kernel = [.. features.SelectMany(feature => Enumerable.Range(0, 6).Select(output => 100 * output + feature))];
        float[][] parameters = Read(
            info,
            TensorNames.Map(("n", "norm1"), ("d", "dense1"), ("e", "dense2")).WithLayout(TensorLayout.Keras),
            ("n/gamma", [6], features), ("n/moving_mean", [6], features), ("d/kernel", [6, 6], kernel), ("d/bias", [6], features), ("e/kernel", [6, 1], features));

        float[] turned = [0, 10, 20, 1, 11, 21];
        Assert.Equal(turned, parameters[0]);
        Assert.Equal(turned, parameters[1]);
        Assert.Equal(Enumerable.Range(0, 6).SelectMany(output => turned.Select(feature => 100 * output + feature)), parameters[2]);
        Assert.Equal(features, parameters[3]);
        Assert.Equal(features, parameters[4]);
    }

    [Theory]
    [InlineData("Conv1D", true)]
    [InlineData("GRU", false)]
    public void Keras_FlattenedSeriesHaveChannelsFirstHereAndSequencesHaveNot(string kind, bool isTurned)
    {
        NetworkInfo info = Info([new("input1", "Input", [2, 2], []), new("layer1", kind, [2, 2], ["input1"]), new("flatten1", "Flatten", [4], ["layer1"]), new("dense1", "Dense", [1], ["flatten1"])], ("dense1.weight", [1, 4]));
        float[][] parameters = Read(info, TensorNames.Map(("d", "dense1")).WithLayout(TensorLayout.Keras), ("d/kernel", [4, 1], [1, 2, 3, 4]));
        Assert.Equal(isTurned ? [1f, 3, 2, 4] : [1f, 2, 3, 4], parameters[0]);
    }

    [Fact]
    public void FileOfKeras_IsRefusedWithTheNamesThatFit()
    {
        (string, int[], float[])[] file = [("sequential/dense/kernel", [3, 2], [1, 4, 2, 5, 3, 6]), ("sequential/dense/bias", [2], [7, 8])];
        const string Names = "TensorNames.Map((\"sequential.dense\", \"dense1\")).WithLayout(TensorLayout.Keras)";
        Assert.Contains($"load it with {Names}.", Assert.Throws<NetworkFileException>(() => Read(FakeNetwork<float>.Info, null, file)).Message, StringComparison.Ordinal);
        TensorNames wrong = TensorNames.Map(("d", "dense1")).WithLayout(TensorLayout.Keras);
        Assert.Contains($"load it with {Names}.", Assert.Throws<NetworkFileException>(() => Read(FakeNetwork<float>.Info, wrong, file)).Message, StringComparison.Ordinal);
        TensorNames right = TensorNames.Map(("sequential.dense", "dense1")).WithLayout(TensorLayout.Keras);
        Assert.Equal(Names, right.ToString());
        Assert.Equal([7f, 8], Read(FakeNetwork<float>.Info, right, file)[1]);
    }

    [Fact]
    public void TensorsThatGetOneName_AreRefused()
    {
        TensorNames names = TensorNames.InOrder.WithLayout(TensorLayout.Keras);
        string message = Assert.Throws<NetworkFileException>(() => Read(FakeNetwork<float>.Info, names, ("d/kernel", [1], [1]), ("d.gamma", [1], [1]))).Message;
        Assert.Contains("'d/kernel' and 'd.gamma' are both read as 'd.weight'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void KerasFiles_AreNotWritten()
    {
        TensorNames names = TensorNames.Map(("d", "dense1")).WithLayout(TensorLayout.Keras);
        Assert.Throws<ArgumentException>(() => NetworkFile.Save<FakeNetwork<float>, float>(new FakeNetwork<float>(1), new MemoryStream(), names));
        Assert.Throws<ArgumentOutOfRangeException>(() => names.WithLayout((TensorLayout)7));
        Assert.Throws<ArgumentException>(() => names.WithPrefix(""));
    }

    private static float[][] Read(NetworkInfo info, TensorNames? names, params (string Name, int[] Shape, float[] Values)[] tensors)
    {
        SafetensorsTensor[] all = [.. tensors.Select(tensor => SafetensorsTensor.Create<float>(tensor.Name, tensor.Shape, tensor.Values))];
        return NetworkFileCheck.Parameters<float>(info, new SafetensorsFile(all, new Dictionary<string, string>()), "file", names ?? TensorNames.Same);
    }

    private static NetworkInfo Info(NodeInfo[] nodes, params (string Name, int[] Shape)[] parameters) => new()
    {
        Name = "Net",
        InputShape = [1],
        OutputShape = [1],
        InputSize = 1,
        OutputSize = 1,
        ParameterCount = 1,
        StorageLength = 1,
        Nodes = nodes,
        Parameters = [.. parameters.Select(parameter => new ParameterInfo(parameter.Name, parameter.Shape, 0, Init.Zeros))],
        Output = OutputKind.Values,
        Targets = TargetKind.Values,
        Loss = "none",
        LossDivisor = 1,
        Reduction = Reduction.Mean,
        LayerTable = "",
    };
}
