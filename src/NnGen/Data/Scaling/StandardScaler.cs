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

        return new StandardScaler<T>(statistics.Means, deviations);
    }
}
