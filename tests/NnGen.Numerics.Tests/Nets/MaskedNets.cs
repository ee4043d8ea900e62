namespace NnGen.Numerics.Tests.Nets;

// The topologies of golden cases with masks; and a spread of masks.

/// <summary>sparse_masked_b1.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1", Mask = ["01100", "10011", "11010", "10100", "01100", "01110", "11100"]), Tanh(Name = "act1")]
[Dense(3, Name = "fc2", Mask = ["1001000", "1100000", "1000101"])]
[MeanSquaredErrorLoss]
public partial class GoldenMaskedRow;

/// <summary>sparse_masked_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1", Mask = ["11100", "01010", "11111", "00100", "10100", "11001", "01011"]), Tanh(Name = "act1")]
[Dense(3, Name = "fc2", Mask = ["0010000", "1111011", "0001000"])]
[MeanSquaredErrorLoss]
public partial class GoldenMasked;

/// <summary>Every pattern on layers of a vector or two, most of whose inputs feed each of its blocks: dense memory under a mask.</summary>
[Network(InputGradient = true)]
[Input(20)]
[Dense(20, Connections = Connections.LowerTriangular), Tanh]
[Dense(30, Connections = Connections.Random, Density = 0.3, MaskSeed = 5), ReLU]
[Dense(20, Connections = Connections.BlockDiagonal, Groups = 5), Sigmoid]
[Dense(20, Connections = Connections.Banded, Bandwidth = 4, Bias = false), Softplus]
[Dense(20, Connections = Connections.Diagonal)]
[MeanSquaredErrorLoss]
public partial class MaskedPatterns;

/// <summary>Few inputs feed each block of outputs: only their weights lie in memory. The last blocks are not full.</summary>
[Network(InputGradient = true)]
[Input(50)]
[Dense(70, Connections = Connections.Banded, Bandwidth = 2), Tanh]
[Dense(64, Connections = Connections.BlockDiagonal, Groups = 2), ReLU]
[Dense(45, Connections = Connections.Random, Density = 0.02, MaskSeed = -1, Bias = false), ELU]
[Dense(45, Connections = Connections.Diagonal)]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class MaskedWide;

/// <summary>Groups of whole vectors, which need no mask; a loss over classes.</summary>
[Network(InputGradient = true)]
[Input(64)]
[Dense(96, Connections = Connections.BlockDiagonal, Groups = 2), ReLU]
[Dense(128, Connections = Connections.BlockDiagonal, Groups = 4), Sigmoid]
[Dense(11, Connections = Connections.Banded, Bandwidth = 9), Softmax]
[CrossEntropyLoss]
public partial class MaskedBlocks;

/// <summary>Weights by rows of their own, under a mask; an output without connections and an input that feeds nothing.</summary>
[Network(InputGradient = true)]
[Input(150)]
[Dense(3, Connections = Connections.Random, Density = 0.4), Tanh]
[Dense(4, Mask = ["1 1 0", "0 0 0", "1 0 0", "1 1 0"])]
[MeanSquaredErrorLoss]
public partial class MaskedStreamed;
