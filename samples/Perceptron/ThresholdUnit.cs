using NnGen;

namespace Samples.Perceptron;

/// <summary>Rosenblatt's perceptron: a weighted sum and a threshold. After a step the loss is the perceptron criterion.</summary>
[Network]
[Input(2)]
[Dense(1, Initializer = Init.Zeros), Step]
[PerceptronLoss]
public partial class ThresholdUnit;
