namespace NnGen;

/// <summary>
/// <c>(x - mean) / deviation</c> for each column, with mean and standard deviation of the training data (divided by the number of rows).
/// A column that was constant in training goes to 0, whatever its value, and back to the constant. <see cref="StandardScaler"/> fits one.
/// </summary>
/// <inheritdoc/>
public sealed class StandardScaler<T> : Scaler<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly double[] _means;
    private readonly double[] _deviations;

    internal StandardScaler(double[] means, double[] deviations)
        : base(means.Length)
    {
        _means = means;
        _deviations = deviations;
    }

    /// <summary>The mean of each column of the training data.</summary>
    public ReadOnlySpan<double> Means => _means;

    /// <summary>The standard deviation of each column of the training data; 0 for a constant one. An error on the scale times this is the error in the column's own unit.</summary>
    public ReadOnlySpan<double> Deviations => _deviations;

    private protected override (string Kind, IReadOnlyList<(string Name, double[] Values)> Numbers) Content =>
        (ScalerFile.Standard, [(ScalerFile.Mean, _means), (ScalerFile.Deviation, _deviations)]);

    private protected override (double Factor, double Offset) Line(int column)
    {
        double deviation = _deviations[column];
        return deviation == 0 ? (0, 0) : (1 / deviation, -_means[column] / deviation);
    }

    private protected override double Scale(int column, double value)
    {
        double deviation = _deviations[column];
        return deviation == 0 ? 0 : (value - _means[column]) / deviation;
    }

    private protected override double Unscale(int column, double value) => value * _deviations[column] + _means[column];
}
