namespace NnGen.Numerics.Tests.Nets;

// The topologies of golden cases of recurrent layers. Layers bear the names that the files give them.

/// <summary>rnn_sequence_b1, rnn_sequence_b7.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x")]
[RNN(4, ReturnSequence = true, Name = "rnn")]
[MeanSquaredErrorLoss]
public partial class GoldenRnnSequence;

/// <summary>rnn_last_dense_b1, rnn_last_dense_b7.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x")]
[RNN(4, Name = "rnn")]
[Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenRnnLast;

/// <summary>rnn_bidirectional_b7.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x")]
[RNN(4, ReturnSequence = true, Bidirectional = true, Name = "rnn")]
[Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenRnnBidirectional;

/// <summary>rnn_initial_state_b7.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x"), Input(4, Name = "h0")]
[RNN(4, From = "x", InitialState = "h0", ReturnSequence = true, Name = "rnn")]
[MeanSquaredErrorLoss]
public partial class GoldenRnnInitialState;

/// <summary>rnn_two_layers_b7.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x")]
[RNN(4, Layers = 2, ReturnSequence = true, Name = "rnn")]
[MeanSquaredErrorLoss]
public partial class GoldenRnnTwoLayers;

/// <summary>rnn_two_layers_bidirectional_b3.</summary>
[Network(InputGradient = true)]
[Input(5, 3, Name = "x")]
[RNN(2, Layers = 2, Bidirectional = true, ReturnSequence = true, Name = "r")]
[Dense(1, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenRnnTwoLayersBidirectional;

/// <summary>gru_sequence_b1, gru_sequence_b7.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x")]
[GRU(4, ReturnSequence = true, Name = "gru")]
[MeanSquaredErrorLoss]
public partial class GoldenGruSequence;

/// <summary>gru_last_dense_b1, gru_last_dense_b7.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x")]
[GRU(4, Name = "gru")]
[Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenGruLast;

/// <summary>gru_bidirectional_b7.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x")]
[GRU(4, ReturnSequence = true, Bidirectional = true, Name = "gru")]
[Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenGruBidirectional;

/// <summary>gru_initial_state_b7.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x"), Input(4, Name = "h0")]
[GRU(4, From = "x", InitialState = "h0", ReturnSequence = true, Name = "gru")]
[MeanSquaredErrorLoss]
public partial class GoldenGruInitialState;

/// <summary>gru_two_layers_b7.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x")]
[GRU(4, Layers = 2, ReturnSequence = true, Name = "gru")]
[MeanSquaredErrorLoss]
public partial class GoldenGruTwoLayers;

/// <summary>gru_two_layers_bidirectional_b3.</summary>
[Network(InputGradient = true)]
[Input(5, 3, Name = "x")]
[GRU(2, Layers = 2, Bidirectional = true, ReturnSequence = true, Name = "r")]
[Dense(1, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenGruTwoLayersBidirectional;

/// <summary>gru_dropout_between_layers_b3.</summary>
[Network(InputGradient = true)]
[Input(5, 3, Name = "x")]
[GRU(4, Layers = 2, Dropout = 0.3, ReturnSequence = true, Name = "r")]
[MeanSquaredErrorLoss]
public partial class GoldenGruDropout;

/// <summary>gru_windows_detached_b3.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x")]
[Slice(0, 3, From = "x", Name = "x0")]
[GRU(3, ReturnSequence = true, Name = "r")]
[Slice(3, 6, From = "x", Name = "x1")]
[Detach(From = "r.h_n", Name = "r_h_n")]
[GRU(3, From = "x1", Tied = "r", InitialState = "r_h_n", ReturnSequence = true, Name = "r2")]
[Concat("r", "r2", Name = "cat")]
[MeanSquaredErrorLoss]
public partial class GoldenGruWindowsDetached;

/// <summary>gru_windows_steps_b3.</summary>
[Network(InputGradient = true)]
[Input(3, 3, Name = "x"), Input(3, Name = "h0")]
[GRU(3, From = "x", InitialState = "h0", ReturnSequence = true, Name = "r")]
[MeanSquaredErrorLoss]
public partial class GoldenGruWindowsSteps;

/// <summary>lstm_windows_steps_b3.</summary>
[Network(InputGradient = true)]
[Input(3, 3, Name = "x"), Input(3, Name = "h0"), Input(3, Name = "c0")]
[LSTM(3, From = "x", InitialState = "h0", InitialCell = "c0", ReturnSequence = true, Name = "r")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmWindowsSteps;

/// <summary>lstm_sequence_b1, lstm_sequence_b7.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x")]
[LSTM(4, ReturnSequence = true, Name = "lstm")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmSequence;

/// <summary>lstm_last_dense_b1, lstm_last_dense_b7.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x")]
[LSTM(4, Name = "lstm")]
[Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmLast;

/// <summary>lstm_bidirectional_b7.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x")]
[LSTM(4, ReturnSequence = true, Bidirectional = true, Name = "lstm")]
[Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmBidirectional;

/// <summary>lstm_initial_state_b7.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x"), Input(4, Name = "h0"), Input(4, Name = "c0")]
[LSTM(4, From = "x", InitialState = "h0", InitialCell = "c0", ReturnSequence = true, Name = "lstm")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmInitialState;

/// <summary>lstm_two_layers_b7.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x")]
[LSTM(4, Layers = 2, ReturnSequence = true, Name = "lstm")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmTwoLayers;

/// <summary>lstm_two_layers_bidirectional_b3.</summary>
[Network(InputGradient = true)]
[Input(5, 3, Name = "x")]
[LSTM(2, Layers = 2, Bidirectional = true, ReturnSequence = true, Name = "r")]
[Dense(1, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmTwoLayersBidirectional;

/// <summary>lstm_dropout_between_layers_b3.</summary>
[Network(InputGradient = true)]
[Input(5, 3, Name = "x")]
[LSTM(4, Layers = 2, Dropout = 0.3, ReturnSequence = true, Name = "r")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmDropout;

/// <summary>lstm_windows_detached_b3.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x")]
[Slice(0, 3, From = "x", Name = "x0")]
[LSTM(3, ReturnSequence = true, Name = "r")]
[Slice(3, 6, From = "x", Name = "x1")]
[Detach(From = "r.h_n", Name = "r_h_n"), Detach(From = "r.c_n", Name = "r_c_n")]
[LSTM(3, From = "x1", Tied = "r", InitialState = "r_h_n", InitialCell = "r_c_n", ReturnSequence = true, Name = "r2")]
[Concat("r", "r2", Name = "cat")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmWindowsDetached;

/// <summary>rnn_relu_b7.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x")]
[RNN(4, Activation = RecurrentActivation.ReLU, ReturnSequence = true, Name = "rnn")]
[MeanSquaredErrorLoss]
public partial class GoldenRnnReLU;

/// <summary>lstm_20_steps_adam_b7.</summary>
[Network(InputGradient = true)]
[Input(20, 2, Name = "x")]
[LSTM(5, Name = "lstm")]
[Dense(1, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmTwentySteps;

/// <summary>lstm_projection_b3.</summary>
[Network(InputGradient = true)]
[Input(5, 3, Name = "x")]
[LSTM(4, Projection = 2, ReturnSequence = true, Name = "r")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmProjection;

/// <summary>lstm_projection_two_layers_b3.</summary>
[Network(InputGradient = true)]
[Input(5, 3, Name = "x")]
[LSTM(3, Layers = 2, Bidirectional = true, Projection = 2, ReturnSequence = true, Name = "r")]
[Dense(1, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenLstmProjectionTwoLayers;

/// <summary>gru_lengths_bidirectional_b4.</summary>
[Network(InputGradient = true)]
[Input(5, 3, Name = "x"), Input(1, Name = "len")]
[GRU(3, From = "x", Lengths = "len", Bidirectional = true, ReturnSequence = true, Name = "r")]
[Output("r"), MeanSquaredErrorLoss]
[Output("r.h_n"), MeanSquaredErrorLoss(Weight = 0.5)]
public partial class GoldenGruLengths;

/// <summary>lstm_lengths_b4.</summary>
[Network(InputGradient = true)]
[Input(5, 3, Name = "x"), Input(1, Name = "len")]
[LSTM(3, From = "x", Lengths = "len", ReturnSequence = true, Name = "r")]
[Output("r"), MeanSquaredErrorLoss]
[Output("r.h_n"), MeanSquaredErrorLoss(Weight = 0.5)]
[Output("r.c_n"), MeanSquaredErrorLoss(Weight = 0.25)]
public partial class GoldenLstmLengths;

/// <summary>rnn_lengths_two_layers_b4.</summary>
[Network(InputGradient = true)]
[Input(5, 3, Name = "x"), Input(1, Name = "len")]
[RNN(3, From = "x", Lengths = "len", Layers = 2, ReturnSequence = true, Name = "r")]
[Output("r"), MeanSquaredErrorLoss]
[Output("r.h_n"), MeanSquaredErrorLoss(Weight = 0.5)]
public partial class GoldenRnnLengths;
