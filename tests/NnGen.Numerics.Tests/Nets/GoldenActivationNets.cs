namespace NnGen.Numerics.Tests.Nets;

// The topologies of golden cases, one activation each. Layers bear the names that the files give them.

/// <summary>act_identity_b1, act_identity_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Identity(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenIdentity;

/// <summary>act_leaky_relu_b1, act_leaky_relu_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), LeakyReLU(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenLeakyReLU;

/// <summary>act_leaky_relu_02_b1, act_leaky_relu_02_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), LeakyReLU(0.2, Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenLeakyReLU02;

/// <summary>act_relu_b1, act_relu_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), ReLU(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenReLU;

/// <summary>act_sigmoid_b1, act_sigmoid_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Sigmoid(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenSigmoid;

/// <summary>act_tanh_b1, act_tanh_b7, loss_mse_b1, loss_mse_b7, and the optimizers: opt_sgd_b7, opt_momentum_b7, opt_momentum_dampening_b7, opt_nesterov_b7, opt_adam_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Tanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenTanh;

/// <summary>act_celu_b1, act_celu_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), CELU(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenCELU;

/// <summary>act_elu_b1, act_elu_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), ELU(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenELU;

/// <summary>act_elu_05_b1, act_elu_05_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), ELU(0.5, Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenELU05;

/// <summary>act_gelu_b1, act_gelu_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), GELU(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenGELU;

/// <summary>act_gelu_tanh_b1, act_gelu_tanh_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), GELU(Approximate = true, Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenGELUTanh;

/// <summary>act_hardsigmoid_b1, act_hardsigmoid_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), HardSigmoid(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenHardSigmoid;

/// <summary>act_hardswish_b1, act_hardswish_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), HardSwish(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenHardSwish;

/// <summary>act_hardtanh_b1, act_hardtanh_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), HardTanh(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenHardTanh;

/// <summary>act_hardtanh_m2_05_b1, act_hardtanh_m2_05_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), HardTanh(-2, 0.5, Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenHardTanhM205;

/// <summary>act_mish_b1, act_mish_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Mish(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenMish;

/// <summary>act_prelu_b1, act_prelu_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), PReLU(PerUnit = true, Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenPReLU;

/// <summary>act_relu6_b1, act_relu6_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), ReLU6(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenReLU6;

/// <summary>act_selu_b1, act_selu_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), SELU(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenSELU;

/// <summary>act_silu_b1, act_silu_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), SiLU(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenSiLU;

/// <summary>act_softplus_b1, act_softplus_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Softplus(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenSoftplus;

/// <summary>act_softsign_b1, act_softsign_b7.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), Softsign(Name = "act1")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenSoftsign;
