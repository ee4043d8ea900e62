namespace NnGen.Numerics.Tests.Training;

/// <summary>Tells three species of iris.</summary>
[Network]
[Input(4)]
[Dense(8), Tanh]
[Dropout(0.1)]
[Dense(3)]
[CrossEntropyLoss]
public partial class SpeciesNet;

/// <summary>Says yes or no by a margin.</summary>
[Network]
[Input(1)]
[Dense(1)]
[HingeLoss]
public partial class MarginNet;
