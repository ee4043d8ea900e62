using System.Globalization;
using Apache.Arrow.Types;

namespace NnGen;

/// <summary>A column as the schema of an Arrow file describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Layout">Which parts its values take in a batch.</param>
/// <param name="Type">The type of its values, those of the dictionary where there is one; null where records have no use for it.</param>
/// <param name="TypeName">The type in words.</param>
/// <param name="Children">Columns that it has within, such as the elements of a list.</param>
internal sealed record ArrowField(string Name, ArrowLayout Layout, IArrowType? Type, string TypeName, ArrowField[] Children)
{
    /// <summary>A schema with more columns than this, those within others counted, is refused.</summary>
    private const int MostFields = 1 << 17;

    private const int MostLevels = 32;

    /// <summary>The number of the dictionary that its values are numbers of places in; null where there is none.</summary>
    public long? Dictionary { get; init; }

    /// <summary>The type of the places in the dictionary.</summary>
    public IArrowType? IndexType { get; init; }

    /// <summary>The numbers of a list whose lists have all the same length.</summary>
    public int ListLength { get; init; }

    /// <summary>The columns of a schema.</summary>
    /// <exception cref="InvalidDataException">The schema is damaged, or nothing can be read by it.</exception>
    public static ArrowField[] Read(FlatTable schema, Func<string, InvalidDataException> refused)
    {
        if (schema.Int16(0) != 0)
        {
            throw refused("has numbers whose first byte is the highest; write it on a machine on which it is the lowest, as it is on nearly all");
        }

        int count = 0;
        return Fields(schema.List(1, sizeof(uint)), 0);

        ArrowField[] Fields(FlatList list, int level)
        {
            count += list.Count;
            if (count > MostFields || level > MostLevels)
            {
                throw schema.Damaged(level > MostLevels ? $"its columns lie within each other more than {MostLevels} deep" : $"its schema has more than {MostFields} columns");
            }

            var fields = new ArrowField[list.Count];
            for (int i = 0; i < fields.Length; i++)
            {
                FlatTable field = list.Table(i);
                fields[i] = Of(field, Fields(field.List(5, sizeof(uint)), level + 1), refused);
            }

            return fields;
        }
    }

    private static ArrowField Of(FlatTable field, ArrowField[] children, Func<string, InvalidDataException> refused)
    {
        string name = field.Text(0) ?? "";
        byte number = field.Byte(2);
        FlatTable type = field.Table(3) ?? throw field.Damaged($"column {RecordColumns.Quoted(name)} has no type");
        (ArrowLayout layout, IArrowType? known, string words) = number switch
        {
            1 => (ArrowLayout.Nothing, NullType.Default, "null"),
            2 => (ArrowLayout.Fixed, Integer(type), "int"),
            3 => (ArrowLayout.Fixed, (IArrowType?)(type.Int16(0) switch { 0 => HalfFloatType.Default, 1 => FloatType.Default, 2 => DoubleType.Default, _ => null }), "floating point"),
            4 => (ArrowLayout.Offsets, null, "binary"),
            5 => (ArrowLayout.Offsets, StringType.Default, "utf8"),
            6 => (ArrowLayout.Bits, BooleanType.Default, "bool"),
            7 => (ArrowLayout.Fixed, Decimal(type), "decimal"),
            8 => (ArrowLayout.Fixed, (IArrowType?)(type.Int16(0, 1) switch { 0 => Date32Type.Default, 1 => Date64Type.Default, _ => null }), "date"),
            9 => (ArrowLayout.Fixed, Time(type), "time"),
            10 => (ArrowLayout.Fixed, Unit(type.Int16(0)) is TimeUnit unit ? new TimestampType(unit, type.Text(1)) : null, "timestamp"),
            11 => (ArrowLayout.Fixed, null, "interval"),
            12 => (ArrowLayout.List, ListOf(children), "list"),
            13 => (ArrowLayout.Struct, null, "struct"),
            14 => (type.Int16(0) == 1 ? ArrowLayout.DenseUnion : ArrowLayout.SparseUnion, null, "union"),
            15 => (ArrowLayout.Fixed, null, "fixed-size binary"),
            16 => (ArrowLayout.FixedList, ListOf(children), "fixed-size list"),
            17 => (ArrowLayout.List, null, "map"),
            18 => (ArrowLayout.Fixed, Unit(type.Int16(0, 1)) is TimeUnit unit ? DurationType.FromTimeUnit(unit) : null, "duration"),
            19 => (ArrowLayout.Offsets, null, "large binary"),
            20 => (ArrowLayout.LargeOffsets, LargeStringType.Default, "large utf8"),
            21 => (ArrowLayout.LargeList, ListOf(children), "large list"),
            22 => (ArrowLayout.RunEnds, null, "run-end encoded"),
            23 => (ArrowLayout.Views, null, "binary view"),
            24 => (ArrowLayout.Views, StringViewType.Default, "utf8 view"),
            25 or 26 => (ArrowLayout.ListView, null, "list view"),
            _ => throw refused(string.Create(CultureInfo.InvariantCulture, $"has a column {RecordColumns.Quoted(name)} of type {number} of the format, which is not known here, so that what follows it cannot be found; leave the column out")),
        };
        int wanted = layout switch
        {
            ArrowLayout.List or ArrowLayout.LargeList or ArrowLayout.FixedList or ArrowLayout.ListView => 1,
            ArrowLayout.RunEnds => 2,
            ArrowLayout.Struct or ArrowLayout.SparseUnion or ArrowLayout.DenseUnion => children.Length,
            _ => 0,
        };
        int length = layout == ArrowLayout.FixedList ? type.Int32(0) : 0;
        if (wanted != children.Length || length < 0)
        {
            throw field.Damaged($"column {RecordColumns.Quoted(name)}, of the type {words}, has {children.Length} columns within{(length < 0 ? " and a negative length" : "")}");
        }

        string typeName = known is null or NestedType ? words + (known is null ? "" : " of " + children[0].TypeName) : known.Name;
        var read = new ArrowField(name, layout, known, typeName, children) { ListLength = length };
        if (field.Table(4) is not FlatTable dictionary)
        {
            return read;
        }

        // What lies in a batch are the places; the values come in batches of their own.
        IArrowType? index = dictionary.Table(1) is FlatTable integer ? Integer(integer) : Int32Type.Default;
        return read with { Dictionary = dictionary.Int64(0), IndexType = index, Type = index is null ? null : known };
    }

    private static IArrowType? Integer(FlatTable type) => (type.Int32(0), type.Byte(1) != 0) switch
    {
        (8, true) => Int8Type.Default,
        (8, false) => UInt8Type.Default,
        (16, true) => Int16Type.Default,
        (16, false) => UInt16Type.Default,
        (32, true) => Int32Type.Default,
        (32, false) => UInt32Type.Default,
        (64, true) => Int64Type.Default,
        (64, false) => UInt64Type.Default,
        _ => null,
    };

    private static IArrowType? Decimal(FlatTable type)
    {
        (int precision, int scale) = (type.Int32(0), type.Int32(1));
        const int MostDigits = 76;
        return precision is < 1 or > MostDigits || scale is < -MostDigits or > MostDigits ? null : type.Int32(2, 128) switch
        {
            32 => new Decimal32Type(precision, scale),
            64 => new Decimal64Type(precision, scale),
            128 => new Decimal128Type(precision, scale),
            256 => new Decimal256Type(precision, scale),
            _ => null,
        };
    }

    private static IArrowType? Time(FlatTable type) => (Unit(type.Int16(0, 1)), type.Int32(1, 32)) switch
    {
        (TimeUnit.Second or TimeUnit.Millisecond, 32) => TimeType.FromTimeUnit(Unit(type.Int16(0, 1))!.Value),
        (TimeUnit.Microsecond or TimeUnit.Nanosecond, 64) => TimeType.FromTimeUnit(Unit(type.Int16(0, 1))!.Value),
        _ => null,
    };

    private static TimeUnit? Unit(short unit) => unit switch
    {
        0 => TimeUnit.Second,
        1 => TimeUnit.Millisecond,
        2 => TimeUnit.Microsecond,
        3 => TimeUnit.Nanosecond,
        _ => null,
    };

    // Records have rows of numbers, and no rows of anything else.
    private static ListType? ListOf(ArrowField[] children) =>
        children is [{ Dictionary: null, Type: NumberType or BooleanType or Decimal32Type or Decimal64Type or Decimal128Type or Decimal256Type } element] ? new ListType(element.Type) : null;
}

/// <summary>Which parts the values of a type take in a batch.</summary>
internal enum ArrowLayout
{
    /// <summary>None: no value is there.</summary>
    Nothing,

    /// <summary>Which values are there, and as many bytes for each.</summary>
    Fixed,

    /// <summary>Which values are there, and a bit for each.</summary>
    Bits,

    /// <summary>Which values are there, where each ends, and the bytes.</summary>
    Offsets,

    /// <summary>As <see cref="Offsets"/>, of 64 bits each.</summary>
    LargeOffsets,

    /// <summary>Which values are there, a view for each, and any number of parts that they look at.</summary>
    Views,

    /// <summary>Which values are there and where each ends among the elements.</summary>
    List,

    /// <summary>As <see cref="List"/>, of 64 bits each.</summary>
    LargeList,

    /// <summary>Which values are there; all have the same number of elements.</summary>
    FixedList,

    /// <summary>Which values are there, where each begins and how long it is.</summary>
    ListView,

    /// <summary>Which values are there.</summary>
    Struct,

    /// <summary>The kind of each.</summary>
    SparseUnion,

    /// <summary>The kind of each, and its place.</summary>
    DenseUnion,

    /// <summary>None of its own.</summary>
    RunEnds,
}
