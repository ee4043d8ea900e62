namespace NnGen.Numerics.Tests.Nets;

// One layer of one input, so that a value by hand is short: classes of different weights.

/// <summary>Logits of classes that count differently.</summary>
[Network]
[Input(1)]
[Dense(3)]
[CrossEntropyLoss(ClassWeights = new double[] { 1, 10, 0.5 })]
public partial class WeightedLogits;

/// <summary>As <see cref="WeightedLogits"/>.</summary>
[Network(Precision = Precision.Double)]
[Input(1)]
[Dense(3)]
[CrossEntropyLoss(ClassWeights = new double[] { 1, 10, 0.5 })]
public partial class WeightedLogitsDouble;

/// <summary>Log-probabilities of classes that count differently, the second not at all.</summary>
[Network]
[Input(1)]
[Dense(3), LogSoftmax]
[NegativeLogLikelihoodLoss(ClassWeights = new double[] { 1, 0, 0.5 })]
public partial class WeightedLikelihood;

/// <summary>As <see cref="WeightedLikelihood"/>.</summary>
[Network(Precision = Precision.Double)]
[Input(1)]
[Dense(3), LogSoftmax]
[NegativeLogLikelihoodLoss(ClassWeights = new double[] { 1, 0, 0.5 })]
public partial class WeightedLikelihoodDouble;

/// <summary>Probabilities of classes that count differently, with smoothed labels.</summary>
[Network]
[Input(1)]
[Dense(3), Softmax]
[CrossEntropyLoss(ClassWeights = new double[] { 1, 10, 0.5 }, LabelSmoothing = 0.1)]
public partial class WeightedSmoothing;

/// <summary>As <see cref="WeightedSmoothing"/>.</summary>
[Network(Precision = Precision.Double)]
[Input(1)]
[Dense(3), Softmax]
[CrossEntropyLoss(ClassWeights = new double[] { 1, 10, 0.5 }, LabelSmoothing = 0.1)]
public partial class WeightedSmoothingDouble;

/// <summary>A yes or no by its probability.</summary>
[Network]
[Input(1)]
[Dense(1), Sigmoid]
[BinaryCrossEntropyLoss]
public partial class Certain;

/// <summary>A yes or no by its probability, fitted by squares: its logit is there all the same.</summary>
[Network]
[Input(1)]
[Dense(1), Sigmoid]
[MeanSquaredErrorLoss]
public partial class CertainSquares;

/// <summary>A number.</summary>
[Network]
[Input(1)]
[Dense(1)]
[MeanSquaredErrorLoss]
public partial class PlainNumber;

/// <summary>The focal loss after a softmax, with classes that count differently.</summary>
[Network]
[Input(4)]
[Dense(5), Softmax]
[FocalLoss(Gamma = 0.5, ClassWeights = new double[] { 1, 0.5, 2, 0, 3 })]
public partial class FocalProbabilities;

/// <summary>As <see cref="FocalProbabilities"/>.</summary>
[Network(Precision = Precision.Double)]
[Input(4)]
[Dense(5), Softmax]
[FocalLoss(Gamma = 0.5, ClassWeights = new double[] { 1, 0.5, 2, 0, 3 })]
public partial class FocalProbabilitiesDouble;

/// <summary>The focal loss after a sigmoid.</summary>
[Network]
[Input(4)]
[Dense(3), Sigmoid]
[BinaryFocalLoss]
public partial class FocalAnswers;

/// <summary>As <see cref="FocalAnswers"/>.</summary>
[Network(Precision = Precision.Double)]
[Input(4)]
[Dense(3), Sigmoid]
[BinaryFocalLoss]
public partial class FocalAnswersDouble;
