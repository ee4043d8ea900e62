namespace NnGen.Numerics.Tests.Nets;

// Networks that also run step by step.

/// <summary>A filter as in audio: one number in, one out.</summary>
[Network(Streaming = true, InputGradient = true)]
[Input(9, 1)]
[GRU(16, ReturnSequence = true)]
[Dense(1)]
public partial class StreamingFilter;

/// <summary>Layers before, between and behind, with a residual, and units that fill no vector.</summary>
[Network(Streaming = true, InputGradient = true)]
[Input(7, 3, Scale = 0.5)]
[Dense(5), Tanh, LayerNorm(Name = "features")]
[LSTM(5, Layers = 2, ReturnSequence = true)]
[Add("features", "lstm1"), Dropout(0.25)]
[RNN(19, Activation = RecurrentActivation.ReLU, ReturnSequence = true)]
[Concat("rnn1", "features", Axis = 1)]
[GRU(3, ResetAfter = false, ReturnSequence = true)]
[Dense(4), Softmax]
[MeanSquaredErrorLoss]
public partial class StreamingStack;

/// <summary>A projection, and an answer after each step that is that of the whole sequence so far.</summary>
[Network(Streaming = true, InputGradient = true)]
[Input(6, 2)]
[LSTM(8, Projection = 3)]
[Dense(2), Sigmoid]
public partial class StreamingAnswer;

/// <summary>Letter after letter: class numbers, a table, a recurrent layer.</summary>
[Network(Streaming = true)]
[Input(5)]
[Embedding(7, 4), GRU(6, ReturnSequence = true)]
[Dense(7)]
[MeanSquaredErrorLoss]
public partial class StreamingLetters;

/// <summary>Windows over time: causal, dilated, strided, each channel by itself, without padding where a stride is a kernel; four places make a step.</summary>
[Network(Streaming = true, InputGradient = true)]
[Input(3, 12)]
[Conv1D(5, 3, Padding = Padding.Causal), ReLU(Name = "a")]
[Conv1D(5, 4, Groups = 5, Dilation = 2, Padding = Padding.Causal), BatchNorm, Add("batchnorm1", "a"), Tanh]
[Conv1D(17, 5, Stride = 2, Padding = Padding.Causal), MaxPool1D(2), Conv1D(6, 1), Sigmoid]
[Permute(1, 0), GRU(4), Dense(2)]
[MeanSquaredErrorLoss]
public partial class StreamingWindows;

/// <summary>Causal convolutions over one another, each step one window: places apart, channels that are no multiple of the sums of an output, outputs that fill no whole vectors.</summary>
[Network(Streaming = true, InputGradient = true)]
[Input(5, 9)]
[Conv1D(18, 3, Dilation = 3, Padding = Padding.Causal), Tanh, Conv1D(7, 4, Padding = Padding.Causal), Sigmoid, Conv1D(33, 2, Padding = Padding.Causal, Bias = false), Permute(1, 0)]
[MeanSquaredErrorLoss]
public partial class StreamingConvolutions;

/// <summary>A dense layer, a convolution and a recurrent layer, time now first and now last.</summary>
[Network(Streaming = true, InputGradient = true)]
[Input(7, 1)]
[Dense(8), Tanh, Permute(1, 0), Conv1D(4, 3, Dilation = 2, Padding = Padding.Causal), Tanh, Permute(1, 0)]
[GRU(8, ReturnSequence = true), Dense(1)]
[MeanSquaredErrorLoss]
public partial class StreamingModel;

/// <summary>Attention with all that it knows of positions: a table, sines, turned pairs; keys and values of its own and those of other layers.</summary>
[Network(Streaming = true)]
[Input(6)]
[Embedding(9, 12), PositionalEncoding(Kind = PositionKind.Learned, Name = "p")]
[MultiHeadAttention(2, Causal = true, Name = "a"), Add("p", "a"), LayerNorm(Name = "n")]
[RotaryEncoding(3, Name = "q")]
[Dense(12, From = "n", Name = "v")]
[Attention(3, From = "q", Key = "q", Value = "v", Causal = true)]
[PositionalEncoding, GRU(5, ReturnSequence = true), Dense(9)]
[MeanSquaredErrorLoss]
public partial class StreamingTransformer;
