namespace NnGen;

/// <summary>What a field of a structure is, in Thrift's compact protocol and in the format of Parquet files.</summary>
/// <param name="wire">The number of the type; a yes has one, and a no has the next.</param>
/// <param name="element">What a list is of.</param>
/// <param name="fields">The fields of a structure.</param>
/// <remarks>https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift</remarks>
internal sealed class CompactType(int wire, CompactType? element, params (int Field, CompactType Type)[] fields)
{
    private static readonly CompactType s_boolean = new(1, null);
    private static readonly CompactType s_i8 = new(3, null);
    private static readonly CompactType s_i16 = new(4, null);
    private static readonly CompactType s_i32 = new(5, null);
    private static readonly CompactType s_i64 = new(6, null);
    private static readonly CompactType s_double = new(7, null);
    private static readonly CompactType s_bytes = new(8, null);
    private static readonly CompactType s_empty = Struct();

    private static readonly CompactType s_statistics = Struct((1, s_bytes), (2, s_bytes), (3, s_i64), (4, s_i64), (5, s_bytes), (6, s_bytes), (7, s_boolean), (8, s_boolean));
    private static readonly CompactType s_time = Struct((1, s_boolean), (2, Struct((1, s_empty), (2, s_empty), (3, s_empty))));

    private static readonly CompactType s_meaning = Struct(
        (1, s_empty), (2, s_empty), (3, s_empty), (4, s_empty),
        (5, Struct((1, s_i32), (2, s_i32))),
        (6, s_empty), (7, s_time), (8, s_time),
        (10, Struct((1, s_i8), (2, s_boolean))),
        (11, s_empty), (12, s_empty), (13, s_empty), (14, s_empty), (15, s_empty),
        (16, Struct((1, s_i8))),
        (17, Struct((1, s_bytes))),
        (18, Struct((1, s_bytes), (2, s_i32))));

    private static readonly CompactType s_element = Struct((1, s_i32), (2, s_i32), (3, s_i32), (4, s_bytes), (5, s_i32), (6, s_i32), (7, s_i32), (8, s_i32), (9, s_i32), (10, s_meaning));
    private static readonly CompactType s_keyValues = List(Struct((1, s_bytes), (2, s_bytes)));
    private static readonly CompactType s_box = Struct((1, s_double), (2, s_double), (3, s_double), (4, s_double), (5, s_double), (6, s_double), (7, s_double), (8, s_double));

    private static readonly CompactType s_columnMetadata = Struct(
        (1, s_i32), (2, List(s_i32)), (3, List(s_bytes)), (4, s_i32), (5, s_i64), (6, s_i64), (7, s_i64), (8, s_keyValues), (9, s_i64), (10, s_i64), (11, s_i64), (12, s_statistics),
        (13, List(Struct((1, s_i32), (2, s_i32), (3, s_i32)))), (14, s_i64), (15, s_i32),
        (16, Struct((1, s_i64), (2, List(s_i64)), (3, List(s_i64)))),
        (17, Struct((1, s_box), (2, List(s_i32)))));

    private static readonly CompactType s_column = Struct(
        (1, s_bytes), (2, s_i64), (3, s_columnMetadata), (4, s_i64), (5, s_i32), (6, s_i64), (7, s_i32),
        (8, Struct((1, s_empty), (2, Struct((1, List(s_bytes)), (2, s_bytes))))), (9, s_bytes));

    private static readonly CompactType s_group = Struct(
        (1, List(s_column)), (2, s_i64), (3, s_i64), (4, List(Struct((1, s_i32), (2, s_boolean), (3, s_boolean)))), (5, s_i64), (6, s_i64), (7, s_i16));

    private static readonly CompactType s_cipher = Struct((1, s_bytes), (2, s_bytes), (3, s_boolean));

    private readonly Dictionary<int, CompactType> _fields = fields.ToDictionary(field => field.Field, field => field.Type);

    /// <summary>The description of a file.</summary>
    public static CompactType File { get; } = Struct(
        (1, s_i32), (2, List(s_element)), (3, s_i64), (4, List(s_group)), (5, s_keyValues), (6, s_bytes), (7, List(Struct((1, s_empty)))), (8, Struct((1, s_cipher), (2, s_cipher))), (9, s_bytes));

    /// <summary>The header of a page.</summary>
    public static CompactType PageHeader { get; } = Struct(
        (1, s_i32), (2, s_i32), (3, s_i32), (4, s_i32),
        (5, Struct((1, s_i32), (2, s_i32), (3, s_i32), (4, s_i32), (5, s_statistics))),
        (6, s_empty),
        (7, Struct((1, s_i32), (2, s_i32), (3, s_boolean))),
        (8, Struct((1, s_i32), (2, s_i32), (3, s_i32), (4, s_i32), (5, s_i32), (6, s_i32), (7, s_boolean), (8, s_statistics))));

    /// <summary>What a list is of; null for all else.</summary>
    public CompactType? Element => element;

    /// <summary>What a field of a structure is; null where the format does not know it.</summary>
    public CompactType? this[int field] => _fields.GetValueOrDefault(field);

    /// <summary>Whether a value of this type is of a type of the protocol.</summary>
    public bool Is(int type) => type == wire || (wire == 1 && type == 2);

    /// <inheritdoc/>
    public override string ToString() => wire switch { 1 => "1 or 2", _ => FormattableString.Invariant($"{wire}") };

    private static CompactType List(CompactType element) => new(9, element);

    private static CompactType Struct(params (int Field, CompactType Type)[] fields) => new(12, null, fields);
}
