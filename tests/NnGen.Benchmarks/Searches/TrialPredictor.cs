using NnGen;

namespace NnGen.Benchmarks.Searches;

/// <summary>The heuristic evaluation function of a search as a network: from a configuration's numbers to what to expect of it.</summary>
[Network]
[Input(16)]
[Dense(32), Tanh]
[Dense(16), Tanh]
[Dense(1)]
[MeanSquaredErrorLoss]
public partial class TrialPredictor;
