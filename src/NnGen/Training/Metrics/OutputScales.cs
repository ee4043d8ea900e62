using System.Numerics;

namespace NnGen;

/// <summary>Compares outputs with targets on the targets' scale.</summary>
internal static class OutputScales
{
    /// <summary>The largest <c>|y - t|</c> of a row, logits and log-probabilities taken as the probabilities they stand for.</summary>
    public static double LargestError<T>(OutputScale scale, ReadOnlySpan<T> output, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (double largest, double sum) = scale == OutputScale.ClassLogits ? Exponentials(output) : default;
        double error = 0;
        for (int i = 0; i < output.Length; i++)
        {
            double y = double.CreateTruncating(output[i]);
            double fitted = scale switch
            {
                OutputScale.LogProbabilities => Math.Exp(y),
                OutputScale.ClassLogits => Math.Exp(y - largest) / sum,
                OutputScale.Logits => 1 / (1 + Math.Exp(-y)),
                _ => y,
            };
            error = Math.Max(error, Math.Abs(fitted - double.CreateTruncating(targets[i])));
        }

        return error;
    }

    /// <summary>The largest logit, and the sum of the exponentials of the distances to it.</summary>
    public static (double Largest, double Sum) Exponentials<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double largest = double.NegativeInfinity;
        foreach (T logit in logits)
        {
            largest = Math.Max(largest, double.CreateTruncating(logit));
        }

        double sum = 0;
        foreach (T logit in logits)
        {
            sum += Math.Exp(double.CreateTruncating(logit) - largest);
        }

        return (largest, sum);
    }
}
