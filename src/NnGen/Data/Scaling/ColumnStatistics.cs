using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>Minimum, maximum, mean and standard deviation of each column, gathered row by row in double.</summary>
internal sealed class ColumnStatistics
{
    private readonly double[] _squares;
    private long _rows;

    private ColumnStatistics(int columns)
    {
        Minima = new double[columns];
        Maxima = new double[columns];
        Means = new double[columns];
        _squares = new double[columns];
        Array.Fill(Minima, double.PositiveInfinity);
        Array.Fill(Maxima, double.NegativeInfinity);
    }

    internal double[] Minima { get; }

    internal double[] Maxima { get; }

    internal double[] Means { get; }

    /// <exception cref="ArgumentException">A number is NaN or infinite.</exception>
    internal static ColumnStatistics OfInputs<T>(Dataset<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        var statistics = new ColumnStatistics(data.InputSize);
        T[] room = data.IsOfBytes ? new T[data.InputSize] : [];
        for (int row = 0; row < data.Rows; row++)
        {
            statistics.Add(data.InputRow(row, room), "input ", nameof(data));
        }

        return statistics;
    }

    /// <exception cref="InvalidDataException">A number is NaN or infinite, or a file is not what it should be.</exception>
    internal static ColumnStatistics OfInputs<T>(StreamingDataset<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        var statistics = new ColumnStatistics(data.InputSize);
        var inputs = new T[data.InputSize];
        var targets = new T[data.TargetSize];
        using var rows = new CheckedRows<T>(data.Source, info: null);
        for (int row = 0; row < data.Rows; row++)
        {
            rows.Read(inputs, targets, out _, out _);
            statistics.Add<T>(inputs, "input ", nameof(data));
        }

        return statistics;
    }

    /// <exception cref="ArgumentException">A number is NaN or infinite.</exception>
    /// <exception cref="InvalidOperationException">The rows have labels instead of targets.</exception>
    internal static ColumnStatistics OfTargets<T>(Dataset<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        var statistics = new ColumnStatistics(data.TargetSize);
        for (int row = 0; row < data.Rows; row++)
        {
            statistics.Add(data.TargetRow(row), "target ", nameof(data));
        }

        return statistics;
    }

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">There are no whole rows, or a number is NaN or infinite.</exception>
    internal static ColumnStatistics OfRows<T>(ReadOnlySpan<T> rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (rows.IsEmpty || rows.Length % columns != 0)
        {
            throw new ArgumentException($"Rows of {columns} columns need a length that is a multiple of {columns}, but it is {rows.Length}.", nameof(rows));
        }

        var statistics = new ColumnStatistics(columns);
        for (int start = 0; start < rows.Length; start += columns)
        {
            statistics.Add(rows.Slice(start, columns), "", nameof(rows));
        }

        return statistics;
    }

    /// <summary>The root of the mean squared distance to the mean, divided by the number of rows; exactly 0 for a constant column.</summary>
    internal double[] Deviations()
    {
        var deviations = new double[_squares.Length];
        for (int column = 0; column < deviations.Length; column++)
        {
            deviations[column] = Math.Sqrt(_squares[column] / _rows);
        }

        return deviations;
    }

    // Means and squared distances as of Welford, 1962: no large sums are subtracted from each other.
    private void Add<T>(ReadOnlySpan<T> row, string kind, string parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        _rows++;
        for (int column = 0; column < row.Length; column++)
        {
            double x = double.CreateTruncating(row[column]);
            if (!double.IsFinite(x))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Row {_rows - 1}, {kind}column {column} is {x}, which no scale can be fitted to. Remove or replace such rows."),
                    parameter);
            }

            Minima[column] = Math.Min(Minima[column], x);
            Maxima[column] = Math.Max(Maxima[column], x);
            double distance = x - Means[column];
            Means[column] += distance / _rows;
            _squares[column] += distance * (x - Means[column]);
        }
    }
}
