using System.Numerics;

namespace NnGen;

/// <summary>Gathers the errors of each output row by row, in double, each row as often as it weighs.</summary>
internal sealed class ValueErrors(int outputs)
{
    private readonly double[] _squares = new double[outputs];
    private readonly double[] _absolutes = new double[outputs];
    private readonly double[] _means = new double[outputs];
    private readonly double[] _spreads = new double[outputs];
    private double _weight;

    /// <summary>Counts one row.</summary>
    /// <param name="output">The outputs.</param>
    /// <param name="targets">As many targets.</param>
    /// <param name="weight">How often the row counts.</param>
    internal void Add<T>(ReadOnlySpan<T> output, ReadOnlySpan<T> targets, double weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (weight == 0)
        {
            return;
        }

        _weight += weight;
        for (int i = 0; i < output.Length; i++)
        {
            double t = double.CreateTruncating(targets[i]);
            double error = double.CreateTruncating(output[i]) - t;
            _squares[i] += weight * (error * error);
            _absolutes[i] += weight * Math.Abs(error);

            // Mean and squared distances of the targets as of West, 1979: exactly 0 where all targets are equal.
            double distance = t - _means[i];
            _means[i] += distance * (weight / _weight);
            _spreads[i] += weight * distance * (t - _means[i]);
        }
    }

    /// <summary>The errors of each output.</summary>
    internal OutputErrors[] PerOutput()
    {
        var errors = new OutputErrors[_squares.Length];
        for (int i = 0; i < errors.Length; i++)
        {
            double explained = _spreads[i] == 0 ? double.NaN : 1 - _squares[i] / _spreads[i];
            errors[i] = new OutputErrors(_squares[i] / _weight, _absolutes[i] / _weight, explained);
        }

        return errors;
    }

    /// <summary>The means over the outputs; of R squared over those whose targets differ, since the others have none.</summary>
    internal static OutputErrors Mean(ReadOnlySpan<OutputErrors> errors)
    {
        double squared = 0;
        double absolute = 0;
        double explained = 0;
        int defined = 0;
        foreach (OutputErrors error in errors)
        {
            squared += error.MeanSquaredError;
            absolute += error.MeanAbsoluteError;
            if (!double.IsNaN(error.RSquared))
            {
                explained += error.RSquared;
                defined++;
            }
        }

        return new OutputErrors(squared / errors.Length, absolute / errors.Length, explained / defined);
    }
}
