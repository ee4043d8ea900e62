using NnGen;

namespace Samples.Evolution;

/// <summary>Decides how hard the engine of a lunar lander burns, from height, velocity and fuel. Never trained by gradients.</summary>
[Network(Emit = Emit.Inference)]
[Input(3)]
[Dense(6), Tanh]
[Dense(1), Sigmoid]
public partial class Pilot;
