namespace NnGen;

/// <summary>
/// Maps each column linearly, its smallest training value to <see cref="Low"/> and its largest to <see cref="High"/>; other data may lie
/// beyond. A column that was constant in training goes to the middle of the range, whatever its value, and back to the constant.
/// <see cref="MinMaxScaler"/> fits one.
/// </summary>
/// <inheritdoc/>
public sealed class MinMaxScaler<T> : Scaler<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly double[] _minima;
    private readonly double[] _maxima;

    internal MinMaxScaler(double[] minima, double[] maxima, double low, double high)
        : base(minima.Length)
    {
        _minima = minima;
        _maxima = maxima;
        Low = low;
        High = high;
    }

    /// <summary>Where the smallest training value of a column goes.</summary>
    public double Low { get; }

    /// <summary>Where the largest training value of a column goes.</summary>
    public double High { get; }

    /// <summary>The smallest training value of each column.</summary>
    public ReadOnlySpan<double> Minima => _minima;

    /// <summary>The largest training value of each column.</summary>
    public ReadOnlySpan<double> Maxima => _maxima;

    private protected override (string Kind, IReadOnlyList<(string Name, double[] Values)> Numbers) Content =>
        (ScalerFile.MinMax, [(ScalerFile.Minimum, _minima), (ScalerFile.Maximum, _maxima), (ScalerFile.Range, [Low, High])]);

    private protected override (double Factor, double Offset) Line(int column)
    {
        double span = _maxima[column] - _minima[column];
        if (span == 0)
        {
            return (0, Between(0.5, Low, High));
        }

        double factor = (High - Low) / span;
        return (factor, Low - _minima[column] * factor);
    }

    private protected override double Scale(int column, double value)
    {
        double span = _maxima[column] - _minima[column];
        return Between(span == 0 ? 0.5 : (value - _minima[column]) / span, Low, High);
    }

    private protected override double Unscale(int column, double value)
    {
        (double minimum, double maximum) = (_minima[column], _maxima[column]);
        return minimum == maximum ? minimum : Between((value - Low) / (High - Low), minimum, maximum);
    }

    // Written so that 0 and 1 give the ends exactly.
    private static double Between(double part, double from, double to) =>
        part <= 0.5 ? from + part * (to - from) : to - (1 - part) * (to - from);
}
