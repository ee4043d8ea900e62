using System.Text;
using Xunit;

namespace NnGen.Tests.Persistence;

public class SafetensorsFileTests
{
    [Fact]
    public void WrittenTensors_AreReadBack()
    {
        SafetensorsTensor weight = SafetensorsTensor.Create<float>("dense1.weight", [2, 3], [1, 2, 3, 4, 5, -6.5f]);
        SafetensorsTensor scalar = SafetensorsTensor.Create<double>("loss", [], [0.1]);
        SafetensorsTensor empty = SafetensorsTensor.Create<float>("empty", [0, 7], []);

        SafetensorsFile file = WriteAndRead([weight, scalar, empty], new Dictionary<string, string> { ["format"] = "pt", ["text"] = "a\n\"b\" \u00e9\u2192<" });

        Assert.Equal(["dense1.weight F32 [2, 3]", "loss F64 []", "empty F32 [0, 7]"], file.Tensors.Select(tensor => tensor.ToString()));
        Assert.Equal([1f, 2, 3, 4, 5, -6.5f], file.Find("dense1.weight")!.ToArray<float>());
        Assert.Equal([0.1], file.Find("loss")!.ToArray<double>());
        Assert.Equal(0, file.Find("empty")!.Count);
        Assert.Null(file.Find("dense2.weight"));
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal("a\n\"b\" \u00e9\u2192<", file.Metadata["text"]);
    }

    [Fact]
    public void WrittenBytes_AreThoseOfTheFormat()
    {
        var stream = new MemoryStream();

        SafetensorsFile.Write(stream, [SafetensorsTensor.Create<float>("a", [1], [1])], new Dictionary<string, string> { ["k"] = "v" });

        const string Header = """{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} """;
        string padded = Header.TrimEnd().PadRight((Header.TrimEnd().Length + 7) / 8 * 8);
        Assert.Equal(SafetensorsBytes.File(padded, [0x00, 0x00, 0x80, 0x3F]), stream.ToArray());
    }

    [Fact]
    public void FileOfPyTorch_IsRead()
    {
        // As its library writes a Linear(2, 1) and a step counter: sorted by size of type, blanks at the end.
        byte[] content = SafetensorsBytes.File(
            """{"__metadata__":{"format":"pt"},"steps":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"fc.bias":{"dtype":"F32","shape":[1],"data_offsets":[8,12]},"fc.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[12,20]}}   """,
            [10, 0, 0, 0, 0, 0, 0, 0, 0x00, 0x00, 0x00, 0x3F, 0x00, 0x00, 0x80, 0x3F, 0x00, 0x00, 0x20, 0xC0]);

        SafetensorsFile file = SafetensorsFile.Read(new TricklingStream(content));

        Assert.Equal([10.0], file.Find("steps")!.ToArray<double>());
        Assert.Equal([0.5f], file.Find("fc.bias")!.ToArray<float>());
        Assert.Equal([1f, -2.5f], file.Find("fc.weight")!.ToArray<float>());
    }

    [Fact]
    public void DataInAnotherOrderThanTheHeader_IsAssignedByOffset()
    {
        byte[] content = SafetensorsBytes.File(
            """{"b":{"shape":[2],"data_offsets":[1,3],"dtype":"U8"},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""",
            [7, 8, 9]);

        SafetensorsFile file = SafetensorsFile.Read(new MemoryStream(content));

        Assert.Equal(["b", "a"], file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([8f, 9], file.Find("b")!.ToArray<float>());
        Assert.Equal([7f], file.Find("a")!.ToArray<float>());
    }

    [Theory]
    [InlineData(SafetensorsType.F64, new byte[] { 0, 0, 0, 0, 0, 0, 0x04, 0xC0 }, -2.5)]
    [InlineData(SafetensorsType.F32, new byte[] { 0, 0, 0x20, 0xC0 }, -2.5)]
    [InlineData(SafetensorsType.F16, new byte[] { 0x00, 0xC1 }, -2.5)]
    [InlineData(SafetensorsType.BF16, new byte[] { 0x20, 0xC0 }, -2.5)]
    [InlineData(SafetensorsType.I64, new byte[] { 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, -2)]
    [InlineData(SafetensorsType.I32, new byte[] { 0xFE, 0xFF, 0xFF, 0xFF }, -2)]
    [InlineData(SafetensorsType.I16, new byte[] { 0xFE, 0xFF }, -2)]
    [InlineData(SafetensorsType.I8, new byte[] { 0xFE }, -2)]
    [InlineData(SafetensorsType.U64, new byte[] { 1, 2, 0, 0, 0, 0, 0, 0 }, 513)]
    [InlineData(SafetensorsType.U32, new byte[] { 1, 2, 0, 0 }, 513)]
    [InlineData(SafetensorsType.U16, new byte[] { 1, 2 }, 513)]
    [InlineData(SafetensorsType.U8, new byte[] { 0xFE }, 254)]
    [InlineData(SafetensorsType.BOOL, new byte[] { 1 }, 1)]
    public void EveryType_IsWrittenAndConverted(SafetensorsType type, byte[] data, double expected)
    {
        SafetensorsFile file = WriteAndRead([new SafetensorsTensor("t", type, [1], data)]);

        Assert.Equal(type, file.Tensors[0].Type);
        Assert.Equal([expected], file.Tensors[0].ToArray<double>());
        Assert.Equal([(float)expected], file.Tensors[0].ToArray<float>());
    }

    [Fact]
    public void NoTensors_AreAFile()
    {
        Assert.Empty(WriteAndRead([]).Tensors);
    }

    [Fact]
    public void WrittenFile_IsReadFromItsPath()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.File("t.safetensors");

        SafetensorsFile.Write(path, [SafetensorsTensor.Create<float>("a", [2], [1, 2])]);

        Assert.Equal([1f, 2], SafetensorsFile.Read(path).Find("a")!.ToArray<float>());
        Assert.Equal(["t.safetensors"], directory.Names());
    }

    [Fact]
    public void TensorOfAnotherLength_TellsBothNumbers()
    {
        var error = Assert.Throws<ArgumentException>(() => SafetensorsTensor.Create<float>("a", [2, 2], [1, 2, 3]));
        Assert.Contains("a of type F32 and shape [2, 2] has 16 bytes, but 12 were given", error.Message, StringComparison.Ordinal);

        Assert.Throws<ArgumentException>(() => new SafetensorsTensor("a", SafetensorsType.U8, [-1], ReadOnlyMemory<byte>.Empty));
        Assert.Throws<ArgumentException>(() => new SafetensorsTensor("a", SafetensorsType.U8, [65536, 65536], ReadOnlyMemory<byte>.Empty));
    }

    [Fact]
    public void TwoTensorsOfOneName_AreNotWritten()
    {
        SafetensorsTensor tensor = SafetensorsTensor.Create<float>("a", [1], [1]);

        var error = Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(new MemoryStream(), [tensor, tensor]));

        Assert.Contains("Two tensors bear the name 'a'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReservedName_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => SafetensorsTensor.Create<float>("__metadata__", [1], [1]));
    }

    private static SafetensorsFile WriteAndRead(SafetensorsTensor[] tensors, Dictionary<string, string>? metadata = null)
    {
        var stream = new MemoryStream();
        SafetensorsFile.Write(stream, tensors, metadata);
        Assert.Equal(0, (int)BitConverter.ToUInt64(stream.ToArray()) % 8);
        Assert.Equal((byte)'{', stream.ToArray()[8]);
        Assert.DoesNotContain("\\u00", Encoding.UTF8.GetString(stream.ToArray()), StringComparison.Ordinal);
        stream.Position = 0;
        return SafetensorsFile.Read(stream);
    }
}
