namespace NnGen.Benchmarks;

// A recurrent layer and a dense one, sample by sample: the shapes of RTNeural's own benchmark.
[Network(Streaming = true), Input(8, 1), GRU(8, ReturnSequence = true), Dense(1)]
public sealed partial class Gru8;

[Network(Streaming = true), Input(8, 1), GRU(16, ReturnSequence = true), Dense(1)]
public sealed partial class Gru16;

[Network(Streaming = true), Input(8, 1), GRU(24, ReturnSequence = true), Dense(1)]
public sealed partial class Gru24;

[Network(Streaming = true), Input(8, 1), GRU(32, ReturnSequence = true), Dense(1)]
public sealed partial class Gru32;

[Network(Streaming = true), Input(8, 1), GRU(40, ReturnSequence = true), Dense(1)]
public sealed partial class Gru40;

[Network(Streaming = true), Input(8, 1), LSTM(8, ReturnSequence = true), Dense(1)]
public sealed partial class Lstm8;

[Network(Streaming = true), Input(8, 1), LSTM(16, ReturnSequence = true), Dense(1)]
public sealed partial class Lstm16;

[Network(Streaming = true), Input(8, 1), LSTM(24, ReturnSequence = true), Dense(1)]
public sealed partial class Lstm24;

[Network(Streaming = true), Input(8, 1), LSTM(32, ReturnSequence = true), Dense(1)]
public sealed partial class Lstm32;

[Network(Streaming = true), Input(8, 1), LSTM(40, ReturnSequence = true), Dense(1)]
public sealed partial class Lstm40;

/// <summary>RTNeural's model benchmark.</summary>
[Network(Streaming = true), Input(8, 1)]
[Dense(8), Tanh, Permute(1, 0), Conv1D(4, 3, Dilation = 2, Padding = Padding.Causal), Tanh, Permute(1, 0), GRU(8, ReturnSequence = true), Dense(1)]
public sealed partial class AudioModel;

[Network(Streaming = true), Input(8, 16), Conv1D(8, 7, Padding = Padding.Causal)]
public sealed partial class Conv8;

[Network(Streaming = true), Input(16, 32), Conv1D(16, 15, Padding = Padding.Causal)]
public sealed partial class Conv16;

/// <summary>Long sequences, for training.</summary>
[Network, Input(50, 64), LSTM(64), Dense(1)]
public sealed partial class LongLstm;

/// <summary>Long sequences, for training.</summary>
[Network, Input(100, 128), GRU(128), Dense(1)]
public sealed partial class LongGru;

/// <summary>A block of a decoder, normalised first.</summary>
[Block]
[Input(Name = "x")]
[LayerNorm, MultiHeadAttention(4, Causal = true, Name = "attention"), Add("x", "attention", Name = "s")]
[LayerNorm, Dense(256), GELU, Dense(64, Name = "f"), Add("s", "f")]
public sealed class TransformerBlock;

/// <summary>A small transformer over 32 tokens.</summary>
[Network(Streaming = true), Input(32, 64)]
[PositionalEncoding, Use<TransformerBlock>(Repeat = 2)]
public sealed partial class Transformer;
