namespace NnGen;

/// <summary>
/// The loss that training minimises; the last attribute of a network. Of a network with several <see cref="OutputAttribute"/>, the loss of one of them: of the
/// one that stands above it in the text, or that <see cref="From"/> names. Training then minimises the sum of <see cref="Weight"/> times loss.
/// </summary>
public abstract class LossAttribute : Attribute
{
    /// <summary>The name of the output that the loss belongs to; unless set, the one whose <see cref="OutputAttribute"/> stands above it, or the only one.</summary>
    public string? From { get; set; }

    /// <summary>The factor of the loss in what training minimises, finite and not negative; 1 unless set.</summary>
    public double Weight { get; set; } = 1;

    /// <summary>How the loss is reduced over a batch; <see cref="NnGen.Reduction.Mean"/> unless set. The same for all losses of a network.</summary>
    public Reduction Reduction { get; set; }

    /// <summary>
    /// The input of one number, <c>[Input(1, Name = "lengths")]</c>, that says how many steps of an output [time, ...] count, from 1 to as many as there are; the
    /// others are padding. Whatever is computed and given for them adds nothing to the loss, to the mean, which divides by the steps that count, to gradients and
    /// to metrics, so a padded batch has the loss of its sequences without the padding. May be the input that the recurrent layers take. Unless set, all steps
    /// count.
    /// </summary>
    public string? Lengths { get; set; }
}

/// <summary>The squared error <c>(y - t)^2</c> of each output, as <c>torch.nn.MSELoss</c>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MeanSquaredErrorLossAttribute : LossAttribute;

/// <summary>
/// Cross entropy against class labels, or against soft targets (a distribution over the classes), as <c>torch.nn.CrossEntropyLoss</c>.
/// After <see cref="SoftmaxAttribute"/> the two are computed together from the logits; after an identity output, the outputs are the logits.
/// Of a sequence, an output [time, classes], there is a label at each step, and the mean is one over steps.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class CrossEntropyLossAttribute : LossAttribute
{
    /// <summary>The part of each target that is shared out evenly among the classes, in [0, 1]; 0 unless set. Szegedy et al., 2016.</summary>
    public double LabelSmoothing { get; set; }

    /// <summary>
    /// The weight of each class, none negative; all 1 unless set. With labels, the mean divides by the sum of the labels' weights.
    /// </summary>
    public double[]? ClassWeights { get; set; }

    /// <summary>
    /// The label that says that there is none: such a row, or step of a sequence, counts neither in the loss nor in the mean, which divides by what the others
    /// weigh, nor in metrics; as <c>ignore_index</c> of <c>torch.nn.CrossEntropyLoss</c>. Unless set, every label counts. Of probabilities as targets, a row, or
    /// step, that is 0 everywhere does not count. Where none counts the loss is 0, as are its gradients (PyTorch's are NaN).
    /// </summary>
    public int IgnoreLabel { get; set; } = int.MinValue;
}

/// <summary>The negative log-likelihood of the labelled class, after <see cref="LogSoftmaxAttribute"/>; as <c>torch.nn.NLLLoss</c>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class NegativeLogLikelihoodLossAttribute : LossAttribute
{
    /// <summary>The weight of each class, none negative; all 1 unless set. The mean divides by the sum of the labels' weights.</summary>
    public double[]? ClassWeights { get; set; }

    /// <summary>
    /// The label that says that there is none: such a row, or step of a sequence, counts neither in the loss nor in the mean, which divides by what the others
    /// weigh, nor in metrics; as <c>ignore_index</c> of <c>torch.nn.CrossEntropyLoss</c>. Unless set, every label counts. Of probabilities as targets, a row, or
    /// step, that is 0 everywhere does not count. Where none counts the loss is 0, as are its gradients (PyTorch's are NaN).
    /// </summary>
    public int IgnoreLabel { get; set; } = int.MinValue;
}

/// <summary>
/// Binary cross entropy of each output against targets in [0, 1]. After <see cref="SigmoidAttribute"/> as <c>torch.nn.BCELoss</c>;
/// after an identity output, the outputs are logits, as <c>torch.nn.BCEWithLogitsLoss</c>. Both are computed from the logits.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class BinaryCrossEntropyLossAttribute : LossAttribute;

/// <summary>
/// Cross entropy in which examples that are found already count less: <c>-(1 - p)^gamma log p</c>, p the probability of the labelled class;
/// of soft targets the sum over the classes, each with its share. For classes of very different frequency. After
/// <see cref="SoftmaxAttribute"/> the two are computed together from the logits; after an identity output, the outputs are the logits. As
/// <c>keras.losses.CategoricalFocalCrossentropy</c> without its alpha, for which there are <see cref="ClassWeights"/>. Lin et al., 2017.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class FocalLossAttribute : LossAttribute
{
    /// <summary>How much less they count, positive; 2 unless set.</summary>
    public double Gamma { get; set; } = 2;

    /// <summary>
    /// The weight of each class, none negative; all 1 unless set. With labels, the mean divides by the sum of the labels' weights.
    /// </summary>
    public double[]? ClassWeights { get; set; }

    /// <summary>
    /// The label that says that there is none: such a row, or step of a sequence, counts neither in the loss nor in the mean, which divides by what the others
    /// weigh, nor in metrics; as <c>ignore_index</c> of <c>torch.nn.CrossEntropyLoss</c>. Unless set, every label counts. Of probabilities as targets, a row, or
    /// step, that is 0 everywhere does not count. Where none counts the loss is 0, as are its gradients (PyTorch's are NaN).
    /// </summary>
    public int IgnoreLabel { get; set; } = int.MinValue;
}

/// <summary>
/// Binary cross entropy of each output in which answers that are right already count less: <c>-alpha (1 - p)^gamma log p</c> where the target
/// is 1, <c>-(1 - alpha) p^gamma log(1 - p)</c> where it is 0, and between them for targets between. After <see cref="SigmoidAttribute"/>, or
/// of logits; both are computed from the logits. As <c>torchvision.ops.sigmoid_focal_loss</c>. Lin et al., 2017.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class BinaryFocalLossAttribute : LossAttribute
{
    /// <summary>How much less they count, positive; 2 unless set.</summary>
    public double Gamma { get; set; } = 2;

    /// <summary>The weight of yes, from 0 to 1; that of no is 1 - alpha. Unless set, both are 1.</summary>
    public double Alpha { get; set; } = double.NaN;
}

/// <summary>
/// Half the squared error, <c>0.5 sum (y - t)^2</c> over the outputs; the mean divides by rows only. The form of the backpropagation
/// lectures, whose derivative is <c>y - t</c>. Rumelhart, Hinton and Williams, 1986.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class HalfSquaredErrorLossAttribute : LossAttribute;

/// <summary>The absolute error <c>|y - t|</c> of each output, as <c>torch.nn.L1Loss</c>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class L1LossAttribute : LossAttribute;

/// <summary>
/// <c>0.5 d^2</c> where |d| is at most delta, <c>delta (|d| - 0.5 delta)</c> beyond, with d = y - t; as <c>torch.nn.HuberLoss</c>. Huber, 1964.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class HuberLossAttribute : LossAttribute
{
    /// <summary>Where the square ends, positive; 1 unless set.</summary>
    public double Delta { get; set; } = 1;
}

/// <summary>
/// <c>0.5 d^2 / beta</c> where |d| is less than beta, <c>|d| - 0.5 beta</c> beyond, with d = y - t; as <c>torch.nn.SmoothL1Loss</c>. Girshick, 2015.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SmoothL1LossAttribute : LossAttribute
{
    /// <summary>Where the square ends, positive; 1 unless set.</summary>
    public double Beta { get; set; } = 1;
}

/// <summary><c>log(cosh(y - t))</c> of each output, as <c>keras.losses.LogCosh</c>; computed without overflow.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LogCoshLossAttribute : LossAttribute;

/// <summary><c>max(0, 1 - t y)</c> of each output, with targets -1 and 1.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class HingeLossAttribute : LossAttribute;

/// <summary><c>max(0, 1 - t y)^2</c> of each output, with targets -1 and 1.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SquaredHingeLossAttribute : LossAttribute;

/// <summary>
/// <c>sum over c other than the label of max(0, margin - y_label + y_c) / classes</c>, as <c>torch.nn.MultiMarginLoss</c>. The outputs are scores.
/// Crammer and Singer, 2001.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MultiMarginLossAttribute : LossAttribute
{
    /// <summary>The margin, positive; 1 unless set.</summary>
    public double Margin { get; set; } = 1;

    /// <summary>
    /// The label that says that there is none: such a row, or step of a sequence, counts neither in the loss nor in the mean, which divides by what the others
    /// weigh, nor in metrics; as <c>ignore_index</c> of <c>torch.nn.CrossEntropyLoss</c>. Unless set, every label counts. Of probabilities as targets, a row, or
    /// step, that is 0 everywhere does not count. Where none counts the loss is 0, as are its gradients (PyTorch's are NaN).
    /// </summary>
    public int IgnoreLabel { get; set; } = int.MinValue;
}

/// <summary>
/// Connectionist temporal classification, as <c>torch.nn.CTCLoss</c>: of labels of which nobody knows at which steps they are, such as the letters of a line of writing or the
/// sounds of an utterance. The output is a sequence [steps, classes] of log-probabilities, after <see cref="LogSoftmaxAttribute"/>, with a class for none of the labels, the
/// blank; the loss is minus the logarithm of the summed probability of all ways to spell the labels over the steps: each step one of them in order, the same again, or a
/// blank, which must stand between equal ones. The mean divides each row's loss by the number of its labels, 1 at least, and by the rows. <see cref="Ctc.Decode"/> reads what
/// an output spells. With <see cref="LossAttribute.Lengths"/> a row has fewer steps. Only for a network of one output. Graves et al., 2006.
/// </summary>
/// <param name="labels">The most labels of a row, at least 1: each row has so many class numbers, -1 behind the last.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class CtcLossAttribute(int labels) : LossAttribute
{
    /// <summary>The most labels of a row.</summary>
    public int Labels { get; } = labels;

    /// <summary>The class that stands for none of the labels; 0 unless set.</summary>
    public int Blank { get; set; }

    /// <summary>
    /// Whether a row whose labels do not fit into its steps has the loss 0 and no gradient, and stays in the mean, as with PyTorch's <c>zero_infinity</c>; unless set, such a row is
    /// refused before anything is computed.
    /// </summary>
    public bool ZeroInfinity { get; set; }
}

/// <summary>
/// The Kullback-Leibler divergence <c>sum t (log t - y)</c> of log-probabilities y from target probabilities t, with 0 log 0 = 0; the mean
/// divides by rows, as <c>torch.nn.KLDivLoss</c> does with <c>batchmean</c>. After <see cref="LogSoftmaxAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class KLDivergenceLossAttribute : LossAttribute;

/// <summary><c>exp(y) - t y</c> of each output, where y is the logarithm of a rate and t a count; as <c>torch.nn.PoissonNLLLoss</c>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class PoissonNegativeLogLikelihoodLossAttribute : LossAttribute;

/// <summary>
/// The perceptron criterion <c>max(0, (1 - 2 t) x)</c> of the value x before <see cref="StepAttribute"/>, with targets 0 and 1. Its derivative is
/// <c>step(x) - t</c>, also at 0, so stochastic gradient descent with single samples is Rosenblatt's rule. Rosenblatt, 1958.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class PerceptronLossAttribute : LossAttribute;
