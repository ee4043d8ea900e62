namespace NnGen.Numerics.Tests.Nets;

// Joins and several inputs, in double precision.

/// <summary>As <see cref="GoldenGate"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(4, Name = "a"), Tanh(Name = "a1")]
[Dense(4, From = "x", Name = "g"), Sigmoid(Name = "g1")]
[Multiply("a1", "g1", Name = "gated"), Dense(3, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenGateDouble;

/// <summary>As <see cref="GoldenConcat"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x"), Input(2, Name = "z")]
[Dense(4, From = "x", Name = "a"), Tanh(Name = "a1")]
[Dense(3, From = "z", Name = "b"), ReLU(Name = "b1")]
[Concat("a1", "b1", Name = "cat"), Dense(3, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenConcatDouble;

/// <summary>As <see cref="Gated"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(19, Name = "x")]
[Dense(19, Name = "d"), Tanh(Name = "t"), Multiply("d", "t", "x", "t", Name = "m")]
[Softmax(From = "d", Name = "s"), Multiply("s", "m")]
[Dense(3)]
[MeanSquaredErrorLoss]
public partial class GatedDouble;

/// <summary>As <see cref="Blocks"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(2, 3, 4, Name = "x")]
[Tanh(Name = "t"), Concat("x", "t", "x", Axis = -1, Name = "wide"), Concat("wide", "wide", Axis = 1)]
[Flatten, Dense(3)]
[MeanSquaredErrorLoss]
public partial class BlocksDouble;

/// <summary>As <see cref="Towers"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(13, Name = "x"), Input(3, Name = "z")]
[Dense(33, From = "x"), ReLU(Name = "a")]
[Dense(5, From = "z"), Tanh(Name = "b")]
[Concat("a", "z", "b", Axis = -1), Dense(7)]
[CrossEntropyLoss]
public partial class TowersDouble;

/// <summary>As <see cref="Clashes"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(130, Name = "output", Sparse = true), Input(2, 65, Name = "tape"), Input(17, Name = "class")]
[Flatten(From = "tape", Name = "flat"), Add("output", "flat"), Dense(3, Name = "s")]
[Dense(17, From = "output", Name = "o"), Multiply("o", "class", "class", Name = "m")]
[Concat("s", "m", "class"), Dropout(0.25), Dense(2)]
[MeanSquaredErrorLoss]
public partial class ClashesDouble;

/// <summary>As <see cref="Packed"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(4, Name = "x"), Input(21, Name = "z")]
[Concat("x", "z", Name = "all"), PReLU(PerUnit = true)]
[MeanSquaredErrorLoss]
public partial class PackedDouble;

/// <summary>three_inputs_b3; one of them is a class number.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(3, Name = "x"), Input(1, Name = "c"), Input(2, Name = "z")]
[Dense(4, From = "x", Name = "a")]
[Embedding(6, 4, From = "c", Name = "emb")]
[Dense(4, From = "z", Bias = false, Name = "b")]
[Add("a", "emb", "b", Name = "sum"), Tanh(Name = "act")]
[Dense(2, Name = "out")]
[MeanSquaredErrorLoss]
public partial class GoldenThreeInputsDouble;

/// <summary>tied_dense_twice_b1, _b3.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(4, Name = "x")]
[Dense(4, Name = "fc"), Tanh(Name = "a1")]
[Dense(4, Name = "again", Tied = "fc"), Tanh(Name = "a2")]
[Dense(2, Name = "out")]
[MeanSquaredErrorLoss]
public partial class GoldenTiedDouble;

/// <summary>tied_autoencoder_b3.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, Name = "x")]
[Dense(3, Name = "enc"), Sigmoid(Name = "h")]
[Dense(6, Name = "dec", Tied = "enc", Transposed = true)]
[MeanSquaredErrorLoss]
public partial class GoldenTiedAutoencoderDouble;

/// <summary>A weight of several pieces that three layers use, between panels and rows, and another of a mask, as it is and transposed.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(70, Name = "x")]
[Dense(70, Name = "a"), Sigmoid]
[Dense(70, Tied = "a"), Tanh]
[Dense(70, Tied = "a", Bias = false), Tanh]
[Dense(20, Name = "m", Connections = Connections.Banded, Bandwidth = 3), Tanh(Name = "t")]
[Dense(70, Tied = "m", Transposed = true), Sigmoid]
[Dense(20, Tied = "m")]
[MeanSquaredErrorLoss]
public partial class TiedDouble;
