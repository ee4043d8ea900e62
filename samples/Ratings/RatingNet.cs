using NnGen;

namespace Samples.Ratings;

/// <summary>Foresees three ratings of a chair, from 1 to 5, by its price, its weight, its padding and its number of screws.</summary>
[Network]
[Input(4)]
[Dense(16), Tanh]
[Dense(3)]
[MeanSquaredErrorLoss]
public partial class RatingNet;
