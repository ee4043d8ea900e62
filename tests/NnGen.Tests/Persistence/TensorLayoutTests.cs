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

    /// <summary>One unit, so that each number is a gate: Keras has them in the order z, r, h, and PyTorch r, z, n.</summary>
    [Fact]
    public void Keras_Gru()
    {
        NetworkInfo info = Info([new("input1", "Input", [3, 2], []), new("gru1", "GRU", [1], ["input1"])], ("gru1.weight_ih_l0", [3, 2]), ("gru1.weight_hh_l0", [3, 1]), ("gru1.bias_ih_l0", [3]), ("gru1.bias_hh_l0", [3]));
        float[][] parameters = Read(
            info,
            TensorNames.Map(("model/gru", "gru1")).WithLayout(TensorLayout.Keras),
            ("model/gru/gru_cell/bias:0", [2, 3], [7, 8, 9, 10, 11, 12]), ("model/gru/gru_cell/kernel:0", [2, 3], [1, 2, 3, 4, 5, 6]), ("model/gru/gru_cell/recurrent_kernel:0", [1, 3], [13, 14, 15]));
        Assert.Equal([2f, 5, 1, 4, 3, 6], parameters[0]);
        Assert.Equal([14f, 13, 15], parameters[1]);
        Assert.Equal([8f, 7, 9], parameters[2]);
        Assert.Equal([11f, 10, 12], parameters[3]);
    }

    /// <summary>Where Keras has one bias, that with the state is 0; the reset gate before the product has a weight of its own.</summary>
    [Fact]
    public void Keras_GruThatResetsBefore()
    {
        (string, int[])[] parameters = [("g.weight_ih_l0", [3, 1]), ("g.weight_hh_l0", [2, 1]), ("g.weight_hn_l0", [1, 1]), ("g.bias_ih_l0", [3]), ("g.bias_hh_l0", [2]), ("g.bias_hn_l0", [1])];
        float[][] read = Read(
            Info([new("input1", "Input", [3, 1], []), new("g", "GRU", [1], ["input1"])], parameters),
            TensorNames.Same.WithLayout(TensorLayout.Keras),
            ("g/cell/kernel", [1, 3], [1, 2, 3]), ("g/cell/recurrent_kernel", [1, 3], [4, 5, 6]), ("g/cell/bias", [3], [7, 8, 9]));
        Assert.Equal<float[]>([[2, 1, 3], [5, 4], [6], [8, 7, 9], [0, 0], [0]], read);
    }

    /// <summary>Cells on each other in one layer have no layer of their own: their names stay.</summary>
    [Fact]
    public void Keras_StackedCells()
    {
        NetworkInfo info = Info([], ("a.weight_ih_l0", [1, 1]), ("a.weight_hh_l0", [1, 1]), ("b.weight_ih_l0", [1, 1]), ("b.weight_hh_l0", [1, 1]));
        float[][] parameters = Read(
            info,
            TensorNames.Map(("rnn/stack/simple_rnn_cell", "a"), ("rnn/stack/simple_rnn_cell_1", "b")).WithLayout(TensorLayout.Keras),
            ("rnn/stack/simple_rnn_cell/kernel", [1, 1], [1]), ("rnn/stack/simple_rnn_cell/recurrent_kernel", [1, 1], [2]),
            ("rnn/stack/simple_rnn_cell_1/kernel", [1, 1], [3]), ("rnn/stack/simple_rnn_cell_1/recurrent_kernel", [1, 1], [4]));
        Assert.Equal<float[]>([[1], [2], [3], [4]], parameters);
    }

    [Theory]
    [InlineData("2,6", "2,5", null, "'c/recurrent_kernel' has the shape [2, 5], but a SimpleRNN has [units, units], a GRU [units, 3 * units] and an LSTM [units, 4 * units] in Keras' layout.")]
    [InlineData("2,6", "0,0", null, "'c/recurrent_kernel' has the shape [0, 0], but a SimpleRNN has")]
    [InlineData(null, "2,6", null, "'c/recurrent_kernel' is there, but no kernel beside it; a GRU of Keras has both.")]
    [InlineData("6,2", "2,6", null, "'c/kernel' has the shape [6, 2], but a GRU of 2 units has [features, 6] in Keras' layout.")]
    [InlineData("1,6", "2,6", "12", "'c/bias' has the shape [12], but a GRU of 2 units has [2, 6], or [6] with reset_after=False in Keras' layout.")]
    [InlineData("1,8", "2,8", "2,8", "'c/bias' has the shape [2, 8], but an LSTM of 2 units has [8] in Keras' layout.")]
    public void Keras_CellsThatMakeNoSense(string? kernel, string ofState, string? bias, string expected)
    {
        var tensors = new List<(string, int[], float[])>();
        void Add(string name, string? shape)
        {
            if (shape is not null)
            {
                int[] axes = [.. shape.Split(',').Select(int.Parse)];
                tensors.Add(("c/" + name, axes, new float[axes.Aggregate((x, y) => x * y)]));
            }
        }

        Add("kernel", kernel);
        Add("recurrent_kernel", ofState);
        Add("bias", bias);
        string message = Assert.Throws<NetworkFileException>(() => Read(FakeNetwork<float>.Info, TensorNames.InOrder.WithLayout(TensorLayout.Keras), [.. tensors])).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);

        // Who did not say that it is Keras' is told what does not fit, and who means another part of the file is not told at all.
        Assert.Contains("does not fit the network", Assert.Throws<NetworkFileException>(() => Read(FakeNetwork<float>.Info, null, [.. tensors])).Message, StringComparison.Ordinal);
        tensors.AddRange([("d/dense1/kernel", [3, 2], [1, 4, 2, 5, 3, 6]), ("d/dense1/bias", [2], [7, 8])]);
        Assert.Equal([7f, 8], Read(FakeNetwork<float>.Info, TensorNames.Prefix("d/").WithLayout(TensorLayout.Keras), [.. tensors])[1]);
    }

    /// <summary>A cell's tensors that are there twice, and what no cell has, are told of.</summary>
    [Fact]
    public void Keras_WhatACellHasNot_IsToldOf()
    {
        NetworkInfo info = Info([], ("c.weight_ih_l0", [1, 1]), ("c.weight_hh_l0", [1, 1]));
        string message = Assert.Throws<NetworkFileException>(() => Read(
            info,
            TensorNames.Same.WithLayout(TensorLayout.Keras),
            ("c/kernel", [1, 1], [1]), ("c/kernel:0", [1, 1], [1]), ("c/recurrent_kernel", [1, 1], [1]), ("c/peephole", [1], [1]))).Message;
        Assert.Contains("the network has no parameter c.kernel_l0, which the file holds; the network has no parameter c.peephole_l0", message, StringComparison.Ordinal);
    }

    /// <summary>Dense layers that bear the names of an attention's are dense layers.</summary>
    [Fact]
    public void Keras_DenseLayersCalledQuery()
    {
        NetworkInfo info = Info([new("input1", "Input", [2], []), new("query", "Dense", [1], ["input1"])], ("a.query.weight", [1, 2]));
        Assert.Equal([1f, 2], Read(info, TensorNames.Same.WithLayout(TensorLayout.Keras), ("a/query/kernel", [2, 1], [1, 2]))[0]);
    }

    /// <summary>
    /// The layers of a file that is sorted by name are those of its numbers, though attention is taken apart and Keras' <c>gamma</c> and <c>beta</c> get names that lie otherwise.
    /// </summary>
    [Fact]
    public void InOrder_OfMoreThanTenLayersWhoseTensorsAreNamedOtherwise()
    {
        int[] layers = [0, 1, 2, 10];
        string[] projections = ["q_proj", "k_proj", "v_proj"];
        NetworkInfo attentions = Info([], [.. layers.SelectMany(layer => projections.Select(part => ($"a{layer}.{part}.weight", (int[])[1, 1])))]);
        float[][] read = Read(attentions, TensorNames.InOrder, [.. layers.OrderBy(layer => $"{layer}", StringComparer.Ordinal).Select(layer => ($"layers.{layer}.in_proj_weight", (int[])[3, 1], (float[])[layer, layer + 0.25f, layer + 0.5f]))]);
        Assert.Equal(layers.SelectMany(layer => (float[])[layer, layer + 0.25f, layer + 0.5f]), read.Select(parameter => parameter[0]));

        NetworkInfo norms = Info([], [.. layers.SelectMany(layer => ((string, int[])[])[($"n{layer}.weight", [1]), ($"n{layer}.bias", [1])])]);
        read = Read(norms, TensorNames.InOrder.WithLayout(TensorLayout.Keras), [.. layers.OrderBy(layer => $"{layer}", StringComparer.Ordinal).SelectMany(layer => ((string, int[], float[])[])[($"n_{layer}/beta", [1], [layer + 0.5f]), ($"n_{layer}/gamma", [1], [layer])])]);
        Assert.Equal(layers.SelectMany(layer => (float[])[layer, layer + 0.5f]), read.Select(parameter => parameter[0]));
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
