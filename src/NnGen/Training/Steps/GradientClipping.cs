using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>
/// A limit for gradients, applied to the gradient of the whole loss, penalty included, and before weight decay.
/// In <see cref="TrainingOptions.Clipping"/>; a training loop of one's own calls <see cref="Apply"/> between <c>Backward</c> and the optimizer.
/// </summary>
public sealed class GradientClipping
{
    // As torch.nn.utils.clip_grad_norm_: keeps a norm of 0 from being divided by.
    private const double NormEpsilon = 1e-6;

    private readonly double _maximum;
    private readonly bool _isByNorm;

    private GradientClipping(double maximum, bool isByNorm)
    {
        _maximum = maximum;
        _isByNorm = isByNorm;
    }

    /// <summary>The limit in words, for reports.</summary>
    public string Description => string.Create(CultureInfo.InvariantCulture, $"gradients clipped to {(_isByNorm ? "norm" : "value")} {_maximum}");

    /// <summary>
    /// Scales the whole gradient where its norm, over all trained parameters together, is above a limit: <c>g *= min(1, max / (norm + 1e-6))</c>,
    /// as <c>torch.nn.utils.clip_grad_norm_</c>.
    /// </summary>
    /// <param name="maximum">The largest norm, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not a finite number above 0.</exception>
    public static GradientClipping ByNorm(double maximum) => new(OptimizerArguments.Positive(maximum), isByNorm: true);

    /// <summary>Limits each gradient by itself to <c>[-max, max]</c>, as <c>torch.nn.utils.clip_grad_value_</c>.</summary>
    /// <param name="maximum">The largest magnitude, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not a finite number above 0.</exception>
    public static GradientClipping ByValue(double maximum) => new(OptimizerArguments.Positive(maximum), isByNorm: false);

    /// <summary>Clips a gradient in place. Allocates nothing after the first call for the same gradients.</summary>
    /// <param name="gradients">The gradients.</param>
    /// <returns>The norm of the whole gradient before.</returns>
    public double Apply<T>(NetworkGradients<T> gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(gradients);
        double norm = Math.Sqrt(FlatPasses<T>.Widest.SumOfSquares(gradients.Buffer, gradients.TrainedRanges));
        Clip(gradients.Buffer, gradients.TrainedRanges, norm);
        return norm;
    }

    /// <inheritdoc/>
    public override string ToString() => Description;

    /// <summary>Clips those gradients that are trained; frozen ones do not count for the norm.</summary>
    internal void Clip<T>(AlignedBuffer<T> gradients, ReadOnlySpan<ParameterRange> ranges)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Clip(gradients, ranges, _isByNorm ? Math.Sqrt(FlatPasses<T>.Widest.SumOfSquares(gradients, ranges)) : 0);

    private void Clip<T>(AlignedBuffer<T> gradients, ReadOnlySpan<ParameterRange> ranges, double norm)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!_isByNorm)
        {
            var limit = new LimitGradients<T>(_maximum);
            FlatPasses<T>.Widest.Update(gradients, gradients, ranges, ref limit);
            return;
        }

        // NaN goes through, so that the step fails where it would fail without clipping.
        double factor = _maximum / (norm + NormEpsilon);
        if (!(factor >= 1))
        {
            var scale = new ScaleGradients<T>(gradients, factor);
            FlatPasses<T>.Widest.Update(gradients, gradients, ranges, ref scale);
        }
    }
}
