using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>Fits scalers that give each column mean 0 and standard deviation 1.</summary>
public static class StandardScaler
{
    /// <summary>Fits the inputs.</summary>
    /// <param name="data">The training data.</param>
    /// <exception cref="ArgumentException">A number is NaN or infinite, or too large for its square to be a double.</exception>
    public static StandardScaler<T> Fit<T>(Dataset<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Make<T>(ColumnStatistics.OfInputs(data), nameof(data));

    /// <summary>Fits the inputs of data that are read from their source, once.</summary>
    /// <param name="data">The training data.</param>
    /// <exception cref="ArgumentException">A number is too large for its square to be a double.</exception>
    /// <exception cref="InvalidDataException">A number is NaN or infinite, or a file is not what it should be; the message names file and row.</exception>
    /// <exception cref="IOException">The data cannot be read.</exception>
    public static StandardScaler<T> Fit<T>(StreamingDataset<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Make<T>(ColumnStatistics.OfInputs(data), nameof(data));

    /// <summary>Fits the targets.</summary>
    /// <inheritdoc cref="Fit{T}(Dataset{T})"/>
    /// <exception cref="InvalidOperationException">The rows have labels instead of targets.</exception>
    public static StandardScaler<T> FitTargets<T>(Dataset<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Make<T>(ColumnStatistics.OfTargets(data), nameof(data));

    /// <summary>Fits a matrix.</summary>
    /// <param name="rows">At least one row of the training data, row-major.</param>
    /// <param name="columns">The elements of one row, at least 1.</param>
    /// <exception cref="ArgumentException">There are no whole rows, or a number is NaN, infinite, or too large for its square to be a double.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is less than 1.</exception>
    public static StandardScaler<T> Fit<T>(ReadOnlySpan<T> rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Make<T>(ColumnStatistics.OfRows(rows, columns), nameof(rows));

    /// <summary>As the other overload, for an array.</summary>
    /// <inheritdoc cref="Fit{T}(ReadOnlySpan{T}, int)"/>
    public static StandardScaler<T> Fit<T>(T[] rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Fit((ReadOnlySpan<T>)rows, columns);
    }

    /// <summary>The scaler that <see cref="Scaler{T}.Save(string)"/> saved, with the same bits.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is truncated or corrupt, holds no scaler, or one of another kind; the message names the file and the reason.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static StandardScaler<T> Load<T>(string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var file = ScalerFile.Read(path, ScalerFile.Standard, "StandardScaler");
        double[] means = file.Numbers(ScalerFile.Mean);
        double[] deviations = file.Numbers(ScalerFile.Deviation, means.Length);
        int negative = Array.FindIndex(deviations, deviation => deviation < 0);
        return negative < 0
            ? file.Checked<StandardScaler<T>, T>(new StandardScaler<T>(means, deviations))
            : throw file.Error(string.Create(CultureInfo.InvariantCulture, $"the deviation of column {negative} is {deviations[negative]}, which is negative"));
    }

    private static StandardScaler<T> Make<T>(ColumnStatistics statistics, string parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] deviations = statistics.Deviations();
        for (int column = 0; column < deviations.Length; column++)
        {
            if (!double.IsFinite(statistics.Means[column]) || !double.IsFinite(deviations[column]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Column {column} goes from {statistics.Minima[column]} to {statistics.Maxima[column]}, and its squares are more than a double can hold."), parameter);
            }
        }

        var scaler = new StandardScaler<T>(statistics.Means, deviations);
        return scaler.Problem is string problem ? throw new ArgumentException($"No scale can be fitted: {problem}.", parameter) : scaler;
    }
}
