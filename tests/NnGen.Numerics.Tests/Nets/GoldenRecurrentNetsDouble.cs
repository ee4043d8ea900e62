namespace NnGen.Numerics.Tests.Nets;

// The topologies of golden cases of recurrent layers, in double precision.

/// <summary>As <see cref="GoldenRnnSequence"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, 3, Name = "x")]
[RNN(4, ReturnSequence = true, Name = "rnn")]
[MeanSquaredErrorLoss]
public partial class GoldenRnnSequenceDouble;

/// <summary>As <see cref="GoldenRnnLast"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, 3, Name = "x")]
[RNN(4, Name = "rnn")]
[Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenRnnLastDouble;

/// <summary>As <see cref="GoldenRnnBidirectional"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, 3, Name = "x")]
[RNN(4, ReturnSequence = true, Bidirectional = true, Name = "rnn")]
[Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenRnnBidirectionalDouble;

/// <summary>As <see cref="GoldenRnnInitialState"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, 3, Name = "x"), Input(4, Name = "h0")]
[RNN(4, From = "x", InitialState = "h0", ReturnSequence = true, Name = "rnn")]
[MeanSquaredErrorLoss]
public partial class GoldenRnnInitialStateDouble;

/// <summary>As <see cref="GoldenRnnTwoLayers"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, 3, Name = "x")]
[RNN(4, Layers = 2, ReturnSequence = true, Name = "rnn")]
[MeanSquaredErrorLoss]
public partial class GoldenRnnTwoLayersDouble;

/// <summary>As <see cref="GoldenRnnTwoLayersBidirectional"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, 3, Name = "x")]
[RNN(2, Layers = 2, Bidirectional = true, ReturnSequence = true, Name = "r")]
[Dense(1, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenRnnTwoLayersBidirectionalDouble;

/// <summary>As <see cref="GoldenGruSequence"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, 3, Name = "x")]
[GRU(4, ReturnSequence = true, Name = "gru")]
[MeanSquaredErrorLoss]
public partial class GoldenGruSequenceDouble;

/// <summary>As <see cref="GoldenGruLast"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, 3, Name = "x")]
[GRU(4, Name = "gru")]
[Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenGruLastDouble;

/// <summary>As <see cref="GoldenGruBidirectional"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, 3, Name = "x")]
[GRU(4, ReturnSequence = true, Bidirectional = true, Name = "gru")]
[Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenGruBidirectionalDouble;

/// <summary>As <see cref="GoldenGruInitialState"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, 3, Name = "x"), Input(4, Name = "h0")]
[GRU(4, From = "x", InitialState = "h0", ReturnSequence = true, Name = "gru")]
[MeanSquaredErrorLoss]
public partial class GoldenGruInitialStateDouble;

/// <summary>As <see cref="GoldenGruTwoLayers"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, 3, Name = "x")]
[GRU(4, Layers = 2, ReturnSequence = true, Name = "gru")]
[MeanSquaredErrorLoss]
public partial class GoldenGruTwoLayersDouble;

/// <summary>As <see cref="GoldenGruTwoLayersBidirectional"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, 3, Name = "x")]
[GRU(2, Layers = 2, Bidirectional = true, ReturnSequence = true, Name = "r")]
[Dense(1, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenGruTwoLayersBidirectionalDouble;

/// <summary>As <see cref="GoldenGruDropout"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, 3, Name = "x")]
[GRU(4, Layers = 2, Dropout = 0.3, ReturnSequence = true, Name = "r")]
[MeanSquaredErrorLoss]
public partial class GoldenGruDropoutDouble;

/// <summary>As <see cref="GoldenGruWindowsDetached"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, 3, Name = "x")]
[Slice(0, 3, From = "x", Name = "x0")]
[GRU(3, ReturnSequence = true, Name = "r")]
[Slice(3, 6, From = "x", Name = "x1")]
[Detach(From = "r.h_n", Name = "r_h_n")]
[GRU(3, From = "x1", Tied = "r", InitialState = "r_h_n", ReturnSequence = true, Name = "r2")]
[Concat("r", "r2", Name = "cat")]
[MeanSquaredErrorLoss]
public partial class GoldenGruWindowsDetachedDouble;

/// <summary>As <see cref="GoldenGruWindowsSteps"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(3, 3, Name = "x"), Input(3, Name = "h0")]
[GRU(3, From = "x", InitialState = "h0", ReturnSequence = true, Name = "r")]
[MeanSquaredErrorLoss]
public partial class GoldenGruWindowsStepsDouble;

/// <summary>As <see cref="GoldenLstmWindowsSteps"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(3, 3, Name = "x"), Input(3, Name = "h0"), Input(3, Name = "c0")]
[LSTM(3, From = "x", InitialState = "h0", InitialCell = "c0", ReturnSequence = true, Name = "r")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmWindowsStepsDouble;

/// <summary>As <see cref="GoldenLstmSequence"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, 3, Name = "x")]
[LSTM(4, ReturnSequence = true, Name = "lstm")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmSequenceDouble;

/// <summary>As <see cref="GoldenLstmLast"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, 3, Name = "x")]
[LSTM(4, Name = "lstm")]
[Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmLastDouble;

/// <summary>As <see cref="GoldenLstmBidirectional"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, 3, Name = "x")]
[LSTM(4, ReturnSequence = true, Bidirectional = true, Name = "lstm")]
[Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmBidirectionalDouble;

/// <summary>As <see cref="GoldenLstmInitialState"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, 3, Name = "x"), Input(4, Name = "h0"), Input(4, Name = "c0")]
[LSTM(4, From = "x", InitialState = "h0", InitialCell = "c0", ReturnSequence = true, Name = "lstm")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmInitialStateDouble;

/// <summary>As <see cref="GoldenLstmTwoLayers"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, 3, Name = "x")]
[LSTM(4, Layers = 2, ReturnSequence = true, Name = "lstm")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmTwoLayersDouble;

/// <summary>As <see cref="GoldenLstmTwoLayersBidirectional"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, 3, Name = "x")]
[LSTM(2, Layers = 2, Bidirectional = true, ReturnSequence = true, Name = "r")]
[Dense(1, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmTwoLayersBidirectionalDouble;

/// <summary>As <see cref="GoldenLstmDropout"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, 3, Name = "x")]
[LSTM(4, Layers = 2, Dropout = 0.3, ReturnSequence = true, Name = "r")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmDropoutDouble;

/// <summary>As <see cref="GoldenLstmWindowsDetached"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, 3, Name = "x")]
[Slice(0, 3, From = "x", Name = "x0")]
[LSTM(3, ReturnSequence = true, Name = "r")]
[Slice(3, 6, From = "x", Name = "x1")]
[Detach(From = "r.h_n", Name = "r_h_n"), Detach(From = "r.c_n", Name = "r_c_n")]
[LSTM(3, From = "x1", Tied = "r", InitialState = "r_h_n", InitialCell = "r_c_n", ReturnSequence = true, Name = "r2")]
[Concat("r", "r2", Name = "cat")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmWindowsDetachedDouble;

/// <summary>As <see cref="GoldenRnnReLU"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6, 3, Name = "x")]
[RNN(4, Activation = RecurrentActivation.ReLU, ReturnSequence = true, Name = "rnn")]
[MeanSquaredErrorLoss]
public partial class GoldenRnnReLUDouble;

/// <summary>As <see cref="GoldenLstmTwentySteps"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(20, 2, Name = "x")]
[LSTM(5, Name = "lstm")]
[Dense(1, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmTwentyStepsDouble;

/// <summary>As <see cref="GoldenLstmProjection"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, 3, Name = "x")]
[LSTM(4, Projection = 2, ReturnSequence = true, Name = "r")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmProjectionDouble;

/// <summary>As <see cref="GoldenLstmProjectionTwoLayers"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, 3, Name = "x")]
[LSTM(3, Layers = 2, Bidirectional = true, Projection = 2, ReturnSequence = true, Name = "r")]
[Dense(1, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmProjectionTwoLayersDouble;

/// <summary>As <see cref="GoldenGruLengths"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, 3, Name = "x"), Input(1, Name = "len")]
[GRU(3, From = "x", Lengths = "len", Bidirectional = true, ReturnSequence = true, Name = "r")]
[Output("r"), MeanSquaredErrorLoss]
[Output("r.h_n"), MeanSquaredErrorLoss(Weight = 0.5)]
public partial class GoldenGruLengthsDouble;

/// <summary>As <see cref="GoldenLstmLengths"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, 3, Name = "x"), Input(1, Name = "len")]
[LSTM(3, From = "x", Lengths = "len", ReturnSequence = true, Name = "r")]
[Output("r"), MeanSquaredErrorLoss]
[Output("r.h_n"), MeanSquaredErrorLoss(Weight = 0.5)]
[Output("r.c_n"), MeanSquaredErrorLoss(Weight = 0.25)]
public partial class GoldenLstmLengthsDouble;

/// <summary>As <see cref="GoldenRnnLengths"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, 3, Name = "x"), Input(1, Name = "len")]
[RNN(3, From = "x", Lengths = "len", Layers = 2, ReturnSequence = true, Name = "r")]
[Output("r"), MeanSquaredErrorLoss]
[Output("r.h_n"), MeanSquaredErrorLoss(Weight = 0.5)]
public partial class GoldenRnnLengthsDouble;
