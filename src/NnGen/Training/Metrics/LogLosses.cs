using System.Numerics;

namespace NnGen;

/// <summary>The logarithmic loss of outputs that stand for probabilities, whatever loss the network was trained with.</summary>
internal static class LogLosses
{
    // The logarithm of an impossible outcome, as in PyTorch's binary cross entropy.
    private const double Smallest = -100;

    /// <summary>Whether the outputs stand for probabilities.</summary>
    public static bool IsDefined(NetworkInfo info) => info.Output != OutputKind.Values && info.Scale != OutputScale.Values;

    /// <summary>
    /// <c>-sum t log p</c> over the classes where outputs exclude each other, else the sum of <c>-(t log p + (1 - t) log(1 - p))</c>.
    /// 0 where the outputs stand for no probabilities.
    /// </summary>
    public static double OfRow<T>(NetworkInfo info, ReadOnlySpan<T> output, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!IsDefined(info))
        {
            return 0;
        }

        bool isOneClassPerRow = info.Output == OutputKind.ClassScores;
        double logSum = info.Scale == OutputScale.ClassLogits ? LogSum(output) : 0;
        double loss = 0;
        for (int i = 0; i < output.Length; i++)
        {
            double y = double.CreateTruncating(output[i]);
            double t = double.CreateTruncating(targets[i]);
            (double yes, double no) = info.Scale switch
            {
                OutputScale.Probabilities => (Math.Log(y), double.LogP1(-y)),
                OutputScale.ClassLogits => (y - logSum, 0),
                OutputScale.Logits => (LogSigmoid(y), LogSigmoid(-y)),
                _ => (y, 0),
            };

            // 0 times the logarithm of 0 is 0 here, because the logarithm is bounded; NaN stays NaN.
            loss -= t * Math.Max(yes, Smallest);
            if (!isOneClassPerRow)
            {
                loss -= (1 - t) * Math.Max(no, Smallest);
            }
        }

        return loss;
    }

    // log(1 / (1 + exp(-y))) without overflow.
    private static double LogSigmoid(double y) => Math.Min(y, 0) - double.LogP1(Math.Exp(-Math.Abs(y)));

    private static double LogSum<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (double largest, double sum) = OutputScales.Exponentials(logits);
        return largest + Math.Log(sum);
    }
}
