namespace NnGen.Numerics.Tests.Nets;

// One activation over the 84 points of the golden table; the loss is a sum, so that no division hides in the derivatives.

/// <summary>The table calls it identity.</summary>
[Network(InputGradient = true)]
[Input(84)]
[Identity]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableIdentity;

/// <summary>The table calls it sigmoid.</summary>
[Network(InputGradient = true)]
[Input(84)]
[Sigmoid]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableSigmoid;

/// <summary>The table calls it tanh.</summary>
[Network(InputGradient = true)]
[Input(84)]
[Tanh]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableTanh;

/// <summary>The table calls it relu.</summary>
[Network(InputGradient = true)]
[Input(84)]
[ReLU]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableReLU;

/// <summary>The table calls it relu6.</summary>
[Network(InputGradient = true)]
[Input(84)]
[ReLU6]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableReLU6;

/// <summary>The table calls it leaky_relu.</summary>
[Network(InputGradient = true)]
[Input(84)]
[LeakyReLU]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableLeakyReLU;

/// <summary>The table calls it elu.</summary>
[Network(InputGradient = true)]
[Input(84)]
[ELU]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableELU;

/// <summary>The table calls it celu.</summary>
[Network(InputGradient = true)]
[Input(84)]
[CELU]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableCELU;

/// <summary>The table calls it selu.</summary>
[Network(InputGradient = true)]
[Input(84)]
[SELU]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableSELU;

/// <summary>The table calls it gelu.</summary>
[Network(InputGradient = true)]
[Input(84)]
[GELU]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableGELU;

/// <summary>The table calls it gelu_tanh.</summary>
[Network(InputGradient = true)]
[Input(84)]
[GELU(Approximate = true)]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableGELUTanh;

/// <summary>The table calls it silu.</summary>
[Network(InputGradient = true)]
[Input(84)]
[SiLU]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableSiLU;

/// <summary>The table calls it softplus.</summary>
[Network(InputGradient = true)]
[Input(84)]
[Softplus]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableSoftplus;

/// <summary>The table calls it softsign.</summary>
[Network(InputGradient = true)]
[Input(84)]
[Softsign]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableSoftsign;

/// <summary>The table calls it hardsigmoid.</summary>
[Network(InputGradient = true)]
[Input(84)]
[HardSigmoid]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableHardSigmoid;

/// <summary>The table calls it hardswish.</summary>
[Network(InputGradient = true)]
[Input(84)]
[HardSwish]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableHardSwish;

/// <summary>The table calls it hardtanh.</summary>
[Network(InputGradient = true)]
[Input(84)]
[HardTanh]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableHardTanh;

/// <summary>The table calls it mish.</summary>
[Network(InputGradient = true)]
[Input(84)]
[Mish]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class TableMish;
