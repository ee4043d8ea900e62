namespace NnGen.Benchmarks;

/// <summary>2-2-1, sigmoid.</summary>
[Network]
[Input(2)]
[Dense(2), Sigmoid]
[Dense(1), Sigmoid]
[BinaryCrossEntropyLoss]
public partial class Xor;

/// <summary>4-16-3, relu and softmax.</summary>
[Network]
[Input(4)]
[Dense(16), ReLU]
[Dense(3), Softmax]
[CrossEntropyLoss]
public partial class Iris;

/// <summary>16-16-16-16-1, tanh.</summary>
[Network]
[Input(16)]
[Dense(16), Tanh]
[Dense(16), Tanh]
[Dense(16), Tanh]
[Dense(1), Tanh]
[MeanSquaredErrorLoss]
public partial class Chain;

/// <summary>784-15-10, sigmoid.</summary>
[Network]
[Input(784)]
[Dense(15), Sigmoid]
[Dense(10), Sigmoid]
[BinaryCrossEntropyLoss]
public partial class Digits15;

/// <summary>784-50-10, relu and softmax.</summary>
[Network]
[Input(784)]
[Dense(50), ReLU]
[Dense(10), Softmax]
[CrossEntropyLoss]
public partial class Digits50;

/// <summary>784-128-64-10, relu and softmax.</summary>
[Network]
[Input(784)]
[Dense(128), ReLU]
[Dense(64), ReLU]
[Dense(10), Softmax]
[CrossEntropyLoss]
public partial class Digits128;

/// <summary>784-512-512-10, relu and softmax.</summary>
[Network]
[Input(784)]
[Dense(512), ReLU]
[Dense(512), ReLU]
[Dense(10), Softmax]
[CrossEntropyLoss]
public partial class Digits512;

/// <summary>784-15-10 for sparse inputs.</summary>
[Network]
[Input(784, Sparse = true)]
[Dense(15), Sigmoid]
[Dense(10), Sigmoid]
[BinaryCrossEntropyLoss]
public partial class Strokes15;

/// <summary>784-50-10 for sparse inputs.</summary>
[Network]
[Input(784, Sparse = true)]
[Dense(50), ReLU]
[Dense(10), Softmax]
[CrossEntropyLoss]
public partial class Strokes50;

/// <summary>784-128-64-10 for sparse inputs.</summary>
[Network]
[Input(784, Sparse = true)]
[Dense(128), ReLU]
[Dense(64), ReLU]
[Dense(10), Softmax]
[CrossEntropyLoss]
public partial class Strokes128;

/// <summary>784-512-512-10 for sparse inputs.</summary>
[Network]
[Input(784, Sparse = true)]
[Dense(512), ReLU]
[Dense(512), ReLU]
[Dense(10), Softmax]
[CrossEntropyLoss]
public partial class Strokes512;

/// <summary>The sigmoid of 1024 numbers.</summary>
[Network]
[Input(1024)]
[Sigmoid]
public partial class Sigmoid1024;

/// <summary>The hyperbolic tangent of 1024 numbers.</summary>
[Network]
[Input(1024)]
[Tanh]
[MeanSquaredErrorLoss]
public partial class Tanh1024;

/// <summary>The tanh form of GELU of 1024 numbers.</summary>
[Network]
[Input(1024)]
[GELU(Approximate = true)]
[MeanSquaredErrorLoss]
public partial class Gelu1024;

/// <summary>The softmax of ten numbers.</summary>
[Network]
[Input(10)]
[Softmax]
public partial class Softmax10;
