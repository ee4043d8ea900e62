using NnGen;

namespace Samples.Lambda;

/// <summary>A polynomial of degree 14: one neuron without activation, whose inputs are polynomials of x.</summary>
[Network]
[Input(14)]
[Dense(1)]
[MeanSquaredErrorLoss]
public partial class PolynomialNet;
