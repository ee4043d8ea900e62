using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using NnGen.Data.Parquet.Tests;

namespace NnGen.Data.Arrow.Tests;

/// <summary>What stands in a file is what the records have, whatever the file's form, types and packing.</summary>
public sealed class ReadingTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"cars-{Guid.NewGuid():N}.arrow");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(false, null)]
    [InlineData(false, CompressionCodecType.Lz4Frame)]
    [InlineData(false, CompressionCodecType.Zstd)]
    [InlineData(true, null)]
    [InlineData(true, CompressionCodecType.Lz4Frame)]
    [InlineData(true, CompressionCodecType.Zstd)]
    public void Read_EachFormAndPacking_GivesTheRecords(bool isStream, CompressionCodecType? compression)
    {
        using var stream = new MemoryStream(ArrowFile.Of(CarFile.Cars, isStream, compression));
        Assert.Equal(CarFile.Cars, MpgNet.ReadArrow(stream));
        Assert.True(stream.CanRead);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadAndStream_OfAFile_GiveTheSame(bool isStream)
    {
        // The form shows in the file, whatever it is called.
        File.WriteAllBytes(_path, ArrowFile.Of(CarFile.Cars, isStream));
        Assert.Equal(CarFile.Cars, MpgNet.ReadArrow(_path));
        Assert.Equal(CarFile.Cars, MpgNet.ReadArrowStream(_path));

        // Each enumeration is one of its own, and one that ends early lets the file go.
        IEnumerable<Car> stream = MpgNet.ReadArrowStream(_path);
        Assert.Equal(CarFile.Cars[0], stream.First());
        Assert.Equal(CarFile.Cars[0], stream.First());
        File.Delete(_path);
    }

    /// <summary>Written by implementations in Rust and in TypeScript: Polars (views as texts, dictionaries of them, all packings) and Apache's for JavaScript (dictionaries that are added to in the stream form).</summary>
    [Theory]
    [InlineData("polars-plain.arrow")]
    [InlineData("polars-lz4.arrow")]
    [InlineData("polars-zstd.arrow")]
    [InlineData("polars-stream.arrows")]
    [InlineData("js-file.arrow")]
    [InlineData("js-stream.arrows")]
    public void Read_FilesOfOthers_GivesTheRecords(string file)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Files", file);
        Assert.Equal(CarFile.Cars, MpgNet.ReadArrow(path));
        Assert.Equal(CarFile.Cars, MpgNet.ReadArrowStream(path));
    }

    [Fact]
    public void Read_StreamThatCannotSeek_IsReadAsItComes()
    {
        using var stream = new UnseekableStream(ArrowFile.Of(CarFile.Cars, isStream: true, CompressionCodecType.Zstd));
        Assert.Equal(CarFile.Cars, MpgNet.ReadArrow(stream));
    }

    [Fact]
    public void Read_FormOf2019_GivesTheRecords()
    {
        using var stream = new MemoryStream(ArrowFile.Of(CarFile.Cars, ArrowFile.Plain, isStream: true, isLegacy: true));
        Assert.Equal(CarFile.Cars, MpgNet.ReadArrow(stream));
    }

    [Fact]
    public void Read_TableOfEachKind_GivesTheSame()
    {
        string[] rows = [.. CarFile.Cars.Select(car => string.Create(CultureInfo.InvariantCulture, $"{car.Cylinders},{car.Displacement},{car.Horsepower},{car.Weight},{car.IsNew},{car.Origin},{car.Color},{car.Sold:yyyy-MM-dd},{car.Mpg}"))];
        using var text = new StringReader(string.Join('\n', ["cylinders,displacement,horsepower,weight,is_new,origin,color,sold,mpg", .. rows]));
        using var parquet = new MemoryStream(CarFile.Of(CarFile.Cars));
        using var file = new MemoryStream(ArrowFile.Of(CarFile.Cars));
        using var stream = new MemoryStream(ArrowFile.Of(CarFile.Cars, isStream: true));
        RecordDataset<Car> cars = MpgNet.ReadCsv(text);
        Assert.Equal(CarFile.Cars, cars);
        Assert.Equal(cars, MpgNet.ReadParquet(parquet));
        Assert.Equal(cars, MpgNet.ReadArrow(file));
        Assert.Equal(cars, MpgNet.ReadArrow(stream));
    }

    [Fact]
    public void Read_TypesOfOtherColumns_DoNotMatter()
    {
        var pairs = new StructType([new Field("x", Int8Type.Default, true), new Field("y", new ListType(StringType.Default), true)]);
        ArrowFile.Column[] columns =
        [
            new("a", cars => new NullArray(cars.Count)),
            new("b", cars => new BinaryArray.Builder().AppendRange(cars.Select(_ => new byte[] { 1, 2 })).Build()),
            new("c", cars => new StructArray(pairs, cars.Count, [new Int8Array.Builder().AppendRange(cars.Select(_ => (sbyte)1)).Build(), Lists(cars.Count)], ArrowBuffer.Empty)),
            .. ArrowFile.Plain,
            ArrowFile.Classes("d", car => car.Color, "red", "blue"),
        ];
        foreach (bool isStream in (bool[])[false, true])
        {
            using var stream = new MemoryStream(ArrowFile.Of(CarFile.Cars, columns, isStream, CompressionCodecType.Lz4Frame));
            Assert.Equal(CarFile.Cars, MpgNet.ReadArrow(stream));
        }

        static ListArray Lists(int count)
        {
            var lists = new ListArray.Builder(StringType.Default);
            for (int i = 0; i < count; i++)
            {
                lists.Append();
                ((StringArray.Builder)lists.ValueBuilder).Append("x");
            }

            return lists.Build();
        }
    }

    public static TheoryData<string, string> OtherTypes => new()
    {
        { "cylinders", "int8" }, { "cylinders", "int16" }, { "cylinders", "int64" }, { "cylinders", "uint8" }, { "cylinders", "uint16" }, { "cylinders", "uint32" }, { "cylinders", "uint64" },
        { "cylinders", "float16" }, { "cylinders", "text" }, { "cylinders", "classes" },
        { "displacement", "double" }, { "displacement", "text" }, { "displacement", "float16" },
        { "horsepower", "nan" }, { "weight", "decimal32" }, { "weight", "decimal64" }, { "weight", "decimal128" }, { "weight", "decimal256" },
        { "is_new", "text" }, { "is_new", "uint8" }, { "origin", "classes" }, { "origin", "large utf8" }, { "origin", "utf8 view" }, { "origin", "class that is null" }, { "color", "utf8 view" },
        { "sold", "date64" }, { "sold", "s" }, { "sold", "ms" }, { "sold", "us" }, { "sold", "ns" }, { "sold", "ns in UTC" }, { "sold", "text" },
    };

    [Theory]
    [MemberData(nameof(OtherTypes))]
    public void Read_OtherTypesThanTheRecords_AreConverted(string name, string type)
    {
        ArrowFile.Column column = (name, type) switch
        {
            (_, "int8") => new(name, cars => new Int8Array.Builder().AppendRange(cars.Select(car => (sbyte)car.Cylinders)).Build()),
            (_, "int16") => new(name, cars => new Int16Array.Builder().AppendRange(cars.Select(car => (short)car.Cylinders)).Build()),
            (_, "int64") => new(name, cars => new Int64Array.Builder().AppendRange(cars.Select(car => (long)car.Cylinders)).Build()),
            ("cylinders", "uint8") => new(name, cars => new UInt8Array.Builder().AppendRange(cars.Select(car => (byte)car.Cylinders)).Build()),
            (_, "uint16") => new(name, cars => new UInt16Array.Builder().AppendRange(cars.Select(car => (ushort)car.Cylinders)).Build()),
            (_, "uint32") => new(name, cars => new UInt32Array.Builder().AppendRange(cars.Select(car => (uint)car.Cylinders)).Build()),
            (_, "uint64") => new(name, cars => new UInt64Array.Builder().AppendRange(cars.Select(car => (ulong)car.Cylinders)).Build()),
            ("cylinders", "float16") => new(name, cars => new HalfFloatArray.Builder().AppendRange(cars.Select(car => (Half)car.Cylinders)).Build()),
            ("displacement", "float16") => new(name, cars => new HalfFloatArray.Builder().AppendRange(cars.Select(car => (Half)car.Displacement)).Build()),
            ("cylinders", "text") => ArrowFile.Texts(name, car => $" {car.Cylinders} "),
            ("cylinders", "classes") => ArrowFile.Classes(name, car => $"{car.Cylinders}", "3", "4", "6", "8"),
            (_, "double") => new(name, cars => new DoubleArray.Builder().AppendRange(cars.Select(car => (double)car.Displacement)).Build()),
            ("displacement", "text") => ArrowFile.Texts(name, car => car.Displacement.ToString(CultureInfo.InvariantCulture)),
            (_, "nan") => new(name, cars => new DoubleArray.Builder().AppendRange(cars.Select(car => car.Horsepower ?? double.NaN)).Build()),
            (_, "decimal32") => new(name, cars => cars.Aggregate(new Decimal32Array.Builder(new Decimal32Type(9, 3)), (values, car) => values.Append((decimal)car.Weight)).Build()),
            (_, "decimal64") => new(name, cars => cars.Aggregate(new Decimal64Array.Builder(new Decimal64Type(18, 5)), (values, car) => values.Append((decimal)car.Weight)).Build()),
            (_, "decimal128") => new(name, cars => cars.Aggregate(new Decimal128Array.Builder(new Decimal128Type(30, 4)), (values, car) => values.Append((decimal)car.Weight)).Build()),
            (_, "decimal256") => new(name, cars => cars.Aggregate(new Decimal256Array.Builder(new Decimal256Type(50, 30)), (values, car) => values.Append((decimal)car.Weight)).Build()),
            ("is_new", "text") => ArrowFile.Texts(name, car => car.IsNew ? "Yes" : "0"),
            ("is_new", "uint8") => new(name, cars => new UInt8Array.Builder().AppendRange(cars.Select(car => car.IsNew ? (byte)1 : (byte)0)).Build()),
            (_, "classes") => ArrowFile.Classes(name, car => car.Origin?.ToString(), "Usa", "Japan", "Europe"),
            (_, "class that is null") => ArrowFile.Classes(name, car => car.Origin?.ToString(), "Usa", null, "Japan", "Europe"),
            (_, "large utf8") => new(name, cars => LargeTexts([.. cars.Select(car => car.Origin is Origin origin ? " " + origin.ToString().ToUpperInvariant() : "")])),
            ("origin", "utf8 view") => new(name, cars => Views(cars.Select(car => car.Origin is Origin origin ? origin + "              " : null))),
            ("color", "utf8 view") => new(name, cars => Views(cars.Select(car => car.Color))),
            (_, "date64") => new(name, cars => new Date64Array.Builder().AppendRange(cars.Select(car => car.Sold)).Build()),
            (_, "s") => Stamps(TimeUnit.Second, null),
            (_, "ms") => Stamps(TimeUnit.Millisecond, null),
            (_, "us") => Stamps(TimeUnit.Microsecond, null),
            (_, "ns") => Stamps(TimeUnit.Nanosecond, null),
            (_, "ns in UTC") => Stamps(TimeUnit.Nanosecond, "+00:00"),
            _ => ArrowFile.Texts(name, car => car.Sold.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        };
        using var stream = new MemoryStream(ArrowFile.Of(CarFile.Cars, ArrowFile.With(column)));
        Assert.Equal(CarFile.Cars, MpgNet.ReadArrow(stream));

        ArrowFile.Column Stamps(TimeUnit unit, string? zone) => new(name, cars => new TimestampArray.Builder(new TimestampType(unit, zone)).AppendRange(cars.Select(car => new DateTimeOffset(car.Sold.ToDateTime(new TimeOnly(23, 59, 59)), TimeSpan.Zero))).Build());
    }

    /// <summary>Lists with ends of 32 and of 64 bits and of fixed length, times of all units.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("js-lists.arrow")]
    [InlineData("polars-lists.arrow")]
    public void Read_Lists_GivesRowsOfNumbers(string file)
    {
        using Stream stream = file.Length > 0 ? File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Files", file)) : new MemoryStream(SampleFile.Of([1, 2, 3, 4, 5, 6.5f], [0, 3, 6], [1, 2, 0.5, -1]));
        RecordDataset<Sample> samples = PitchNet.ReadArrow(stream);
        Assert.Equal(2, samples.Count);
        Assert.Equal([1, 2, 3], samples[0].Wave);
        Assert.Equal([4, 5, 6.5f], samples[1].Wave);
        Assert.Equal([1, 2], samples[0].Extra);
        Assert.Equal([0.5, -1], samples[1].Extra);
        Assert.Equal([new DateTime(2026, 11, 28), new DateTime(1969, 12, 31)], samples.Select(sample => sample.At));
        Assert.Equal([new TimeOnly(12, 34, 56), null], samples.Select(sample => sample.Clock));
        Assert.Equal([440, 220.5f], samples.Select(sample => sample.Pitch));
        Assert.Equal(2, new PitchNet(seed: 1).Fit(samples, new TrainingOptions { Epochs = 2 }).Epochs.Count);
    }

    [Fact]
    public void Read_BatchesWithoutRowsAndColumnsWithoutValues_AreNone()
    {
        ArrowFile.Column[] columns = ArrowFile.With(new("horsepower", cars => new NullArray(cars.Count)));
        Schema schema = new([.. columns.Select(column => new Field(column.Name, column.Of(CarFile.Cars).Data.DataType, true))], null);
        Car[][] parts = [[], CarFile.Cars[..2], [], [], CarFile.Cars[2..], []];
        foreach (bool isStream in (bool[])[false, true])
        {
            byte[] file = ArrowFile.Of(schema, parts.Select(part => new RecordBatch(schema, columns.Select(column => column.Of(part)), part.Length)), isStream, CompressionCodecType.Zstd);
            Assert.Equal(CarFile.Cars.Select(car => car with { Horsepower = null }), MpgNet.ReadArrow(new MemoryStream(file)));
        }
    }

    [Fact]
    public void Read_StampsFinerThanTicks_AreTheTickBefore()
    {
        // 1 and -1 nanoseconds from the beginning of 1970.
        using var stream = new MemoryStream(SampleFile.Of([1, 2, 3, 4, 5, 6.5f], [0, 3, 6], [1, 2, 0.5, -1], TimeUnit.Nanosecond, [1, -1]));
        Assert.Equal([new DateTime(1970, 1, 1), new DateTime(1970, 1, 1).AddTicks(-1)], PitchNet.ReadArrow(stream).Select(sample => sample.At));
    }

    [Fact]
    public void Read_DropRowsWithout_LeavesThemOut()
    {
        using var stream = new MemoryStream(ArrowFile.Of(CarFile.Cars));
        RecordDataset<Car> known = MpgNet.ReadArrow(stream, new ArrowRecordOptions { DropRowsWithout = ["horsepower", "origin"] });
        Assert.Equal([CarFile.Cars[0], CarFile.Cars[3]], known);
    }

    [Fact]
    public void Read_TrainsLikeCsv()
    {
        using var stream = new MemoryStream(ArrowFile.Of(CarFile.Cars));
        var net = new MpgNet(seed: 1);
        net.Fit(MpgNet.ReadArrow(stream), new TrainingOptions { Epochs = 2, BatchSize = 2, Seed = 1 });
        var other = new MpgNet(seed: 1);
        other.Fit(RecordDataset.Of(CarFile.Cars), new TrainingOptions { Epochs = 2, BatchSize = 2, Seed = 1 });
        Assert.Equal(other.Predict(CarFile.Cars[0]), net.Predict(CarFile.Cars[0]));
    }

    // The library has no builder of these.
    private static LargeStringArray LargeTexts(string[] texts)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(string.Concat(texts));
        long[] ends = [.. Enumerable.Range(0, texts.Length + 1).Select(i => (long)texts.Take(i).Sum(text => text.Length))];
        return new LargeStringArray(new ArrayData(LargeStringType.Default, texts.Length, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(System.Runtime.InteropServices.MemoryMarshal.AsBytes<long>(ends).ToArray()), new ArrowBuffer(bytes)]));
    }

    private static StringViewArray Views(IEnumerable<string?> texts) => texts.Aggregate(new StringViewArray.Builder(), (views, text) => text is null ? views.AppendNull() : views.Append(text)).Build();
}
