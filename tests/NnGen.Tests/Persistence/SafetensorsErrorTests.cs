using System.Text;
using Xunit;

namespace NnGen.Tests.Persistence;

public class SafetensorsErrorTests
{
    private const string Two = """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[3],"data_offsets":[4,7]}}""";

    [Fact]
    public void EveryTruncation_NamesFileAndPosition()
    {
        byte[] content = SafetensorsBytes.File(Two, 7);
        for (int length = 0; length < content.Length; length++)
        {
            var error = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(new MemoryStream(content, 0, length), "weights"));
            Assert.StartsWith($"weights, byte {length}: the file ends after ", error.Message, StringComparison.Ordinal);
            Assert.Contains("truncated", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void EveryChangedByteOfTheHeader_IsReadOrRefusedButNeverCrashes()
    {
        byte[] content = SafetensorsBytes.File("""{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4);
        int refused = 0;
        for (int position = 0; position < content.Length - 4; position++)
        {
            foreach (int change in new[] { 0x01, 0x02, 0x10, 0x80, 0xFF })
            {
                byte[] changed = [.. content];
                changed[position] ^= (byte)change;
                refused += Record.Exception(() => SafetensorsFile.Read(new MemoryStream(changed))) switch
                {
                    null => 0,
                    InvalidDataException error => error.Message.StartsWith("safetensors stream, byte ", StringComparison.Ordinal) ? 1 : throw error,
                    Exception error => throw new InvalidOperationException($"byte {position} changed by {change}", error),
                };
            }
        }

        Assert.InRange(refused, 300, 500);
    }

    [Theory]
    [InlineData("", "byte 8: the header does not begin with '{'")]
    [InlineData(" {}", "byte 8: the header does not begin with '{'")]
    [InlineData("[]", "byte 8: the header does not begin with '{'")]
    [InlineData("{} x", "the header is no valid JSON")]
    [InlineData("{}{}", "the header is no valid JSON")]
    [InlineData("""{"a":""", "the header is no valid JSON")]
    [InlineData("""{"a":1}""", "byte 13: tensor 'a' is an object, but here is Number")]
    [InlineData("""{"a":{"dtype":7}}""", "byte 22: the dtype of tensor 'a' is a string, but here is Number")]
    [InlineData("""{"a":{"dtype":"F 32","shape":[1],"data_offsets":[0,4]}}""", "byte 22: tensor 'a' has the dtype 'F 32', which names no type")]
    [InlineData("""{"a":{"dtype":"C64","shape":[1],"data_offsets":[0,4]}}""", "tensor 'a' of type C64 and shape [1] has 8 bytes, but its data_offsets are [0, 4]")]
    [InlineData("""{"a":{"dtype":"F4","shape":[3],"data_offsets":[0,3]}}""", "tensor 'a' of type F4 and shape [3] has 2 bytes, but its data_offsets are [0, 3]")]
    [InlineData("""{"a":{"dtype":"NEW","shape":[3],"data_offsets":[4,0]}}""", "tensor 'a' of type NEW and shape [3] has 0 bytes, but its data_offsets are [4, 0]")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32"}}""", "tensor 'a' has the key 'dtype' twice")]
    [InlineData("""{"a":{"dtype":"F32","strides":[1]}}""", "tensor 'a' has the unknown key 'strides'")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", "tensor 'a' lacks dtype")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,4]}}""", "tensor 'a' lacks shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", "tensor 'a' lacks data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}""", "the shape of tensor 'a' is an array, but here is Number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "byte 37: the shape of tensor 'a' holds whole numbers from 0 to 2147483647")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", "the shape of tensor 'a' holds whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[[1]],"data_offsets":[0,4]}}""", "the shape of tensor 'a' holds whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483648],"data_offsets":[0,4]}}""", "the shape of tensor 'a' holds whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,99999999999999999999]}}""", "the data_offsets of tensor 'a' holds whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", "the data_offsets of tensor 'a' are two numbers, but here are 1")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", "the data_offsets of tensor 'a' are two numbers, but here are 3")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "tensor 'a' of type F32 and shape [2] has 8 bytes, but its data_offsets are [0, 4]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", "data_offsets are [4, 0]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "tensor 'a' begins at byte 4 of the data and leaves a gap to the header, which ends at 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,4],"data_offsets":[0,4]}}""", "tensor 'a' of shape [2147483647, 2147483647, 4] has more elements than an array can have")]
    [InlineData("""{"a":{"dtype":"F64","shape":[1000000000],"data_offsets":[0,8000000000]}}""", "tensor 'a' has 8000000000 bytes, more than")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", "tensor 'b' begins at byte 1 of the data and overlaps 'a', which ends at 2")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[1],"data_offsets":[3,4]}}""", "tensor 'b' begins at byte 3 of the data and leaves a gap to 'a', which ends at 2")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", "'a' stands in the header twice")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"\u0061":{}}""", "'a' stands in the header twice")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", "'__metadata__' stands in the header twice")]
    [InlineData("""{"__metadata__":7}""", "__metadata__ is an object, but here is Number")]
    [InlineData("""{"__metadata__":{"k":7}}""", "each value of __metadata__ is a string, but here is Number")]
    [InlineData("""{"__metadata__":{"k":"v","k":"w"}}""", "'k' stands in __metadata__ twice")]
    [InlineData("""{"\uD800":{}}""", "byte 9: this text is no valid UTF-8 or UTF-16")]
    public void BrokenHeader_NamesPositionAndReason(string header, string reason)
    {
        AssertBroken(SafetensorsBytes.File(header, 4), reason);
    }

    [Fact]
    public void InvalidUtf8_IsRefused()
    {
        byte[] content = SafetensorsBytes.File("""{"ab":{}}""");
        content[10] = 0xFF;

        AssertBroken(content, "byte 9: this text is no valid UTF-8");
    }

    [Fact]
    public void TrailingBytes_AreRefused()
    {
        AssertBroken(SafetensorsBytes.File(Two, 8), $"byte {8 + Two.Length + 7}: the data that the header describes ends here, but more bytes follow");
    }

    [Theory]
    [InlineData(100_000_001)]
    [InlineData(ulong.MaxValue)]
    [InlineData(0x8000_0000_0000_0000)]
    public void HeaderOverTheLimit_IsRefusedBeforeItIsRead(ulong length)
    {
        AssertBroken([.. SafetensorsBytes.Length(length), (byte)'{'], $"byte 0: the header is said to have {length} bytes, but at most 100000000 are allowed");
    }

    [Fact]
    public void TooManyAxes_AreRefused()
    {
        string ones = string.Join(',', Enumerable.Repeat('1', 65));

        AssertBroken(SafetensorsBytes.File("""{"a":{"dtype":"U8","shape":[""" + ones + """],"data_offsets":[0,1]}}""", 1), "the shape of tensor 'a' holds more than 64 numbers");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void HostileHeaderLength_AllocatesNoMoreThanTheFileIsWorth(bool trickling)
    {
        AssertCheap([.. SafetensorsBytes.Length(99_999_999), .. "{\"a\":"u8], trickling);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void HostileTensor_AllocatesNoMoreThanTheFileIsWorth(bool trickling)
    {
        AssertCheap(SafetensorsBytes.File("""{"a":{"dtype":"U8","shape":[2000000000],"data_offsets":[0,2000000000]}}""", 3), trickling);
    }

    [Fact]
    public void DeepNesting_IsRefused()
    {
        string nested = new StringBuilder().Append("{\"a\":").Append('[', 100_000).ToString();

        AssertBroken(SafetensorsBytes.File(nested), "byte ");
    }

    [Fact]
    public void FileName_StandsInTheMessage()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.Write("broken.safetensors", [1, 2, 3]);

        var error = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(path));

        Assert.StartsWith(path + ", byte 3: ", error.Message, StringComparison.Ordinal);
    }

    private static void AssertCheap(byte[] content, bool trickling)
    {
        long allocated = Allocation.Of(() =>
            Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(trickling ? new TricklingStream(content) : new MemoryStream(content))));

        Assert.InRange(allocated, 0, 200_000);
    }

    private static void AssertBroken(byte[] content, string reason)
    {
        var error = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(new MemoryStream(content), "weights"));

        Assert.StartsWith("weights, byte ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
