namespace NnGen.Soak.Tests;

/// <summary>Two layers with dropout, so that every step draws random numbers.</summary>
[Network]
[Input(6)]
[Dense(20), Tanh]
[Dropout(0.2)]
[Dense(3), Softmax]
[CrossEntropyLoss]
public partial class SoakNet;
