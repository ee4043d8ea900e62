using Parquet;

namespace NnGen.Data.Parquet.Tests;

/// <summary>What stands in a file is what the records have, whatever the file's types and packing.</summary>
public sealed class ReadingTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"cars-{Guid.NewGuid():N}.parquet");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(CompressionMethod.None)]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Zstd)]
    public void Read_EachPacking_GivesTheRecords(CompressionMethod compression)
    {
        using var stream = new MemoryStream(CarFile.Of(CarFile.Cars, compression));
        Assert.Equal(CarFile.Cars, MpgNet.ReadParquet(stream));
        Assert.True(stream.CanRead);
    }

    [Fact]
    public void ReadAndStream_OfAFile_GiveTheSame()
    {
        File.WriteAllBytes(_path, CarFile.Of(CarFile.Cars));
        Assert.Equal(CarFile.Cars, MpgNet.ReadParquet(_path));
        Assert.Equal(CarFile.Cars, MpgNet.ReadParquetStream(_path));

        // Each enumeration is one of its own, and one that ends early lets the file go.
        IEnumerable<Car> stream = MpgNet.ReadParquetStream(_path);
        Assert.Equal(CarFile.Cars[0], stream.First());
        Assert.Equal(CarFile.Cars[0], stream.First());
        File.Delete(_path);
    }

    [Fact]
    public void Read_OtherTypesThanTheRecords_AreConverted()
    {
        CarFile.Column[] columns =
        [
            new CarFile.Column<double>("Cylinders", car => car.Cylinders),
            new CarFile.TextColumn("Displacement", car => car.Displacement.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new CarFile.Column<double>("Horsepower", car => car.Horsepower ?? double.NaN),
            new CarFile.Column<decimal>("Weight", car => (decimal)car.Weight),
            new CarFile.Column<byte>("IsNew", car => car.IsNew ? (byte)1 : (byte)0),
            new CarFile.TextColumn("Origin", car => car.Origin is Origin origin ? " " + origin.ToString().ToUpperInvariant() : ""),
            new CarFile.TextColumn("Color", car => car.Color),
            new CarFile.TextColumn("Sold", car => car.Sold.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
            new CarFile.Column<double>("Mpg", car => car.Mpg),
        ];
        using var stream = new MemoryStream(CarFile.Of(CarFile.Cars, columns));
        Assert.Equal(CarFile.Cars, MpgNet.ReadParquet(stream));
    }

    [Fact]
    public void Read_FractionThatRoundsToAWholeNumber_IsANumber()
    {
        // 2^24 + 1.5 is no float; the nearest is 2^24 + 2.
        CarFile.Column[] columns =
        [
            new CarFile.Column<int>("cylinders", car => car.Cylinders),
            new CarFile.Column<double>("displacement", car => 16777217.5),
            new CarFile.OptionalColumn<float>("horsepower", car => car.Horsepower),
            new CarFile.Column<double>("weight", car => car.Weight),
            new CarFile.Column<bool>("is_new", car => car.IsNew),
            new CarFile.TextColumn("origin", car => car.Origin?.ToString()),
            new CarFile.TextColumn("color", car => car.Color),
            new CarFile.Column<DateTime>("sold", car => car.Sold.ToDateTime(default)),
            new CarFile.Column<float>("mpg", car => car.Mpg),
        ];
        using var rounded = new MemoryStream(CarFile.Of(CarFile.Cars, columns));
        Assert.Equal(16777218f, MpgNet.ReadParquet(rounded)[0].Displacement);
    }

    [Fact]
    public void Read_DropRowsWithout_LeavesThemOut()
    {
        using var stream = new MemoryStream(CarFile.Of(CarFile.Cars));
        RecordDataset<Car> known = MpgNet.ReadParquet(stream, new ParquetRecordOptions { DropRowsWithout = ["horsepower", "origin"] });
        Assert.Equal([CarFile.Cars[0], CarFile.Cars[3]], known);
    }

    [Fact]
    public void Read_TrainsLikeCsv()
    {
        using var stream = new MemoryStream(CarFile.Of(CarFile.Cars));
        var net = new MpgNet(seed: 1);
        net.Fit(MpgNet.ReadParquet(stream), new TrainingOptions { Epochs = 2, BatchSize = 2, Seed = 1 });
        var other = new MpgNet(seed: 1);
        other.Fit(RecordDataset.Of(CarFile.Cars), new TrainingOptions { Epochs = 2, BatchSize = 2, Seed = 1 });
        Assert.Equal(other.Predict(CarFile.Cars[0]), net.Predict(CarFile.Cars[0]));
    }
}
