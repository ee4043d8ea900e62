using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using NnGen.Data.Parquet.Tests;

namespace NnGen.Data.Arrow.Tests;

/// <summary>Arrow files of cars, by the writer of Apache.Arrow; the columns may be of other types than the record's properties.</summary>
internal static class ArrowFile
{
    /// <summary>The columns of the record, and one that it does not have.</summary>
    public static readonly Column[] Plain =
    [
        new("cylinders", cars => new Int32Array.Builder().AppendRange(cars.Select(car => car.Cylinders)).Build()),
        new("displacement", cars => new FloatArray.Builder().AppendRange(cars.Select(car => car.Displacement)).Build()),
        new("horsepower", cars => cars.Aggregate(new FloatArray.Builder(), (values, car) => values.Append(car.Horsepower)).Build()),
        new("weight", cars => new DoubleArray.Builder().AppendRange(cars.Select(car => car.Weight)).Build()),
        new("is_new", cars => new BooleanArray.Builder().AppendRange(cars.Select(car => car.IsNew)).Build()),
        Texts("origin", car => car.Origin?.ToString()),
        Texts("color", car => car.Color),
        new("sold", cars => new Date32Array.Builder().AppendRange(cars.Select(car => car.Sold)).Build()),
        new("not of the record", cars => new Int64Array.Builder().AppendRange(cars.Select(_ => 7L)).Build()),
        new("mpg", cars => new FloatArray.Builder().AppendRange(cars.Select(car => car.Mpg)).Build()),
    ];

    /// <summary>A file of the plain columns.</summary>
    public static byte[] Of(IReadOnlyList<Car> cars, bool isStream = false, CompressionCodecType? compression = null) => Of(cars, Plain, isStream, compression);

    /// <summary>A file of some columns of cars, two cars in each record batch.</summary>
    public static byte[] Of(IReadOnlyList<Car> cars, IReadOnlyList<Column> columns, bool isStream = false, CompressionCodecType? compression = null, bool isLegacy = false)
    {
        Schema schema = new([.. columns.Select(column => new Field(column.Name, column.Of(cars).Data.DataType, true))], null);
        return Of(schema, cars.Chunk(2).Select(batch => new RecordBatch(schema, columns.Select(column => column.Of(batch)), batch.Length)), isStream, compression, isLegacy);
    }

    /// <summary>A file of some batches.</summary>
    public static byte[] Of(Schema schema, IEnumerable<RecordBatch> batches, bool isStream, CompressionCodecType? compression = null, bool isLegacy = false)
    {
        using var stream = new MemoryStream();
        var options = new IpcOptions { CompressionCodec = compression, CompressionCodecFactory = new CompressionCodecFactory(), WriteLegacyIpcFormat = isLegacy };
        using ArrowStreamWriter writer = isStream ? new ArrowStreamWriter(stream, schema, leaveOpen: true, options) : new ArrowFileWriter(stream, schema, leaveOpen: true, options);
        writer.WriteStart();
        foreach (RecordBatch batch in batches)
        {
            writer.WriteRecordBatch(batch);
        }

        writer.WriteEnd();
        return stream.ToArray();
    }

    /// <summary>The plain columns, of which one is another or is left out.</summary>
    public static Column[] With(Column? other = null, string without = "") =>
        [.. Plain.Select(column => column.Name == other?.Name ? other : column).Where(column => column.Name != without)];

    /// <summary>A column of texts.</summary>
    public static Column Texts(string name, Func<Car, string?> text) => new(name, cars => Texts(cars.Select(text)));

    /// <summary>A column of texts, each of which stands in a dictionary once; a missing one may be a place of the dictionary, or no place.</summary>
    public static Column Classes(string name, Func<Car, string?> text, params string?[] classes) => new(name, cars =>
    {
        var places = new UInt8Array.Builder();
        foreach (Car car in cars)
        {
            int place = System.Array.IndexOf(classes, text(car));
            _ = place < 0 ? places.AppendNull() : places.Append((byte)place);
        }

        return new DictionaryArray(new DictionaryType(UInt8Type.Default, StringType.Default, false), places.Build(), Texts(classes));
    });

    /// <summary>Texts.</summary>
    public static StringArray Texts(IEnumerable<string?> texts)
    {
        var builder = new StringArray.Builder();
        foreach (string? text in texts)
        {
            builder.Append(text);
        }

        return builder.Build();
    }

    /// <summary>A column of a file of cars.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Of">Its values.</param>
    public sealed record Column(string Name, Func<IReadOnlyList<Car>, IArrowArray> Of);
}
