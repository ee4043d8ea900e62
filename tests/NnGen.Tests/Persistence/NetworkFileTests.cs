using Xunit;

namespace NnGen.Tests.Persistence;

public class NetworkFileTests
{
    private static readonly float[] Weights = [1, 2, 3, 4, 5, 6];

    [Fact]
    public void SavedNetwork_IsLoadedToTheLastBit()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.File("net.safetensors");
        var saved = new FakeNetwork<float>(seed: ulong.MaxValue - 5);

        NetworkFile.Save<FakeNetwork<float>, float>(saved, path);
        FakeNetwork<float> loaded = NetworkFile.Load<FakeNetwork<float>, float>(path);

        Assert.Equal(saved.Parameters.Span.ToArray(), loaded.Parameters.Span.ToArray());
        Assert.Equal(saved.Seed, loaded.Seed);
        Assert.Equal(["net.safetensors"], directory.Names());
    }

    [Fact]
    public void SavedStream_IsLoadedToTheLastBit()
    {
        var saved = new FakeNetwork<double>(seed: 3);
        var stream = new MemoryStream();

        NetworkFile.Save<FakeNetwork<double>, double>(saved, stream);
        stream.Position = 0;

        Assert.Equal(saved.Parameters.Span.ToArray(), NetworkFile.Load<FakeNetwork<double>, double>(stream).Parameters.Span.ToArray());
    }

    [Fact]
    public void SavedFile_HasTheNamesShapesAndOrderOfPyTorch()
    {
        var network = new FakeNetwork<float>(seed: 7);
        ParameterLayout.Import<float>(FakeNetwork<float>.Info.Parameters[0], Weights, network.Parameters.Span);
        var stream = new MemoryStream();

        NetworkFile.Save<FakeNetwork<float>, float>(network, stream);
        stream.Position = 0;
        SafetensorsFile file = SafetensorsFile.Read(stream);

        Assert.Equal(["dense1.weight F32 [2, 3]", "dense1.bias F32 [2]"], file.Tensors.Select(tensor => tensor.ToString()));
        Assert.Equal(Weights, file.Find("dense1.weight")!.ToArray<float>());
        Assert.Equal([0.25f, 0.25f], file.Find("dense1.bias")!.ToArray<float>());
        Assert.Equal("nngen", file.Metadata["format"]);
        Assert.Equal("FakeNetwork", file.Metadata["network"]);
        Assert.Equal("7", file.Metadata["seed"]);
        Assert.Equal(FakeNetwork<float>.Info.LayerTable, file.Metadata["layers"]);
    }

    [Fact]
    public void FileOfPyTorch_IsLoadedByItsTensorsAlone()
    {
        FakeNetwork<float> loaded = Load<float>(PyTorchFile());
        var output = new float[2];

        loaded.Predict([1, 10, 100], output);

        Assert.Equal([321.5f, 654.5f], output);
        Assert.Equal(0ul, loaded.Seed);
    }

    [Fact]
    public void DoubleFile_IsRoundedIntoASingleNetwork()
    {
        double[] weights = [0.1, 1.0 / 3, 3, 4, 5, 6];
        MemoryStream stream = File(SafetensorsTensor.Create<double>("dense1.weight", [2, 3], weights), SafetensorsTensor.Create<double>("dense1.bias", [2], [0.7, 8]));

        Assert.Equal(weights.Select(weight => (float)weight), Load<float>(stream).Export(0));
    }

    [Fact]
    public void SingleFile_IsExactInADoubleNetwork()
    {
        Assert.Equal(Weights.Select(weight => (double)weight), Load<double>(PyTorchFile()).Export(0));
    }

    [Fact]
    public void LoadInto_ChangesParametersOnly()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.Write("net.safetensors", PyTorchFile().ToArray());
        var network = new FakeNetwork<float>(seed: 5);

        NetworkFile.LoadInto<FakeNetwork<float>, float>(network, path);

        Assert.Equal(Weights, network.Export(0));
        Assert.Equal([0.5f, 0.5f], network.Export(1));
        Assert.Equal(64 - 8, network.Parameters.Span.Count(0f));
        Assert.Equal(5ul, network.Seed);
    }

    [Fact]
    public void FileWithAMissingParameter_ChangesNoNetwork()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.Write("net.safetensors", File(Weight()).ToArray());
        var network = new FakeNetwork<float>(seed: 5);

        Assert.Throws<NetworkFileException>(() => NetworkFile.LoadInto<FakeNetwork<float>, float>(network, path));

        Assert.Equal(new FakeNetwork<float>(seed: 5).Parameters.Span.ToArray(), network.Parameters.Span.ToArray());
    }

    [Fact]
    public void FileWithANaNInTheLastParameter_ChangesNoNetwork()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.Write("net.safetensors", File(Weight(), Bias(0, float.NaN)).ToArray());
        var network = new FakeNetwork<float>(seed: 5);

        var error = Assert.Throws<NetworkFileException>(() => NetworkFile.LoadInto<FakeNetwork<float>, float>(network, path));

        Assert.Contains("element 1 of dense1.bias is NaN", error.Message, StringComparison.Ordinal);
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Equal(new FakeNetwork<float>(seed: 5).Parameters.Span.ToArray(), network.Parameters.Span.ToArray());
    }

    [Fact]
    public void MissingExtraAndMisshapenTensors_AreAllNamedAboveBothTables()
    {
        string message = LoadError(File(SafetensorsTensor.Create<float>("dense1.weight", [3, 2], Weights), SafetensorsTensor.Create<float>("dense2.weight", [1], [1])));

        Assert.Equal(
            """
            the stream does not fit the network FakeNetwork: dense1.weight has the shape [3, 2] in the file, but [2, 3] in the network; dense1.bias is missing from the file; the network has no parameter dense2.weight, which the file holds.
            The layers of the network:
            input1  [3]
            dense1  [2]  8 parameters
            The tensors of the file:
            dense1.weight  F32   [3, 2]
            dense2.weight  F32   [1]
            """,
            message);
    }

    [Fact]
    public void FileOfAnotherNetwork_ShowsItsLayerTable()
    {
        var metadata = new Dictionary<string, string> { ["format"] = "nngen", ["layers"] = "input1  [9]\ndense1  [4]  40 parameters" };

        string message = LoadError(File(metadata, SafetensorsTensor.Create<float>("dense1.weight", [1, 6], Weights), Bias(0, 0)));

        Assert.EndsWith("The layers of the network:\ninput1  [3]\ndense1  [2]  8 parameters\nThe layers of the file:\ninput1  [9]\ndense1  [4]  40 parameters", message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherLayersWithEqualTensors_AreRefused()
    {
        var metadata = new Dictionary<string, string> { ["format"] = "nngen", ["layers"] = "input1  [3]\ndense1  [2]  8 parameters\ntanh1  [2]" };

        string message = LoadError(File(metadata, Weight(), Bias(0, 0)));

        Assert.Contains("the parameters fit, but the layers differ", message, StringComparison.Ordinal);
        Assert.EndsWith("tanh1  [2]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void LayerTableWithOtherLineEnds_IsTheSame()
    {
        var metadata = new Dictionary<string, string> { ["format"] = "nngen", ["layers"] = "input1  [3] \r\ndense1  [2]  8 parameters" };

        Assert.Equal(Weights, Load<float>(File(metadata, Weight(), Bias(0, 0))).Export(0));
    }

    [Fact]
    public void ManyForeignTensors_MakeAMessageOfModestLength()
    {
        SafetensorsTensor[] tensors = [.. Enumerable.Range(0, 10_000).Select(i => SafetensorsTensor.Create<float>($"x{i}", [1], [1]))];

        string message = LoadError(File(tensors));

        Assert.InRange(message.Length, 1000, 10_000);
        Assert.Contains("; and 9994 more.", message, StringComparison.Ordinal);
        Assert.EndsWith("... and 9900 more", message, StringComparison.Ordinal);
    }

    [Fact]
    public void IntegersInPlaceOfWeights_AreRefused()
    {
        string message = LoadError(File(new SafetensorsTensor("dense1.weight", SafetensorsType.I32, [2, 3], new byte[24]), Bias(0, 0)));

        Assert.Contains("dense1.weight has the type I32 in the file, but parameters are F64, F32, F16 or BF16", message, StringComparison.Ordinal);
    }

    [Fact]
    public void DoubleBeyondTheRangeOfFloat_IsRefused()
    {
        string message = LoadError(File(Weight(), SafetensorsTensor.Create<double>("dense1.bias", [2], [1, -1e300])));

        Assert.Contains("element 1 of dense1.bias is -Infinity as Single", message, StringComparison.Ordinal);
    }

    [Fact]
    public void SeedThatIsNoNumber_IsRefused()
    {
        var metadata = new Dictionary<string, string> { ["format"] = "nngen", ["seed"] = "-1" };

        Assert.Contains("the seed in the metadata is '-1'", LoadError(File(metadata, Weight(), Bias(0, 0))), StringComparison.Ordinal);
    }

    private static SafetensorsTensor Weight() => SafetensorsTensor.Create<float>("dense1.weight", [2, 3], Weights);

    private static SafetensorsTensor Bias(float first, float second) => SafetensorsTensor.Create<float>("dense1.bias", [2], [first, second]);

    private static MemoryStream PyTorchFile() => File(new Dictionary<string, string> { ["format"] = "pt", ["seed"] = "9" }, Bias(0.5f, 0.5f), Weight());

    private static MemoryStream File(params SafetensorsTensor[] tensors) => File([], tensors);

    private static MemoryStream File(Dictionary<string, string> metadata, params SafetensorsTensor[] tensors)
    {
        var stream = new MemoryStream();
        SafetensorsFile.Write(stream, tensors, metadata);
        stream.Position = 0;
        return stream;
    }

    private static FakeNetwork<T> Load<T>(Stream stream)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => NetworkFile.Load<FakeNetwork<T>, T>(stream);

    private static string LoadError(Stream stream) => Assert.Throws<NetworkFileException>(() => Load<float>(stream)).Message;
}
