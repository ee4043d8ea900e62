namespace NnGen.Numerics.Tests.Nets;

// As StreamingNets, in double precision.

/// <summary>As <see cref="StreamingFilter"/>.</summary>
[Network(Precision = Precision.Double, Streaming = true, InputGradient = true)]
[Input(9, 1)]
[GRU(16, ReturnSequence = true)]
[Dense(1)]
public partial class StreamingFilterDouble;

/// <summary>As <see cref="StreamingStack"/>.</summary>
[Network(Precision = Precision.Double, Streaming = true, InputGradient = true)]
[Input(7, 3, Scale = 0.5)]
[Dense(5), Tanh, LayerNorm(Name = "features")]
[LSTM(5, Layers = 2, ReturnSequence = true)]
[Add("features", "lstm1"), Dropout(0.25)]
[RNN(19, Activation = RecurrentActivation.ReLU, ReturnSequence = true)]
[Concat("rnn1", "features", Axis = 1)]
[GRU(3, ResetAfter = false, ReturnSequence = true)]
[Dense(4), Softmax]
[MeanSquaredErrorLoss]
public partial class StreamingStackDouble;

/// <summary>As <see cref="StreamingAnswer"/>.</summary>
[Network(Precision = Precision.Double, Streaming = true, InputGradient = true)]
[Input(6, 2)]
[LSTM(8, Projection = 3)]
[Dense(2), Sigmoid]
public partial class StreamingAnswerDouble;

/// <summary>As <see cref="StreamingLetters"/>.</summary>
[Network(Precision = Precision.Double, Streaming = true)]
[Input(5)]
[Embedding(7, 4), GRU(6, ReturnSequence = true)]
[Dense(7)]
[MeanSquaredErrorLoss]
public partial class StreamingLettersDouble;

/// <summary>As <see cref="StreamingWindows"/>.</summary>
[Network(Streaming = true, InputGradient = true, Precision = Precision.Double)]
[Input(3, 12)]
[Conv1D(5, 3, Padding = Padding.Causal), ReLU(Name = "a")]
[Conv1D(5, 4, Groups = 5, Dilation = 2, Padding = Padding.Causal), BatchNorm, Add("batchnorm1", "a"), Tanh]
[Conv1D(17, 5, Stride = 2, Padding = Padding.Causal), MaxPool1D(2), Conv1D(6, 1), Sigmoid]
[Permute(1, 0), GRU(4), Dense(2)]
[MeanSquaredErrorLoss]
public partial class StreamingWindowsDouble;

/// <summary>As <see cref="StreamingConvolutions"/>.</summary>
[Network(Streaming = true, InputGradient = true, Precision = Precision.Double)]
[Input(5, 9)]
[Conv1D(18, 3, Dilation = 3, Padding = Padding.Causal), Tanh, Conv1D(7, 4, Padding = Padding.Causal), Sigmoid, Conv1D(33, 2, Padding = Padding.Causal, Bias = false), Permute(1, 0)]
[MeanSquaredErrorLoss]
public partial class StreamingConvolutionsDouble;

/// <summary>As <see cref="StreamingModel"/>.</summary>
[Network(Streaming = true, InputGradient = true, Precision = Precision.Double)]
[Input(7, 1)]
[Dense(8), Tanh, Permute(1, 0), Conv1D(4, 3, Dilation = 2, Padding = Padding.Causal), Tanh, Permute(1, 0)]
[GRU(8, ReturnSequence = true), Dense(1)]
[MeanSquaredErrorLoss]
public partial class StreamingModelDouble;

/// <summary>As <see cref="StreamingTransformer"/>.</summary>
[Network(Precision = Precision.Double, Streaming = true)]
[Input(6)]
[Embedding(9, 12), PositionalEncoding(Kind = PositionKind.Learned, Name = "p")]
[MultiHeadAttention(2, Causal = true, Name = "a"), Add("p", "a"), LayerNorm(Name = "n")]
[RotaryEncoding(3, Name = "q")]
[Dense(12, From = "n", Name = "v")]
[Attention(3, From = "q", Key = "q", Value = "v", Causal = true)]
[PositionalEncoding, GRU(5, ReturnSequence = true), Dense(9)]
[MeanSquaredErrorLoss]
public partial class StreamingTransformerDouble;
