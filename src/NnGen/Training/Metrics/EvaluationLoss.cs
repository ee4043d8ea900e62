using System.Numerics;

namespace NnGen;

/// <summary>
/// The losses as formulas over what <c>PredictBatch</c> gives, in double. Training computes them fused with the last layer instead,
/// so the two agree to rounding, except where a probability has underflowed.
/// </summary>
internal static class EvaluationLoss
{
    /// <summary>The least logarithm of a probability, as in <c>torch.nn.BCELoss</c>: a probability of 0 costs 100, not infinity.</summary>
    private const double LeastLogarithm = -100;

    /// <summary>Whether a loss is a sum over outputs, each on its own; otherwise it is one number for all classes of a row.</summary>
    public static bool IsElementwise(LossKind kind)
        => kind is LossKind.MeanSquaredError or LossKind.BinaryCrossEntropyOfProbabilities or LossKind.BinaryCrossEntropyOfLogits;

    /// <summary>What the sum over the rows is divided by.</summary>
    public static double Divisor(NetworkInfo info, int rows)
    {
        if (info.Reduction == Reduction.Sum)
        {
            return 1;
        }

        return IsElementwise(info.LossKind) ? (double)rows * info.OutputSize : rows;
    }

    /// <summary>The loss of one row, not yet divided, and its error: the largest <c>|p - t|</c> over the outputs.</summary>
    /// <param name="kind">The formula.</param>
    /// <param name="output">The outputs.</param>
    /// <param name="targets">As many targets; a label stands as a one-hot row.</param>
    public static (double Loss, double Error) OfRow<T>(LossKind kind, ReadOnlySpan<T> output, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double logSum = kind == LossKind.CrossEntropyOfLogits ? LogSumExp(output) : 0;
        double loss = 0;
        double error = 0;
        for (int i = 0; i < output.Length; i++)
        {
            double y = double.CreateTruncating(output[i]);
            double t = double.CreateTruncating(targets[i]);
            double fitted;
            switch (kind)
            {
                case LossKind.MeanSquaredError:
                    fitted = y;
                    loss += (y - t) * (y - t);
                    break;
                case LossKind.CrossEntropyOfProbabilities:
                    fitted = y;
                    loss += CrossTerm(t, LogOf(y));
                    break;
                case LossKind.CrossEntropyOfLogits:
                    fitted = Math.Exp(y - logSum);
                    loss += CrossTerm(t, y - logSum);
                    break;
                case LossKind.NegativeLogLikelihood:
                    fitted = Math.Exp(y);
                    loss += CrossTerm(t, y);
                    break;
                case LossKind.BinaryCrossEntropyOfProbabilities:
                    fitted = y;
                    loss += CrossTerm(t, LogOf(y)) + CrossTerm(1 - t, LogOf(1 - y));
                    break;
                case LossKind.BinaryCrossEntropyOfLogits:
                    fitted = 1 / (1 + Math.Exp(-y));
                    loss += Math.Max(y, 0) - y * t + LogOnePlus(Math.Exp(-Math.Abs(y)));
                    break;
                default:
                    throw new NotSupportedException($"Evaluation does not know the loss {kind}.");
            }

            error = Math.Max(error, Math.Abs(fitted - t));
        }

        return (loss, error);
    }

    // A class of target 0 adds nothing, even where its logarithm is minus infinity.
    private static double CrossTerm(double target, double logarithm)
        => target == 0 && !double.IsNaN(logarithm) ? 0 : -target * logarithm;

    private static double LogOf(double probability) => Math.Max(Math.Log(probability), LeastLogarithm);

    private static double LogSumExp<T>(ReadOnlySpan<T> logits)
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

        return largest + Math.Log(sum);
    }

    // log(1 + x) without losing a small x: the rounding of 1 + x is divided out again.
    private static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * x / (sum - 1);
    }
}
