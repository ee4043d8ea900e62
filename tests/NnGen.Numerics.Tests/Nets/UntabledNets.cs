namespace NnGen.Numerics.Tests.Nets;

// The activations that the golden table lacks, over as many values, and the three that take a whole row.

/// <summary>Not in the table: the binary threshold.</summary>
[Network]
[Input(84)]
[Step]
[PerceptronLoss]
public partial class TableStep;

/// <summary>Not in the table: a trained slope.</summary>
[Network]
[Input(84)]
[PReLU]
[MeanSquaredErrorLoss]
public partial class TablePReLU;

/// <summary>Not in the table: zero up to a threshold.</summary>
[Network]
[Input(84)]
[ThresholdedReLU]
[MeanSquaredErrorLoss]
public partial class TableThresholdedReLU;

/// <summary>Not in the table: LeCun's hyperbolic tangent.</summary>
[Network]
[Input(84)]
[ScaledTanh]
[MeanSquaredErrorLoss]
public partial class TableScaledTanh;

/// <summary>A row of three: exponentials in proportion.</summary>
[Network]
[Input(3)]
[Softmax]
public partial class RowSoftmax;

/// <summary>A row of three: their logarithms.</summary>
[Network]
[Input(3)]
[LogSoftmax]
public partial class RowLogSoftmax;

/// <summary>A row of three: the same of the negative values.</summary>
[Network]
[Input(3)]
[Softmin]
public partial class RowSoftmin;
