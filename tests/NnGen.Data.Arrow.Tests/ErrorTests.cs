using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using NnGen.Data.Parquet.Tests;

namespace NnGen.Data.Arrow.Tests;

/// <summary>What is wrong with a file is told with its place, in the words of other kinds of files.</summary>
public sealed class ErrorTests
{
    [Fact]
    public void MissingColumn_IsTold() => Assert.Equal(
        "the cars has no column 'Weight' for Car.Weight. Its columns are 'cylinders', 'displacement', 'horsepower', 'is_new', 'origin', 'color', 'sold', 'not of the record', 'mpg'; [Column(\"...\")] says what another is called.",
        Refusal(ArrowFile.With(without: "weight")));

    [Fact]
    public void MissingValue_IsToldWithRowAndColumn() => Assert.Equal(
        "the cars, row 3, column 'displacement': the value is missing; make Car.Displacement nullable, or drop such rows with ArrowRecordOptions.DropRowsWithout.",
        Refusal(new ArrowFile.Column("displacement", cars => cars.Aggregate(new FloatArray.Builder(), (values, car) => values.Append(car.Cylinders == 6 ? null : car.Displacement)).Build())));

    [Fact]
    public void FractionOfAnInteger_IsRefused() => Assert.Equal(
        "the cars, row 0, column 'cylinders': '4.5', a number of the type Double, is no number of the type Int32.",
        Refusal(new ArrowFile.Column("cylinders", cars => new DoubleArray.Builder().AppendRange(cars.Select(car => car.Cylinders + 0.5)).Build())));

    [Fact]
    public void NumberTooLargeForItsProperty_IsRefused() => Assert.Equal(
        "the cars, row 0, column 'displacement': '1E+300' is not finite, or too large for Single.",
        Refusal(new ArrowFile.Column("displacement", cars => new DoubleArray.Builder().AppendRange(cars.Select(_ => 1e300)).Build())));

    [Fact]
    public void UnknownClass_IsRefused() => Assert.Equal(
        "the cars, row 2, column 'color': 'green' is none of the classes 'red', 'blue'.",
        Refusal(ArrowFile.Texts("color", car => car.Cylinders == 3 ? "green" : "red")));

    [Fact]
    public void UnknownClassOfADictionary_IsRefused() => Assert.Equal(
        "the cars, row 2, column 'color': 'green' is none of the classes 'red', 'blue'.",
        Refusal(ArrowFile.Classes("color", car => car.Cylinders == 3 ? "green" : "red", "red", "green")));

    [Fact]
    public void NumberAsDate_IsRefused() => Assert.Equal(
        "the cars, row 0, column 'sold': '5', a number of the type Int32, is no DateOnly; it may be a date, a time stamp, or a text such as 2026-11-28 or 2026-11-28T12:30:00.",
        Refusal(new ArrowFile.Column("sold", cars => new Int32Array.Builder().AppendRange(cars.Select(_ => 5)).Build())));

    [Fact]
    public void StampBeyondTheYears_IsRefused() => Assert.Equal(
        "the cars, row 0, column 'sold': the value, of the type timestamp, is beyond what DateTime can be.",
        Refusal(new ArrowFile.Column("sold", cars => new TimestampArray(new TimestampType(TimeUnit.Second, (string?)null), new ArrowBuffer(Enumerable.Repeat((byte)0x7f, 8 * cars.Count).ToArray()), ArrowBuffer.Empty, cars.Count, 0, 0))));

    [Fact]
    public void DecimalBeyondDecimal_IsRefused() => Assert.Equal(
        "the cars, row 0, column 'weight': the value, of the type decimal128, is beyond what Decimal can be.",
        Refusal(new ArrowFile.Column("weight", cars => cars.Aggregate(new Decimal128Array.Builder(new Decimal128Type(38, 0)), (values, car) => values.Append("12345678901234567890123456789012345678")).Build())));

    [Fact]
    public void BytesAsText_AreRefused() => Assert.Equal(
        "the cars, column 'color' has values of the type binary; numbers, yes or no, texts, dates and times were expected.",
        Refusal(new ArrowFile.Column("color", cars => new BinaryArray.Builder().AppendRange(cars.Select(car => Encoding.UTF8.GetBytes(car.Color))).Build())));

    [Fact]
    public void NoRows_AreRefused() => Assert.Equal("the cars has no rows, or all were dropped; at least one record was expected.", Refusal(ArrowFile.Of([])));

    [Theory]
    [InlineData(new float[] { 1, 2, 3, 4, 5 }, new[] { 0, 3, 5 }, "row 1, column 'wave': '[4, 5]' has 2 numbers; 3 were expected.")]
    [InlineData(new float[] { 1, 2, 3, 4, float.NaN, 6 }, new[] { 0, 3, 6 }, "row 1, column 'wave': number 1 of '[4, missing, 6]' is missing.")]
    [InlineData(new float[] { 1, 2, 3, 4, 5, float.PositiveInfinity }, new[] { 0, 3, 6 }, "row 1, column 'wave': number 2 of '[4, 5, Infinity]' is not finite, or too large for Single.")]
    public void RowOfOtherNumbers_IsRefused(float[] waves, int[] ends, string message) => Assert.Equal(
        "the samples, " + message,
        Assert.Throws<InvalidDataException>(() => PitchNet.ReadArrow(new MemoryStream(SampleFile.Of(waves, ends, [1, 2, 3, 4])), name: "the samples")).Message);

    [Fact]
    public void OneNumberAsRow_IsRefused()
    {
        Schema schema = new([.. ((string[])["wave", "extra", "at", "clock", "pitch"]).Select(name => new Field(name, Int8Type.Default, false))], null);
        byte[] file = ArrowFile.Of(schema, [new RecordBatch(schema, schema.FieldsList.Select(_ => new Int8Array.Builder().Append(5).Build()), 1)], isStream: true);
        Assert.Equal("the samples, row 0, column 'wave': '5', a number of the type SByte, is no row of numbers; a list was expected.", Assert.Throws<InvalidDataException>(() => PitchNet.ReadArrow(new MemoryStream(file), name: "the samples")).Message);
    }

    [Theory]
    [InlineData("", "the cars is no Arrow file: it begins neither with 'ARROW1', as Arrow's file form does, nor with the length of a schema, as its stream form does; it has 0 bytes.")]
    [InlineData("mpg,cylinders\n18,8\n", "the cars is no Arrow file: it begins neither with 'ARROW1', as Arrow's file form does, nor with the length of a schema, as its stream form does; it has 19 bytes.")]
    [InlineData("PAR1            PAR1", "the cars is a Parquet file and no Arrow file; the package NnGen.Data.Parquet has ReadParquet for it.")]
    [InlineData("FEA1            FEA1", "the cars is a file of the first version of Feather; write it in the second, which is Arrow's file form.")]
    [InlineData("ARROW1\0\0 and no end", "the cars is damaged: it begins with 'ARROW1' and does not end with it, so that its end is missing; it has 19 bytes.")]
    [InlineData("ARROW1\0\0\x7f\x7f\x7f\x7f" + "ARROW1", "the cars is damaged: its description has 2139062143 bytes by its own account, and the file 18.")]
    [InlineData("\xff\xff\xff\xff\xff\xff\xff\x7f", "the cars is damaged: the description of a message should take 2147483647 bytes from byte 8 on, and there are not so many, or more than can be read at once.")]
    [InlineData("\xff\xff\xff\xff\0\0\0\0", "the cars is no Arrow file: it does not begin with a schema.")]
    [InlineData("\xff\xff\xff\xff\x08\0\0\0\xff\xff\xff\xff\0\0\0\0", "the cars is damaged: the message at byte 0: 4 bytes from byte 4294967295 on are told of in a description of 8 bytes.")]
    public void NoArrowFile_IsRefused(string content, string message)
    {
        Assert.Equal(message, Refusal(Encoding.Latin1.GetBytes(content)));
    }

    [Fact]
    public void FileFormOfAStreamThatCannotSeek_IsRefused()
    {
        using var packed = new UnseekableStream(ArrowFile.Of(CarFile.Cars));
        Assert.Contains("can seek", Assert.Throws<ArgumentException>(() => MpgNet.ReadArrow(packed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownColumnToDrop_IsRefused()
    {
        using var stream = new MemoryStream(ArrowFile.Of(CarFile.Cars));
        Assert.Contains("'horse'", Assert.Throws<ArgumentException>(() => MpgNet.ReadArrow(stream, new ArrowRecordOptions { DropRowsWithout = ["horse"] })).Message, StringComparison.Ordinal);
        Assert.Contains("DropRowsWithout[0]", Assert.Throws<ArgumentException>(() => MpgNet.ReadArrow(stream, new ArrowRecordOptions { DropRowsWithout = [null!] })).Message, StringComparison.Ordinal);
    }

    private static string Refusal(ArrowFile.Column column) => Refusal(ArrowFile.With(column));

    private static string Refusal(ArrowFile.Column[] columns) => Refusal(ArrowFile.Of(CarFile.Cars, columns));

    private static string Refusal(byte[] content)
    {
        using var stream = new MemoryStream(content);
        return Assert.Throws<InvalidDataException>(() => MpgNet.ReadArrow(stream, name: "the cars")).Message;
    }
}
