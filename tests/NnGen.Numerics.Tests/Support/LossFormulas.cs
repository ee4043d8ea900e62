using System.Reflection;

namespace NnGen.Numerics.Tests.Support;

/// <summary>
/// The losses by their definitions, in double and without cancellation, of what a network's loss is a function of: logits where a softmax,
/// sigmoid or step ends the network, else outputs.
/// </summary>
internal static class LossFormulas
{
    /// <summary>The loss of one row, and the size of the terms that it is the sum of: what its rounding is relative to.</summary>
    /// <param name="network">The network's class.</param>
    /// <param name="info">Its facts.</param>
    /// <param name="x">The scores or the outputs.</param>
    /// <param name="t">The targets; a label as its one-hot row.</param>
    public static (double Loss, double Size) OfRow(Type network, NetworkInfo info, double[] x, double[] t)
    {
        LossAttribute? loss = network.GetCustomAttribute<LossAttribute>();
        string words = info.Loss[..info.Loss.IndexOf(" (", StringComparison.Ordinal)];
        if (words is "cross entropy" or "negative log-likelihood" or "focal loss")
        {
            // As torch.nn.CrossEntropyLoss: smoothed targets, each class with its weight.
            double[] prepared = [.. t.Select((target, c) => (info.ClassWeights?[c] ?? 1) * ((1 - info.LabelSmoothing) * target + info.LabelSmoothing / t.Length))];
            double[] costs = MinusLogSoftmax(x);
            if (loss is FocalLossAttribute focal)
            {
                // (1 - p)^gamma of p = exp(-cost).
                costs = [.. costs.Select(cost => cost * Math.Pow(Rest(cost), focal.Gamma))];
            }

            double sum = prepared.Zip(costs, (target, cost) => target == 0 ? 0 : target * cost).Sum();
            return (sum, sum);
        }

        if (words == "multi-class margin")
        {
            int label = Array.IndexOf(t, 1);
            double margin = ((MultiMarginLossAttribute)loss!).Margin;
            double[] excess = [.. x.Select((score, c) => c == label ? 0 : Math.Max(0, margin - x[label] + score) / x.Length)];
            return (excess.Sum(), excess.Sum());
        }

        (double Loss, double Size)[] elements = [.. x.Zip(t, (y, target) => Element(words, loss, y, target))];
        return (elements.Sum(element => element.Loss), elements.Sum(element => element.Size));
    }

    /// <summary>
    /// Connectionist temporal classification by its definition: of all ways to choose a class at each step, those count that spell the labels when equal neighbours are taken once
    /// and blanks are left out.
    /// </summary>
    /// <param name="info">The network's facts.</param>
    /// <param name="x">The logarithms of the probabilities of each class at each step.</param>
    /// <param name="labels">The labels, -1 behind the last.</param>
    /// <param name="length">The steps of the row.</param>
    public static (double Loss, double Size) OfLabels(NetworkInfo info, double[] x, ReadOnlySpan<int> labels, int length)
    {
        int classes = info.OutputShape[1];
        int[] wanted = [.. labels.ToArray().TakeWhile(label => label >= 0)];
        double sum = 0;
        for (long way = 0; way < (long)Math.Pow(classes, length); way++)
        {
            int[] chosen = [.. Enumerable.Range(0, length).Select(step => (int)(way / (long)Math.Pow(classes, step) % classes))];
            int[] spelled = [.. chosen.Where((label, step) => label != info.Blank && (step == 0 || chosen[step - 1] != label))];
            sum += spelled.AsSpan().SequenceEqual(wanted) ? Math.Exp(chosen.Select((label, step) => x[step * classes + label]).Sum()) : 0;
        }

        double loss = sum == 0 ? 0 : -Math.Log(sum) / (info.Reduction == Reduction.Mean ? Math.Max(1, wanted.Length) : 1);
        return (loss, loss);
    }

    private static (double Loss, double Size) Element(string words, LossAttribute? loss, double y, double t)
    {
        double d = y - t;
        double size = Math.Abs(d);
        return words switch
        {
            "squared error" => Plain(d * d),
            "half squared error" => Plain(0.5 * d * d),
            "absolute error" => Plain(size),
            "Huber loss" => Plain(Huber(size, ((HuberLossAttribute)loss!).Delta)),
            "smooth L1 loss" => Plain(Huber(size, ((SmoothL1LossAttribute)loss!).Beta) / ((SmoothL1LossAttribute)loss).Beta),

            // log(1 + (cosh(d) - 1)) where the terms are small, else what it tends to.
            "log-cosh" => Plain(size < 1 ? LogOnePlus(2 * Math.Pow(Math.Sinh(d / 2), 2)) : size + LogOnePlus(Math.Exp(-2 * size)) - Math.Log(2)),
            "Poisson negative log-likelihood" => (Math.Exp(y) - t * y, Math.Exp(y) + Math.Abs(t * y)),
            "binary cross entropy" => Plain(t * Softplus(-y) + (1 - t) * Softplus(y)),
            "binary focal loss" => Plain(BinaryFocal((BinaryFocalLossAttribute)loss!, y, t)),
            "hinge" => (Math.Max(0, 1 - t * y), Math.Max(1, Math.Abs(y))),
            "squared hinge" => (Math.Pow(Math.Max(0, 1 - t * y), 2), Math.Pow(Math.Max(1, Math.Abs(y)), 2)),
            "Kullback-Leibler divergence" => t == 0 ? (0, 0) : (t * (Math.Log(t) - y), t * (Math.Abs(Math.Log(t)) + Math.Abs(y))),
            "perceptron criterion" => Plain(Math.Max(0, (1 - 2 * t) * y)),
            _ => throw new NotSupportedException($"No formula for the loss '{words}' is known here."),
        };
    }

    private static (double Loss, double Size) Plain(double loss) => (loss, loss);

    private static double Huber(double size, double delta) => size <= delta ? 0.5 * size * size : delta * (size - 0.5 * delta);

    private static double BinaryFocal(BinaryFocalLossAttribute focal, double x, double t)
    {
        (double yes, double no) = double.IsNaN(focal.Alpha) ? (1, 1) : (focal.Alpha, 1 - focal.Alpha);
        double ofYes = Softplus(-x);
        double ofNo = Softplus(x);
        return yes * t * Math.Pow(Rest(ofYes), focal.Gamma) * ofYes + no * (1 - t) * Math.Pow(Rest(ofNo), focal.Gamma) * ofNo;
    }

    /// <summary>1 - exp(-cost), accurate near 0: what doubles the argument's half (2 sinh(c/2) exp(-c/2)).</summary>
    private static double Rest(double cost) => cost > 1 ? 1 - Math.Exp(-cost) : 2 * Math.Sinh(cost / 2) * Math.Exp(-cost / 2);

    private static double Softplus(double x) => Math.Max(0, x) + LogOnePlus(Math.Exp(-Math.Abs(x)));

    /// <summary>log(1 + x), accurate near 0 (Kahan).</summary>
    private static double LogOnePlus(double x) => 1 + x == 1 ? x : Math.Log(1 + x) * (x / (1 + x - 1));

    /// <summary>-log softmax: of the largest logit the logarithm of 1 plus what the others add.</summary>
    private static double[] MinusLogSoftmax(double[] x)
    {
        int largest = Array.IndexOf(x, x.Max());
        double others = x.Where((_, i) => i != largest).Sum(logit => Math.Exp(logit - x[largest]));
        return [.. x.Select(logit => x[largest] - logit + LogOnePlus(others))];
    }
}
