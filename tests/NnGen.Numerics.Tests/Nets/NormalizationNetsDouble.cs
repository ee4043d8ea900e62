namespace NnGen.Numerics.Tests.Nets;

// The networks of NormalizationNets.cs in double precision.

/// <summary>Layer and RMS normalisation: of the input, of short rows with an activation, of long rows with a long one, without weights.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(13)]
[LayerNorm]
[Dense(21, Bias = false), RMSNorm, ReLU]
[Dense(70), LayerNorm(Bias = false), GELU]
[Dense(37), RMSNorm(Affine = false)]
[Dense(19), LayerNorm(Affine = false, Epsilon = 0.001), Sigmoid]
[Dense(3)]
[MeanSquaredErrorLoss]
public partial class NormalizedDouble;

/// <summary>A normalisation as the last node.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(4)]
[Dense(17), LayerNorm]
[MeanSquaredErrorLoss]
public partial class NormalizedOutputDouble;

/// <summary>Dropout for SELU.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(12)]
[Dense(21), SELU, AlphaDropout(0.2)]
[Dense(6), SELU, AlphaDropout(0.1)]
[Dense(3)]
[CrossEntropyLoss]
public partial class AlphaDroppedDouble;

/// <summary>layer_norm_b1, layer_norm_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), LayerNorm(Name = "ln"), ReLU(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenLayerNormDouble;

/// <summary>Batch normalisation: of the input, without bias before it and an activation behind it, of wide layers, without weights, at the end.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(5)]
[BatchNorm]
[Dense(33, Bias = false), BatchNorm, ReLU]
[Dense(18), Tanh, BatchNorm(Momentum = 0.3, Epsilon = 0.01)]
[Dense(7), BatchNorm(Affine = false), GELU]
[Dense(3), BatchNorm]
[MeanSquaredErrorLoss]
public partial class BatchNormalizedDouble;

/// <summary>Channels of several columns.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(3, 21)]
[BatchNorm, ReLU]
[Flatten, Dense(4)]
[MeanSquaredErrorLoss]
public partial class BatchNormalizedChannelsDouble;

/// <summary>batch_norm_1d.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(5, Name = "x")]
[BatchNorm(Name = "bn")]
[MeanSquaredErrorLoss]
public partial class GoldenBatchNormDouble;

/// <summary>batch_norm_1d_no_affine.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(5, Name = "x")]
[Dense(4, Name = "fc1"), BatchNorm(Name = "bn", Affine = false)]
[MeanSquaredErrorLoss]
public partial class GoldenBatchNormPlainDouble;

/// <summary>batch_norm_mlp.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1", Bias = false), BatchNorm(Name = "bn"), ReLU(Name = "act1")]
[Dense(3, Name = "fc2")]
[CrossEntropyLoss]
public partial class GoldenBatchNormLayersDouble;

/// <summary>batch_norm_3d.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(3, 6, Name = "x")]
[BatchNorm(Name = "bn")]
[MeanSquaredErrorLoss]
public partial class GoldenBatchNormChannelsDouble;

/// <summary>A scaler of the data in the network.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(21)]
[InputScaler]
[Dense(6), Tanh]
[Dense(3), InputScaler]
[MeanSquaredErrorLoss]
public partial class ScaledDouble;

/// <summary>batch_norm_fold_dense_b7.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(5, Name = "x")]
[Dense(6, Name = "fc1", Bias = false), BatchNorm(Name = "norm"), ReLU(Name = "act")]
[Dense(3, Name = "fc2")]
[CrossEntropyLoss]
public partial class GoldenBatchNormFoldDouble;

/// <summary>As <see cref="ScaledOutput"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(9)]
[Dense(6), Tanh]
[Dense(3), OutputScaler]
[HuberLoss(Delta = 0.7)]
public partial class ScaledOutputDouble;
