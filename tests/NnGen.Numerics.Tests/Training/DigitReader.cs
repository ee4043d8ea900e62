namespace NnGen.Numerics.Tests.Training;

/// <summary>The lecture's digit reader with rectifiers and a softmax.</summary>
[Network]
[Input(28 * 28)]
[Dense(50), ReLU]
[Dense(10), Softmax]
public partial class DigitReader;
