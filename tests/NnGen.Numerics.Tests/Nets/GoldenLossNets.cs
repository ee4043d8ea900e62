namespace NnGen.Numerics.Tests.Nets;

// The topologies of golden cases, one loss each. Layers bear the names that the files give them.

/// <summary>loss_sse_b1, loss_sse_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class GoldenSumOfSquares;

/// <summary>loss_softmax_cross_entropy_labels_b1, _b7, loss_softmax_cross_entropy_soft_b1, _b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[CrossEntropyLoss]
public partial class GoldenCrossEntropy;

/// <summary>loss_cross_entropy_extreme_logits_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(4, Name = "fc1")]
[CrossEntropyLoss]
public partial class GoldenCrossEntropyExtreme;

/// <summary>loss_softmax_layer_then_cross_entropy_b1, _b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2"), Softmax(Name = "prob")]
[CrossEntropyLoss]
public partial class GoldenSoftmaxCrossEntropy;

/// <summary>loss_softmax_layer_then_mse_b1, _b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2"), Softmax(Name = "prob")]
[MeanSquaredErrorLoss]
public partial class GoldenSoftmaxSquares;

/// <summary>loss_log_softmax_nll_b1, _b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2"), LogSoftmax(Name = "logprob")]
[NegativeLogLikelihoodLoss]
public partial class GoldenLogSoftmax;

/// <summary>loss_half_squared_error_b1, _b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[HalfSquaredErrorLoss]
public partial class GoldenHalfSquaredError;

/// <summary>loss_half_sse_b1, _b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[HalfSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class GoldenHalfSumOfSquares;

/// <summary>loss_hinge_b1, _b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[HingeLoss]
public partial class GoldenHinge;

/// <summary>loss_squared_hinge_b1, _b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[SquaredHingeLoss]
public partial class GoldenSquaredHinge;

/// <summary>loss_huber_b1, _b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[HuberLoss(Delta = 0.7)]
public partial class GoldenHuber;

/// <summary>loss_l1_b1, _b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[L1Loss]
public partial class GoldenL1;

/// <summary>loss_smooth_l1_b1, _b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[SmoothL1Loss(Beta = 0.5)]
public partial class GoldenSmoothL1;

/// <summary>loss_log_cosh_b1, _b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[LogCoshLoss]
public partial class GoldenLogCosh;

/// <summary>loss_multi_margin_b1, _b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[MultiMarginLoss]
public partial class GoldenMultiMargin;

/// <summary>loss_poisson_nll_b1, _b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[PoissonNegativeLogLikelihoodLoss]
public partial class GoldenPoisson;

/// <summary>loss_softmax_cross_entropy_smoothing_b1, _b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[CrossEntropyLoss(LabelSmoothing = 0.1)]
public partial class GoldenSmoothing;

/// <summary>loss_kl_b1, _b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2"), LogSoftmax(Name = "logprob")]
[KLDivergenceLoss]
public partial class GoldenDivergence;

/// <summary>loss_bce_with_logits_b1, _b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[BinaryCrossEntropyLoss]
public partial class GoldenBinaryLogits;

/// <summary>loss_bce_with_logits_extreme_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(4, Name = "fc1")]
[BinaryCrossEntropyLoss]
public partial class GoldenBinaryExtreme;

/// <summary>loss_sigmoid_bce_b1, _b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2"), Sigmoid(Name = "prob")]
[BinaryCrossEntropyLoss]
public partial class GoldenBinarySigmoid;

/// <summary>loss_cross_entropy_class_weights_sum_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(4, Name = "fc2")]
[CrossEntropyLoss(ClassWeights = new double[] { 0.5, 2, 0, 3 }, Reduction = Reduction.Sum)]
public partial class GoldenClassWeights;

/// <summary>loss_row_weights_mse_b4.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(4, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenWeightedSquares;

/// <summary>loss_row_weights_bce_with_logits_b4.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(4, Name = "fc2")]
[BinaryCrossEntropyLoss]
public partial class GoldenWeightedBinary;

/// <summary>loss_row_weights_cross_entropy_labels_b4.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(4, Name = "fc2")]
[CrossEntropyLoss(Reduction = Reduction.Sum)]
public partial class GoldenWeightedClasses;

/// <summary>loss_focal_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(4, Name = "fc2")]
[FocalLoss]
public partial class GoldenFocal;

/// <summary>loss_focal_binary_b3.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(4, Name = "fc2")]
[BinaryFocalLoss(Gamma = 1.5, Alpha = 0.25)]
public partial class GoldenBinaryFocal;
