namespace NnGen.Numerics.Tests.Nets;

// Many layers whose first weights are far too small or far too large, and what may stand before a layer.

/// <summary>Deep, with an activation that saturates.</summary>
[Network]
[Input(12)]
[Dense(24, Initializer = Init.Normal, InitializerScale = 0.02), Tanh]
[Dense(24, Initializer = Init.Normal, InitializerScale = 0.02), Tanh]
[Dense(24, Initializer = Init.Normal, InitializerScale = 0.02), Tanh]
[Dense(24, Initializer = Init.Normal, InitializerScale = 0.02), Tanh]
[Dense(24, Initializer = Init.Normal, InitializerScale = 0.02), Tanh]
[Dense(24, Initializer = Init.Normal, InitializerScale = 0.02), Tanh]
[Dense(24, Initializer = Init.Normal, InitializerScale = 0.02), Tanh]
[Dense(24, Initializer = Init.Normal, InitializerScale = 0.02), Tanh]
[Dense(3, Initializer = Init.Normal, InitializerScale = 0.02)]
[CrossEntropyLoss]
public partial class DeepTanh;

/// <summary><see cref="DeepTanh"/> in double precision.</summary>
[Network(Precision = Precision.Double)]
[Input(12)]
[Dense(24, Initializer = Init.Normal, InitializerScale = 0.02), Tanh]
[Dense(24, Initializer = Init.Normal, InitializerScale = 0.02), Tanh]
[Dense(24, Initializer = Init.Normal, InitializerScale = 0.02), Tanh]
[Dense(24, Initializer = Init.Normal, InitializerScale = 0.02), Tanh]
[Dense(24, Initializer = Init.Normal, InitializerScale = 0.02), Tanh]
[Dense(24, Initializer = Init.Normal, InitializerScale = 0.02), Tanh]
[Dense(24, Initializer = Init.Normal, InitializerScale = 0.02), Tanh]
[Dense(24, Initializer = Init.Normal, InitializerScale = 0.02), Tanh]
[Dense(3, Initializer = Init.Normal, InitializerScale = 0.02)]
[CrossEntropyLoss]
public partial class DeepTanhDouble;

/// <summary>Deep, with weights far too large and an activation that has no bound.</summary>
[Network]
[Input(12)]
[Dense(24, Initializer = Init.Normal, InitializerScale = 5), ReLU]
[Dense(24, Initializer = Init.Orthogonal, InitializerScale = 5), ReLU]
[Dense(24, Initializer = Init.Normal, InitializerScale = 5), ReLU]
[Dense(24, Initializer = Init.Normal, InitializerScale = 5), ReLU]
[Dense(24, Initializer = Init.Normal, InitializerScale = 5), ReLU]
[Dense(24, Initializer = Init.Normal, InitializerScale = 5), ReLU]
[Dense(2, Initializer = Init.Normal, InitializerScale = 5)]
[MeanSquaredErrorLoss]
public partial class DeepReLU;

/// <summary><see cref="DeepReLU"/> in double precision.</summary>
[Network(Precision = Precision.Double)]
[Input(12)]
[Dense(24, Initializer = Init.Normal, InitializerScale = 5), ReLU]
[Dense(24, Initializer = Init.Orthogonal, InitializerScale = 5), ReLU]
[Dense(24, Initializer = Init.Normal, InitializerScale = 5), ReLU]
[Dense(24, Initializer = Init.Normal, InitializerScale = 5), ReLU]
[Dense(24, Initializer = Init.Normal, InitializerScale = 5), ReLU]
[Dense(24, Initializer = Init.Normal, InitializerScale = 5), ReLU]
[Dense(2, Initializer = Init.Normal, InitializerScale = 5)]
[MeanSquaredErrorLoss]
public partial class DeepReLUDouble;

/// <summary>Much that may stand before a dense layer: the input renamed, dropout, batch normalisation, a join, a mask, a sum.</summary>
[Network]
[Input(2, 5, Name = "x"), Input(3, Name = "z")]
[Flatten(From = "x", Name = "flat"), Identity(Name = "same")]
[Dense(19, Name = "a", Bias = false), BatchNorm(Name = "norm"), ReLU(Name = "r")]
[Dropout(0.3, Name = "drop")]
[Dense(9, Name = "b"), Sigmoid(Name = "s")]
[Dense(7, From = "z", Name = "c"), Tanh(Name = "t")]
[Concat("s", "t", Name = "cat")]
[Dense(16, Name = "d", Connections = Connections.Random, Density = 0.3, MaskSeed = 4), Tanh(Name = "u")]
[Dense(16, Name = "e"), Add("e", "u", Name = "sum"), Identity(Name = "sum2")]
[Dense(4, Name = "f")]
[MeanSquaredErrorLoss]
public partial class Winding;
