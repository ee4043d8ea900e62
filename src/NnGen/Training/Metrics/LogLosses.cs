using System.Numerics;

namespace NnGen;

/// <summary>The logarithmic loss of outputs that stand for probabilities, whatever loss the network was trained with.</summary>
internal static class LogLosses
{
    // The logarithm of an outcome that a probability without a logit behind it says is impossible, as in PyTorch's binary cross entropy.
    private const double Smallest = -100;

    /// <summary>Whether the outputs stand for probabilities.</summary>
    public static bool IsDefined(OutputInfo info) => info.Kind != OutputKind.Values && info.Scale != OutputScale.Values;

    /// <summary>
    /// <c>-sum t log p</c> over the classes where outputs exclude each other, else the sum of <c>-(t log p + (1 - t) log(1 - p))</c>.
    /// 0 where the outputs stand for no probabilities.
    /// </summary>
    /// <param name="info">The output.</param>
    /// <param name="output">The outputs.</param>
    /// <param name="scores">What the last activation computed them from, which is taken where it knows the probability better.</param>
    /// <param name="targets">The targets.</param>
    public static double OfRow<T>(OutputInfo info, ReadOnlySpan<T> output, ReadOnlySpan<T> scores, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!IsDefined(info))
        {
            return 0;
        }

        bool isOneClassPerRow = info.Kind == OutputKind.ClassScores;
        bool hasLogits = info.ScoreScale is OutputScale.ClassLogits or OutputScale.Logits;
        OutputScale scale = hasLogits ? info.ScoreScale!.Value : info.Scale;
        ReadOnlySpan<T> values = hasLogits ? scores : output;
        bool isBounded = scale == OutputScale.Probabilities;
        (double largest, double logSum) = scale == OutputScale.ClassLogits ? LogSum(values) : default;
        double loss = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double y = double.CreateTruncating(values[i]);
            double t = double.CreateTruncating(targets[i]);
            (double yes, double no) = scale switch
            {
                OutputScale.Probabilities => (Math.Log(y), LogOnePlus(-y)),
                OutputScale.ClassLogits => (y - largest - logSum, 0),
                OutputScale.Logits => (LogSigmoid(y), LogSigmoid(-y)),
                _ => (y, 0),
            };

            loss += Cost(t, yes, isBounded);
            if (!isOneClassPerRow)
            {
                loss += Cost(1 - t, no, isBounded);
            }
        }

        return loss;
    }

    // What is impossible and does not happen costs nothing; NaN stays NaN.
    private static double Cost(double part, double logarithm, bool isBounded) => part == 0 && !double.IsNaN(logarithm) ? 0 : -part * (isBounded ? Math.Max(logarithm, Smallest) : logarithm);

    // log(1 + x), accurate near 0: what rounding 1 + x changes, the quotient undoes (Kahan).
    private static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 || double.IsInfinity(sum) ? x : Math.Log(sum) * (x / (sum - 1));
    }

    // log(1 / (1 + exp(-y))) without overflow.
    private static double LogSigmoid(double y) => Math.Min(y, 0) - LogOnePlus(Math.Exp(-Math.Abs(y)));

    // The largest logit, and the logarithm of the sum of the exponentials of the distances to it, of which one is exactly 1.
    private static (double Largest, double LogSum) LogSum<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double largest = double.NegativeInfinity;
        int index = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            double logit = double.CreateTruncating(logits[i]);
            (largest, index) = logit > largest || double.IsNaN(logit) ? (logit, i) : (largest, index);
        }

        double others = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            others += i == index ? 0 : Math.Exp(double.CreateTruncating(logits[i]) - largest);
        }

        return (largest, LogOnePlus(others));
    }
}
