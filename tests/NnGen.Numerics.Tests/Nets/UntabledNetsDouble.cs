namespace NnGen.Numerics.Tests.Nets;

// The activations that the golden table lacks, in double precision.

/// <summary>As <see cref="TableStep"/>.</summary>
[Network(Precision = Precision.Double)]
[Input(84)]
[Step]
[PerceptronLoss]
public partial class TableStepDouble;

/// <summary>As <see cref="TablePReLU"/>.</summary>
[Network(Precision = Precision.Double)]
[Input(84)]
[PReLU]
[MeanSquaredErrorLoss]
public partial class TablePReLUDouble;

/// <summary>As <see cref="TableThresholdedReLU"/>.</summary>
[Network(Precision = Precision.Double)]
[Input(84)]
[ThresholdedReLU]
[MeanSquaredErrorLoss]
public partial class TableThresholdedReLUDouble;

/// <summary>As <see cref="TableScaledTanh"/>.</summary>
[Network(Precision = Precision.Double)]
[Input(84)]
[ScaledTanh]
[MeanSquaredErrorLoss]
public partial class TableScaledTanhDouble;

/// <summary>As <see cref="RowSoftmax"/>.</summary>
[Network(Precision = Precision.Double)]
[Input(3)]
[Softmax]
public partial class RowSoftmaxDouble;

/// <summary>As <see cref="RowLogSoftmax"/>.</summary>
[Network(Precision = Precision.Double)]
[Input(3)]
[LogSoftmax]
public partial class RowLogSoftmaxDouble;

/// <summary>As <see cref="RowSoftmin"/>.</summary>
[Network(Precision = Precision.Double)]
[Input(3)]
[Softmin]
public partial class RowSoftminDouble;
