using System.Text;
using NnGen.Tests.Data;
using Xunit;

namespace NnGen.Tests.Persistence;

/// <summary>Models in several files with an index.</summary>
public sealed class ShardedFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Index => _directory.File("model.safetensors.index.json");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void WrittenModel_IsReadBack()
    {
        Write(12);

        Assert.Equal(
            ["model-00001-of-00003.safetensors", "model-00002-of-00003.safetensors", "model-00003-of-00003.safetensors", "model.safetensors.index.json"],
            _directory.Names().Order(StringComparer.Ordinal));
        string text = File.ReadAllText(Index);
        Assert.Contains("\"total_size\": 36", text, StringComparison.Ordinal);
        Assert.Contains("\"b.weight\": \"model-00002-of-00003.safetensors\"", text, StringComparison.Ordinal);
        SafetensorsFile file = SafetensorsFile.Read(Index);
        Assert.Equal(["a F32 [1]", "b.bias F32 [2]", "b.weight F32 [5]", "c I32 [1]"], file.Tensors.Select(tensor => tensor.ToString()));
        Assert.Equal([1f, 2, 3, 4, 5], file.Find("b.weight")!.ToArray<float>());
        Assert.Equal("pt", file.Metadata["format"]);
    }

    /// <summary>As PyTorch's and Hugging Face's libraries write it; what else they say beside the map changes nothing.</summary>
    [Fact]
    public void IndexOfOthers_IsRead()
    {
        Write(1000);
        File.WriteAllText(Index, """
            {"metadata": {"total_size": 36, "more": [1, {"x": null}]}, "weight_map": {"c": "model-00001-of-00001.safetensors", "a": "model-00001-of-00001.safetensors",
            "b.weight": "model-00001-of-00001.safetensors", "b.bias": "model-00001-of-00001.safetensors"}, "other": "text"}
            """);

        Assert.Equal(["c", "a", "b.weight", "b.bias"], SafetensorsFile.Read(Index).Tensors.Select(tensor => tensor.Name));
    }

    [Fact]
    public void Network_IsLoadedFromAnIndex()
    {
        SafetensorsFile.WriteSharded(Index, [SafetensorsTensor.Create<float>("dense1.weight", [2, 3], [1, 2, 3, 4, 5, 6]), SafetensorsTensor.Create<float>("dense1.bias", [2], [7, 8])], mostBytes: 1);

        FakeNetwork<float> net = NetworkFile.Load<FakeNetwork<float>, float>(Index);

        Assert.Equal([7f, 8], net.Parameter("dense1.bias"));
        Assert.Equal(3, _directory.Names().Count());
    }

    [Fact]
    public void FilesThatDoNotBelongTogether_AreRefusedWithEveryTensor()
    {
        Write(12);
        SafetensorsFile.Write(_directory.File("model-00002-of-00003.safetensors"), [SafetensorsTensor.Create<float>("d", [1], [1])]);

        string message = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(Index)).Message;

        Assert.Contains("tensor 'b.weight' is to be in model-00002-of-00003.safetensors, which has none of that name", message, StringComparison.Ordinal);
        Assert.Contains("model-00002-of-00003.safetensors has the tensor 'd', which the index does not expect there", message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFile_IsNamed()
    {
        Write(12);
        File.Delete(_directory.File("model-00003-of-00003.safetensors"));

        string message = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(Index)).Message;

        Assert.StartsWith(Index, message, StringComparison.Ordinal);
        Assert.Contains("model-00003-of-00003.safetensors', which is not there", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "byte 0: the index is no valid JSON")]
    [InlineData("[]", "an index is an object, but here is StartArray")]
    [InlineData("{}", "byte 2: the index has no 'weight_map'")]
    [InlineData("""{"weight_map":{}} x""", "the index is no valid JSON")]
    [InlineData("""{"weight_map":{},"weight_map":{}}""", "byte 17: 'weight_map' stands in the index twice")]
    [InlineData("""{"weight_map":[]}""", "byte 14: weight_map is an object, but here is StartArray")]
    [InlineData("""{"weight_map":{"a":1}}""", "byte 19: weight_map has the name of a file for tensor 'a', but here is Number")]
    [InlineData("""{"weight_map":{"a":"x","a":"x"}}""", "byte 23: tensor 'a' stands in weight_map twice")]
    [InlineData("""{"weight_map":{"a":"../x"}}""", "tensor 'a' is to be in '../x', but the files of an index stand beside it")]
    [InlineData("""{"weight_map":{"a":"/etc/passwd"}}""", "the files of an index stand beside it")]
    [InlineData("""{"weight_map":{"a":"c:\\x"}}""", "the files of an index stand beside it")]
    [InlineData("""{"weight_map":{"a":".."}}""", "the files of an index stand beside it")]
    [InlineData("""{"weight_map":{"a":"x\u0000"}}""", "the files of an index stand beside it")]
    [InlineData("""{"weight_map":{"a":""}}""", "the files of an index stand beside it")]
    public void BrokenIndex_SaysWhatAndWhere(string text, string expected)
    {
        File.WriteAllText(Index, text);

        string message = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(Index)).Message;

        Assert.StartsWith(Index, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void DamagedIndices_AreReadOrRefusedInFewWords()
    {
        Write(12);
        byte[] whole = File.ReadAllBytes(Index);
        var damage = new Damage(15);
        int read = 0;
        const int Files = 2000;
        for (int i = 0; i < Files; i++)
        {
            File.WriteAllBytes(Index, damage.Of(whole, "{}[]\",:\\/.\0"));
            read += Outcome(() => SafetensorsFile.Read(Index)) ? 1 : 0;
        }

        Assert.InRange(read, Files / 50, Files - Files / 2);
    }

    [Fact]
    public void DamagedFiles_AreReadOrRefusedInFewWords()
    {
        byte[] whole = SafetensorsBytes.File("""{"__metadata__":{"k":"v"},"a":{"dtype":"BF16","shape":[1,2],"data_offsets":[0,4]},"b":{"dtype":"F64","shape":[],"data_offsets":[4,12]}}""", 12);
        var damage = new Damage(16);
        int read = 0;
        const int Files = 4000;
        for (int i = 0; i < Files; i++)
        {
            byte[] content = damage.Of(whole, "{}[]\",:0123456789-eE");
            read += Outcome(() => SafetensorsFile.Read(new MemoryStream(content))) ? 1 : 0;
        }

        Assert.InRange(read, Files / 50, Files - Files / 2);
    }

    [Fact]
    public void HugeNames_AreCutInMessages()
    {
        string name = new('x', 5_000_000);
        File.WriteAllText(Index, $$$"""{"weight_map":{"{{{name}}}":"no/{{{name}}}"}}""");
        Assert.InRange(Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(Index)).Message.Length, 50, 1000);
    }

    [Fact]
    public void WritingWhatCannotBeIndexed_IsRefused()
    {
        SafetensorsTensor tensor = SafetensorsTensor.Create<float>("a", [1], [1]);
        Assert.Throws<ArgumentException>(() => SafetensorsFile.WriteSharded(_directory.File("model.safetensors"), [tensor], 100));
        Assert.Throws<ArgumentException>(() => SafetensorsFile.WriteSharded(Index, [tensor, tensor], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SafetensorsFile.WriteSharded(Index, [tensor], 0));
        Assert.Empty(_directory.Names());
    }

    private void Write(long mostBytes) => SafetensorsFile.WriteSharded(
        Index,
        [
            SafetensorsTensor.Create<float>("a", [1], [9]),
            SafetensorsTensor.Create<float>("b.bias", [2], [7, 8]),
            SafetensorsTensor.Create<float>("b.weight", [5], [1, 2, 3, 4, 5]),
            SafetensorsTensor.Create<int>("c", [1], [-1]),
        ],
        mostBytes,
        new Dictionary<string, string> { ["format"] = "pt" });

    private static bool Outcome(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (InvalidDataException refused)
        {
            Assert.InRange(refused.Message.Length, 1, 2500);
            return false;
        }
    }
}
