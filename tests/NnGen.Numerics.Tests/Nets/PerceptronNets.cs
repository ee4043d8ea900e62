namespace NnGen.Numerics.Tests.Nets;

// The perceptron criterion. Its derivative is Rosenblatt's for targets 0 and 1, which central differences do not see at other targets.

/// <summary>Rosenblatt's unit: a sum and a threshold.</summary>
[Network(InputGradient = true)]
[Input(2)]
[Dense(1), Step]
[PerceptronLoss]
public partial class Threshold;

/// <summary>As <see cref="Threshold"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(2)]
[Dense(1), Step]
[PerceptronLoss]
public partial class ThresholdDouble;

/// <summary>The values before the thresholds.</summary>
[Network(InputGradient = true)]
[Input(5)]
[Dense(7), Tanh]
[Dense(3)]
[PerceptronLoss]
public partial class ThresholdSums;

/// <summary>As <see cref="ThresholdSums"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5)]
[Dense(7), Tanh]
[Dense(3)]
[PerceptronLoss]
public partial class ThresholdSumsDouble;
