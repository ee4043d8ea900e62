using NnGen;

namespace Samples.Tones;

/// <summary>
/// What sounds at 48 kHz: two strided convolutions make 32 samples one step of time, a recurrent layer remembers, and each step has an answer. It learns from clips of
/// 1024 samples and runs on a stream that has no end.
/// </summary>
[Network(Streaming = true)]
[Input(1, 1024)]
[Conv1D(8, 16, Stride = 8, Padding = Padding.Causal), ReLU]
[Conv1D(16, 8, Stride = 4, Padding = Padding.Causal), ReLU]
[Permute(1, 0), GRU(16), Dense(4)]
[CrossEntropyLoss]
public partial class Listener;
