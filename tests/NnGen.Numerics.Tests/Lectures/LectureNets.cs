namespace NnGen.Numerics.Tests.Lectures;

/// <summary>A neuron before its logistic function.</summary>
[Network]
[Input(2)]
[Dense(1)]
[MeanSquaredErrorLoss]
public partial class NeuronSum;

/// <summary>The logistic neuron of the lecture, with the squared error that is not halved.</summary>
[Network]
[Input(2)]
[Dense(1), Sigmoid]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class Neuron;

/// <summary>As <see cref="Neuron"/>.</summary>
[Network(Precision = Precision.Double)]
[Input(2)]
[Dense(1), Sigmoid]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class NeuronDouble;

/// <summary>Two logistic neurons and a third behind them, whose sum is the output.</summary>
[Network]
[Input(2)]
[Dense(2), Sigmoid]
[Dense(1)]
[MeanSquaredErrorLoss]
public partial class TwoTwoOneSum;

/// <summary>Two logistic neurons and a third behind them.</summary>
[Network]
[Input(2)]
[Dense(2), Sigmoid]
[Dense(1), Sigmoid]
[MeanSquaredErrorLoss]
public partial class TwoTwoOne;

/// <summary>The digit reader of the lecture: 784 pixels, 50 hidden neurons, 10 digits.</summary>
[Network]
[Input(28 * 28)]
[Dense(50), Sigmoid]
[Dense(10), Sigmoid]
[MeanSquaredErrorLoss]
public partial class DigitLecture;
