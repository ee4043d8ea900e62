using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>The values of a column in the part of a file that is in memory.</summary>
internal abstract class TableColumn
{
    /// <summary>What its values are, in words.</summary>
    public abstract string Kind { get; }

    /// <summary>Whether its values are texts.</summary>
    public virtual bool IsText => false;

    /// <summary>Whether there is no value.</summary>
    public abstract bool IsMissing(int row);

    /// <summary>A value that is there, as text.</summary>
    public abstract string Text(int row);

    /// <summary>A value that is there as a number, if that number is one of the type.</summary>
    public abstract bool TryNumber<N>(int row, out N number)
        where N : struct, INumber<N>;

    /// <summary>A value that is there as a date or time of the type, if it is one.</summary>
    public virtual bool TryDate<D>(int row, out D date)
        where D : struct
    {
        date = default;
        return false;
    }

    /// <summary>A value that is there, if it is a row of numbers: the column that has them, and which they are.</summary>
    public virtual (TableColumn Column, int First, int Count)? Elements(int row) => null;
}

/// <summary>A column of numbers. NaN is missing, as where tables have nothing else for it.</summary>
internal sealed class NumberColumn<T>(T?[] values) : TableColumn
    where T : struct, INumber<T>
{
    public override string Kind => $"a number of the type {typeof(T).Name}";

    public override bool IsMissing(int row) => values[row] is not T value || T.IsNaN(value);

    public override string Text(int row) => values[row]!.Value.ToString(null, CultureInfo.InvariantCulture);

    public override bool TryNumber<N>(int row, out N number)
    {
        T value = values[row]!.Value;
        bool isWhole = N.IsZero(N.CreateTruncating(0.5));
        if (typeof(T) == typeof(decimal) && typeof(N) != typeof(decimal) && !isWhole)
        {
            // C# divides by a power of ten that may be no double: 3504.0000000000000000000000000m becomes 3503.9999999999995. The digits are rounded once, as in a table of texts.
            return N.TryParse(Text(row), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        }

        try
        {
            number = N.CreateChecked(value);
        }
        catch (OverflowException)
        {
            number = N.Zero;
            return false;
        }

        // An integer does not lose what stands behind the point without a word.
        return !isWhole || T.IsInteger(value);
    }
}

/// <summary>A column of yes and no.</summary>
internal sealed class BooleanColumn(bool?[] values) : TableColumn
{
    public override string Kind => "yes or no";

    public override bool IsMissing(int row) => values[row] is null;

    public override string Text(int row) => values[row]!.Value ? "true" : "false";

    public override bool TryNumber<N>(int row, out N number)
    {
        number = values[row]!.Value ? N.One : N.Zero;
        return true;
    }
}

/// <summary>A column of texts. An empty one is missing, as in a table of separated values; blanks around one do not belong to it, and are left out before any row has it.</summary>
internal sealed class TextColumn(string?[] values) : TableColumn
{
    private readonly string?[] _values = Array.ConvertAll(values, value => value?.Trim());

    public override string Kind => "a text";

    public override bool IsText => true;

    public override bool IsMissing(int row) => string.IsNullOrWhiteSpace(_values[row]);

    public override string Text(int row) => _values[row]!;

    public override bool TryNumber<N>(int row, out N number) => N.TryParse(_values[row].AsSpan().Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}

/// <summary>A column of dates, of times of day or of both.</summary>
internal sealed class DateColumn<T>(T?[] values) : TableColumn
    where T : struct, IFormattable
{
    public override string Kind => typeof(T) == typeof(DateOnly) ? "a date" : typeof(T) == typeof(DateTime) ? "a time stamp" : "a time of day";

    public override bool IsMissing(int row) => values[row] is null;

    public override string Text(int row) => values[row]!.Value.ToString(typeof(T) == typeof(TimeSpan) ? "c" : "O", CultureInfo.InvariantCulture);

    public override bool TryNumber<N>(int row, out N number)
    {
        number = N.Zero;
        return false;
    }

    public override bool TryDate<D>(int row, out D date)
    {
        object? converted = (values[row]!.Value, default(D)) switch
        {
            (T value, D _) when typeof(T) == typeof(D) => value,
            (DateTime value, DateOnly _) => DateOnly.FromDateTime(value),
            (DateTime value, TimeOnly _) => TimeOnly.FromDateTime(value),
            (DateTime value, DateTimeOffset _) => new DateTimeOffset(DateTime.SpecifyKind(value, DateTimeKind.Utc)),
            (DateOnly value, DateTime _) => value.ToDateTime(TimeOnly.MinValue),
            (DateOnly value, DateTimeOffset _) => new DateTimeOffset(value.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)),
            (TimeSpan value, TimeOnly _) when value >= TimeSpan.Zero && value < TimeSpan.FromDays(1) => TimeOnly.FromTimeSpan(value),
            (TimeOnly value, TimeSpan _) => value.ToTimeSpan(),
            _ => null,
        };
        date = converted is D found ? found : default;
        return converted is D;
    }
}
