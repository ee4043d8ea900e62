using System.Numerics;

namespace NnGen;

/// <summary>A training set and the validation set that goes with it, the one never part of the other. Immutable.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Number">The number of the fold, from 0.</param>
/// <param name="Training">The rows to learn from.</param>
/// <param name="Validation">The rows to measure with.</param>
public sealed record Fold<T>(int Number, Dataset<T> Training, Dataset<T> Validation)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The same fold with the inputs of both sets scaled. Fit the scaler on <see cref="Training"/> alone, or the validation rows leak into it.</summary>
    /// <param name="scaler">The scaler, such as <c>StandardScaler.Fit(fold.Training)</c>.</param>
    /// <exception cref="ArgumentException">The rows have another number of inputs than the scaler was fitted on.</exception>
    public Fold<T> Transform(Scaler<T> scaler)
    {
        ArgumentNullException.ThrowIfNull(scaler);
        return this with { Training = scaler.Transform(Training), Validation = scaler.Transform(Validation) };
    }

    /// <summary>
    /// The same fold with the targets of both sets scaled. Losses and errors are then those of the scaled targets; times the deviation that
    /// the scaler tells, they are in the unit of the targets.
    /// </summary>
    /// <param name="scaler">The scaler, such as <c>StandardScaler.FitTargets(fold.Training)</c>.</param>
    /// <exception cref="ArgumentException">The rows have another number of targets than the scaler was fitted on.</exception>
    /// <exception cref="InvalidOperationException">The rows have labels instead of targets.</exception>
    public Fold<T> TransformTargets(Scaler<T> scaler)
    {
        ArgumentNullException.ThrowIfNull(scaler);
        return this with { Training = scaler.TransformTargets(Training), Validation = scaler.TransformTargets(Validation) };
    }
}
