using System.Text;

namespace NnGen.Data.Parquet.Tests;

/// <summary>What is wrong with a file is told with its place; whatever a file holds, nothing else comes than records or that.</summary>
public sealed class ErrorTests
{
    [Fact]
    public void MissingColumn_IsTold() => Assert.Equal(
        "the cars has no column 'Weight' for Car.Weight. Its columns are 'cylinders', 'displacement', 'horsepower', 'is_new', 'origin', 'color', 'sold', 'mpg'; [Column(\"...\")] says what another is called.",
        Refusal(Columns(without: "weight")));

    [Fact]
    public void MissingValue_IsToldWithRowAndColumn() => Assert.Equal(
        "the cars, row 3, column 'displacement': the value is missing; make Car.Displacement nullable, or drop such rows with ParquetRecordOptions.DropRowsWithout.",
        Refusal(Columns(new CarFile.OptionalColumn<float>("displacement", car => car.Cylinders == 6 ? null : car.Displacement))));

    [Fact]
    public void FractionOfAnInteger_IsRefused() => Assert.Equal(
        "the cars, row 0, column 'cylinders': '4.5', a number of the type Double, is no number of the type Int32.",
        Refusal(Columns(new CarFile.Column<double>("cylinders", car => car.Cylinders + 0.5))));

    [Fact]
    public void NumberTooLargeForItsProperty_IsRefused() => Assert.Equal(
        "the cars, row 0, column 'displacement': '1E+300' is not finite, or too large for Single.",
        Refusal(Columns(new CarFile.Column<double>("displacement", car => 1e300))));

    [Fact]
    public void UnknownClass_IsRefused() => Assert.Equal(
        "the cars, row 2, column 'color': 'green' is none of the classes 'red', 'blue'.",
        Refusal(Columns(new CarFile.TextColumn("color", car => car.Cylinders == 3 ? "green" : "red"))));

    [Fact]
    public void NumberAsDate_IsRefused() => Assert.Equal(
        "the cars, row 0, column 'sold': '5', a number of the type Int32, is no DateOnly; it may be a date, a time stamp, or a text such as 2026-11-28 or 2026-11-28T12:30:00.",
        Refusal(Columns(new CarFile.Column<int>("sold", car => 5))));

    [Fact]
    public void NoRows_AreRefused() => Assert.Equal("the cars has no rows, or all were dropped; at least one record was expected.", Refusal(CarFile.Of([])));

    [Theory]
    [InlineData("", "the cars is no Parquet file: it must begin and end with 'PAR1' and have at least 12 bytes; it has 0.")]
    [InlineData("mpg,cylinders\n18,8\n", "the cars is no Parquet file: it must begin and end with 'PAR1' and have at least 12 bytes; it has 19.")]
    [InlineData("PAR1\0\0\0\0\0\0PARE", "the cars is an encrypted Parquet file; one that is not encrypted was expected.")]
    [InlineData("PAR1\x7f\x7f\x7f\x7fPAR1", "the cars is damaged: its description has 2139062143 bytes by its own account, more than the file of 12.")]

    // A list of 268 million structures that take no byte.
    [InlineData("PAR1\x29\xfc\xff\xff\xff\x7f\0\0\x08\0\0\0PAR1", "the cars is damaged: its description cannot be read: a list says that it has 268435455 elements, more than there are bytes.")]

    // Two row groups without columns, of 600,000 rows each.
    [InlineData("PAR1\x29\x1c\0\x29\x2c\x19\x0c\x26\x80\x9f\x49\0\x19\x0c\x26\x80\x9f\x49\0\0\x14\0\0\0PAR1", "the cars is damaged: row group 1 has 600000 rows after 600000; at most 1048576 in all were expected of a file of 32 bytes.")]
    public void NoParquetFile_IsRefused(string content, string message) => Assert.StartsWith(message[..^1], Refusal(Encoding.Latin1.GetBytes(content)), StringComparison.Ordinal);

    /// <summary>What the library takes for what it should be would be something else to it, and all that follows.</summary>
    [Theory]
    [InlineData("16 02", "field 1 of a structure, at its byte 1, is of the type 6, where 5 was expected")]
    [InlineData("15 02 15 02", "field 2 of a structure, at its byte 3, is of the type 5, where 9 was expected")]
    [InlineData("35 02", "field 3 of a structure, at its byte 1, is of the type 5, where 6 was expected")]
    [InlineData("15 80 80 80 80 10", "a number has more than 32 bits")]
    [InlineData("29 15 02", "a list at its byte 2 is of the type 5, where 12 was expected")]
    [InlineData("29 1c 11", "field 1 of a structure, at its byte 3, is of the type 1, where 5 was expected")]
    [InlineData("49 1c 19 1c 3c 18 01 41 00", "field 1 of a structure, at its byte 6, is of the type 8, where 5 was expected")]
    [InlineData("49 1c 19 1c 3c 55 02 00", "field 5 of a structure, at its byte 6, is of the type 5, where 6 was expected")]
    [InlineData("49 1c 19 1c 3c c8 00 00", "field 12 of a structure, at its byte 6, is of the type 8, where 12 was expected")]
    [InlineData("49 1c 19 1c 3c cc 31 00", "field 3 of a structure, at its byte 7, is of the type 1, where 6 was expected")]
    [InlineData("49 1c 19 1c 3c 29 18 00 00", "a list at its byte 7 is of the type 8, where 5 was expected")]
    [InlineData("49 1c 49 1c 25 00", "field 2 of a structure, at its byte 5, is of the type 5, where 1 or 2 was expected")]
    [InlineData("dc 15 02 00", "a field that the format does not have is a structure")]
    [InlineData("d9 11 01", "a list at its byte 2 is of the type 1, where 3 to 8 was expected")]
    [InlineData("db 00", "a field is of the type 11, which no field of the format is of")]
    [InlineData("05 80 80 04 02", "a number has more than 16 bits")]
    [InlineData("05 fe ff 03 02 15 02", "a field has the number 32768, which has more than 16 bits")]
    public void FieldsOfOtherTypes_AreRefused(string bytes, string problem)
    {
        byte[] description = [.. Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal)), 0, 0, 0, 0];
        byte[] content = [.. "PAR1"u8, .. description, .. BitConverter.GetBytes(description.Length), .. "PAR1"u8];
        Assert.Equal($"the cars is damaged: its description cannot be read: {problem}.", Refusal(content));
    }

    [Fact]
    public void StructureOfManyFields_IsRefused()
    {
        // Yes a thousand times, each a field of its own from 1000 on.
        byte[] content = [.. "PAR1"u8, 1, 0xd0, 0x0f, .. Enumerable.Repeat((byte)0x11, 999), 0, .. BitConverter.GetBytes(1003), .. "PAR1"u8];
        Assert.Equal("the cars is damaged: its description cannot be read: a structure has more than 100 fields.", Refusal(content));
    }

    [Fact]
    public void StreamThatCannotSeek_IsRefused()
    {
        using var packed = new System.IO.Compression.GZipStream(new MemoryStream(), System.IO.Compression.CompressionMode.Decompress);
        Assert.Contains("can seek", Assert.Throws<ArgumentException>(() => MpgNet.ReadParquet(packed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownColumnToDrop_IsRefused()
    {
        using var stream = new MemoryStream(CarFile.Of(CarFile.Cars));
        Assert.Contains("'horse'", Assert.Throws<ArgumentException>(() => MpgNet.ReadParquet(stream, new ParquetRecordOptions { DropRowsWithout = ["horse"] })).Message, StringComparison.Ordinal);
    }

    // NNGEN_DAMAGED says how many of each kind; a long run takes 100,000.
    [Theory]
    [InlineData(global::Parquet.CompressionMethod.None, 1)]
    [InlineData(global::Parquet.CompressionMethod.Snappy, 2)]
    [InlineData(global::Parquet.CompressionMethod.Gzip, 3)]
    [InlineData(global::Parquet.CompressionMethod.Zstd, 4)]
    public void DamagedFiles_AreReadOrRefused(global::Parquet.CompressionMethod compression, int seed)
    {
        byte[] whole = CarFile.Of(CarFile.Cars, compression);
        var random = new Random(seed);
        int files = int.TryParse(Environment.GetEnvironmentVariable("NNGEN_DAMAGED"), out int wanted) ? wanted : 5000;
        (int read, int refused) = (0, 0);
        for (int i = 0; i < files; i++)
        {
            byte[] damaged = Damaged(whole, random);
            try
            {
                using var stream = new MemoryStream(damaged);
                read += MpgNet.ReadParquet(stream).Count > 0 ? 1 : 0;
            }
            catch (InvalidDataException e)
            {
                Assert.InRange(e.Message.Length, 10, 2000);
                refused++;
            }
            catch (Exception e)
            {
                string path = Path.Combine(Path.GetTempPath(), $"damaged-{seed}-{i}.parquet");
                File.WriteAllBytes(path, damaged);
                Assert.Fail($"File {i} of seed {seed}, kept as {path}: {e}");
            }
        }

        // Damage to bytes that nobody reads, such as names of the writer, is none.
        Assert.True(read > files / 50 && refused > files / 3, $"{read} read, {refused} refused.");
    }

    private static byte[] Damaged(byte[] whole, Random random)
    {
        var bytes = new List<byte>(whole);
        for (int changes = random.Next(3); changes >= 0; changes--)
        {
            // Half of them in the description at the end.
            int position = random.Next(2) == 0 ? random.Next(bytes.Count) : Math.Max(0, bytes.Count - 1 - random.Next(1500));
            switch (random.Next(6))
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
                default:
                    bytes.InsertRange(position, bytes.GetRange(position, Math.Min(1 + random.Next(8), bytes.Count - position)));
                    break;
            }
        }

        return [.. bytes];
    }

    private static string Refusal(byte[] content)
    {
        using var stream = new MemoryStream(content);
        return Assert.Throws<InvalidDataException>(() => MpgNet.ReadParquet(stream, name: "the cars")).Message;
    }

    private static byte[] Columns(CarFile.Column? other = null, string without = "")
    {
        CarFile.Column[] columns =
        [
            new CarFile.Column<int>("cylinders", car => car.Cylinders),
            new CarFile.Column<float>("displacement", car => car.Displacement),
            new CarFile.OptionalColumn<float>("horsepower", car => car.Horsepower),
            new CarFile.Column<double>("weight", car => car.Weight),
            new CarFile.Column<bool>("is_new", car => car.IsNew),
            new CarFile.TextColumn("origin", car => car.Origin?.ToString()),
            new CarFile.TextColumn("color", car => car.Color),
            new CarFile.Column<DateTime>("sold", car => car.Sold.ToDateTime(default)),
            new CarFile.Column<float>("mpg", car => car.Mpg),
        ];
        return CarFile.Of(CarFile.Cars, [.. columns.Select(column => column.Field.Name == other?.Field.Name ? other : column).Where(column => column.Field.Name != without)]);
    }
}
