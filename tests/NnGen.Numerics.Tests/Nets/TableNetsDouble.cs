namespace NnGen.Numerics.Tests.Nets;

// One activation over the 84 points of the golden table, in double precision.

/// <summary>As <see cref="TableIdentity"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(84)]
[Identity]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableIdentityDouble;

/// <summary>As <see cref="TableSigmoid"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(84)]
[Sigmoid]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableSigmoidDouble;

/// <summary>As <see cref="TableTanh"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(84)]
[Tanh]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableTanhDouble;

/// <summary>As <see cref="TableReLU"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(84)]
[ReLU]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableReLUDouble;

/// <summary>As <see cref="TableReLU6"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(84)]
[ReLU6]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableReLU6Double;

/// <summary>As <see cref="TableLeakyReLU"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(84)]
[LeakyReLU]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableLeakyReLUDouble;

/// <summary>As <see cref="TableELU"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(84)]
[ELU]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableELUDouble;

/// <summary>As <see cref="TableCELU"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(84)]
[CELU]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableCELUDouble;

/// <summary>As <see cref="TableSELU"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(84)]
[SELU]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableSELUDouble;

/// <summary>As <see cref="TableGELU"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(84)]
[GELU]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableGELUDouble;

/// <summary>As <see cref="TableGELUTanh"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(84)]
[GELU(Approximate = true)]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableGELUTanhDouble;

/// <summary>As <see cref="TableSiLU"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(84)]
[SiLU]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableSiLUDouble;

/// <summary>As <see cref="TableSoftplus"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(84)]
[Softplus]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableSoftplusDouble;

/// <summary>As <see cref="TableSoftsign"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(84)]
[Softsign]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableSoftsignDouble;

/// <summary>As <see cref="TableHardSigmoid"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(84)]
[HardSigmoid]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableHardSigmoidDouble;

/// <summary>As <see cref="TableHardSwish"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(84)]
[HardSwish]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableHardSwishDouble;

/// <summary>As <see cref="TableHardTanh"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(84)]
[HardTanh]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableHardTanhDouble;

/// <summary>As <see cref="TableMish"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(84)]
[Mish]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableMishDouble;
