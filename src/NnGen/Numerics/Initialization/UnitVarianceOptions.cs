using System.Globalization;

namespace NnGen;

/// <summary>How <see cref="LayerSequentialUnitVariance"/> scales weights. Immutable.</summary>
public sealed class UnitVarianceOptions
{
    /// <summary>How far from 1 the variance of a layer's outputs may stay, a finite number above 0.</summary>
    public double Tolerance { get; init; } = 0.01;

    /// <summary>
    /// How many times the weights of a layer are divided by the standard deviation of its outputs, at least 1. Once is enough where the bias
    /// is the same for all units, as it is in a new network.
    /// </summary>
    public int MaximumIterations { get; init; } = 10;

    /// <summary>The largest number of rows that are drawn from a data set, at least 1. More rows give a better estimate and take longer.</summary>
    public int Rows { get; init; } = 256;

    /// <summary>The seed of the rows that are drawn.</summary>
    public ulong Seed { get; init; }

    /// <summary>What is wrong with the values; null for nothing.</summary>
    internal string? Problem
    {
        get
        {
            if (!double.IsFinite(Tolerance) || Tolerance <= 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{nameof(Tolerance)} must be a finite number above 0, but it is {Tolerance}.");
            }

            return MaximumIterations < 1 ? $"{nameof(MaximumIterations)} must be at least 1, but it is {MaximumIterations}."
                : Rows < 1 ? $"{nameof(Rows)} must be at least 1, but it is {Rows}."
                : null;
        }
    }
}
