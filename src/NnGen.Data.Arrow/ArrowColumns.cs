using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace NnGen;

/// <summary>Columns of what Arrow's arrays have.</summary>
internal static class ArrowColumns
{
    /// <summary>The bytes of a text that lie within its view.</summary>
    private const int MostInView = 12;

    /// <summary>Of short texts, that many are remembered: classes are few, and names are all different.</summary>
    private const int MostShortTexts = 1000;

    /// <summary>The values of an array.</summary>
    /// <param name="array">The array, whose parts were checked.</param>
    /// <param name="error">What is wrong with the value of a row.</param>
    public static TableColumn Of(IArrowArray array, Func<int, string, InvalidDataException> error) => array switch
    {
        NullArray => new MissingColumn(),
        Int8Array numbers => Numbers(numbers),
        Int16Array numbers => Numbers(numbers),
        Int32Array numbers => Numbers(numbers),
        Int64Array numbers => Numbers(numbers),
        UInt8Array numbers => Numbers(numbers),
        UInt16Array numbers => Numbers(numbers),
        UInt32Array numbers => Numbers(numbers),
        UInt64Array numbers => Numbers(numbers),
        HalfFloatArray numbers => Numbers(numbers),
        FloatArray numbers => Numbers(numbers),
        DoubleArray numbers => Numbers(numbers),
        Decimal32Array numbers => new NumberColumn<decimal>(Values(numbers, i => numbers.GetValue(i)!.Value, error)),
        Decimal64Array numbers => new NumberColumn<decimal>(Values(numbers, i => numbers.GetValue(i)!.Value, error)),
        Decimal128Array numbers => new NumberColumn<decimal>(Values(numbers, i => numbers.GetValue(i)!.Value, error)),
        Decimal256Array numbers => new NumberColumn<decimal>(Values(numbers, i => numbers.GetValue(i)!.Value, error)),
        BooleanArray booleans => new BooleanColumn(Values(booleans, i => booleans.GetValue(i)!.Value, error)),
        StringArray texts => new TextColumn(Texts(texts, texts.GetBytes)),
        LargeStringArray texts => new TextColumn(Texts(texts, texts.GetBytes)),
        StringViewArray texts => new TextColumn(TextsOfViews(texts, error)),
        Date32Array dates => new DateColumn<DateOnly>(Values(dates, i => DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(dates.Values[i])), error)),
        Date64Array dates => new DateColumn<DateOnly>(Values(dates, i => DateOnly.FromDateTime(DateTime.UnixEpoch.AddMilliseconds(dates.Values[i])), error)),
        TimestampArray stamps => new DateColumn<DateTime>(Values(stamps, i => At(stamps.Values[i], (TimestampType)stamps.Data.DataType), error)),
        Time32Array times => new DateColumn<TimeOnly>(Values(times, i => TimeOnly.FromTimeSpan(Span(times.Values[i], ((Time32Type)times.Data.DataType).Unit)), error)),
        Time64Array times => new DateColumn<TimeOnly>(Values(times, i => TimeOnly.FromTimeSpan(Span(times.Values[i], ((Time64Type)times.Data.DataType).Unit)), error)),
        DurationArray spans => new DateColumn<TimeSpan>(Values(spans, i => Span(spans.Values[i], ((DurationType)spans.Data.DataType).Unit), error)),
        ListArray lists => new VectorColumn(Of(lists.Values, (element, reason) => error(RowOf(lists, element), reason)), lists),
        _ => throw new InvalidOperationException($"Arrays of the type {array.Data.DataType.Name} are not read."),
    };

    /// <summary>The places in a dictionary that the rows are; -1 where a value is missing.</summary>
    /// <param name="array">Integers.</param>
    /// <param name="count">The number of values in the dictionary.</param>
    /// <param name="error">What is wrong with the value of a row.</param>
    public static int[] Places(IArrowArray array, int count, Func<int, string, InvalidDataException> error)
    {
        return array switch
        {
            Int8Array places => Of(places),
            Int16Array places => Of(places),
            Int32Array places => Of(places),
            Int64Array places => Of(places),
            UInt8Array places => Of(places),
            UInt16Array places => Of(places),
            UInt32Array places => Of(places),
            UInt64Array places => Of(places),
            _ => throw new InvalidOperationException($"Places of the type {array.Data.DataType.Name} are not read."),
        };

        int[] Of<T>(PrimitiveArray<T> places)
            where T : struct, INumber<T>
        {
            int[] rows = new int[places.Length];
            ReadOnlySpan<T> values = places.Values;
            for (int i = 0; i < rows.Length; i++)
            {
                // Beyond the least and the largest of an int, there is no place either.
                int place = places.IsNull(i) ? -1 : int.CreateSaturating(values[i]);
                rows[i] = places.IsNull(i) || (place >= 0 && place < count)
                    ? place
                    : throw error(i, string.Create(CultureInfo.InvariantCulture, $"the value stands in place {values[i]} of its dictionary, which has {count}"));
            }

            return rows;
        }
    }

    private static NumberColumn<T> Numbers<T>(PrimitiveArray<T> array)
        where T : struct, INumber<T>
    {
        var numbers = new T?[array.Length];
        ReadOnlySpan<T> values = array.Values;
        bool isWhole = array.NullCount == 0;
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = isWhole || array.IsValid(i) ? values[i] : null;
        }

        return new NumberColumn<T>(numbers);
    }

    private static T?[] Values<T>(Apache.Arrow.Array array, Func<int, T> value, Func<int, string, InvalidDataException> error)
        where T : struct
    {
        var values = new T?[array.Length];
        for (int i = 0; i < values.Length; i++)
        {
            try
            {
                values[i] = array.IsValid(i) ? value(i) : null;
            }
            catch (Exception e) when (e is OverflowException or ArgumentOutOfRangeException)
            {
                throw error(i, $"the value, of the type {array.Data.DataType.Name}, is beyond what {typeof(T).Name} can be");
            }
        }

        return values;
    }

    private delegate ReadOnlySpan<byte> BytesOf(int row);

    private static string?[] Texts(Apache.Arrow.Array array, BytesOf bytes)
    {
        var texts = new string?[array.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = array.IsValid(i) ? Encoding.UTF8.GetString(bytes(i)) : null;
        }

        return texts;
    }

    // Views may look at the same bytes: rows with the same view share a text, and of views that lie upon each other no more is made than a file may hold.
    private static string?[] TextsOfViews(StringViewArray array, Func<int, string, InvalidDataException> error)
    {
        var texts = new string?[array.Length];
        var known = new Dictionary<UInt128, string>();
        ReadOnlySpan<UInt128> views = MemoryMarshal.Cast<byte, UInt128>(array.Data.Buffers[1].Span);
        long left = (1 << 20) + (4 * array.Data.Buffers.Skip(2).Sum(part => (long)part.Length));
        for (int i = 0; i < texts.Length; i++)
        {
            if (array.IsNull(i) || known.TryGetValue(views[i], out texts[i]))
            {
                continue;
            }

            ReadOnlySpan<byte> bytes = array.GetBytes(i);
            bool isShort = bytes.Length <= MostInView;
            left -= isShort ? 0 : bytes.Length;
            texts[i] = left >= 0 ? Encoding.UTF8.GetString(bytes).Trim() : throw error(i, $"the texts up to this one lie upon each other, so that they would be longer than the file");
            if (!isShort || known.Count < MostShortTexts)
            {
                known.Add(views[i], texts[i]!);
            }
        }

        return texts;
    }

    // Of what is finer than a tick, the tick before is taken.
    private static DateTime At(long value, TimestampType type)
    {
        DateTimeKind kind = string.IsNullOrEmpty(type.Timezone) ? DateTimeKind.Unspecified : DateTimeKind.Utc;
        return new DateTime(checked(DateTime.UnixEpoch.Ticks + Ticks(value, type.Unit)), kind);
    }

    private static TimeSpan Span(long value, TimeUnit unit) => new(Ticks(value, unit));

    private static long Ticks(long value, TimeUnit unit) => unit switch
    {
        TimeUnit.Second => checked(value * TimeSpan.TicksPerSecond),
        TimeUnit.Millisecond => checked(value * TimeSpan.TicksPerMillisecond),
        TimeUnit.Microsecond => checked(value * TimeSpan.TicksPerMicrosecond),
        _ => (value / TimeSpan.NanosecondsPerTick) - (value % TimeSpan.NanosecondsPerTick < 0 ? 1 : 0),
    };

    private static int RowOf(ListArray lists, int element)
    {
        ReadOnlySpan<int> ends = lists.ValueOffsets;
        int row = 0;
        while (row < lists.Length - 1 && ends[row + 1] <= element)
        {
            row++;
        }

        return row;
    }

    /// <summary>A column without values.</summary>
    private sealed class MissingColumn : TableColumn
    {
        public override string Kind => "nothing";

        public override bool IsMissing(int row) => true;

        public override string Text(int row) => "";

        public override bool TryNumber<N>(int row, out N number)
        {
            number = default;
            return false;
        }
    }
}

/// <summary>A column of rows of numbers.</summary>
internal sealed class VectorColumn(TableColumn elements, ListArray lists) : TableColumn
{
    public override string Kind => "a row of numbers";

    public override bool IsMissing(int row) => lists.IsNull(row);

    public override string Text(int row)
    {
        const int Most = 8;
        (_, int first, int count) = Elements(row)!.Value;
        IEnumerable<string> shown = Enumerable.Range(first, Math.Min(count, Most)).Select(i => elements.IsMissing(i) ? "missing" : elements.Text(i));
        return $"[{string.Join(", ", shown)}{(count > Most ? ", ..." : "")}]";
    }

    public override bool TryNumber<N>(int row, out N number)
    {
        number = default;
        return false;
    }

    public override (TableColumn Column, int First, int Count)? Elements(int row)
    {
        ReadOnlySpan<int> ends = lists.ValueOffsets;
        return (elements, ends[row], ends[row + 1] - ends[row]);
    }
}

/// <summary>A column whose rows are places in a dictionary, which may have come in parts.</summary>
/// <param name="dictionary">The values.</param>
/// <param name="places">The place of each row's value; -1 where it is missing.</param>
internal sealed class DictionaryColumn(ArrowDictionary dictionary, int[] places) : TableColumn
{
    public override string Kind => dictionary.Kind;

    public override bool IsText => dictionary.IsText;

    public override bool IsMissing(int row) => places[row] < 0 || (dictionary[places[row]] is var (part, place) && part.IsMissing(place));

    public override string Text(int row)
    {
        (TableColumn part, int place) = dictionary[places[row]];
        return part.Text(place);
    }

    public override bool TryNumber<N>(int row, out N number)
    {
        (TableColumn part, int place) = dictionary[places[row]];
        return part.TryNumber(place, out number);
    }

    public override bool TryDate<D>(int row, out D date)
    {
        (TableColumn part, int place) = dictionary[places[row]];
        return part.TryDate(place, out date);
    }
}

/// <summary>The values of a dictionary, which may come in parts.</summary>
internal sealed class ArrowDictionary
{
    private readonly List<TableColumn> _parts = [];
    private readonly List<int> _ends = [];

    /// <summary>The number of values.</summary>
    public int Count => _ends.Count == 0 ? 0 : _ends[^1];

    /// <summary>What its values are, in words.</summary>
    public string Kind => _parts[0].Kind;

    /// <summary>Whether its values are texts.</summary>
    public bool IsText => _parts[0].IsText;

    /// <summary>The part that has a value, and its place there.</summary>
    public (TableColumn Part, int Place) this[int place]
    {
        get
        {
            if (place < _ends[0])
            {
                return (_parts[0], place);
            }

            int found = _ends.BinarySearch(place);
            int part = found >= 0 ? found + 1 : ~found;
            while (_ends[part] == place)
            {
                part++;
            }

            return (_parts[part], place - _ends[part - 1]);
        }
    }

    /// <summary>Adds values. Rows that have places in it stand in one batch, which is no longer in memory when it is added to.</summary>
    public void Add(TableColumn part, int count)
    {
        _parts.Add(part);
        _ends.Add(checked(Count + count));
    }
}
