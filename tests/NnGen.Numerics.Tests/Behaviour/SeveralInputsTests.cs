using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>A network of several inputs: the doors with a parameter for each do what those with packed rows do, and say what is wrong.</summary>
public sealed class SeveralInputsTests
{
    private const int Rows = 53;

    private readonly Towers _network = Networks.WithBiases<Towers, float>(5);
    private readonly Batch<float> _batch = Batch<float>.Draw(NetworkFacts.Of<Towers, float>(), Rows, seed: 2);
    private readonly float[] _x;
    private readonly float[] _z;

    public SeveralInputsTests()
    {
        _x = PackedRows.Columns(_batch.Inputs, NetworkFacts.Of<Towers, float>(), "x");
        _z = PackedRows.Columns(_batch.Inputs, NetworkFacts.Of<Towers, float>(), "z");
    }

    private int[] Labels => _batch.Labels!;

    [Fact]
    public void Info_TellsTheInputsAndTheirColumns()
    {
        NetworkInfo info = NetworkFacts.Of<Towers, float>();
        Assert.Equal((16, Towers.XSize + Towers.ZSize), (info.InputSize, info.InputSize));
        Assert.Equal([16], info.InputShape);
        Assert.Equal([("x", 13, 0), ("z", 3, 13)], info.Inputs.Select(input => (input.Name, input.Size, input.FirstColumn)));
        Assert.Equal([2, 65], NetworkFacts.Of<Clashes, float>().Inputs[1].Shape);
    }

    [Fact]
    public void OneInput_IsOneOfTheNameInput()
    {
        InputInfo input = Assert.Single(NetworkFacts.Of<Odd, float>().Inputs);
        Assert.Equal(("input", 3, 0), (input.Name, input.Size, input.FirstColumn));
    }

    [Fact]
    public void Predictions_AreThoseOfPackedRows()
    {
        var packed = new float[Rows * Towers.OutputSize];
        var apart = new float[packed.Length];
        Packed(_network).PredictBatch(_batch.Inputs, packed);
        _network.PredictBatch(_x, _z, apart);
        Compare.SameBits<float>(packed, apart, "batch");
        for (int row = 0; row < Rows; row += 13)
        {
            float[] expected = packed[..Towers.OutputSize];
            Packed(_network).Predict(_batch.Inputs.AsSpan(row * 16, 16), expected);
            Compare.SameBits<float>(expected, _network.Predict(_x.AsSpan(row * 13, 13), _z.AsSpan(row * 3, 3)), $"row {row}");
            Assert.Equal(Array.IndexOf(expected, expected.Max()), _network.Classify(_x.AsSpan(row * 13, 13), _z.AsSpan(row * 3, 3)));
        }
    }

    [Fact]
    public void Forward_IsThatOfPackedRows()
    {
        var packed = new Towers.Tape(Rows);
        var apart = new Towers.Tape(Rows + 3);
        float expected = _batch.Forward(_network, packed);
        Assert.Equal(expected, _network.Forward(_x, _z, Labels, apart));
        Compare.SameBits<float>(packed.Output.ToArray(), apart.Output.ToArray(), "outputs");
        Compare.SameBits<float>(_batch.Inputs, apart.Input.ToArray(), "inputs");
        Compare.SameBits<float>(_x, apart.Value("x").ToArray(), "x");
        Compare.SameBits<float>(_z, apart.Value("z").ToArray(), "z");
    }

    [Fact]
    public void Doors_AllocateNothing()
    {
        var outputs = new float[Rows * Towers.OutputSize];
        var tape = new Towers.Tape(Rows);
        long least = long.MaxValue;
        for (int run = 0; run < 5; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            _network.Predict(_x.AsSpan(0, 13), _z.AsSpan(0, 3), outputs.AsSpan(0, Towers.OutputSize));
            _network.PredictBatch(_x, _z, outputs);
            _network.Forward(_x, _z, Labels, tape);
            _ = tape.Rows + _network.Classify(_x.AsSpan(0, 13), _z.AsSpan(0, 3));
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void NoRows_GiveNoOutputs() => _network.PredictBatch([], [], []);

    [Fact]
    public void WrongLengths_NameTheInput()
    {
        var tape = new Towers.Tape(2);
        float[] output = new float[Towers.OutputSize];
        Assert.Equal("z", Assert.Throws<ArgumentException>(() => _network.Predict(_x.AsSpan(0, 13), _z.AsSpan(0, 4), output)).ParamName);
        Assert.Equal("x", Assert.Throws<ArgumentException>(() => _network.Predict(_x.AsSpan(0, 3), _z.AsSpan(0, 3), output)).ParamName);
        Assert.Equal("output", Assert.Throws<ArgumentException>(() => _network.Predict(_x.AsSpan(0, 13), _z.AsSpan(0, 3), [])).ParamName);
        Assert.Equal("xs", Assert.Throws<ArgumentException>(() => _network.PredictBatch(_x.AsSpan(0, 14), _z.AsSpan(0, 3), output)).ParamName);
        Assert.Equal("zs", Assert.Throws<ArgumentException>(() => _network.PredictBatch(_x.AsSpan(0, 13), _z.AsSpan(0, 6), output)).ParamName);
        Assert.Equal("outputs", Assert.Throws<ArgumentException>(() => _network.PredictBatch(_x.AsSpan(0, 26), _z.AsSpan(0, 6), output)).ParamName);
        ArgumentException rows = Assert.Throws<ArgumentException>(() => _network.Forward(_x.AsSpan(0, 26), _z.AsSpan(0, 3), [0, 1], tape));
        Assert.Contains("2 rows of 3 elements of zs are 6, but 3 were given", rows.Message, StringComparison.Ordinal);
        Assert.Equal("xs", Assert.Throws<ArgumentException>(() => _network.Forward(_x.AsSpan(0, 39), _z.AsSpan(0, 9), [0, 1, 2], tape)).ParamName);
        Assert.Throws<ArgumentException>(() => Packed(_network).PredictBatch(_x.AsSpan(0, 15), output));
    }

    [Fact]
    public void InputGradient_OfSeveralInputs_SaysHowToTakeEach()
    {
        var tape = new Towers.Tape(Rows);
        _network.Forward(_x, _z, Labels, tape);
        _network.Backward(tape, new Towers.Gradients());
        Assert.Equal((Rows, 3), (tape.InputGradientOf("z").Rows, tape.InputGradientOf("z").Columns));
        Assert.Contains("InputGradientOf(\"x\")", Assert.Throws<InvalidOperationException>(() => tape.InputGradient.Rows).Message, StringComparison.Ordinal);
        Assert.Contains("it has: x, z", Assert.Throws<ArgumentException>(() => tape.InputGradientOf("y").Rows).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => tape.InputGradientOf(null!).Rows);
        Assert.Equal(3, new Odd.Tape(1).InputGradientOf("input").Columns);
    }

    /// <summary>The names that the doors and C# have already: the constant has a number, so have the parameters.</summary>
    [Fact]
    public void NamesThatAreTaken_GetANumber()
    {
        var network = new Clashes(1);
        float[] outputs = network.Predict(output_2: new float[Clashes.OutputSize_2], tape: new float[Clashes.TapeSize], @class: new float[Clashes.ClassSize]);
        network.PredictBatch(outputs_2: new float[130], tapes: new float[130], classes: new float[17], outputs: outputs);
        Assert.Equal((130, 2), (Clashes.OutputSize_2, Clashes.OutputSize));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Fit_LearnsFromBothInputs(int threads)
    {
        // The class is the sum of a number of x and a number of z: neither input alone tells it.
        var random = new Random(3);
        const int Count = 420;
        var inputs = new float[Count * 16];
        var labels = new int[Count];
        for (int row = 0; row < Count; row++)
        {
            int first = random.Next(4);
            int second = random.Next(3);
            inputs[row * 16 + first] = 1;
            inputs[row * 16 + 13 + second] = 1;
            labels[row] = first + second;
        }

        Dataset<float> data = Dataset.FromLabels(inputs, 16, labels);
        var network = new Towers(1);
        network.Fit(data, new TrainingOptions { Epochs = 60, BatchSize = 32, Optimizer = new Adam(0.01), Threads = threads });
        Assert.True(network.Evaluate(data).Accuracy > 0.99, network.Evaluate(data).ToString());
    }

    private static ITrainableNetwork<Towers, float> Packed(Towers network) => network;
}
