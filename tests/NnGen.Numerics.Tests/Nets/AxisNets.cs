namespace NnGen.Numerics.Tests.Nets;

/// <summary>reshape_permute_b3.</summary>
[Network(InputGradient = true)]
[Input(5, 4, Name = "x")]
[Dense(6, Name = "fc1")]
[Reshape(5, 2, 3, Name = "shape"), Permute(2, 0, 1, Name = "turn"), Tanh(Name = "act"), Flatten(Name = "flat")]
[Dense(2, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenPermute;

/// <summary>slices_concat_b3.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "x")]
[Dense(7, Name = "fc1")]
[Slice(0, 3, Name = "low"), Slice(1, 7, Step = 2, From = "fc1", Name = "high"), Sigmoid(Name = "g")]
[Multiply("low", "g", Name = "both"), Concat("both", "fc1", Name = "cat")]
[Dense(2, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenSlices;

/// <summary>mean_axes_b3.</summary>
[Network(InputGradient = true)]
[Input(5, 3, Name = "x")]
[Dense(4, Name = "fc1"), Tanh(Name = "act")]
[Mean(0, Name = "mean"), Mean(1, From = "act", Name = "m2")]
[Concat("mean", "m2", Name = "cat")]
[Dense(2, Name = "fc2")]
[MeanSquaredErrorLoss]
public partial class GoldenMeans;

/// <summary>matmul_b3.</summary>
[Network(InputGradient = true)]
[Input(3, 3, Name = "x"), Input(4, 5, Name = "z")]
[Dense(4, From = "x", Name = "a"), Dense(2, From = "z", Name = "b")]
[MatMul("a", "b", Name = "product"), Tanh(Name = "act")]
[MeanSquaredErrorLoss]
public partial class GoldenMatMul;

/// <summary>matmul_transposed_b3.</summary>
[Network(InputGradient = true)]
[Input(5, 3, Name = "x")]
[Dense(4, Name = "a"), Dense(4, Bias = false, From = "x", Name = "b")]
[MatMul("a", "b", TransposeB = true, Scale = 0.5, Name = "scores"), Softmax(Axis = 1, Name = "prob")]
[MatMul("prob", "x", TransposeA = true, Name = "mix")]
[MeanSquaredErrorLoss]
public partial class GoldenMatMulTransposed;

/// <summary>weight_at_three_steps_b3: a recurrent network written out.</summary>
[Network(InputGradient = true)]
[Input(3, 3, Name = "x")]
[Select(0, Name = "x0"), Dense(4, Name = "wx0"), Tanh(Name = "h0")]
[Select(1, From = "x", Name = "x1"), Dense(4, Tied = "wx0", Name = "wx1"), Dense(4, Bias = false, From = "h0", Name = "wh1")]
[Add("wx1", "wh1", Name = "s1"), Tanh(Name = "h1")]
[Select(2, From = "x", Name = "x2"), Dense(4, Tied = "wx0", Name = "wx2"), Dense(4, Bias = false, Tied = "wh1", From = "h1", Name = "wh2")]
[Add("wx2", "wh2", Name = "s2"), Tanh(Name = "h2")]
[Dense(2, Name = "out")]
[MeanSquaredErrorLoss]
public partial class GoldenThreeSteps;

/// <summary>softmax_axis1_b3.</summary>
[Network(InputGradient = true)]
[Input(5, 3, Name = "x")]
[Dense(4, Bias = false, Name = "fc1"), Softmax(Axis = 0, Name = "prob")]
[MeanSquaredErrorLoss]
public partial class GoldenSoftmaxAxis;

/// <summary>layer_norm_sequence_b1, _b7.</summary>
[Network(InputGradient = true)]
[Input(4, 3, Name = "x")]
[LayerNorm(Axes = 2, Name = "ln")]
[MeanSquaredErrorLoss]
public partial class GoldenLayerNormSequence;

/// <summary>Attention of one head by its parts, over sizes that fill no vector.</summary>
[Network(InputGradient = true)]
[Input(19, 12, Name = "x")]
[Dense(20, Name = "q"), Dense(20, From = "x", Name = "k"), Dense(33, From = "x", Name = "v")]
[MatMul("q", "k", TransposeB = true, Scale = 0.22, Name = "scores"), Softmax(Name = "p")]
[MatMul("p", "v", Name = "mix"), LayerNorm, GELU]
[Dense(9), Mean(0), Dense(3)]
[CrossEntropyLoss]
public partial class Attention;

/// <summary>Heads are an axis: reshaped, permuted, multiplied matrix by matrix, and back.</summary>
[Network(InputGradient = true)]
[Input(10, 16, Name = "x")]
[Dense(24, Name = "q0"), Reshape(10, 3, 8), Permute(1, 0, 2, Name = "q")]
[Dense(24, From = "x", Name = "k0"), Reshape(10, 3, 8), Permute(1, 0, 2, Name = "k")]
[MatMul("q", "k", TransposeB = true, Scale = 0.35), Softmax(Name = "p")]
[MatMul("p", "q"), Permute(1, 0, 2), Reshape(10, 24), Dense(16, Name = "o"), Dropout(0.2, Name = "drop")]
[Add("drop", "x"), RMSNorm, Dense(5), Sigmoid]
[MeanSquaredErrorLoss]
public partial class Heads;

/// <summary>Views of all kinds, beside a second input.</summary>
[Network(InputGradient = true)]
[Input(6, 17, Name = "x"), Input(5, Name = "z")]
[Dense(33, From = "x", Name = "d"), Tanh(Name = "t")]
[Permute(1, 0), Dense(10, Name = "turned"), Mean(-1, 0, KeepAxes = true), Flatten(Name = "mean")]
[Slice(1, 6, Step = 2, From = "t"), Slice(-20, -1, Axis = 1), Softmax(Axis = 0), Select(-1, Name = "last")]
[Slice(3, From = "t", Axis = -1), Mean(0, Name = "means")]
[Concat("mean", "last", "z", "means"), PReLU, Dense(4)]
[HuberLoss]
public partial class Views;

/// <summary>Statistics of the batch, slopes and ties between layers that work at positions.</summary>
[Network(InputGradient = true)]
[Input(5, 9, Name = "x")]
[Dense(21, Name = "a"), BatchNorm, ReLU, Dense(9, Name = "b"), PReLU(PerUnit = true)]
[Dense(21, Tied = "a"), LayerNorm(Axes = 2), ELU(Name = "c")]
[Dense(9, Tied = "a", Transposed = true, Name = "d"), Select(-2), Dense(21, Tied = "a", Name = "e")]
[Mean(0, From = "c", Name = "m"), Concat("e", "m"), Dense(3)]
[MeanSquaredErrorLoss]
public partial class Positions;
