namespace NnGen;

/// <summary>The loss that training minimises; the last attribute of a network.</summary>
public abstract class LossAttribute : Attribute
{
    /// <summary>How the loss is reduced over a batch; <see cref="NnGen.Reduction.Mean"/> unless set.</summary>
    public Reduction Reduction { get; set; }
}

/// <summary>The squared error <c>(y - t)^2</c> of each output, as <c>torch.nn.MSELoss</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MeanSquaredErrorLossAttribute : LossAttribute;

/// <summary>
/// Cross entropy against class labels, or against soft targets (a distribution over the classes), as <c>torch.nn.CrossEntropyLoss</c>.
/// After <see cref="SoftmaxAttribute"/> the two are computed together from the logits; after an identity output, the outputs are the logits.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CrossEntropyLossAttribute : LossAttribute;

/// <summary>The negative log-likelihood of the labelled class, after <see cref="LogSoftmaxAttribute"/>; as <c>torch.nn.NLLLoss</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NegativeLogLikelihoodLossAttribute : LossAttribute;

/// <summary>
/// Binary cross entropy of each output against targets in [0, 1]. After <see cref="SigmoidAttribute"/> as <c>torch.nn.BCELoss</c>;
/// after an identity output, the outputs are logits, as <c>torch.nn.BCEWithLogitsLoss</c>. Both are computed from the logits.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BinaryCrossEntropyLossAttribute : LossAttribute;
