namespace NnGen;

/// <summary>How far one output y of a regression network is from its targets t, over all rows, each as often as it weighs. Immutable.</summary>
/// <param name="MeanSquaredError">The mean of <c>(y - t)^2</c>.</param>
/// <param name="MeanAbsoluteError">The mean of <c>|y - t|</c>, in the unit of the targets.</param>
/// <param name="RSquared">
/// The coefficient of determination, <c>1 - sum (y - t)^2 / sum (t - mean t)^2</c>: the part of the targets' variance that the network
/// explains. 1 is perfect, 0 is as good as always answering the mean, and less is worse. NaN where all targets are equal, as in a single row.
/// </param>
public readonly record struct OutputErrors(double MeanSquaredError, double MeanAbsoluteError, double RSquared)
{
    /// <summary>The root of <see cref="MeanSquaredError"/>, in the unit of the targets.</summary>
    public double RootMeanSquaredError => Math.Sqrt(MeanSquaredError);
}
