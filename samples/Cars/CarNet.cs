using NnGen;

namespace Samples.Cars;

/// <summary>Estimates how far a car goes on a gallon, from six numbers and three places of origin.</summary>
[Network]
[Input(9)]
[Dense(16), Tanh]
[Dense(1)]
[MeanSquaredErrorLoss]
public partial class CarNet;
