using NnGen.Build;
using NnGen.Tests.Data;
using NnGen.Tests.Training;
using Xunit;

namespace NnGen.Tests.Persistence;

/// <summary>The build's reader of weight files against the library's: another runtime, another parser, the same rules.</summary>
public class WeightFileTests
{
    private const string Header = """{"__metadata__":{"format":"nngen","seed":"7"},"a":{"dtype":"BF16","shape":[1,2],"data_offsets":[0,4]},"b\u00e9\n":{"dtype":"F64","shape":[],"data_offsets":[4,12]}}""";

    /// <summary>Whatever is damaged: both read it, and the same, or both refuse it.</summary>
    [Fact]
    public void DamagedFiles_AreReadOrRefusedByBoth()
    {
        byte[] whole = SafetensorsBytes.File(Header + "  ", [0x80, 0x3F, 0, 0x40, 0, 0, 0, 0, 0, 0, 0x04, 0xC0]);
        var damage = new Damage(21);
        int read = 0;
        const int Files = 6000;
        for (int i = 0; i < Files; i++)
        {
            byte[] content = i == 0 ? whole : damage.Of(whole, "{}[]\",:0123456789-eE\\un ");
            string library = Outcome(() => string.Join('|', SafetensorsFile.Read(new MemoryStream(content)).Tensors.Select(tensor => tensor.ToString())));
            string build = Outcome(() => string.Join('|', WeightFile.Parse(content).Tensors.Select(tensor => $"{tensor.Name} {tensor.Type} {tensor.ShapeText}")));
            Assert.True(library == build, $"File {i} ({Convert.ToHexString(content)}): the library {(library.Length == 0 ? "refuses" : "reads")} it, the build {(build.Length == 0 ? "refuses" : "reads")} it.");
            read += library.Length > 0 ? 1 : 0;
        }

        Assert.InRange(read, Files / 50, Files - Files / 2);
    }

    [Theory]
    [InlineData("F64", new byte[] { 0, 0, 0, 0, 0, 0, 0xF0, 0x7F }, true)]
    [InlineData("F64", new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xEF, 0x7F }, false)]
    [InlineData("F32", new byte[] { 1, 0, 0x80, 0xFF }, true)]
    [InlineData("F32", new byte[] { 0xFF, 0xFF, 0x7F, 0xFF }, false)]
    [InlineData("F16", new byte[] { 0, 0x7C }, true)]
    [InlineData("F16", new byte[] { 0xFF, 0xFB }, false)]
    [InlineData("BF16", new byte[] { 0x80, 0x7F }, true)]
    [InlineData("BF16", new byte[] { 0x7F, 0x7F }, false)]
    [InlineData("I16", new byte[] { 0xFF, 0xFF }, false)]
    public void NumbersThatAreNotFinite_AreRefused(string type, byte[] data, bool isRefused)
    {
        WeightFile file = WeightFile.Parse(SafetensorsBytes.File($"{{\"w\":{{\"dtype\":\"{type}\",\"shape\":[1],\"data_offsets\":[0,{data.Length}]}}}}", data));
        string message = Record.Exception(file.CheckFinite)?.Message ?? "";
        Assert.Equal(isRefused, message.Contains("element 0 of 'w' is infinite or not a number", StringComparison.Ordinal));
    }

    [Fact]
    public void HugeNames_AreCutInMessages()
    {
        string name = new('x', 3_000_000);
        byte[] content = SafetensorsBytes.File($$$"""{"{{{name}}}":{"dtype":"F32","shape":[1],"data_offsets":[0,9]}}""", 4);
        Assert.InRange(Assert.Throws<WeightFileException>(() => WeightFile.Parse(content)).Message.Length, 20, 400);
    }

    [Fact]
    public void DeepNesting_IsRefusedWithoutDescending()
    {
        string deep = new('[', 2_000_000);
        Assert.Throws<WeightFileException>(() => WeightFile.Parse(SafetensorsBytes.File("{\"a\":" + deep)));
        Assert.Throws<WeightFileException>(() => WeightFile.Parse(SafetensorsBytes.File("{\"a\":{\"shape\":" + deep)));
    }

    /// <summary>What the compiler reads: the same text for the same file.</summary>
    [Fact]
    public void Text_HasAllThatTheCompilerAsks()
    {
        WeightFile file = WeightFile.Parse(SafetensorsBytes.File(Header, [0x80, 0x3F, 0, 0x40, 0, 0, 0, 0, 0, 0, 0x04, 0xC0]));
        string text = HeaderText.Of(file, "net.safetensors", "Samples.Net", "0=dense1", "", "");
        Assert.Equal(text, HeaderText.Of(file, "net.safetensors", "Samples.Net", "0=dense1", "", ""));
        string[] lines = text.Split('\n');
        Assert.Contains("nngen-weights\t1", lines);
        Assert.Contains("class\tSamples.Net", lines);
        Assert.Contains("names\t0=dense1", lines);
        Assert.Contains("seed\t7", lines);
        Assert.Contains("tensor\tBF16\t1,2\t0\ta", lines);
        Assert.Contains("tensor\tF64\t\t4\tb\u00e9\\n", lines);
        Assert.Contains("values\tgD8AQAAAAAAAAATA", lines);
        Assert.Contains($"data\t{file.DataStart}", lines);
    }

    /// <summary>A line stays a line, whatever the metadata hold; of other programs' files nothing is believed.</summary>
    [Fact]
    public void Text_HasTheRecordOfTheLibrarysFiles()
    {
        const string Record = """{"__metadata__":{"format":"nngen","record":"A: number; column 0\nB: yes\tor no; target","record.encoding":"{\"shift\":[1]}"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""";
        string[] Lines(string header) => HeaderText.Of(WeightFile.Parse(SafetensorsBytes.File(header, [0, 0, 0, 0])), "net.safetensors", "Samples.Net", "", "", "").Split('\n');

        Assert.Contains("record\tA: number; column 0\\nB: yes\\tor no; target", Lines(Record));
        Assert.Contains("encoding\t{\"shift\":[1]}", Lines(Record));
        Assert.DoesNotContain(Lines(Record.Replace("nngen", "pt", StringComparison.Ordinal)), line => line.StartsWith("record", StringComparison.Ordinal) || line.StartsWith("encoding", StringComparison.Ordinal));
        Assert.Contains("encoding\t", Lines(Record.Replace("record.encoding", "other", StringComparison.Ordinal)));
    }

    [Fact]
    public void Data_BecomeTheParameters()
    {
        // dense1.weight as BF16 behind dense1.bias as F64: 1 2 3 4 5 6, and -2.5, 0.
        byte[] data = [0, 0, 0, 0, 0, 0, 0x04, 0xC0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x3F, 0, 0x40, 0x40, 0x40, 0x80, 0x40, 0xA0, 0x40, 0xC0, 0x40];
        AlignedBuffer<float> parameters = EmbeddedWeights.Read<float>(FakeNetwork<float>.Info, data, [16, 0], [(byte)SafetensorsType.BF16, (byte)SafetensorsType.F64]);
        Assert.Equal([1f, 2, 3, 4, 5, 6], ParameterLayout.Export<float>(FakeNetwork<float>.Info.Parameters[0], parameters.Span));
        Assert.Equal([-2.5f, 0], ParameterLayout.Export<float>(FakeNetwork<float>.Info.Parameters[1], parameters.Span));

        Assert.Throws<ArgumentException>(() => EmbeddedWeights.Read<float>(FakeNetwork<float>.Info, data, [0], [1]));
        Assert.Contains("Build the project anew", Assert.Throws<InvalidOperationException>(() => EmbeddedWeights.ReadResource<float>(FakeNetwork<float>.Info, typeof(WeightFileTests).Assembly, "none", 1, 0, [0, 0], [1, 1])).Message, StringComparison.Ordinal);
    }

    private static string Outcome(Func<string> read)
    {
        try
        {
            return read() + ".";
        }
        catch (Exception refused) when (refused is InvalidDataException or WeightFileException)
        {
            Assert.InRange(refused.Message.Length, 1, 2000);
            return "";
        }
    }
}
