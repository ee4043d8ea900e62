using Parquet;
using Parquet.Schema;

namespace NnGen.Data.Parquet.Tests;

/// <summary>Parquet files of cars, by the writer of Parquet.Net; the columns may be of other types than the record's properties.</summary>
internal static class CarFile
{
    public static readonly Car[] Cars =
    [
        new(4, 140.5f, 90, 2408, true, Origin.Usa, "red", new DateOnly(2026, 11, 28), 24),
        new(8, 307, null, 3504, false, Origin.Europe, "blue", new DateOnly(1970, 1, 1), 18),
        new(3, 70, 97, 2330.25, true, null, "red", new DateOnly(1969, 12, 31), 19.5f),
        new(6, 225, 95, 3785, false, Origin.Japan, "blue", new DateOnly(2000, 2, 29), 18.25f),
        new(4, 98, null, 2046, true, Origin.Europe, "blue", new DateOnly(1999, 7, 4), 31),
    ];

    /// <summary>A file of some cars, two in each row group.</summary>
    public static byte[] Of(IReadOnlyList<Car> cars, CompressionMethod compression = CompressionMethod.Snappy)
    {
        Column[] columns =
        [
            new Column<int>("cylinders", car => car.Cylinders),
            new Column<float>("displacement", car => car.Displacement),
            new OptionalColumn<float>("horsepower", car => car.Horsepower),
            new Column<double>("weight", car => car.Weight),
            new Column<bool>("is_new", car => car.IsNew),
            new TextColumn("origin", car => car.Origin?.ToString()),
            new TextColumn("color", car => car.Color),
            new Column<DateTime>("sold", car => car.Sold.ToDateTime(new TimeOnly(13, 30))),
            new Column<long>("not of the record", car => 7),
            new Column<float>("mpg", car => car.Mpg),
        ];
        return Of(cars, columns, compression);
    }

    /// <summary>A file of some columns of cars, two cars in each row group.</summary>
    public static byte[] Of(IReadOnlyList<Car> cars, IReadOnlyList<Column> columns, CompressionMethod compression = CompressionMethod.Snappy)
    {
        using var stream = new MemoryStream();
        WriteAsync().GetAwaiter().GetResult();
        return stream.ToArray();

        async Task WriteAsync()
        {
            var options = new ParquetOptions { CompressionMethod = compression };
            await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema([.. columns.Select(column => column.Field)]), stream, options);
            foreach (Car[] group in cars.Chunk(2))
            {
                using ParquetRowGroupWriter rows = writer.CreateRowGroup();
                foreach (Column column in columns)
                {
                    await column.WriteAsync(rows, group);
                }
            }
        }
    }

    /// <summary>A column of a file of cars.</summary>
    public abstract class Column
    {
        public abstract Field Field { get; }

        public abstract Task WriteAsync(ParquetRowGroupWriter rows, IReadOnlyList<Car> cars);
    }

    public sealed class Column<T>(string name, Func<Car, T> value) : Column
        where T : struct
    {
        private readonly DataField<T> _field = new(name);

        public override Field Field => _field;

        public override async Task WriteAsync(ParquetRowGroupWriter rows, IReadOnlyList<Car> cars) => await rows.WriteAsync<T>(_field, cars.Select(value).ToArray());
    }

    public sealed class OptionalColumn<T>(string name, Func<Car, T?> value) : Column
        where T : struct
    {
        private readonly DataField<T?> _field = new(name);

        public override Field Field => _field;

        public override async Task WriteAsync(ParquetRowGroupWriter rows, IReadOnlyList<Car> cars) => await rows.WriteAsync<T>(_field, cars.Select(value).ToArray());
    }

    public sealed class TextColumn(string name, Func<Car, string?> value) : Column
    {
        private readonly DataField<string> _field = new(name);

        public override Field Field => _field;

        public override async Task WriteAsync(ParquetRowGroupWriter rows, IReadOnlyList<Car> cars) => await rows.WriteAsync(_field, cars.Select(value).ToArray()!);
    }
}
