using NnGen;

namespace Samples.Xor;

/// <summary>Two hidden neurons and one output: the smallest layered network that learns XOR.</summary>
[Network]
[Input(2)]
[Dense(2), Sigmoid]
[Dense(1), Sigmoid]
[BinaryCrossEntropyLoss]
public partial class XorNet;

/// <summary>A single neuron: a line in the plane, with yes on one side and no on the other.</summary>
[Network]
[Input(2)]
[Dense(1), Sigmoid]
[BinaryCrossEntropyLoss]
public partial class Neuron;
