using Xunit;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>
/// Files of Keras' recurrent layers and attention: what the loaded network predicts, against Keras' definitions written as loops over arrays that lie as Keras has them.
/// </summary>
public sealed class KerasFileTests
{
    private const int Steps = 5;
    private const int Features = 3;

    private static readonly TensorNames s_names = TensorNames.Prefix("sequential/").WithLayout(TensorLayout.Keras);

    private readonly Dictionary<string, KerasArray> _file = [];
    private readonly Random _random = new(15);

    [Fact]
    public void SimpleRNN()
    {
        KerasCell cell = Cell("simple_rnn/simple_rnn_cell", gates: 1, units: 4, biases: 1);
        Assert.Equal(cell.Run(Input(), isReversed: false)[^1], Predict<KerasSimpleRnn>(), Close);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void Lstm(int biases)
    {
        KerasCell cell = Cell("lstm/lstm_cell", gates: 4, units: 4, biases);
        double[] expected = cell.Run(Input(), isReversed: false)[^1];
        Assert.Equal(expected, biases == 1 ? Predict<KerasLstm>() : Predict<KerasLstmWithoutBiases>(), Close);
    }

    /// <summary>With reset_after=True there are two biases, else one; without any, the file does not tell the two apart and the network does.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Gru(bool resetsAfter, bool hasBiases)
    {
        KerasCell cell = Cell("gru/gru_cell_7", gates: 3, units: 4, biases: !hasBiases ? 0 : resetsAfter ? 2 : 1) with { ResetsAfter = resetsAfter };
        double[] expected = cell.Run(Input(), isReversed: false)[^1];
        double[] found = (resetsAfter, hasBiases) switch
        {
            (true, true) => Predict<KerasGru>(),
            (true, false) => Predict<KerasGruWithoutBiases>(),
            (false, true) => Predict<KerasGruBefore>(),
            _ => Predict<KerasGruBeforeWithoutBiases>(),
        };
        Assert.Equal(expected, found, Close);
    }

    /// <summary>Both directions over a sequence, then both up to what each has left, of a layer whose cells have no names of their own.</summary>
    [Fact]
    public void Bidirectional()
    {
        KerasCell forward = Cell("bidirectional/forward_gru/gru_cell", gates: 3, units: 4, biases: 2);
        KerasCell backward = Cell("bidirectional/backward_gru/gru_cell", gates: 3, units: 4, biases: 2);
        double[][] sequence = [.. forward.Run(Input(), isReversed: false).Zip(backward.Run(Input(), isReversed: true), (left, right) => (double[])[.. left, .. right])];
        KerasCell second = Cell("bidirectional_1/forward_lstm", gates: 4, units: 2, biases: 1, features: 8);
        KerasCell third = Cell("bidirectional_1/backward_lstm", gates: 4, units: 2, biases: 1, features: 8);
        double[] expected = [.. second.Run(sequence, isReversed: false)[^1], .. third.Run(sequence, isReversed: true)[0]];
        Assert.Equal(expected, Predict<KerasBidirectional>(), Close);
    }

    /// <summary>Attention of a sequence of 6 features by two heads of 3, added to the sequence and normalised.</summary>
    [Fact]
    public void AttentionAndNorm()
    {
        const int heads = 2, width = 3, features = 6;
        KerasArray Kernel(string name, params int[] shape) => Draw($"multi_head_attention/{name}", shape);
        (KerasArray query, KerasArray queryBias) = (Kernel("query/kernel", features, heads, width), Kernel("query/bias", heads, width));
        (KerasArray key, KerasArray keyBias) = (Kernel("key/kernel", features, heads, width), Kernel("key/bias", heads, width));
        (KerasArray value, KerasArray valueBias) = (Kernel("value/kernel", features, heads, width), Kernel("value/bias", heads, width));
        (KerasArray output, KerasArray outputBias) = (Kernel("attention_output/kernel", heads, width, features), Kernel("attention_output/bias", features));
        (KerasArray gamma, KerasArray beta) = (Draw("layer_normalization/gamma", features), Draw("layer_normalization/beta", features));

        double[][] x = Rows(features);
        double[] expected = [.. Enumerable.Range(0, Steps).SelectMany(i =>
        {
            double Projected(KerasArray kernel, KerasArray bias, int step, int head, int k) => bias[head, k] + Enumerable.Range(0, features).Sum(f => x[step][f] * kernel[f, head, k]);
            var row = new double[features];
            for (int f = 0; f < features; f++)
            {
                row[f] = x[i][f] + outputBias[f];
            }

            for (int head = 0; head < heads; head++)
            {
                double[] scores = [.. Enumerable.Range(0, Steps).Select(j => Math.Exp(Enumerable.Range(0, width).Sum(k => Projected(query, queryBias, i, head, k) * Projected(key, keyBias, j, head, k)) / Math.Sqrt(width)))];
                for (int k = 0; k < width; k++)
                {
                    double mixed = Enumerable.Range(0, Steps).Sum(j => scores[j] / scores.Sum() * Projected(value, valueBias, j, head, k));
                    for (int f = 0; f < features; f++)
                    {
                        row[f] += mixed * output[head, k, f];
                    }
                }
            }

            double mean = row.Average();
            double variance = row.Average(element => (element - mean) * (element - mean));
            return row.Select((element, f) => (element - mean) / Math.Sqrt(variance + 1e-3) * gamma[f] + beta[f]);
        })];
        Assert.Equal(expected, Predict<KerasAttentionBlock>(features), Close);
        Assert.Contains("multi_head_attention.q_proj.weight has the shape [2, 3, 6] in the file, but [6, 6] in the network (2 heads of 3 where multi_head_attention has 3 of 2: "
            + "its heads are as wide as the 6 features divided by them)", Refusal<KerasThreeHeads>(), StringComparison.Ordinal);
    }

    /// <summary>What fits under other names is said with the map, of all kinds of layers.</summary>
    [Fact]
    public void NamesThatFit_AreSuggested()
    {
        Cell("bidirectional/forward_gru/gru_cell", gates: 3, units: 4, biases: 2);
        Cell("bidirectional/backward_gru/gru_cell", gates: 3, units: 4, biases: 2);
        Cell("bidirectional_1/forward_lstm", gates: 4, units: 2, biases: 1, features: 8);
        Cell("bidirectional_1/backward_lstm", gates: 4, units: 2, biases: 1, features: 8);
        string message = Assert.Throws<NetworkFileException>(() => KerasBidirectional.Load(File())).Message;
        Assert.Contains("load it with TensorNames.Prefix(\"sequential.\").WithLayout(TensorLayout.Keras).", message, StringComparison.Ordinal);
    }

    [Fact]
    public void GruThatResetsElsewhere_IsSaidToDoSo()
    {
        Cell("gru/gru_cell", gates: 3, units: 4, biases: 1);
        Assert.Contains("(the file's layer has reset_after=False: declare gru with ResetAfter = false)", Refusal<KerasGru>(), StringComparison.Ordinal);
        _file.Clear();
        Cell("gru/gru_cell", gates: 3, units: 4, biases: 2);
        Assert.Contains("(the file's layer has reset_after=True: declare gru without ResetAfter = false)", Refusal<KerasGruBefore>(), StringComparison.Ordinal);
    }

    private static bool Close(double expected, double found) => Math.Abs(expected - found) < 1e-12;

    private string Refusal<TNetwork>()
        where TNetwork : class, INetwork<TNetwork, double> => Assert.Throws<NetworkFileException>(() => NetworkFile.Load<TNetwork, double>(File(), s_names)).Message;

    private double[] Predict<TNetwork>(int features = Features)
        where TNetwork : class, INetwork<TNetwork, double>
    {
        var outputs = new double[TNetwork.Info.OutputSize];
        NetworkFile.Load<TNetwork, double>(File(), s_names).Predict([.. Rows(features).SelectMany(row => row)], outputs);
        return outputs;
    }

    /// <summary>Sorted by name, as the library of safetensors saves.</summary>
    private MemoryStream File()
    {
        var stream = new MemoryStream();
        SafetensorsFile.Write(stream, [.. _file.OrderBy(array => array.Key, StringComparer.Ordinal).Select(array => SafetensorsTensor.Create<double>("sequential/" + array.Key, array.Value.Shape, array.Value.Elements))]);
        stream.Position = 0;
        return stream;
    }

    private static double[][] Input() => Rows(Features);

    private static double[][] Rows(int features) => [.. Enumerable.Range(0, Steps).Select(step => (double[])[.. Enumerable.Range(0, features).Select(feature => Math.Sin(1 + 3 * step + 7 * feature))])];

    private KerasCell Cell(string name, int gates, int units, int biases, int features = Features) => new(
        units,
        Draw(name + "/kernel", features, gates * units),
        Draw(name + "/recurrent_kernel", units, gates * units),
        biases == 0 ? null : biases == 1 ? Draw(name + "/bias", gates * units) : Draw(name + "/bias", biases, gates * units));

    private KerasArray Draw(string name, params int[] shape)
    {
        var array = new KerasArray(shape, [.. Enumerable.Range(0, shape.Aggregate((x, y) => x * y)).Select(_ => _random.NextDouble() - 0.5)]);
        _file.Add(name, array);
        return array;
    }
}

/// <summary>An array in the order of its indices.</summary>
internal sealed record KerasArray(int[] Shape, double[] Elements)
{
    public double this[params int[] index]
    {
        get
        {
            int place = 0;
            for (int axis = 0; axis < index.Length; axis++)
            {
                place = place * Shape[axis] + index[axis];
            }

            return Elements[place];
        }
    }
}

/// <summary>A cell as Keras documents it: gates z, r, h of a GRU, and i, f, c, o of an LSTM.</summary>
internal sealed record KerasCell(int Units, KerasArray Kernel, KerasArray OfState, KerasArray? Bias)
{
    public bool ResetsAfter { get; init; } = true;

    /// <summary>The states after each step, in the order of the steps.</summary>
    public double[][] Run(double[][] x, bool isReversed)
    {
        var h = new double[Units];
        var c = new double[Units];
        var states = new double[x.Length][];
        for (int i = 0; i < x.Length; i++)
        {
            int step = isReversed ? x.Length - 1 - i : i;
            states[step] = h = (Kernel.Shape[1] / Units) switch
            {
                1 => [.. Enumerable.Range(0, Units).Select(u => Math.Tanh(OfInput(x[step], 0, u) + OfHidden(h, 0, u)))],
                3 => Gru(x[step], h),
                _ => Lstm(x[step], h, c),
            };
        }

        return states;
    }

    private double[] Gru(double[] x, double[] h)
    {
        double[] z = [.. Enumerable.Range(0, Units).Select(u => Sigmoid(OfInput(x, 0, u) + OfHidden(h, 0, u)))];
        double[] r = [.. Enumerable.Range(0, Units).Select(u => Sigmoid(OfInput(x, 1, u) + OfHidden(h, 1, u)))];
        double[] reset = [.. h.Zip(r, (state, gate) => state * gate)];
        return [.. Enumerable.Range(0, Units).Select(u => z[u] * h[u] + (1 - z[u]) * Math.Tanh(OfInput(x, 2, u) + (ResetsAfter ? r[u] * OfHidden(h, 2, u) : OfHidden(reset, 2, u))))];
    }

    private double[] Lstm(double[] x, double[] h, double[] c)
    {
        var next = new double[Units];
        for (int u = 0; u < Units; u++)
        {
            c[u] = Sigmoid(OfInput(x, 1, u) + OfHidden(h, 1, u)) * c[u] + Sigmoid(OfInput(x, 0, u) + OfHidden(h, 0, u)) * Math.Tanh(OfInput(x, 2, u) + OfHidden(h, 2, u));
            next[u] = Sigmoid(OfInput(x, 3, u) + OfHidden(h, 3, u)) * Math.Tanh(c[u]);
        }

        return next;
    }

    private double OfInput(double[] x, int gate, int unit) =>
        x.Select((element, i) => element * Kernel[i, gate * Units + unit]).Sum() + (Bias is null ? 0 : Bias.Shape.Length == 2 ? Bias[0, gate * Units + unit] : Bias[gate * Units + unit]);

    private double OfHidden(double[] h, int gate, int unit) =>
        h.Select((element, i) => element * OfState[i, gate * Units + unit]).Sum() + (Bias is { Shape.Length: 2 } ? Bias[1, gate * Units + unit] : 0);

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}

/// <summary>SimpleRNN(4).</summary>
[Network(Precision = Precision.Double, Emit = Emit.Inference)]
[Input(5, 3)]
[RNN(4, Name = "simple_rnn")]
public partial class KerasSimpleRnn;

/// <summary>LSTM(4).</summary>
[Network(Precision = Precision.Double, Emit = Emit.Inference)]
[Input(5, 3)]
[LSTM(4, Name = "lstm")]
public partial class KerasLstm;

/// <summary>LSTM(4, use_bias=False).</summary>
[Network(Precision = Precision.Double, Emit = Emit.Inference)]
[Input(5, 3)]
[LSTM(4, Bias = false, Name = "lstm")]
public partial class KerasLstmWithoutBiases;

/// <summary>GRU(4).</summary>
[Network(Precision = Precision.Double, Emit = Emit.Inference)]
[Input(5, 3)]
[GRU(4, Name = "gru")]
public partial class KerasGru;

/// <summary>GRU(4, use_bias=False).</summary>
[Network(Precision = Precision.Double, Emit = Emit.Inference)]
[Input(5, 3)]
[GRU(4, Bias = false, Name = "gru")]
public partial class KerasGruWithoutBiases;

/// <summary>GRU(4, reset_after=False).</summary>
[Network(Precision = Precision.Double, Emit = Emit.Inference)]
[Input(5, 3)]
[GRU(4, ResetAfter = false, Name = "gru")]
public partial class KerasGruBefore;

/// <summary>GRU(4, reset_after=False, use_bias=False).</summary>
[Network(Precision = Precision.Double, Emit = Emit.Inference)]
[Input(5, 3)]
[GRU(4, ResetAfter = false, Bias = false, Name = "gru")]
public partial class KerasGruBeforeWithoutBiases;

/// <summary>Bidirectional(GRU(4, return_sequences=True)), Bidirectional(LSTM(2)).</summary>
[Network(Precision = Precision.Double, Emit = Emit.Inference)]
[Input(5, 3)]
[GRU(4, Bidirectional = true, ReturnSequence = true, Name = "bidirectional")]
[LSTM(2, Bidirectional = true, Name = "bidirectional_1")]
public partial class KerasBidirectional;

/// <summary>x + MultiHeadAttention(num_heads=2, key_dim=3)(x, x), LayerNormalization().</summary>
[Network(Precision = Precision.Double, Emit = Emit.Inference)]
[Input(5, 6, Name = "x")]
[MultiHeadAttention(2, Name = "multi_head_attention")]
[Add("x", "multi_head_attention"), LayerNorm(Epsilon = 1e-3, Name = "layer_normalization")]
public partial class KerasAttentionBlock;

/// <summary>The same with other heads, whose weights have the same sizes.</summary>
[Network(Precision = Precision.Double, Emit = Emit.Inference)]
[Input(5, 6, Name = "x")]
[MultiHeadAttention(3, Name = "multi_head_attention")]
[Add("x", "multi_head_attention"), LayerNorm(Epsilon = 1e-3, Name = "layer_normalization")]
public partial class KerasThreeHeads;
