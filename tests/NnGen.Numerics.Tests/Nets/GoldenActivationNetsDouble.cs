namespace NnGen.Numerics.Tests.Nets;

// The topologies of golden cases, one activation each, in double precision.

/// <summary>As <see cref="GoldenIdentity"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Identity(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenIdentityDouble;

/// <summary>As <see cref="GoldenLeakyReLU"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), LeakyReLU(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenLeakyReLUDouble;

/// <summary>As <see cref="GoldenLeakyReLU02"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), LeakyReLU(0.2, Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenLeakyReLU02Double;

/// <summary>As <see cref="GoldenReLU"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), ReLU(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenReLUDouble;

/// <summary>As <see cref="GoldenSigmoid"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Sigmoid(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenSigmoidDouble;

/// <summary>As <see cref="GoldenTanh"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenTanhDouble;

/// <summary>As <see cref="GoldenCELU"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), CELU(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenCELUDouble;

/// <summary>As <see cref="GoldenELU"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), ELU(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenELUDouble;

/// <summary>As <see cref="GoldenELU05"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), ELU(0.5, Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenELU05Double;

/// <summary>As <see cref="GoldenGELU"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), GELU(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenGELUDouble;

/// <summary>As <see cref="GoldenGELUTanh"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), GELU(Approximate = true, Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenGELUTanhDouble;

/// <summary>As <see cref="GoldenHardSigmoid"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), HardSigmoid(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenHardSigmoidDouble;

/// <summary>As <see cref="GoldenHardSwish"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), HardSwish(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenHardSwishDouble;

/// <summary>As <see cref="GoldenHardTanh"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), HardTanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenHardTanhDouble;

/// <summary>As <see cref="GoldenHardTanhM205"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), HardTanh(-2, 0.5, Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenHardTanhM205Double;

/// <summary>As <see cref="GoldenMish"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Mish(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenMishDouble;

/// <summary>As <see cref="GoldenPReLU"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), PReLU(PerUnit = true, Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenPReLUDouble;

/// <summary>As <see cref="GoldenReLU6"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), ReLU6(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenReLU6Double;

/// <summary>As <see cref="GoldenSELU"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), SELU(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenSELUDouble;

/// <summary>As <see cref="GoldenSiLU"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), SiLU(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenSiLUDouble;

/// <summary>As <see cref="GoldenSoftplus"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Softplus(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenSoftplusDouble;

/// <summary>As <see cref="GoldenSoftsign"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Softsign(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenSoftsignDouble;
