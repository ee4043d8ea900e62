using System.Globalization;

namespace NnGen;

/// <summary>What the numbers of a column were while an encoding is fitted, gathered record by record in double.</summary>
internal sealed class RecordStatistics
{
    private readonly RecordSchema _schema;
    private readonly double[] _minima;
    private readonly double[] _maxima;
    private readonly double[] _means;
    private readonly double[] _squares;
    private readonly long[] _counts;
    private readonly List<double>?[] _values;
    private readonly Dictionary<string, int>?[] _frequencies;
    private long _record;

    public RecordStatistics(RecordSchema schema)
    {
        _schema = schema;
        int columns = schema.Columns.Count;
        _minima = new double[columns];
        _maxima = new double[columns];
        _means = new double[columns];
        _squares = new double[columns];
        _counts = new long[columns];
        _values = [.. schema.Columns.Select(column => column is { IsScaled: true, Field: { IsOptional: true, Fill: Fill.Median } } ? new List<double>() : null)];
        _frequencies = [.. schema.Fields.Select(field => field.MaxClasses > 0 ? new Dictionary<string, int>(StringComparer.Ordinal) : null)];
        Array.Fill(_minima, double.PositiveInfinity);
        Array.Fill(_maxima, double.NegativeInfinity);
    }

    /// <summary>Goes on to the next record.</summary>
    public void Next() => _record++;

    /// <summary>Takes a text of a record.</summary>
    public void Add(int field, string text) => _frequencies[field]![text] = _frequencies[field]!.GetValueOrDefault(text) + 1;

    /// <summary>Takes a number of a record.</summary>
    /// <exception cref="ArgumentException">It is NaN or infinite.</exception>
    public void Add(int column, double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Record {_record}: {_schema.Columns[column].Field.Name} is {value}, which no scale can be fitted to. Leave such records out, or declare the property nullable and give null."));
        }

        // Means and squared distances as of Welford, 1962: no large sums are subtracted from each other.
        _counts[column]++;
        _minima[column] = Math.Min(_minima[column], value);
        _maxima[column] = Math.Max(_maxima[column], value);
        double distance = value - _means[column];
        _means[column] += distance / _counts[column];
        _squares[column] += distance * (value - _means[column]);
        _values[column]?.Add(value);
    }

    /// <summary>The encoding that fits what was gathered.</summary>
    public RecordEncoding Fit()
    {
        int columns = _schema.Columns.Count;
        var shifts = new double[columns];
        var factors = new double[columns];
        var fills = new double[columns];
        for (int column = 0; column < columns; column++)
        {
            if (_schema.Columns[column] is { IsScaled: true } scaled && _counts[column] > 0)
            {
                (shifts[column], factors[column]) = Scale(scaled.Field.Scaling, column);
                fills[column] = scaled.Field.Fill == Fill.Median && _values[column] is { } values ? Median(values) : _means[column];
            }
        }

        return new RecordEncoding(_schema, shifts, factors, fills, [.. _schema.Fields.Select((field, i) => _frequencies[i] is { } frequencies ? MostFrequent(frequencies, field.MaxClasses) : null)]);
    }

    /// <summary>The most frequent texts, by their characters' codes where two are as frequent, and all in that order: which number one has depends on no order of records.</summary>
    private static string[] MostFrequent(Dictionary<string, int> frequencies, int count) =>
    [
        .. frequencies.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(count).Select(pair => pair.Key).Order(StringComparer.Ordinal),
    ];

    private (double Shift, double Factor) Scale(Scaling scaling, int column)
    {
        double deviation = Math.Sqrt(_squares[column] / _counts[column]);
        double range = _maxima[column] - _minima[column];
        return scaling switch
        {
            Scaling.None => (0, 1),
            Scaling.MinMax => (_minima[column], Inverse(range)),
            _ => (_means[column], Inverse(deviation)),
        };
    }

    /// <summary>0 for a number that was always the same, or so nearly that its scale is beyond all numbers.</summary>
    private static double Inverse(double width) => width > 0 && double.IsFinite(1 / width) ? 1 / width : 0;

    private static double Median(List<double> values)
    {
        values.Sort();
        int middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : values[middle - 1] + (values[middle] - values[middle - 1]) / 2;
    }
}
