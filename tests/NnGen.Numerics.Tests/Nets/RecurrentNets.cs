namespace NnGen.Numerics.Tests.Nets;

// Recurrent layers with sizes below, at and beside whole vectors, and everything that may stand around them.

/// <summary>Units that are no whole vector, one feature, a series of numbers that is dense at each step.</summary>
[Network(InputGradient = true)]
[Input(7, 1)]
[Dense(5), Tanh]
[LSTM(9, ReturnSequence = true)]
[Dense(3), LayerNorm]
[GRU(17)]
[Dense(2)]
public partial class RecurrentStack;

/// <summary>One step of time, and one unit.</summary>
[Network(InputGradient = true)]
[Input(1, 3)]
[GRU(1, ReturnSequence = true), RNN(2, Bidirectional = true)]
[Dense(2), Softmax]
public partial class RecurrentOneStep;

/// <summary>Two steps, which no loop is made of, and whole vectors.</summary>
[Network(InputGradient = true)]
[Input(2, 16)]
[LSTM(16, ReturnSequence = true), RNN(32, Activation = RecurrentActivation.ReLU)]
[Dense(1)]
public partial class RecurrentTwoSteps;

/// <summary>Layers, both directions, projection and dropout; what the last step has left goes on by its name.</summary>
[Network(InputGradient = true)]
[Input(5, 4)]
[LSTM(6, Layers = 2, Bidirectional = true, Projection = 3, Dropout = 0.25, Name = "encoder")]
[Dense(4, From = "encoder.c_n", Name = "cells"), Flatten]
[Dense(6, From = "encoder", Name = "states")]
[Concat("flatten1", "states")]
[Dense(2)]
public partial class RecurrentEncoder;

/// <summary>The reset gate before the product, without biases, and a mean over time.</summary>
[Network(InputGradient = true)]
[Input(6, 3)]
[GRU(5, ResetAfter = false, Bias = false, ReturnSequence = true)]
[GRU(4, ResetAfter = false, ReturnSequence = true), Mean(0)]
[Dense(3)]
public partial class RecurrentReset;

/// <summary>Sequence to sequence: a decoder begins with the encoder's states, and both share an output layer.</summary>
[Network(InputGradient = true)]
[Input(4, 3, Name = "source"), Input(3, 2, Name = "given")]
[GRU(8, From = "source", Name = "encoder")]
[GRU(8, From = "given", InitialState = "encoder.h_n", ReturnSequence = true, Name = "decoder")]
[Dropout(0.1), Dense(2)]
public partial class RecurrentDecoder;

/// <summary>A convolution over time, then a recurrent layer over what it finds.</summary>
[Network(InputGradient = true)]
[Input(2, 12)]
[Conv1D(4, 3, Padding = 1, Stride = 2), ReLU, Permute(1, 0)]
[GRU(7), BatchNorm]
[Dense(2)]
public partial class RecurrentBehindWindows;

/// <summary>Sequences of different lengths, in both directions, and what comes behind them.</summary>
[Network(InputGradient = true)]
[Input(5, 3, Name = "x"), Input(1, Name = "length")]
[LSTM(6, From = "x", Lengths = "length", Bidirectional = true, Projection = 2, ReturnSequence = true)]
[GRU(5, Lengths = "length")]
[Dense(2)]
public partial class RecurrentLengths;

/// <summary>So many steps that the gradients of weights are summed up sequence by sequence: shared out by inputs and by panels, and what fills no vector.</summary>
[Network(InputGradient = true)]
[Input(33, 26)]
[Dense(20), Tanh, Dense(130)]
[MeanSquaredErrorLoss]
public partial class LongSequences;

/// <summary>The same by columns: many features, few units.</summary>
[Network(InputGradient = true)]
[Input(32, 200)]
[Dense(2)]
[MeanSquaredErrorLoss]
public partial class LongLines;

/// <summary>Weights within a loop over so many steps.</summary>
[Network(InputGradient = true)]
[Input(34, 3)]
[LSTM(6)]
[Dense(1)]
public partial class LongRecurrence;
