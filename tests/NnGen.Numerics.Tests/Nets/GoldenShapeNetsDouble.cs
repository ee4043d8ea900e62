namespace NnGen.Numerics.Tests.Nets;

// The topologies of golden cases, lectures, depths, joins, dropout and digits, in double precision.

/// <summary>As <see cref="GoldenDropout"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), ReLU(Name = "act1"), Dropout(0.4, Name = "drop")]
[Dense(3, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenDropoutDouble;

/// <summary>As <see cref="GoldenResidual"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1"), ReLU(Name = "act1")]
[Dense(5, Name = "fc2"), Add("x", "fc2", Name = "sum"), ReLU(Name = "act2")]
[Dense(3, Name = "fc3")]
[MeanSquaredErrorLoss]
public partial class GoldenResidualDouble;

/// <summary>As <see cref="GoldenTwice"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(3, Name = "a"), Add("a", "a", Name = "sum"), Tanh(Name = "act")]
[Dense(2, Name = "fc")]
[MeanSquaredErrorLoss]
public partial class GoldenTwiceDouble;

/// <summary>As <see cref="GoldenDeep"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(4, Name = "fc1"), Tanh(Name = "act1")]
[Dense(4, Name = "fc2"), Tanh(Name = "act2")]
[Dense(4, Name = "fc3"), Tanh(Name = "act3")]
[Dense(4, Name = "fc4"), Tanh(Name = "act4")]
[Dense(4, Name = "fc5"), Tanh(Name = "act5")]
[Dense(4, Name = "fc6"), Tanh(Name = "act6")]
[Dense(4, Name = "fc7"), Tanh(Name = "act7")]
[Dense(4, Name = "fc8"), Tanh(Name = "act8")]
[Dense(4, Name = "fc9"), Tanh(Name = "act9")]
[Dense(4, Name = "fc10"), Tanh(Name = "act10")]
[Dense(2, Name = "fc11")]
[MeanSquaredErrorLoss]
public partial class GoldenDeepDouble;

/// <summary>As <see cref="GoldenDeepSigmoid"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, Name = "x")]
[Dense(3, Name = "fc1"), Sigmoid(Name = "act1")]
[Dense(3, Name = "fc2"), Sigmoid(Name = "act2")]
[Dense(3, Name = "fc3"), Sigmoid(Name = "act3")]
[Dense(3, Name = "fc4"), Sigmoid(Name = "act4")]
[Dense(3, Name = "fc5"), Sigmoid(Name = "act5")]
[Dense(3, Name = "fc6"), Sigmoid(Name = "act6")]
[Dense(3, Name = "fc7"), Sigmoid(Name = "act7")]
[Dense(3, Name = "fc8"), Sigmoid(Name = "act8")]
[Dense(3, Name = "fc9"), Sigmoid(Name = "act9")]
[Dense(3, Name = "fc10"), Sigmoid(Name = "act10")]
[Dense(3, Name = "fc11"), Sigmoid(Name = "act11")]
[Dense(3, Name = "fc12"), Sigmoid(Name = "act12")]
[Dense(1, Name = "fc13"), Sigmoid(Name = "act13")]
[HalfSquaredErrorLoss]
public partial class GoldenDeepSigmoidDouble;

/// <summary>As <see cref="GoldenDigits15"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(784, Name = "x")]
[Dense(15, Name = "fc1"), Sigmoid(Name = "act1")]
[Dense(10, Name = "fc2"), Sigmoid(Name = "act2")]
[HalfSquaredErrorLoss]
public partial class GoldenDigits15Double;

/// <summary>As <see cref="GoldenDigits50"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(784, Name = "x")]
[Dense(50, Name = "fc1"), Sigmoid(Name = "act1")]
[Dense(10, Name = "fc2"), Sigmoid(Name = "act2")]
[HalfSquaredErrorLoss]
public partial class GoldenDigits50Double;

/// <summary>As <see cref="GoldenDigits"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(784, Name = "x")]
[Dense(15, Name = "fc1"), ReLU(Name = "act1")]
[Dense(10, Name = "fc2")]
[CrossEntropyLoss]
public partial class GoldenDigitsDouble;

/// <summary>As <see cref="GoldenNeuron"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(2, Name = "x")]
[Dense(1, Name = "fc"), Sigmoid(Name = "out")]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class GoldenNeuronDouble;

/// <summary>As <see cref="GoldenTwoTwoOne"/>.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(2, Name = "x")]
[Dense(2, Name = "hidden"), Sigmoid(Name = "h")]
[Dense(1, Name = "o"), Sigmoid(Name = "out")]
[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
public partial class GoldenTwoTwoOneDouble;
