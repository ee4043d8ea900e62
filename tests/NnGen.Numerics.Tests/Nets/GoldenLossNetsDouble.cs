namespace NnGen.Numerics.Tests.Nets;

// The topologies of golden cases, one loss each, in double precision.

/// <summary>As <see cref="GoldenSumOfSquares"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class GoldenSumOfSquaresDouble;

/// <summary>As <see cref="GoldenCrossEntropy"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[CrossEntropyLoss]
public partial class GoldenCrossEntropyDouble;

/// <summary>As <see cref="GoldenCrossEntropyExtreme"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(4, Name = "fc1")]
[CrossEntropyLoss]
public partial class GoldenCrossEntropyExtremeDouble;

/// <summary>As <see cref="GoldenSoftmaxCrossEntropy"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2"), Softmax(Name = "prob")]
[CrossEntropyLoss]
public partial class GoldenSoftmaxCrossEntropyDouble;

/// <summary>As <see cref="GoldenSoftmaxSquares"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2"), Softmax(Name = "prob")]
[MeanSquaredErrorLoss]
public partial class GoldenSoftmaxSquaresDouble;

/// <summary>As <see cref="GoldenLogSoftmax"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2"), LogSoftmax(Name = "logprob")]
[NegativeLogLikelihoodLoss]
public partial class GoldenLogSoftmaxDouble;

/// <summary>As <see cref="GoldenHalfSquaredError"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[HalfSquaredErrorLoss]
public partial class GoldenHalfSquaredErrorDouble;

/// <summary>As <see cref="GoldenHalfSumOfSquares"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[HalfSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class GoldenHalfSumOfSquaresDouble;

/// <summary>As <see cref="GoldenHinge"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[HingeLoss]
public partial class GoldenHingeDouble;

/// <summary>As <see cref="GoldenSquaredHinge"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[SquaredHingeLoss]
public partial class GoldenSquaredHingeDouble;

/// <summary>As <see cref="GoldenHuber"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[HuberLoss(Delta = 0.7)]
public partial class GoldenHuberDouble;

/// <summary>As <see cref="GoldenL1"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[L1Loss]
public partial class GoldenL1Double;

/// <summary>As <see cref="GoldenSmoothL1"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[SmoothL1Loss(Beta = 0.5)]
public partial class GoldenSmoothL1Double;

/// <summary>As <see cref="GoldenLogCosh"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[LogCoshLoss]
public partial class GoldenLogCoshDouble;

/// <summary>As <see cref="GoldenMultiMargin"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[MultiMarginLoss]
public partial class GoldenMultiMarginDouble;

/// <summary>As <see cref="GoldenPoisson"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[PoissonNegativeLogLikelihoodLoss]
public partial class GoldenPoissonDouble;

/// <summary>As <see cref="GoldenSmoothing"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[CrossEntropyLoss(LabelSmoothing = 0.1)]
public partial class GoldenSmoothingDouble;

/// <summary>As <see cref="GoldenDivergence"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2"), LogSoftmax(Name = "logprob")]
[KLDivergenceLoss]
public partial class GoldenDivergenceDouble;

/// <summary>As <see cref="GoldenBinaryLogits"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[BinaryCrossEntropyLoss]
public partial class GoldenBinaryLogitsDouble;

/// <summary>As <see cref="GoldenBinaryExtreme"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(4, Name = "fc1")]
[BinaryCrossEntropyLoss]
public partial class GoldenBinaryExtremeDouble;

/// <summary>As <see cref="GoldenBinarySigmoid"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2"), Sigmoid(Name = "prob")]
[BinaryCrossEntropyLoss]
public partial class GoldenBinarySigmoidDouble;

/// <summary>As <see cref="GoldenClassWeights"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(4, Name = "fc2")]
[CrossEntropyLoss(ClassWeights = new double[] { 0.5, 2, 0, 3 }, Reduction = Reduction.Sum)]
public partial class GoldenClassWeightsDouble;

/// <summary>As <see cref="GoldenWeightedSquares"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(4, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenWeightedSquaresDouble;

/// <summary>As <see cref="GoldenWeightedBinary"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(4, Name = "fc2")]
[BinaryCrossEntropyLoss]
public partial class GoldenWeightedBinaryDouble;

/// <summary>As <see cref="GoldenWeightedClasses"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(4, Name = "fc2")]
[CrossEntropyLoss(Reduction = Reduction.Sum)]
public partial class GoldenWeightedClassesDouble;

/// <summary>As <see cref="GoldenFocal"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(4, Name = "fc2")]
[FocalLoss]
public partial class GoldenFocalDouble;

/// <summary>As <see cref="GoldenBinaryFocal"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(4, Name = "fc2")]
[BinaryFocalLoss(Gamma = 1.5, Alpha = 0.25)]
public partial class GoldenBinaryFocalDouble;
