using System.Text;
using NnGen.Numerics;
using Xunit;

namespace NnGen.Tests.Data;

/// <summary>
/// Thousands of damaged files: what a reader in memory refuses, a stream refuses, and where both read, they read the same. Nothing but the
/// documented exceptions comes, and no memory is taken that the file does not justify.
/// </summary>
public sealed class DamagedFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public void IdxFiles_AreReadAlikeInMemoryAndAsStreams(bool isPacked, ulong seed)
    {
        byte[] images = IdxBytes.File(0x08, [5, 2, 3], [.. Enumerable.Range(0, 30).Select(i => (byte)(8 * i))]);
        byte[] labels = IdxBytes.File(0x08, [5], [0, 3, 1, 2, 3]);
        var damage = new Damage(seed);
        string imagesPath = _directory.File("images");
        string labelsPath = _directory.File("labels");
        int read = 0;
        const int Files = 2000;
        for (int i = 0; i < Files; i++)
        {
            bool hitsImages = i % 3 > 0;
            File.WriteAllBytes(imagesPath, Pack(hitsImages ? damage.Of(images) : images));
            File.WriteAllBytes(labelsPath, Pack(hitsImages ? labels : damage.Of(labels)));
            if (isPacked && i % 2 == 0)
            {
                // Or the packed bytes.
                string path = hitsImages ? imagesPath : labelsPath;
                File.WriteAllBytes(path, damage.Of(Pack(hitsImages ? images : labels)));
            }

            List<(float[] Inputs, int Label)>? inMemory = Outcome(() => IdxInMemory(imagesPath, labelsPath));
            List<(float[] Inputs, int Label)>? streamed = Outcome(() => StreamedRows.Read(StreamingDataset.FromIdx<float>(imagesPath, labelsPath)).ConvertAll(row => (row.Inputs, row.Label)));
            AssertEqual(inMemory, streamed, i);
            read += inMemory is null ? 0 : 1;
        }

        // Neither is this test about refusals alone, nor about files that are whole.
        Assert.InRange(read, Files / 20, Files - Files / 3);

        byte[] Pack(byte[] content) => isPacked ? IdxBytes.Gzip(content) : content;
    }

    [Fact]
    public void PackedIdxFileWithBytesBehindItsData_IsRefusedAsInMemory()
    {
        string images = _directory.Write("images", IdxBytes.Gzip([.. IdxBytes.File(0x08, [2, 1], [1, 2]), 3]));
        string labels = _directory.Write("labels", IdxBytes.File(0x08, [2], [0, 1]));
        const string Reason = "the data of shape [2, 1] ends here, but more bytes follow";
        Assert.Contains(Reason, Assert.Throws<InvalidDataException>(() => IdxReader.Read(images)).Message, StringComparison.Ordinal);
        Assert.Contains(Reason, Assert.Throws<InvalidDataException>(() => StreamedRows.Read(StreamingDataset.FromIdx<float>(images, labels))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PackedIdxFileThatPromisesTooMuch_TakesNoMemory()
    {
        string images = _directory.Write("images", IdxBytes.Gzip(IdxBytes.Header(0x08, 1, 1_900_000_000)));
        string labels = _directory.Write("labels", IdxBytes.File(0x08, [1], [0]));
        Assert.InRange(new FileInfo(images).Length, 20, 60);
        long allocated = Allocation.Of(() =>
        {
            string message = Assert.Throws<InvalidDataException>(() => StreamingDataset.FromIdx<float>(images, labels)).Message;
            Assert.Contains("have 1900000000 bytes, more than the", message, StringComparison.Ordinal);
        });
        Assert.InRange(allocated, 0, 400_000);
    }

    [Fact]
    public void CsvFiles_AreReadAlikeInMemoryAndAsStreams()
    {
        byte[] table = Encoding.UTF8.GetBytes("a,class,b\n1,x,2\n\"-3\",y,4.5\r\n.5, x ,6e2\n7,\"z\",8\n");
        var damage = new Damage(3);
        string path = _directory.File("table.csv");
        int read = 0;
        const int Files = 3000;
        for (int i = 0; i < Files; i++)
        {
            File.WriteAllBytes(path, damage.Of(table, "\",;\n\r\0 #=.eE+-0xNa"));
            var options = new CsvOptions { MissingMarkers = ["NA"], CommentMarker = i % 2 == 0 ? '#' : null, DropRowsWithout = i % 3 == 0 ? ["b"] : [] };
            List<(float[] Inputs, int Label)>? inMemory = Outcome(() => CsvInMemory(path, options));
            List<(float[] Inputs, int Label)>? streamed = Outcome(() => StreamedRows.Read(StreamingDataset.FromCsv<float>(path, new CsvColumns { Inputs = ["a", "b"], Label = "class" }, options)).ConvertAll(row => (row.Inputs, row.Label)));
            AssertEqual(inMemory, streamed, i);
            read += inMemory is null ? 0 : 1;
        }

        Assert.InRange(read, Files / 20, Files - Files / 3);

        static List<(float[], int)> CsvInMemory(string path, CsvOptions options)
        {
            CsvTable table = CsvTable.Read(path, options);
            float[] inputs = table.Numbers("a", "b");
            int[] labels = table.Categories("class").Labels;
            return Rows(Dataset.FromLabels(inputs, 2, labels));
        }
    }

    private static List<(float[] Inputs, int Label)> IdxInMemory(string imagesPath, string labelsPath)
    {
        IdxFile images = IdxReader.Read(imagesPath);
        IdxFile labels = IdxReader.Read(labelsPath);
        if (images.Count == 0 || labels.Shape.Count != 1 || labels.ElementType >= IdxElementType.Single || images.Shape[0] != labels.Shape[0])
        {
            throw new InvalidDataException("These are no rows with labels.");
        }

        float divisor = images.ElementType == IdxElementType.UnsignedByte ? 255 : 1;
        float[] inputs = Array.ConvertAll(images.ToArray<float>(), number => number / divisor);
        int[] numbers = Array.ConvertAll(labels.ToArray<double>(), number => (int)number);
        Dataset<float> data = Dataset.FromLabels(inputs, images.Count / images.Shape[0], numbers);
        return data.FindNotFinite() is DataFault fault ? throw new InvalidDataException(fault.ToString()) : Rows(data);
    }

    private static List<(float[] Inputs, int Label)> Rows(Dataset<float> data) =>
        [.. Enumerable.Range(0, data.Rows).Select(row => (data.InputRow(row).ToArray(), data.Label(row)))];

    private static List<(float[] Inputs, int Label)>? Outcome(Func<List<(float[] Inputs, int Label)>> read)
    {
        try
        {
            return read();
        }
        catch (Exception refused) when (refused is InvalidDataException or ArgumentException)
        {
            Assert.InRange(refused.Message.Length, 1, 2000);
            return null;
        }
    }

    private static void AssertEqual(List<(float[] Inputs, int Label)>? inMemory, List<(float[] Inputs, int Label)>? streamed, int file)
    {
        Assert.True((inMemory is null) == (streamed is null), $"File {file} is {(inMemory is null ? "refused" : "read")} in memory, but {(streamed is null ? "refused" : "read")} as a stream.");
        Assert.Equal(inMemory?.SelectMany(row => row.Inputs), streamed?.SelectMany(row => row.Inputs));
        Assert.Equal(inMemory?.Select(row => row.Label), streamed?.Select(row => row.Label));
    }
}

/// <summary>Damages bytes in the ways in which files are damaged; the same ways for the same seed.</summary>
internal sealed class Damage(ulong seed)
{
    private readonly CounterRandom _random = new(seed, 77);
    private uint _drawn;

    /// <summary>The bytes with one to three changes.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="likely">Characters that are put in more often than others.</param>
    public byte[] Of(byte[] content, string likely = "")
    {
        var bytes = new List<byte>(content);
        for (int changes = Below(3); changes >= 0; changes--)
        {
            Change(bytes, likely);
        }

        return [.. bytes];
    }

    private void Change(List<byte> bytes, string likely)
    {
        int position = Below(bytes.Count);
        byte value = likely.Length > 0 && Below(4) > 0 ? (byte)likely[Below(likely.Length)] : (byte)Below(256);
        switch (bytes.Count == 0 ? 2 : Below(6))
        {
            case 0:
                bytes[position] ^= (byte)(1 << Below(8));
                break;
            case 1:
                bytes[position] = value;
                break;
            case 2:
                bytes.Insert(position, value);
                break;
            case 3:
                bytes.RemoveRange(position, Math.Min(1 + Below(4), bytes.Count - position));
                break;
            case 4:
                bytes.AddRange(bytes.GetRange(position, Math.Min(1 + Below(6), bytes.Count - position)));
                break;
            default:
                bytes.RemoveRange(position, Below(2) == 0 ? bytes.Count - position : 0);
                break;
        }
    }

    private int Below(int limit) => limit <= 1 ? 0 : (int)(_random.UniformAt(0, 0, _drawn++) * limit);
}
