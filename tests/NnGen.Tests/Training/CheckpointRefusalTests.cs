using Xunit;

namespace NnGen.Tests.Training;

using PlaneNet = HandMadeNetwork<Regression, double>;

/// <summary>A file that does not continue the run is refused before anything is changed.</summary>
public sealed class CheckpointRefusalTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly string _path;

    public CheckpointRefusalTests()
    {
        _path = _directory.File("run.checkpoint");
        Trainer.Fit(new PlaneNet(1), TrainingData.Plane(10), Options(), TrainingData.Plane(5));
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void SameRun_IsTaken() => Assert.Equal(6, Trainer.Fit(new PlaneNet(1), TrainingData.Plane(10), Options(resume: true), TrainingData.Plane(5)).ResumedAfterSteps);

    [Fact]
    public void AnotherOptimizer_IsNamedWithBoth() => AssertRefused(
        Options(resume: true, optimizer: new Sgd(0.1)),
        "optimizer: 'Adam, rate 0.001, betas 0.9 and 0.999, epsilon 1E-08' in the file, but 'SGD, rate 0.1' here");

    [Fact]
    public void AnotherBatchSize_IsNamedWithBoth() => AssertRefused(Options(resume: true, batchSize: 5), "batch size: '4' in the file, but '5' here");

    [Fact]
    public void AnotherSeed_IsNamedWithBoth()
    {
        var network = new PlaneNet(2);
        string message = Refusal<NetworkFileException>(network, TrainingData.Plane(10), Options(resume: true), TrainingData.Plane(5));
        Assert.Contains("seed: '1' in the file, but '2' here", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherOrder_IsNamedWithBoth() => AssertRefused(Options(resume: true, shuffle: false), "order of the rows: 'shuffled' in the file, but 'that of the data' here");

    [Fact]
    public void EarlyStoppingThatIsNew_IsNamed() => AssertRefused(
        Options(resume: true, stopping: new EarlyStopping()),
        "early stopping: 'none' in the file, but 'validation loss, minimum delta 0, best parameters restored' here");

    [Fact]
    public void DataThatDifferInOneNumber_AreNamedWithBoth()
    {
        double[] inputs = TrainingData.Inputs(10, 3);
        inputs[17] = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(inputs[17]) ^ 1);
        var targets = new double[10];
        for (int row = 0; row < 10; row++)
        {
            targets[row] = TrainingData.Plane(10).TargetRow(row)[0];
        }

        string message = Refusal<NetworkFileException>(new PlaneNet(1), Dataset.FromTargets(inputs, 3, targets, 1), Options(resume: true), TrainingData.Plane(5));
        Assert.Matches("training set: '10 rows of 3 inputs with 1 targets, hash [0-9a-f]{16}' in the file, but '10 rows of 3 inputs with 1 targets, hash [0-9a-f]{16}' here", message);
    }

    [Fact]
    public void DataInAnotherOrder_AreRefused()
    {
        string message = Refusal<NetworkFileException>(new PlaneNet(1), TrainingData.Plane(10).Select([1, 0, 2, 3, 4, 5, 6, 7, 8, 9]), Options(resume: true), TrainingData.Plane(5));
        Assert.Contains("training set: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingValidationSet_IsNamed()
    {
        string message = Refusal<NetworkFileException>(new PlaneNet(1), TrainingData.Plane(10), Options(resume: true), validation: null);
        Assert.Matches("validation set: '5 rows .*' in the file, but 'none' here", message);
    }

    [Fact]
    public void AnotherElementType_IsNamedWithBoth()
    {
        float[] inputs = Array.ConvertAll(TrainingData.Inputs(10, 3), x => (float)x);
        Dataset<float> data = Dataset.FromTargets(inputs, 3, inputs[..10], 1);
        var exception = Assert.Throws<NetworkFileException>(() => Trainer.Fit(new HandMadeNetwork<Regression, float>(1), data, Options(resume: true), data));
        Assert.Contains("element type: 'Double' in the file, but 'Single' here", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherNet_IsShownWithBothLayerTables()
    {
        Dataset<double> data = TrainingData.Labelled(10);
        var network = new HandMadeNetwork<ThreeClasses, double>(1);
        var exception = Assert.Throws<NetworkFileException>(() => Trainer.Fit(network, data, Options(resume: true), data));
        Assert.Contains("network: 'Regression' in the file, but 'ThreeClasses' here; the layers differ; loss: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"The layers of the network:\n{NetworkFileCheck.Lines(ThreeClasses.Info.LayerTable)}", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith($"The layers of the file:\n{NetworkFileCheck.Lines(Regression.Info.LayerTable)}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralDifferences_AreAllNamed()
    {
        string message = Refusal<NetworkFileException>(new PlaneNet(1), TrainingData.Plane(11), Options(resume: true, batchSize: 3, optimizer: new Sgd(1)), TrainingData.Plane(5));
        Assert.Contains("optimizer: ", message, StringComparison.Ordinal);
        Assert.Contains("batch size: ", message, StringComparison.Ordinal);
        Assert.Contains("training set: ", message, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void FewerEpochsThanTheFileHas_AreNamedWithBoth() => AssertRefused(Options(resume: true, epochs: 1), "stands in epoch 2, but this run has 1");

    [Fact]
    public void AnotherVersion_IsNamedWithBoth()
    {
        Rewrite(metadata => metadata["checkpoint"] = "7");
        AssertRefused(Options(resume: true), "is a checkpoint of format 7, but this version of NnGen reads format 1");
    }

    [Fact]
    public void NetworkFile_IsNoCheckpoint()
    {
        NetworkFile.Save<PlaneNet, double>(new PlaneNet(1), _path);
        AssertRefused(Options(resume: true), "run.checkpoint is no checkpoint of a run");
    }

    [Fact]
    public void FileThatIsSomethingElse_IsRefused()
    {
        File.WriteAllText(_path, "This is a letter to the editor, and no checkpoint at all.");
        AssertCorrupt("run.checkpoint");
    }

    [Fact]
    public void Truncations_AreRefused()
    {
        byte[] content = File.ReadAllBytes(_path);
        for (int length = 0; length < content.Length; length += 13)
        {
            File.WriteAllBytes(_path, content[..length]);
            AssertCorrupt("run.checkpoint");
        }
    }

    [Fact]
    public void ChangedBits_AreRefused()
    {
        // Steps of 9 bytes visit every bit of a byte.
        byte[] content = File.ReadAllBytes(_path);
        for (int i = 0; i < content.Length; i += 9)
        {
            byte before = content[i];
            content[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(_path, content);
            content[i] = before;
            var network = new PlaneNet(1);
            Exception exception = Assert.ThrowsAny<Exception>(() => Trainer.Fit(network, TrainingData.Plane(10), Options(resume: true), TrainingData.Plane(5)));
            Assert.True(exception is InvalidDataException or NetworkFileException, $"byte {i}: {exception}");
            Assert.Equal(new PlaneNet(1).Parameters.Span.ToArray(), network.Parameters.Span.ToArray());
        }
    }

    [Fact]
    public void ContradictionWithACorrectChecksum_IsRefused()
    {
        SafetensorsFile file = SafetensorsFile.Read(_path);
        CheckpointState state = CheckpointStateText.Read(file.Metadata["state"], _path);
        var identity = CheckpointIdentity.Of(Regression.Info, Options(), new Adam(), 1, 4, TrainingData.Plane(10), TrainingData.Plane(5));
        void Write(CheckpointState changed, IReadOnlyList<SafetensorsTensor> tensors)
        {
            using FileStream stream = File.Create(_path);
            CheckpointFile.Write(stream, Regression.Info, 1, identity, changed, tensors);
        }

        Write(state with { Steps = 5 }, file.Tensors);
        AssertCorrupt("contradicts itself");
        Write(state with { Numbers = [] }, file.Tensors);
        AssertCorrupt("contradicts itself");
        Write(state, [.. file.Tensors.Skip(1)]);
        AssertCorrupt("the tensor 'dense1.weight' is missing");
        Write(state, [.. file.Tensors.Where(tensor => tensor.Name != "optimizer.mean/dense1.bias")]);
        AssertCorrupt("the tensor 'optimizer.mean/dense1.bias' is missing");
        Write(state, [.. file.Tensors.Select(tensor => tensor.Name == "dense1.bias" ? SafetensorsTensor.Create<double>(tensor.Name, [1], [double.NaN]) : tensor)]);
        AssertCorrupt("parameters that are NaN or infinite");
        Write(state, [.. file.Tensors.Select(tensor => tensor.Name == "optimizer.mean/dense1.bias" ? SafetensorsTensor.Create<double>(tensor.Name, [2], [1, 2]) : tensor)]);
        AssertCorrupt("expected 'optimizer.mean/dense1.bias' as F64 [1], but it is F64 [2]");
        Write(state, file.Tensors);
        Assert.Equal(6, Trainer.Fit(new PlaneNet(1), TrainingData.Plane(10), Options(resume: true), TrainingData.Plane(5)).ResumedAfterSteps);
    }

    [Fact]
    public void State_ComesBackWithItsBits()
    {
        double[] numbers = [0.1, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue, 1 / 3.0];
        var report = new EpochReport { Epoch = 1, Steps = 2, Rows = 3, TrainLoss = 0.1, TrainAccuracy = null, ValidationLoss = double.NaN, LearningRate = 1 / 3.0, Seconds = 0.25, BytesAllocatedPerStep = null };
        var state = new CheckpointState { Steps = long.MaxValue, Updates = 3, Epoch = 2, EpochSteps = 1, EpochRows = 4, EpochWeight = 2.5, EpochLossWeight = 1.25, EpochLoss = -0.0, EpochRightDecisions = 5, EpochSeconds = 1e-300, Numbers = numbers, Epochs = [report] };
        CheckpointState read = CheckpointStateText.Read(CheckpointStateText.Write(state), "file");
        Assert.Equal(numbers.Select(BitConverter.DoubleToInt64Bits), read.Numbers.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(state with { Numbers = [], Epochs = [] }, read with { Numbers = [], Epochs = [] });
        Assert.True(double.IsNegative(read.EpochLoss));
        EpochReport epoch = Assert.Single(read.Epochs);
        Assert.Equal((1, 2, 3, 0.1), (epoch.Epoch, epoch.Steps, epoch.Rows, epoch.TrainLoss));
        Assert.Equal((null, double.NaN, null, 1 / 3.0, null), (epoch.TrainAccuracy, epoch.ValidationLoss, epoch.ValidationAccuracy, epoch.LearningRate, epoch.BytesAllocatedPerStep));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"steps\": \"many\"}")]
    [InlineData("{\"steps\": 1e99}")]
    public void StateThatIsNone_IsRefused(string text) =>
        Assert.Contains("the file: the state of the run", Assert.Throws<InvalidDataException>(() => CheckpointStateText.Read(text, "the file")).Message, StringComparison.Ordinal);

    private void AssertRefused(TrainingOptions options, string expected) =>
        Assert.Contains(expected, Refusal<NetworkFileException>(new PlaneNet(1), TrainingData.Plane(10), options, TrainingData.Plane(5)), StringComparison.Ordinal);

    private void AssertCorrupt(string expected) =>
        Assert.Contains(expected, Refusal<InvalidDataException>(new PlaneNet(1), TrainingData.Plane(10), Options(resume: true), TrainingData.Plane(5)), StringComparison.Ordinal);

    // Neither the network nor the file changes, and nobody is told of a start.
    private string Refusal<TException>(PlaneNet network, Dataset<double> data, TrainingOptions options, Dataset<double>? validation)
        where TException : Exception
    {
        double[] before = network.Parameters.Span.ToArray();
        byte[] content = File.ReadAllBytes(_path);
        string message = Assert.Throws<TException>(() => Trainer.Fit(network, data, options, validation)).Message;
        Assert.Equal(before, network.Parameters.Span.ToArray());
        Assert.Equal(content, File.ReadAllBytes(_path));
        return message;
    }

    private void Rewrite(Action<Dictionary<string, string>> change)
    {
        SafetensorsFile file = SafetensorsFile.Read(_path);
        var metadata = new Dictionary<string, string>(file.Metadata);
        change(metadata);
        SafetensorsFile.Write(_path, file.Tensors, metadata);
    }

    private TrainingOptions Options(bool resume = false, Optimizer? optimizer = null, int batchSize = 4, bool shuffle = true, int epochs = 2, EarlyStopping? stopping = null) => new()
    {
        Epochs = epochs,
        BatchSize = batchSize,
        Shuffle = shuffle,
        Optimizer = optimizer,
        EarlyStopping = stopping,
        Checkpoint = new CheckpointOptions(_path) { Resume = resume },
        Callbacks = resume ? [new Actor { Start = context => Assert.NotEqual(0, context.Steps) }] : [],
    };
}
