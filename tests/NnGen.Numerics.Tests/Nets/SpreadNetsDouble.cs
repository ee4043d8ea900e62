namespace NnGen.Numerics.Tests.Nets;

// A spread of topologies, in double precision.

/// <summary>As <see cref="OneWide"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(1)]
[Dense(1), Tanh]
[Dense(1)]
[MeanSquaredErrorLoss]
public partial class OneWideDouble;

/// <summary>As <see cref="Odd"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(3)]
[Dense(7), Sigmoid]
[Dense(13), LeakyReLU(0.2)]
[Dense(5), LogSoftmax]
[NegativeLogLikelihoodLoss]
public partial class OddDouble;

/// <summary>As <see cref="Prime"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(17)]
[Dense(31), ReLU]
[Dense(33), Tanh]
[Dense(7), Softmax]
[CrossEntropyLoss]
public partial class PrimeDouble;

/// <summary>As <see cref="Thirteen"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(13)]
[Dense(17), Sigmoid]
[Dense(11), Tanh]
[Dense(3)]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class ThirteenDouble;

/// <summary>As <see cref="Wide"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(7)]
[Dense(130), Tanh]
[Dense(260), Sigmoid]
[BinaryCrossEntropyLoss]
public partial class WideDouble;

/// <summary>As <see cref="WideSoftmax"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(2)]
[Dense(260), Softmax]
[CrossEntropyLoss]
public partial class WideSoftmaxDouble;

/// <summary>As <see cref="WideLogits"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5)]
[Dense(130)]
[CrossEntropyLoss(Reduction = Reduction.Sum)]
public partial class WideLogitsDouble;

/// <summary>As <see cref="WideLogSoftmax"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(3)]
[Dense(130), LogSoftmax]
[Dense(2)]
[MeanSquaredErrorLoss]
public partial class WideLogSoftmaxDouble;

/// <summary>As <see cref="Streamed"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(131)]
[Dense(67), LeakyReLU(-0.5)]
[Dense(1), Sigmoid]
[BinaryCrossEntropyLoss(Reduction = Reduction.Sum)]
public partial class StreamedDouble;

/// <summary>As <see cref="Deep"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(4)]
[Dense(5), Tanh]
[Dense(6), Sigmoid]
[Dense(5), LeakyReLU]
[Dense(7), ReLU]
[Dense(9, Bias = false), Tanh]
[Dense(8), Sigmoid]
[Dense(3), Identity, Tanh]
[Dense(4), LeakyReLU(0.3)]
[Dense(5), Sigmoid]
[Dense(2)]
[MeanSquaredErrorLoss]
public partial class DeepDouble;

/// <summary>As <see cref="Chain"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(19)]
[Tanh, Sigmoid]
[Dense(19), Sigmoid, Tanh, LeakyReLU(0.1)]
[Dense(4), Tanh, Identity]
[MeanSquaredErrorLoss]
public partial class ChainDouble;

/// <summary>As <see cref="Residual"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(9, Name = "x")]
[Dense(9, Name = "a"), Tanh(Name = "b")]
[Add("x", "b", Name = "first")]
[Dense(9, Name = "c"), ReLU(Name = "d")]
[Add("first", "d", "x", Name = "second")]
[Dense(4)]
[CrossEntropyLoss]
public partial class ResidualDouble;

/// <summary>As <see cref="SharedInput"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, Name = "x")]
[Dense(5, Name = "left"), Tanh(Name = "leftOut")]
[Dense(5, From = "x", Name = "right", Bias = false), Sigmoid(Name = "rightOut")]
[Add("leftOut", "rightOut")]
[Dense(2)]
[MeanSquaredErrorLoss]
public partial class SharedInputDouble;

/// <summary>As <see cref="Twice"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5)]
[Dense(3, Name = "a"), Add("a", "a", Name = "doubled"), Tanh(Name = "t")]
[Add("t", "a")]
[Dense(2)]
[MeanSquaredErrorLoss]
public partial class TwiceDouble;

/// <summary>As <see cref="Dropped"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(12)]
[Dropout(0.25)]
[Dense(21), ReLU, Dropout(0.5)]
[Dense(6), Tanh, Dropout(0.1)]
[Dense(3), Softmax]
[CrossEntropyLoss]
public partial class DroppedDouble;

/// <summary>As <see cref="SoftmaxMiddle"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(4)]
[Dense(5), Softmax]
[Dense(6), LogSoftmax]
[Dense(3), Tanh]
[MeanSquaredErrorLoss]
public partial class SoftmaxMiddleDouble;

/// <summary>As <see cref="SoftmaxTwice"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(4)]
[Dense(5), Softmax(Name = "p")]
[Dense(5), Tanh(Name = "q")]
[Add("p", "q")]
[Dense(3), Softmax]
[MeanSquaredErrorLoss]
public partial class SoftmaxTwiceDouble;

/// <summary>As <see cref="Flattened"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(2, 3, 4)]
[Tanh, Flatten]
[Dense(6), Sigmoid]
[Dense(2)]
[MeanSquaredErrorLoss]
public partial class FlattenedDouble;

/// <summary>As <see cref="IdentityOnly"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5)]
[Identity]
[MeanSquaredErrorLoss]
public partial class IdentityOnlyDouble;

/// <summary>As <see cref="IdentityDeep"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(3)]
[Identity]
[Dense(4), Identity, Identity]
[Dense(2), Identity]
[MeanSquaredErrorLoss]
public partial class IdentityDeepDouble;

/// <summary>As <see cref="SigmoidOnly"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6)]
[Sigmoid]
[BinaryCrossEntropyLoss]
public partial class SigmoidOnlyDouble;

/// <summary>As <see cref="SoftmaxOnly"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(21)]
[Softmax]
[CrossEntropyLoss]
public partial class SoftmaxOnlyDouble;

/// <summary>As <see cref="LinearOnly"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(7)]
[Dense(5, Bias = false)]
[MeanSquaredErrorLoss]
public partial class LinearOnlyDouble;

/// <summary>As <see cref="Logits"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(7)]
[Dense(33), ReLU]
[Dense(17)]
[BinaryCrossEntropyLoss]
public partial class LogitsDouble;

/// <summary>As <see cref="AllActivations"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(21)]
[ELU, CELU(0.5), SELU, GELU, SiLU]
[Dense(9), GELU(Approximate = true), Softplus(2), Softsign, HardSigmoid, HardSwish, ReLU6]
[Dense(7), HardTanh(-0.5, 0.7), Mish, PReLU, ThresholdedReLU(0.1), ScaledTanh]
[Dense(3)]
[LogCoshLoss]
public partial class AllActivationsDouble;

/// <summary>As <see cref="Slopes"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6)]
[Dense(33), PReLU(PerUnit = true)]
[Dense(18), PReLU]
[Dense(4), Softmin]
[CrossEntropyLoss]
public partial class SlopesDouble;

/// <summary>As <see cref="Margins"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(4)]
[Dense(40)]
[MultiMarginLoss(Margin = 0.5)]
public partial class MarginsDouble;

/// <summary>As <see cref="Divergence"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(4)]
[Dense(19), LogSoftmax]
[KLDivergenceLoss]
public partial class DivergenceDouble;

/// <summary>As <see cref="Weighted"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6)]
[Dense(9), Tanh]
[Dense(5)]
[CrossEntropyLoss(LabelSmoothing = 0.1, ClassWeights = new double[] { 1, 0.5, 2, 0, 3 })]
public partial class WeightedDouble;

/// <summary>As <see cref="Scratchy"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(3)]
[Dense(3000), ReLU]
[Dense(2)]
[MeanSquaredErrorLoss]
public partial class ScratchyDouble;

/// <summary>As <see cref="ScratchyRow"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(2)]
[Dense(16400), Tanh]
[Dense(1)]
[MeanSquaredErrorLoss]
public partial class ScratchyRowDouble;

/// <summary>Sparse inputs: two whole blocks of 64 and a rest, a layer of several panels.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(141, Sparse = true)]
[Dense(50), ReLU]
[Dense(3), Softmax]
[CrossEntropyLoss]
public partial class StrokesDouble;
