using Apache.Arrow.Ipc;
using NnGen.Data.Parquet.Tests;

namespace NnGen.Data.Arrow.Tests;

/// <summary>Whatever a file holds, nothing else comes than records or what is wrong with it.</summary>
public sealed class DamageTests
{
    private static readonly ArrowFile.Column[] s_classes =
    [
        .. ArrowFile.With(ArrowFile.Classes("origin", car => car.Origin?.ToString(), "Usa", null, "Japan", "Europe")).Where(column => column.Name != "color"),
        ArrowFile.Classes("color", car => car.Color, "red", "blue"),
    ];

    /// <summary>A file of each form and packing, with missing values, dictionaries, views and lists.</summary>
    public static TheoryData<string, int> Kinds => new()
    {
        { "file", 1 }, { "stream", 2 }, { "file, LZ4", 3 }, { "stream, Zstandard", 4 }, { "file, classes", 5 }, { "stream, classes, LZ4", 6 }, { "stream, classes, as it comes", 7 },
        { "polars-plain.arrow", 8 }, { "polars-zstd.arrow", 9 }, { "js-stream.arrows", 10 }, { "lists", 11 }, { "polars-lists.arrow", 12 },
    };

    // NNGEN_DAMAGED says how many of each kind; a long run takes 100,000.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void DamagedFiles_AreReadOrRefused(string kind, int seed)
    {
        byte[] whole = Whole(kind);
        var random = new Random(seed);
        int files = int.TryParse(Environment.GetEnvironmentVariable("NNGEN_DAMAGED"), out int wanted) ? wanted : 10_000;
        (int read, int refused) = (0, 0);
        for (int i = 0; i < files; i++)
        {
            byte[] damaged = Damaged(whole, random);
            try
            {
                using Stream stream = kind.EndsWith("as it comes", StringComparison.Ordinal) ? new UnseekableStream(damaged) : new MemoryStream(damaged);
                int count = kind.Contains("lists", StringComparison.Ordinal) ? PitchNet.ReadArrow(stream).Count : MpgNet.ReadArrow(stream).Count;
                read += count > 0 ? 1 : 0;
            }
            catch (Exception e) when (e is InvalidDataException || (e is ArgumentException { ParamName: "stream" } && kind.EndsWith("as it comes", StringComparison.Ordinal)))
            {
                Assert.InRange(e.Message.Length, 10, 2000);
                refused++;
            }
            catch (Exception e)
            {
                string path = Path.Combine(Path.GetTempPath(), $"damaged-{seed}-{i}.arrow");
                File.WriteAllBytes(path, damaged);
                Assert.Fail($"File {i} of seed {seed}, kept as {path}: {e}");
            }
        }

        // Damage to bytes that nobody reads, such as those between two parts, is none.
        Assert.True(read > files / 50 && refused > files / 5, $"{read} read, {refused} refused.");
    }

    private static byte[] Whole(string kind) => kind switch
    {
        "file" => ArrowFile.Of(CarFile.Cars),
        "stream" => ArrowFile.Of(CarFile.Cars, isStream: true),
        "file, LZ4" => ArrowFile.Of(CarFile.Cars, compression: CompressionCodecType.Lz4Frame),
        "stream, Zstandard" => ArrowFile.Of(CarFile.Cars, isStream: true, CompressionCodecType.Zstd),
        "file, classes" => ArrowFile.Of(CarFile.Cars, s_classes),
        "stream, classes, LZ4" => ArrowFile.Of(CarFile.Cars, s_classes, isStream: true, CompressionCodecType.Lz4Frame),
        "stream, classes, as it comes" => ArrowFile.Of(CarFile.Cars, s_classes, isStream: true),
        "lists" => SampleFile.Of([1, 2, 3, 4, 5, 6.5f], [0, 3, 6], [1, 2, 0.5, -1]),
        _ => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Files", kind)),
    };

    private static byte[] Damaged(byte[] whole, Random random)
    {
        var bytes = new List<byte>(whole);
        for (int changes = random.Next(3); changes >= 0 && bytes.Count > 8; changes--)
        {
            // Numbers of the format stand at multiples of 4 and 8.
            int position = random.Next(bytes.Count);
            int word = Math.Min(position / 4 * 4, bytes.Count - 8);
            switch (random.Next(10))
            {
                case 0:
                    bytes[position] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[position] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes[position] = 255;
                    break;
                case 3:
                    bytes.Insert(position, (byte)random.Next(256));
                    break;
                case 4:
                    bytes.RemoveRange(position, Math.Min(1 + random.Next(4), bytes.Count - position));
                    break;
                case 5:
                    bytes.InsertRange(position, bytes.GetRange(position, Math.Min(1 + random.Next(64), bytes.Count - position)));
                    break;
                case 6:
                    bytes.RemoveRange(position, random.Next(4) == 0 ? bytes.Count - position : Math.Min(8 * (1 + random.Next(16)), bytes.Count - position));
                    break;
                case 7:
                    // A length or a place that is a little off, negative or huge.
                    int number = random.Next(5) switch { 0 => -1, 1 => int.MaxValue, 2 => int.MinValue, 3 => 0, _ => BitConverter.ToInt32([.. bytes.GetRange(word, 4)]) + random.Next(-16, 17) };
                    Put(bytes, word, BitConverter.GetBytes(number));
                    break;
                case 8:
                    // Bytes of one place at another.
                    int from = random.Next(bytes.Count / 4) * 4;
                    byte[] some = [.. bytes.GetRange(from, Math.Min(4 * (1 + random.Next(16)), bytes.Count - from))];
                    Put(bytes, word, some);
                    break;
                default:
                    Put(bytes, word, BitConverter.GetBytes(random.NextInt64(2) == 0 ? 1L << random.Next(63) : -random.NextInt64(1000)));
                    break;
            }
        }

        return [.. bytes];
    }

    private static void Put(List<byte> bytes, int position, byte[] some)
    {
        for (int i = 0; i < some.Length && position + i < bytes.Count; i++)
        {
            bytes[position + i] = some[i];
        }
    }
}
