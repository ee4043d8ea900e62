namespace NnGen.Soak.Tests;

/// <summary>Two layers with dropout, so that every step draws random numbers, and batch normalisation, which has numbers that no gradient changes.</summary>
[Network]
[Input(6)]
[Dense(20), BatchNorm, Tanh]
[Dropout(0.2)]
[Dense(3), Softmax]
[CrossEntropyLoss]
public partial class SoakNet;
