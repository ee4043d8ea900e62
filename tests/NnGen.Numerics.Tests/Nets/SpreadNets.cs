namespace NnGen.Numerics.Tests.Nets;

// A spread of topologies; each also in double precision, next door.

/// <summary>One input, one hidden unit, one output: every vector is all tail.</summary>
[Network(InputGradient = true)]
[Input(1)]
[Dense(1), Tanh]
[Dense(1)]
[MeanSquaredErrorLoss]
public partial class OneWide;

/// <summary>Odd widths, a loss over classes with labels.</summary>
[Network(InputGradient = true)]
[Input(3)]
[Dense(7), Sigmoid]
[Dense(13), LeakyReLU(0.2)]
[Dense(5), LogSoftmax]
[NegativeLogLikelihoodLoss]
public partial class Odd;

/// <summary>Prime widths around one and two vectors.</summary>
[Network(InputGradient = true)]
[Input(17)]
[Dense(31), ReLU]
[Dense(33), Tanh]
[Dense(7), Softmax]
[CrossEntropyLoss]
public partial class Prime;

/// <summary>Prime widths of one vector, squared error, a sum for a loss.</summary>
[Network(InputGradient = true)]
[Input(13)]
[Dense(17), Sigmoid]
[Dense(11), Tanh]
[Dense(3)]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class Thirteen;

/// <summary>Wide layers: the loop over column tiles, and a matrix that is streamed and so not padded.</summary>
[Network(InputGradient = true)]
[Input(7)]
[Dense(130), Tanh]
[Dense(260), Sigmoid]
[BinaryCrossEntropyLoss]
public partial class Wide;

/// <summary>A softmax over 260 columns, which is a loop and a tail.</summary>
[Network(InputGradient = true)]
[Input(2)]
[Dense(260), Softmax]
[CrossEntropyLoss]
public partial class WideSoftmax;

/// <summary>Cross entropy over 130 logits, summed.</summary>
[Network(InputGradient = true)]
[Input(5)]
[Dense(130)]
[CrossEntropyLoss(Reduction = Reduction.Sum)]
public partial class WideLogits;

/// <summary>A log-softmax over 130 columns in the middle of a net.</summary>
[Network(InputGradient = true)]
[Input(3)]
[Dense(130), LogSoftmax]
[Dense(2)]
[MeanSquaredErrorLoss]
public partial class WideLogSoftmax;

/// <summary>A matrix of more than 32 KB with rows of 67: unpadded, and read past the end of each row.</summary>
[Network(InputGradient = true)]
[Input(131)]
[Dense(67), LeakyReLU(-0.5)]
[Dense(1), Sigmoid]
[BinaryCrossEntropyLoss(Reduction = Reduction.Sum)]
public partial class Streamed;

/// <summary>Ten layers, each activation in turn.</summary>
[Network(InputGradient = true)]
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
public partial class Deep;

/// <summary>Activations one after the other, some before any layer.</summary>
[Network(InputGradient = true)]
[Input(19)]
[Tanh, Sigmoid]
[Dense(19), Sigmoid, Tanh, LeakyReLU(0.1)]
[Dense(4), Tanh, Identity]
[MeanSquaredErrorLoss]
public partial class Chain;

/// <summary>Two skip connections and a sum of three.</summary>
[Network(InputGradient = true)]
[Input(9, Name = "x")]
[Dense(9, Name = "a"), Tanh(Name = "b")]
[Add("x", "b", Name = "first")]
[Dense(9, Name = "c"), ReLU(Name = "d")]
[Add("first", "d", "x", Name = "second")]
[Dense(4)]
[CrossEntropyLoss]
public partial class Residual;

/// <summary>Two branches from one input, joined.</summary>
[Network(InputGradient = true)]
[Input(6, Name = "x")]
[Dense(5, Name = "left"), Tanh(Name = "leftOut")]
[Dense(5, From = "x", Name = "right", Bias = false), Sigmoid(Name = "rightOut")]
[Add("leftOut", "rightOut")]
[Dense(2)]
[MeanSquaredErrorLoss]
public partial class SharedInput;

/// <summary>A value that is added to itself, and taken by a second node too.</summary>
[Network(InputGradient = true)]
[Input(5)]
[Dense(3, Name = "a"), Add("a", "a", Name = "doubled"), Tanh(Name = "t")]
[Add("t", "a")]
[Dense(2)]
[MeanSquaredErrorLoss]
public partial class Twice;

/// <summary>Dropout after an activation, on the input, and before the output.</summary>
[Network(InputGradient = true)]
[Input(12)]
[Dropout(0.25)]
[Dense(21), ReLU, Dropout(0.5)]
[Dense(6), Tanh, Dropout(0.1)]
[Dense(3), Softmax]
[CrossEntropyLoss]
public partial class Dropped;

/// <summary>Softmax and log-softmax with layers behind them.</summary>
[Network(InputGradient = true)]
[Input(4)]
[Dense(5), Softmax]
[Dense(6), LogSoftmax]
[Dense(3), Tanh]
[MeanSquaredErrorLoss]
public partial class SoftmaxMiddle;

/// <summary>A softmax that is the output and the input of another node.</summary>
[Network(InputGradient = true)]
[Input(4)]
[Dense(5), Softmax(Name = "p")]
[Dense(5), Tanh(Name = "q")]
[Add("p", "q")]
[Dense(3), Softmax]
[MeanSquaredErrorLoss]
public partial class SoftmaxTwice;

/// <summary>An input of three axes.</summary>
[Network(InputGradient = true)]
[Input(2, 3, 4)]
[Tanh, Flatten]
[Dense(6), Sigmoid]
[Dense(2)]
[MeanSquaredErrorLoss]
public partial class Flattened;

/// <summary>Nothing but the input: no parameters.</summary>
[Network(InputGradient = true)]
[Input(5)]
[Identity]
[MeanSquaredErrorLoss]
public partial class IdentityOnly;

/// <summary>Linear layers with identities between them.</summary>
[Network(InputGradient = true)]
[Input(3)]
[Identity]
[Dense(4), Identity, Identity]
[Dense(2), Identity]
[MeanSquaredErrorLoss]
public partial class IdentityDeep;

/// <summary>An activation of the input: no parameters.</summary>
[Network(InputGradient = true)]
[Input(6)]
[Sigmoid]
[BinaryCrossEntropyLoss]
public partial class SigmoidOnly;

/// <summary>A softmax of the input: no parameters.</summary>
[Network(InputGradient = true)]
[Input(21)]
[Softmax]
[CrossEntropyLoss]
public partial class SoftmaxOnly;

/// <summary>One layer without bias.</summary>
[Network(InputGradient = true)]
[Input(7)]
[Dense(5, Bias = false)]
[MeanSquaredErrorLoss]
public partial class LinearOnly;

/// <summary>Binary cross entropy on logits.</summary>
[Network(InputGradient = true)]
[Input(7)]
[Dense(33), ReLU]
[Dense(17)]
[BinaryCrossEntropyLoss]
public partial class Logits;

/// <summary>Every other activation in turn.</summary>
[Network(InputGradient = true)]
[Input(21)]
[ELU, CELU(0.5), SELU, GELU, SiLU]
[Dense(9), GELU(Approximate = true), Softplus(2), Softsign, HardSigmoid, HardSwish, ReLU6]
[Dense(7), HardTanh(-0.5, 0.7), Mish, PReLU, ThresholdedReLU(0.1), ScaledTanh]
[Dense(3)]
[LogCoshLoss]
public partial class AllActivations;

/// <summary>Trained slopes, one for each unit and one for all.</summary>
[Network(InputGradient = true)]
[Input(6)]
[Dense(33), PReLU(PerUnit = true)]
[Dense(18), PReLU]
[Dense(4), Softmin]
[CrossEntropyLoss]
public partial class Slopes;

/// <summary>The margins between 40 classes.</summary>
[Network(InputGradient = true)]
[Input(4)]
[Dense(40)]
[MultiMarginLoss(Margin = 0.5)]
public partial class Margins;

/// <summary>From one distribution over 19 classes to another.</summary>
[Network(InputGradient = true)]
[Input(4)]
[Dense(19), LogSoftmax]
[KLDivergenceLoss]
public partial class Divergence;

/// <summary>Classes of different weights, and smoothed labels.</summary>
[Network(InputGradient = true)]
[Input(6)]
[Dense(9), Tanh]
[Dense(5)]
[CrossEntropyLoss(LabelSmoothing = 0.1, ClassWeights = new double[] { 1, 0.5, 2, 0, 3 })]
public partial class Weighted;

/// <summary>So many hidden units that the rows between the layers do not fit the stack.</summary>
[Network(InputGradient = true)]
[Input(3)]
[Dense(3000), ReLU]
[Dense(2)]
[MeanSquaredErrorLoss]
public partial class Scratchy;

/// <summary>So many that not even one row fits the stack.</summary>
[Network(InputGradient = true)]
[Input(2)]
[Dense(16400), Tanh]
[Dense(1)]
[MeanSquaredErrorLoss]
public partial class ScratchyRow;

/// <summary>Sparse inputs: two whole blocks of 64 and a rest, a layer of several panels.</summary>
[Network(InputGradient = true)]
[Input(141, Sparse = true)]
[Dense(130), ReLU]
[Dense(3), Softmax]
[CrossEntropyLoss]
public partial class Strokes;
