namespace NnGen.Numerics.Tests.Nets;

// The topologies of golden cases with masks, in double precision; and a spread of masks.

/// <summary>As <see cref="GoldenMaskedRow"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1", Mask = ["01100", "10011", "11010", "10100", "01100", "01110", "11100"]), Tanh(Name = "act1")]
[Dense(3, Name = "fc2", Mask = ["1001000", "1100000", "1000101"])]
[MeanSquaredErrorLoss]
public partial class GoldenMaskedRowDouble;

/// <summary>As <see cref="GoldenMasked"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1", Mask = ["11100", "01010", "11111", "00100", "10100", "11001", "01011"]), Tanh(Name = "act1")]
[Dense(3, Name = "fc2", Mask = ["0010000", "1111011", "0001000"])]
[MeanSquaredErrorLoss]
public partial class GoldenMaskedDouble;

/// <summary>As <see cref="MaskedPatterns"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(20)]
[Dense(20, Connections = Connections.LowerTriangular), Tanh]
[Dense(30, Connections = Connections.Random, Density = 0.3, MaskSeed = 5), ReLU]
[Dense(20, Connections = Connections.BlockDiagonal, Groups = 5), Sigmoid]
[Dense(20, Connections = Connections.Banded, Bandwidth = 4, Bias = false), Softplus]
[Dense(20, Connections = Connections.Diagonal)]
[MeanSquaredErrorLoss]
public partial class MaskedPatternsDouble;

/// <summary>As <see cref="MaskedWide"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(50)]
[Dense(70, Connections = Connections.Banded, Bandwidth = 2), Tanh]
[Dense(64, Connections = Connections.BlockDiagonal, Groups = 2), ReLU]
[Dense(45, Connections = Connections.Random, Density = 0.02, MaskSeed = -1, Bias = false), ELU]
[Dense(45, Connections = Connections.Diagonal)]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class MaskedWideDouble;

/// <summary>As <see cref="MaskedBlocks"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(64)]
[Dense(96, Connections = Connections.BlockDiagonal, Groups = 2), ReLU]
[Dense(128, Connections = Connections.BlockDiagonal, Groups = 4), Sigmoid]
[Dense(11, Connections = Connections.Banded, Bandwidth = 9), Softmax]
[CrossEntropyLoss]
public partial class MaskedBlocksDouble;

/// <summary>As <see cref="MaskedStreamed"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(150)]
[Dense(3, Connections = Connections.Random, Density = 0.4), Tanh]
[Dense(4, Mask = ["1 1 0", "0 0 0", "1 0 0", "1 1 0"])]
[MeanSquaredErrorLoss]
public partial class MaskedStreamedDouble;

/// <summary>As <see cref="MaskedWideDouble"/>, with all connections.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(50)]
[Dense(70), Tanh]
[Dense(64), ReLU]
[Dense(45, Bias = false), ELU]
[Dense(45)]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class FullWideDouble;
