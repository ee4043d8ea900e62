using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>Fits scalers that map each column's smallest and largest value to the ends of a range.</summary>
public static class MinMaxScaler
{
    /// <summary>Fits the inputs.</summary>
    /// <param name="data">The training data.</param>
    /// <param name="low">Where the smallest value of a column goes.</param>
    /// <param name="high">Where the largest goes, above <paramref name="low"/>.</param>
    /// <exception cref="ArgumentException">A number is NaN or infinite, or a column spans more than a double can hold.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or not finite.</exception>
    public static MinMaxScaler<T> Fit<T>(Dataset<T> data, double low = -1, double high = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Make<T>(ColumnStatistics.OfInputs(data), low, high, nameof(data));

    /// <summary>Fits the inputs of data that are read from their source, once.</summary>
    /// <param name="data">The training data.</param>
    /// <param name="low">Where the smallest value of a column goes.</param>
    /// <param name="high">Where the largest goes, above <paramref name="low"/>.</param>
    /// <exception cref="ArgumentException">A column spans more than a double can hold.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or not finite.</exception>
    /// <exception cref="InvalidDataException">A number is NaN or infinite, or a file is not what it should be; the message names file and row.</exception>
    /// <exception cref="IOException">The data cannot be read.</exception>
    public static MinMaxScaler<T> Fit<T>(StreamingDataset<T> data, double low = -1, double high = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Make<T>(ColumnStatistics.OfInputs(data), low, high, nameof(data));

    /// <summary>Fits the targets.</summary>
    /// <inheritdoc cref="Fit{T}(Dataset{T}, double, double)"/>
    /// <exception cref="InvalidOperationException">The rows have labels instead of targets.</exception>
    public static MinMaxScaler<T> FitTargets<T>(Dataset<T> data, double low = -1, double high = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Make<T>(ColumnStatistics.OfTargets(data), low, high, nameof(data));

    /// <summary>Fits a matrix.</summary>
    /// <param name="rows">At least one row of the training data, row-major.</param>
    /// <param name="columns">The elements of one row, at least 1.</param>
    /// <param name="low">Where the smallest value of a column goes.</param>
    /// <param name="high">Where the largest goes, above <paramref name="low"/>.</param>
    /// <exception cref="ArgumentException">There are no whole rows, a number is NaN or infinite, or a column spans more than a double can hold.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is less than 1, or the range is empty or not finite.</exception>
    public static MinMaxScaler<T> Fit<T>(ReadOnlySpan<T> rows, int columns, double low = -1, double high = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Make<T>(ColumnStatistics.OfRows(rows, columns), low, high, nameof(rows));

    /// <summary>As the other overload, for an array.</summary>
    /// <inheritdoc cref="Fit{T}(ReadOnlySpan{T}, int, double, double)"/>
    public static MinMaxScaler<T> Fit<T>(T[] rows, int columns, double low = -1, double high = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Fit((ReadOnlySpan<T>)rows, columns, low, high);
    }

    /// <summary>The scaler that <see cref="Scaler{T}.Save(string)"/> saved, with the same bits.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is truncated or corrupt, holds no scaler, or one of another kind; the message names the file and the reason.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static MinMaxScaler<T> Load<T>(string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var file = ScalerFile.Read(path, ScalerFile.MinMax, "MinMaxScaler");
        double[] minima = file.Numbers(ScalerFile.Minimum);
        double[] maxima = file.Numbers(ScalerFile.Maximum, minima.Length);
        double[] range = file.Numbers(ScalerFile.Range, 2);
        for (int column = 0; column < minima.Length; column++)
        {
            if (!(minima[column] <= maxima[column]) || !double.IsFinite(maxima[column] - minima[column]))
            {
                throw file.Error(string.Create(CultureInfo.InvariantCulture, $"column {column} goes from {minima[column]} to {maxima[column]}"));
            }
        }

        return range[0] < range[1] && double.IsFinite(range[1] - range[0])
            ? file.Checked<MinMaxScaler<T>, T>(new MinMaxScaler<T>(minima, maxima, range[0], range[1]))
            : throw file.Error(string.Create(CultureInfo.InvariantCulture, $"the range goes from {range[0]} to {range[1]}"));
    }

    private static MinMaxScaler<T> Make<T>(ColumnStatistics statistics, double low, double high, string parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!(low < high) || !double.IsFinite(high - low))
        {
            throw new ArgumentOutOfRangeException(nameof(high), high, string.Create(CultureInfo.InvariantCulture, $"The range goes from {low} to {high}, but it must go from a finite number to a larger one."));
        }

        for (int column = 0; column < statistics.Minima.Length; column++)
        {
            if (!double.IsFinite(statistics.Maxima[column] - statistics.Minima[column]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Column {column} goes from {statistics.Minima[column]} to {statistics.Maxima[column]}, which is more than a double can span."), parameter);
            }
        }

        var scaler = new MinMaxScaler<T>(statistics.Minima, statistics.Maxima, low, high);
        return scaler.Problem is string problem ? throw new ArgumentException($"No scale can be fitted: {problem}.", parameter) : scaler;
    }
}
