using System.Text;
using NnGen.Tests.Data;
using Xunit;

namespace NnGen.Tests.Persistence;

/// <summary>Files of others: what is carried along unread, what is recognised, and what messages show of hostile ones.</summary>
public sealed class ForeignFileTests : IDisposable
{
    private const string Parameters = """
        "dense1.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"dense1.bias":{"dtype":"F32","shape":[2],"data_offsets":[24,32]}
        """;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("F8_E4M3", 3)]
    [InlineData("F8_E5M2", 3)]
    [InlineData("C64", 24)]
    [InlineData("F4", 2)]
    [InlineData("FUTURE_TYPE", 5)]
    public void TensorOfATypeThatIsNotRead_RefusesNoFile(string type, int bytes)
    {
        byte[] content = SafetensorsBytes.File($$$"""{"odd":{"dtype":"{{{type}}}","shape":[3],"data_offsets":[4,{{{4 + bytes}}}]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", [0, 0, 0x80, 0x3F, .. Enumerable.Range(1, bytes).Select(i => (byte)i)]);
        SafetensorsFile file = SafetensorsFile.Read(new MemoryStream(content));
        Assert.Equal([1f], file.Find("a")!.ToArray<float>());
        SafetensorsTensor odd = file.Find("odd")!;
        Assert.Equal((SafetensorsType.Other, type, 3, bytes), (odd.Type, odd.TypeName, odd.Count, odd.Data.Length));
        Assert.Equal($"odd {type} [3]", odd.ToString());
        Assert.Contains($"odd has the type {type}, which is not read as numbers", Assert.Throws<NotSupportedException>(() => odd.ToArray<float>()).Message, StringComparison.Ordinal);

        // What was not understood is written again as it was.
        var copy = new MemoryStream();
        SafetensorsFile.Write(copy, file.Tensors);
        copy.Position = 0;
        SafetensorsTensor again = SafetensorsFile.Read(copy).Find("odd")!;
        Assert.Equal(odd.Data.ToArray(), again.Data.ToArray());
        Assert.Equal(type, again.TypeName);
    }

    [Fact]
    public void ParameterOfATypeThatIsNotRead_IsNamed()
    {
        byte[] content = SafetensorsBytes.File("""{"dense1.weight":{"dtype":"F8_E4M3","shape":[2,3],"data_offsets":[0,6]},"dense1.bias":{"dtype":"F32","shape":[2],"data_offsets":[6,14]}}""", 14);
        Assert.Contains("dense1.weight has the type F8_E4M3 in the file, but parameters are F64, F32, F16 or BF16", Assert.Throws<NetworkFileException>(() => Load(content)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MetadataThatAreNull_AreNone() =>
        Assert.Equal(0ul, Load(SafetensorsBytes.File($$$"""{"__metadata__":null,{{{Parameters}}}}""", 32)).Seed);

    [Theory]
    [InlineData("504B030414000808", "a zip archive, as torch.save writes (.pt, .pth)", "save_file(model.state_dict(), 'model.safetensors')")]
    [InlineData("80028A0A6CFC9C46", "a Python pickle, as older versions of torch.save write", "from safetensors.torch import save_file")]
    [InlineData("8004950010000000", "a Python pickle", "save_file")]
    [InlineData("894844460D0A1A0A", "an HDF5 file, as Keras writes (.h5)", "model.weights")]
    [InlineData("4747554603000000", "a GGUF file", "safetensors")]
    [InlineData("934E554D50590100", "a NumPy array (.npy)", "safetensors.numpy")]
    [InlineData("0807120770797465", "what seems to be an ONNX model", "graph.initializer")]
    [InlineData("1F8B080000000000", "one that gzip has packed", "unpack it first")]
    [InlineData("7B22612220312C20", "a text that begins with '{'", "the length of its header")]
    public void OtherFormats_AreRecognised(string start, string format, string remedy)
    {
        byte[] content = [.. Convert.FromHexString(start), .. new byte[1000]];
        string message = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(new MemoryStream(content), "model.pt")).Message;
        Assert.StartsWith($"model.pt, byte 0: this is no safetensors file but {format}", message, StringComparison.Ordinal);
        Assert.Contains(remedy, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", 123)]
    [InlineData("PK\u0003\u0004", 67_324_752)]
    public void LengthOfAHeaderThatLooksLikeAnotherFormat_IsALength(string start, int length)
    {
        byte[] content = SafetensorsBytes.File("{}".PadRight(length));
        Assert.Equal(Encoding.Latin1.GetBytes(start), content[..start.Length]);
        Assert.Empty(SafetensorsFile.Read(new MemoryStream(content)).Tensors);
    }

    [Fact]
    public void MessagesOfHostileFiles_FitAScreen()
    {
        string name = new('n', 5_000_000);
        string many = string.Join(',', Enumerable.Range(0, 20_000).Select(i => $$$"""
            "t{{{i}}}":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}
            """));
        string layers = string.Concat(Enumerable.Repeat("layer\\n", 500_000));
        string[] headers =
        [
            $$$"""{"{{{name}}}":1}""",
            $$$"""{"{{{name}}}":{"dtype":"U8","shape":[1],"data_offsets":[0,2]}}""",
            $$$"""{"{{{name}}}":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"{{{name}}}":{}}""",
            $$$"""{"a":{"{{{name}}}":1}}""",
            $$$"""{"a":{"dtype":"{{{name}}}"}}""",
            $$$"""{"{{{name}}}":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""",
            $$$"""{"__metadata__":{"format":"nngen","seed":"{{{name}}}"},{{{Parameters}}}}""",
            $$$"""{"__metadata__":{"format":"nngen","layers":"{{{layers}}}"},{{{Parameters}}}}""",
            $$$"""{"__metadata__":{"format":"nngen","layers":"{{{name}}}"},{{{Parameters}}}}""",
            "{" + many + "}",
            $"\"{name}\"",
            $"{{\"a\":{name}}}",
        ];
        foreach (string header in headers)
        {
            int data = header.Contains("dense1", StringComparison.Ordinal) ? 32 : 0;
            Exception? refused = Record.Exception(() => Load(SafetensorsBytes.File(header, data)));
            Assert.True(refused is NetworkFileException or InvalidDataException, refused?.GetType().Name);
            Assert.InRange(refused!.Message.Length, 10, 20_000);
        }
    }

    [Fact]
    public void Folders_AreNoFilesForAnyReader()
    {
        string folder = _directory.File("folder");
        Directory.CreateDirectory(folder);
        string labels = _directory.Write("labels", IdxBytes.File(0x08, [1], [0]));
        Action[] reads =
        [
            () => SafetensorsFile.Read(folder),
            () => NetworkFile.Load<FakeNetwork<float>, float>(folder),
            () => NetworkFile.LoadInto<FakeNetwork<float>, float>(new FakeNetwork<float>(1), folder),
            () => StandardScaler.Load<float>(folder),
            () => IdxReader.Read(folder),
            () => CsvTable.Read(folder),
            () => StreamingDataset.FromIdx<float>(folder, labels),
            () => StreamingDataset.FromIdx<float>(labels, folder),
            () => StreamingDataset.FromCsv<float>(folder, new CsvColumns { Inputs = ["a"], Label = "b" }),
        ];
        Assert.All(reads, read => Assert.Contains($"'{folder}' is a directory, but a file was expected.", Assert.Throws<IOException>(read).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void LoadAndLoadInto_TakeTheSameFiles()
    {
        string path = _directory.File("net.safetensors");
        NetworkFile.Save<FakeNetwork<float>, float>(new FakeNetwork<float>(1234567), path);
        byte[] whole = File.ReadAllBytes(path);
        var damage = new Damage(5);
        var network = new FakeNetwork<float>(9);
        int read = 0;
        const int Files = 2000;
        for (int i = 0; i < Files; i++)
        {
            File.WriteAllBytes(path, damage.Of(whole, "0123456789,:{}[]\""));
            float[] before = network.Parameters.Span.ToArray();
            FakeNetwork<float>? loaded = null;
            Exception? ofLoad = Record.Exception(() => loaded = NetworkFile.Load<FakeNetwork<float>, float>(path));
            Exception? ofLoadInto = Record.Exception(() => NetworkFile.LoadInto<FakeNetwork<float>, float>(network, path));
            Exception? ofStream = Record.Exception(() => NetworkFile.Load<FakeNetwork<float>, float>(new TricklingStream(File.ReadAllBytes(path))));
            Assert.Equal(ofLoad?.Message, ofLoadInto?.Message);
            Assert.Equal(ofLoad?.Message.Replace(path, "the stream", StringComparison.Ordinal), ofStream?.Message);
            Assert.True(ofLoad is null or InvalidDataException or NetworkFileException, $"File {i}: {ofLoad}");
            Assert.Equal(loaded?.Parameters.Span.ToArray() ?? before, network.Parameters.Span.ToArray());
            read += ofLoad is null ? 1 : 0;
        }

        Assert.InRange(read, 20, Files - 100);
    }

    [Fact]
    public void DamagedSeed_IsRefusedByLoadInto()
    {
        string path = _directory.Write("net", SafetensorsBytes.File($$$"""{"__metadata__":{"format":"nngen","seed":"x"},{{{Parameters}}}}""", 32));
        string message = Assert.Throws<NetworkFileException>(() => NetworkFile.LoadInto<FakeNetwork<float>, float>(new FakeNetwork<float>(1), path)).Message;
        Assert.Contains("the seed in the metadata is 'x'", message, StringComparison.Ordinal);
    }

    private static FakeNetwork<float> Load(byte[] content) => NetworkFile.Load<FakeNetwork<float>, float>(new MemoryStream(content));
}
