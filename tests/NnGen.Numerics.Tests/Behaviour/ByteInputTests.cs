using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>Doors that take bytes do what those do that take the same numbers, and data sets of bytes are data sets of those numbers.</summary>
public sealed class ByteInputTests
{
    // More than one chunk of rows, and no whole number of them.
    private const int Rows = 203;

    private static byte[] Bytes(int count, int seed = 1)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static float[] Numbers(byte[] bytes) => [.. bytes.Select(value => (float)value)];

    private static int[] Labels(int classes) => [.. Enumerable.Range(0, Rows).Select(row => row * 7 % classes)];

    /// <summary>(3 / 2 + 1) * 2 + (255 / 2 + 1) * -1 + 10 = 5 - 128.5 + 10.</summary>
    [Fact]
    public void Neuron_ComputesWhatIsComputedByHand()
    {
        var neuron = new ByteNeuron(1);
        neuron.SetParameter("dense1.weight", [2, -1]);
        neuron.SetParameter("dense1.bias", [10]);
        Assert.Equal([-113.5f], neuron.Predict((ReadOnlySpan<byte>)[3, 255]));
        Assert.Equal([-113.5f], neuron.Predict([3f, 255f]));
        Assert.Equal(2.5f, neuron.Trace([3f, 255f])["input1"].Values[0]);

        // By the input itself, not by what it becomes: weight times scale.
        var tape = new ByteNeuron.Tape(1);
        neuron.Forward((ReadOnlySpan<byte>)[3, 255], [-114f], tape);
        neuron.Backward(tape, new ByteNeuron.Gradients());
        Assert.Equal([1f, -0.5f], tape.InputGradient.ToArray());
        Assert.Equal([3f, 255f], tape.Input.ToArray());
        Assert.Equal([2.5f, 128.5f], tape.Value("input1").ToArray());
    }

    [Fact]
    public void Info_TellsElementScaleAndOffset()
    {
        InputInfo camera = NetworkFacts.Of<CameraBytes, float>().Inputs[0];
        Assert.Equal((InputElement.Byte, 2 / 255.0, -1.0, ImageLayout.ChannelsLast), (camera.Element, camera.Scale, camera.Offset, camera.Layout));
        Assert.Equal([InputElement.Byte, InputElement.Number, InputElement.Byte], NetworkFacts.Of<BytesAndNumbers, float>().Inputs.Select(input => input.Element));
    }

    [Fact]
    public void Predictions_AreThoseOfTheNumbers()
    {
        var network = Networks.WithBiases<GreyBytes, float>(3);
        byte[] bytes = Bytes(Rows * GreyBytes.InputSize);
        float[] numbers = Numbers(bytes);
        var expected = new float[Rows * GreyBytes.OutputSize];
        var outputs = new float[Rows * GreyBytes.OutputSize];
        network.PredictBatch(numbers, expected);
        network.PredictBatch(bytes, outputs);
        Compare.SameBits<float>(expected, outputs, "batch");
        for (int row = 0; row < Rows; row += 50)
        {
            ReadOnlySpan<byte> ofRow = bytes.AsSpan(row * GreyBytes.InputSize, GreyBytes.InputSize);
            float[] one = network.Predict(numbers.AsSpan(row * GreyBytes.InputSize, GreyBytes.InputSize));
            Compare.SameBits<float>(one, network.Predict(ofRow), $"row {row}");
            Assert.Equal(Array.IndexOf(one, one.Max()), network.Classify(ofRow));
        }

        network.PredictBatch(ReadOnlySpan<byte>.Empty, []);
    }

    [Fact]
    public void PredictionsOfDoubles_AreThoseOfTheNumbers()
    {
        var network = Networks.WithBiases<CameraBytesDouble, double>(3);
        byte[] bytes = Bytes(Rows * CameraBytesDouble.InputSize);
        double[] numbers = [.. bytes.Select(value => (double)value)];
        var expected = new double[Rows * CameraBytesDouble.OutputSize];
        var outputs = new double[Rows * CameraBytesDouble.OutputSize];
        network.PredictBatch(numbers, expected);
        network.PredictBatch(bytes, outputs);
        Compare.SameBits<double>(expected, outputs, "batch");
    }

    [Fact]
    public void SeveralInputs_TakeBytesAndNumbersSideBySide()
    {
        var network = Networks.WithBiases<BytesAndNumbers, float>(3);
        byte[] images = Bytes(Rows * BytesAndNumbers.ImageSize);
        byte[] counts = Bytes(Rows * BytesAndNumbers.NumbersSize, seed: 2);
        float[] leases = [.. Enumerable.Range(0, Rows * BytesAndNumbers.LeaseSize).Select(i => i / 64f - 3)];
        (float[] kinds, float[] boxes) = (new float[Rows * BytesAndNumbers.KindSize], new float[Rows * BytesAndNumbers.BoxSize]);
        (float[] kindsOfBytes, float[] boxesOfBytes) = (new float[kinds.Length], new float[boxes.Length]);
        network.PredictBatch(Numbers(images), leases, Numbers(counts), kinds, boxes);
        network.PredictBatch(images, leases, counts, kindsOfBytes, boxesOfBytes);
        Compare.SameBits<float>(kinds, kindsOfBytes, "kinds");
        Compare.SameBits<float>(boxes, boxesOfBytes, "boxes");
        (float[] kind, float[] box) = network.Predict(images.AsSpan(0, 40), leases.AsSpan(0, 3), counts.AsSpan(0, 6));
        (float[] kindOfNumbers, float[] boxOfNumbers) = network.Predict(Numbers(images).AsSpan(0, 40), leases.AsSpan(0, 3), Numbers(counts).AsSpan(0, 6));
        Compare.SameBits<float>([.. kindOfNumbers, .. boxOfNumbers], [.. kind, .. box], "row");
        Assert.Equal(network.ClassifyKind(Numbers(images).AsSpan(0, 40), leases.AsSpan(0, 3), Numbers(counts).AsSpan(0, 6)), network.ClassifyKind(images.AsSpan(0, 40), leases.AsSpan(0, 3), counts.AsSpan(0, 6)));

        var tape = new BytesAndNumbers.Tape(Rows);
        var tapeOfBytes = new BytesAndNumbers.Tape(Rows);
        float loss = network.Forward(Numbers(images), leases, Numbers(counts), Labels(3), boxes, tape);
        Assert.Equal(loss, network.Forward(images, leases, counts, Labels(3), boxes, tapeOfBytes));
        Compare.SameBits<float>(tape.Input.ToArray(), tapeOfBytes.Input.ToArray(), "the tape");
    }

    [Fact]
    public void WrongLengths_NameTheInput()
    {
        var network = new BytesAndNumbers(1);
        (float[] kind, float[] box) = (new float[3], new float[2]);
        Assert.Equal("numbers", Assert.Throws<ArgumentException>(() => network.Predict(new byte[40], new float[3], new byte[5], kind, box)).ParamName);
        Assert.Equal("images", Assert.Throws<ArgumentException>(() => network.PredictBatch(new byte[41], new float[3], new byte[6], kind, box)).ParamName);
        Assert.Equal("boxes", Assert.Throws<ArgumentException>(() => network.PredictBatch(new byte[40], new float[3], new byte[6], kind, new float[3])).ParamName);
        Assert.Equal("input", Assert.Throws<ArgumentException>(() => new GreyBytes(1).Predict(new byte[62], new float[5])).ParamName);
        Assert.Equal("inputs", Assert.Throws<ArgumentException>(() => new GreyBytes(1).Forward(new byte[62], [0], new GreyBytes.Tape(1))).ParamName);
        Assert.Throws<ArgumentException>(() => ByteRows.Widen<float>(new byte[3], new float[2]));
    }

    [Fact]
    public void Doors_AllocateNothing()
    {
        var network = new GreyBytes(1);
        byte[] bytes = Bytes(Rows * GreyBytes.InputSize);
        var outputs = new float[Rows * GreyBytes.OutputSize];
        int[] labels = Labels(GreyBytes.OutputSize);
        var tape = new GreyBytes.Tape(Rows);
        long least = long.MaxValue;
        for (int run = 0; run < 5; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            network.Predict(bytes.AsSpan(0, GreyBytes.InputSize), outputs.AsSpan(0, GreyBytes.OutputSize));
            network.PredictBatch(bytes, outputs);
            network.Forward(bytes, labels, tape);
            _ = network.Classify(bytes.AsSpan(0, GreyBytes.InputSize));
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public void Fit_OfBytes_GivesTheBitsOfNumbers(bool shuffle, int threads)
    {
        byte[] bytes = Bytes(Rows * GreyBytes.InputSize);
        Dataset<float> ofBytes = Dataset.FromBytes<float>(bytes, GreyBytes.InputSize, Labels(GreyBytes.OutputSize));
        Dataset<float> ofNumbers = Dataset.FromLabels(Numbers(bytes), GreyBytes.InputSize, Labels(GreyBytes.OutputSize));
        var options = new TrainingOptions { Epochs = 2, BatchSize = 32, Optimizer = new Adam(0.01), Shuffle = shuffle, Threads = threads, Seed = 5 };
        (GreyBytes first, GreyBytes second) = (new(1), new(1));
        TrainingReport report = first.Fit(ofBytes, options, validation: ofBytes);
        TrainingReport expected = second.Fit(ofNumbers, options, validation: ofNumbers);
        Compare.SameBits<float>(second.Parameters.Span.ToArray(), first.Parameters.Span.ToArray(), "parameters");
        Assert.Equal(expected.Epochs[^1].ValidationLoss, report.Epochs[^1].ValidationLoss);
        Assert.Equal(second.Evaluate(ofNumbers).Loss, first.Evaluate(ofBytes).Loss);
    }
}
