namespace NnGen.Numerics.Tests.Nets;

// Losses at each step of a sequence.

/// <summary>loss_cross_entropy_time_ignored_b3.</summary>
[Network(InputGradient = true)]
[Input(5, 3, Name = "x")]
[GRU(4, ReturnSequence = true, Name = "r"), Dense(4, Name = "fc")]
[CrossEntropyLoss(IgnoreLabel = -100)]
public partial class GoldenTimeIgnored;

/// <summary>loss_cross_entropy_weights_smoothing_ignored_b3.</summary>
[Network(InputGradient = true)]
[Input(5, 3, Name = "x")]
[GRU(4, ReturnSequence = true, Name = "r"), Dense(4, Name = "fc")]
[CrossEntropyLoss(IgnoreLabel = -1, LabelSmoothing = 0.1, ClassWeights = [0.5, 2, 1, 0.25])]
public partial class GoldenTimeWeighted;

/// <summary>embedding_tied_output_b3.</summary>
[Network]
[Input(4, Name = "x")]
[Embedding(7, 3, Name = "emb"), Tanh(Name = "act"), Dense(3, Name = "fc"), Dense(7, Tied = "emb", Bias = false, Name = "head")]
[CrossEntropyLoss]
public partial class GoldenTiedOutput;

/// <summary>transformer_pre_norm_b3.</summary>
[Network]
[Input(4, Name = "x")]
[Embedding(6, 6, Name = "emb"), PositionalEncoding(Kind = PositionKind.Learned, Name = "pos"), LayerNorm(Name = "n1")]
[MultiHeadAttention(2, Causal = true, Bias = false, Name = "t1"), Add("pos", "t1", Name = "s1"), LayerNorm(Name = "m1")]
[Dense(8, Name = "u1"), GELU(Name = "g1"), Dense(6, Name = "v1"), Add("s1", "v1", Name = "o1"), LayerNorm(Name = "end"), Dense(6, Name = "head")]
[CrossEntropyLoss]
public partial class GoldenTransformerPreNorm;

/// <summary>Sequences of different lengths with labels that may be none, weights of classes and smoothing; the probabilities are the output.</summary>
[Network(InputGradient = true)]
[Input(7, 3, Name = "x"), Input(1, Name = "lengths")]
[Dense(19, From = "x"), Tanh, Dense(5), Softmax]
[CrossEntropyLoss(Lengths = "lengths", IgnoreLabel = -1, LabelSmoothing = 0.2, ClassWeights = [1, 2, 0.5, 3, 0.25])]
public partial class StepLabels;

/// <summary>Numbers at each step, of which those behind a length do not count; more than a vector of them at a step.</summary>
[Network(InputGradient = true)]
[Input(1, Name = "lengths"), Input(3, 4, Name = "x")]
[Dense(18, From = "x"), Sigmoid, Dense(18)]
[HuberLoss(Lengths = "lengths", Delta = 0.5)]
public partial class StepErrors;

/// <summary>Scores at each step, and sums in place of means; of the other outputs one has steps that all count, and one is a row whose label may be none.</summary>
[Network(InputGradient = true)]
[Input(4, 5, Name = "x")]
[Dense(6), Tanh(Name = "h"), Dense(17, Name = "scores"), Output("scores"), MultiMarginLoss(Reduction = Reduction.Sum, IgnoreLabel = 3)]
[Dense(2, From = "h"), LogSoftmax(Name = "yes"), Output("yes"), NegativeLogLikelihoodLoss(Reduction = Reduction.Sum, Weight = 0.5)]
[Mean(0, From = "h"), Dense(3), Softmax(Name = "kind"), Output("kind"), FocalLoss(Reduction = Reduction.Sum, IgnoreLabel = -100)]
public partial class StepHeads;

/// <summary>Scores of two classes at each of three steps, which are the inputs where the weight is the identity.</summary>
[Network]
[Input(3, 2)]
[Dense(2, Bias = false)]
[CrossEntropyLoss(IgnoreLabel = -100)]
public partial class Tags;

/// <summary>One class a row, which may be unknown.</summary>
[Network]
[Input(2)]
[Dense(3)]
[CrossEntropyLoss(IgnoreLabel = -1)]
public partial class MaybeLabelled;

/// <summary>loss_ctc_mean_b3, loss_ctc_empty_target_b3.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x"), Input(1, Name = "in_len")]
[Dense(4, From = "x", Name = "fc"), LogSoftmax(Name = "logprob")]
[CtcLoss(3, Lengths = "in_len")]
public partial class GoldenTranscript;

/// <summary>loss_ctc_sum_last_blank_b3.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x"), Input(1, Name = "in_len")]
[Dense(4, From = "x", Name = "fc"), LogSoftmax(Name = "logprob")]
[CtcLoss(3, Lengths = "in_len", Blank = 3, Reduction = Reduction.Sum)]
public partial class GoldenTranscriptSum;

/// <summary>loss_ctc_impossible_b3.</summary>
[Network(InputGradient = true)]
[Input(6, 3, Name = "x"), Input(1, Name = "in_len")]
[Dense(4, From = "x", Name = "fc"), LogSoftmax(Name = "logprob")]
[CtcLoss(3, Lengths = "in_len", ZeroInfinity = true)]
public partial class GoldenTranscriptImpossible;

/// <summary>Labels at any of the steps, all of which count.</summary>
[Network(InputGradient = true)]
[Input(5, 2)]
[Dense(7), Tanh, Dense(3), LogSoftmax]
[CtcLoss(2, Blank = 1)]
public partial class Spelled;
