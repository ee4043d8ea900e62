namespace NnGen.Numerics.Tests.Nets;

// Losses at each step of a sequence, in double precision.

/// <summary>As <see cref="GoldenTimeIgnored"/>.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(5, 3, Name = "x")]
[GRU(4, ReturnSequence = true, Name = "r"), Dense(4, Name = "fc")]
[CrossEntropyLoss(IgnoreLabel = -100)]
public partial class GoldenTimeIgnoredDouble;

/// <summary>As <see cref="GoldenTimeWeighted"/>.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(5, 3, Name = "x")]
[GRU(4, ReturnSequence = true, Name = "r"), Dense(4, Name = "fc")]
[CrossEntropyLoss(IgnoreLabel = -1, LabelSmoothing = 0.1, ClassWeights = [0.5, 2, 1, 0.25])]
public partial class GoldenTimeWeightedDouble;

/// <summary>As <see cref="GoldenTiedOutput"/>.</summary>
[Network(Precision = Precision.Double)]
[Input(4, Name = "x")]
[Embedding(7, 3, Name = "emb"), Tanh(Name = "act"), Dense(3, Name = "fc"), Dense(7, Tied = "emb", Bias = false, Name = "head")]
[CrossEntropyLoss]
public partial class GoldenTiedOutputDouble;

/// <summary>As <see cref="GoldenTransformerPreNorm"/>.</summary>
[Network(Precision = Precision.Double)]
[Input(4, Name = "x")]
[Embedding(6, 6, Name = "emb"), PositionalEncoding(Kind = PositionKind.Learned, Name = "pos"), LayerNorm(Name = "n1")]
[MultiHeadAttention(2, Causal = true, Bias = false, Name = "t1"), Add("pos", "t1", Name = "s1"), LayerNorm(Name = "m1")]
[Dense(8, Name = "u1"), GELU(Name = "g1"), Dense(6, Name = "v1"), Add("s1", "v1", Name = "o1"), LayerNorm(Name = "end"), Dense(6, Name = "head")]
[CrossEntropyLoss]
public partial class GoldenTransformerPreNormDouble;

/// <summary>As <see cref="StepLabels"/>.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(7, 3, Name = "x"), Input(1, Name = "lengths")]
[Dense(19, From = "x"), Tanh, Dense(5), Softmax]
[CrossEntropyLoss(Lengths = "lengths", IgnoreLabel = -1, LabelSmoothing = 0.2, ClassWeights = [1, 2, 0.5, 3, 0.25])]
public partial class StepLabelsDouble;

/// <summary>As <see cref="StepErrors"/>.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(1, Name = "lengths"), Input(3, 4, Name = "x")]
[Dense(18, From = "x"), Sigmoid, Dense(18)]
[HuberLoss(Lengths = "lengths", Delta = 0.5)]
public partial class StepErrorsDouble;

/// <summary>As <see cref="StepHeads"/>.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(4, 5, Name = "x")]
[Dense(6), Tanh(Name = "h"), Dense(17, Name = "scores"), Output("scores"), MultiMarginLoss(Reduction = Reduction.Sum, IgnoreLabel = 3)]
[Dense(2, From = "h"), LogSoftmax(Name = "yes"), Output("yes"), NegativeLogLikelihoodLoss(Reduction = Reduction.Sum, Weight = 0.5)]
[Mean(0, From = "h"), Dense(3), Softmax(Name = "kind"), Output("kind"), FocalLoss(Reduction = Reduction.Sum, IgnoreLabel = -100)]
public partial class StepHeadsDouble;

/// <summary>As <see cref="GoldenTranscript"/>.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(6, 3, Name = "x"), Input(1, Name = "in_len")]
[Dense(4, From = "x", Name = "fc"), LogSoftmax(Name = "logprob")]
[CtcLoss(3, Lengths = "in_len")]
public partial class GoldenTranscriptDouble;

/// <summary>As <see cref="GoldenTranscriptSum"/>.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(6, 3, Name = "x"), Input(1, Name = "in_len")]
[Dense(4, From = "x", Name = "fc"), LogSoftmax(Name = "logprob")]
[CtcLoss(3, Lengths = "in_len", Blank = 3, Reduction = Reduction.Sum)]
public partial class GoldenTranscriptSumDouble;

/// <summary>As <see cref="GoldenTranscriptImpossible"/>.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(6, 3, Name = "x"), Input(1, Name = "in_len")]
[Dense(4, From = "x", Name = "fc"), LogSoftmax(Name = "logprob")]
[CtcLoss(3, Lengths = "in_len", ZeroInfinity = true)]
public partial class GoldenTranscriptImpossibleDouble;

/// <summary>As <see cref="Spelled"/>.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(5, 2)]
[Dense(7), Tanh, Dense(3), LogSoftmax]
[CtcLoss(2, Blank = 1)]
public partial class SpelledDouble;
