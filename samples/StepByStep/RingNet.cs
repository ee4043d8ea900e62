using NnGen;

namespace Samples.StepByStep;

/// <summary>Says whether a point of the plane lies in a ring.</summary>
[Network]
[Input(2)]
[Dense(16), Tanh]
[Dense(1), Sigmoid]
[BinaryCrossEntropyLoss]
public partial class RingNet;
