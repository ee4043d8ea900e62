namespace NnGen.Numerics.Tests.Nets;

// Normalisations and what belongs to them.

/// <summary>Layer and RMS normalisation: of the input, of short rows with an activation, of long rows with a long one, without weights.</summary>
[Network(InputGradient = true)]
[Input(13)]
[LayerNorm]
[Dense(21, Bias = false), RMSNorm, ReLU]
[Dense(70), LayerNorm(Bias = false), GELU]
[Dense(37), RMSNorm(Affine = false)]
[Dense(19), LayerNorm(Affine = false, Epsilon = 0.001), Sigmoid]
[Dense(3)]
[MeanSquaredErrorLoss]
public partial class Normalized;

/// <summary>A normalisation as the last node.</summary>
[Network(InputGradient = true)]
[Input(4)]
[Dense(17), LayerNorm]
[MeanSquaredErrorLoss]
public partial class NormalizedOutput;

/// <summary>Dropout for SELU.</summary>
[Network(InputGradient = true)]
[Input(12)]
[Dense(21), SELU, AlphaDropout(0.2)]
[Dense(6), SELU, AlphaDropout(0.1)]
[Dense(3)]
[CrossEntropyLoss]
public partial class AlphaDropped;

/// <summary>layer_norm_b1, layer_norm_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), LayerNorm(Name = "ln"), ReLU(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenLayerNorm;
