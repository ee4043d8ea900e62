using NnGen;

namespace Samples.Worker;

/// <summary>Squeezes a stretch of vibration, 16 numbers, through three and paints it anew: what it has never seen it paints badly.</summary>
[Network]
[Input(16)]
[Dense(12), Tanh]
[Dense(3, Name = "code"), Tanh]
[Dense(12, Name = "decoder"), Tanh]
[Dense(16)]
public partial class SignalCoder;
