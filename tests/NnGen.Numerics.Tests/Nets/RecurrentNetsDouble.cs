namespace NnGen.Numerics.Tests.Nets;

// As RecurrentNets, in double precision.

/// <summary>As <see cref="RecurrentStack"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(7, 1)]
[Dense(5), Tanh]
[LSTM(9, ReturnSequence = true)]
[Dense(3), LayerNorm]
[GRU(17)]
[Dense(2)]
public partial class RecurrentStackDouble;

/// <summary>As <see cref="RecurrentOneStep"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(1, 3)]
[GRU(1, ReturnSequence = true), RNN(2, Bidirectional = true)]
[Dense(2), Softmax]
public partial class RecurrentOneStepDouble;

/// <summary>As <see cref="RecurrentTwoSteps"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(2, 16)]
[LSTM(16, ReturnSequence = true), RNN(32, Activation = RecurrentActivation.ReLU)]
[Dense(1)]
public partial class RecurrentTwoStepsDouble;

/// <summary>As <see cref="RecurrentEncoder"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, 4)]
[LSTM(6, Layers = 2, Bidirectional = true, Projection = 3, Dropout = 0.25, Name = "encoder")]
[Dense(4, From = "encoder.c_n", Name = "cells"), Flatten]
[Dense(6, From = "encoder", Name = "states")]
[Concat("flatten1", "states")]
[Dense(2)]
public partial class RecurrentEncoderDouble;

/// <summary>As <see cref="RecurrentReset"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, 3)]
[GRU(5, ResetAfter = false, Bias = false, ReturnSequence = true)]
[GRU(4, ResetAfter = false, ReturnSequence = true), Mean(0)]
[Dense(3)]
public partial class RecurrentResetDouble;

/// <summary>As <see cref="RecurrentDecoder"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(4, 3, Name = "source"), Input(3, 2, Name = "given")]
[GRU(8, From = "source", Name = "encoder")]
[GRU(8, From = "given", InitialState = "encoder.h_n", ReturnSequence = true, Name = "decoder")]
[Dropout(0.1), Dense(2)]
public partial class RecurrentDecoderDouble;

/// <summary>As <see cref="RecurrentBehindWindows"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(2, 12)]
[Conv1D(4, 3, Padding = 1, Stride = 2), ReLU, Permute(1, 0)]
[GRU(7), BatchNorm]
[Dense(2)]
public partial class RecurrentBehindWindowsDouble;

/// <summary>As <see cref="RecurrentLengths"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, 3, Name = "x"), Input(1, Name = "length")]
[LSTM(6, From = "x", Lengths = "length", Bidirectional = true, Projection = 2, ReturnSequence = true)]
[GRU(5, Lengths = "length")]
[Dense(2)]
public partial class RecurrentLengthsDouble;

/// <summary>As <see cref="LongSequences"/>.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(33, 26)]
[Dense(20), Tanh, Dense(130)]
[MeanSquaredErrorLoss]
public partial class LongSequencesDouble;

/// <summary>As <see cref="LongLines"/>.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(32, 200)]
[Dense(2)]
[MeanSquaredErrorLoss]
public partial class LongLinesDouble;

/// <summary>As <see cref="LongRecurrence"/>.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(34, 3)]
[LSTM(6)]
[Dense(1)]
public partial class LongRecurrenceDouble;
