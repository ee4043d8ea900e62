namespace NnGen.Numerics.Tests.Nets;

// Class numbers and sequences.

/// <summary>embedding_b1, embedding_b7.</summary>
[Network]
[Input(3, Name = "x")]
[Embedding(11, 4, Name = "emb"), Flatten(Name = "flat"), Dense(3, Name = "fc")]
[CrossEntropyLoss]
public partial class GoldenEmbedding;

/// <summary>embedding_mean_b1, embedding_mean_b7.</summary>
[Network]
[Input(8, Name = "x")]
[Embedding(5, 3, Name = "emb"), Mean(0, Name = "mean"), Dense(2, Name = "fc")]
[CrossEntropyLoss]
public partial class GoldenEmbeddingMean;

/// <summary>embedding_padding_adam_b3, embedding_padding_momentum_b3.</summary>
[Network]
[Input(4, Name = "x")]
[Embedding(7, 3, PaddingIndex = 0, Name = "emb"), Mean(0, Name = "mean"), Dense(2, Name = "fc")]
[CrossEntropyLoss]
public partial class GoldenEmbeddingPadding;

/// <summary>embedding_repeated_adam_b3, embedding_repeated_momentum_b3.</summary>
[Network]
[Input(4, Name = "x")]
[Embedding(7, 3, Name = "emb"), Mean(0, Name = "mean"), Dense(2, Name = "fc")]
[CrossEntropyLoss]
public partial class GoldenEmbeddingRepeated;

/// <summary>Tables of odd widths, one of them looked up twice; numbers beside them; a single class; a table that is the output layer's too.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "words"), Input(1, Name = "language"), Input(19, Name = "x"), Input(3, Name = "more")]
[Embedding(37, 19, From = "words", Name = "word"), Mean(0, Name = "sentence")]
[Embedding(4, 19, From = "language", Name = "which")]
[Embedding(37, 19, From = "more", Tied = "word", Name = "again"), Mean(0, Name = "further")]
[Add("sentence", "which", "x", "further"), Tanh, Dense(33), Tanh, Dense(19, Name = "code")]
[Embedding(23, 19, From = "more", Name = "table"), Mean(0, Name = "mean"), Multiply("mean", "code")]
[Dense(23, Tied = "table", Name = "scores")]
[MeanSquaredErrorLoss]
public partial class Lookups;

/// <summary>One class a row, wide rows, and nothing else.</summary>
[Network]
[Input(1)]
[Embedding(3, 70)]
[MeanSquaredErrorLoss]
public partial class OneLookup;

/// <summary>The same with paddings, of a table that is looked up twice and of one that is the output layer's too.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "words"), Input(1, Name = "language"), Input(19, Name = "x"), Input(3, Name = "more")]
[Embedding(37, 19, From = "words", PaddingIndex = 3, Name = "word"), Mean(0, Name = "sentence")]
[Embedding(4, 19, From = "language", Name = "which")]
[Embedding(37, 19, From = "more", Tied = "word", Name = "again"), Mean(0, Name = "further")]
[Add("sentence", "which", "x", "further"), Tanh, Dense(33), Tanh, Dense(19, Name = "code")]
[Embedding(23, 19, From = "more", PaddingIndex = 0, Name = "table"), Mean(0, Name = "mean"), Multiply("mean", "code")]
[Dense(23, Tied = "table", Name = "scores")]
[MeanSquaredErrorLoss]
public partial class PaddedLookups;

/// <summary>Sparse tables: one that is looked up twice, of rows that fill no vector and of rows that fill several.</summary>
[Network(InputGradient = true)]
[Input(5, Name = "words"), Input(2, Name = "two"), Input(19, Name = "x"), Input(3, Name = "more")]
[Embedding(37, 19, From = "words", Sparse = true, Name = "word"), Mean(0, Name = "sentence")]
[Embedding(4, 19, From = "two", Sparse = true, Name = "which"), Mean(0, Name = "kind")]
[Embedding(37, 19, From = "more", Tied = "word", Name = "again"), Mean(0, Name = "further")]
[Add("sentence", "kind", "x", "further"), Tanh, Dense(33), Tanh, Dense(70, Name = "code")]
[Embedding(23, 70, From = "more", Sparse = true, Name = "table"), Mean(0, Name = "mean"), Multiply("mean", "code"), Dense(3)]
[MeanSquaredErrorLoss]
public partial class SparseLookups;

/// <summary>A sparse table with a padding, looked up twice; its numbers are compared with PyTorch's.</summary>
[Network]
[Input(4, Name = "x"), Input(2, Name = "z")]
[Embedding(7, 3, From = "x", PaddingIndex = 0, Sparse = true, Name = "emb"), Mean(0, Name = "first")]
[Embedding(7, 3, From = "z", Tied = "emb", Name = "again"), Mean(0, Name = "second")]
[Add("first", "second"), Dense(2, Name = "fc")]
[CrossEntropyLoss]
public partial class SparsePadding;

/// <summary>A sparse table that is looked up by some elements of an input.</summary>
[Network]
[Input(6)]
[Slice(0, 4, Name = "numbers")]
[Slice(4, 6, From = "input1", Name = "classes"), Embedding(5, 3, Sparse = true, Name = "kind"), Flatten(Name = "flat")]
[Concat("numbers", "flat"), Dense(2)]
[MeanSquaredErrorLoss]
public partial class SparseSlice;

/// <summary>attention_b1, attention_b7.</summary>
[Network(InputGradient = true)]
[Input(5, 6, Name = "x")]
[MultiHeadAttention(2, Name = "attn")]
[MeanSquaredErrorLoss]
public partial class GoldenAttention;

/// <summary>attention_causal_b7.</summary>
[Network(InputGradient = true)]
[Input(5, 6, Name = "x")]
[MultiHeadAttention(3, Causal = true, Name = "attn")]
[MeanSquaredErrorLoss]
public partial class GoldenAttentionCausal;

/// <summary>attention_cross_b7.</summary>
[Network(InputGradient = true)]
[Input(3, 4, Name = "x"), Input(5, 4, Name = "m")]
[MultiHeadAttention(2, From = "x", Key = "m", Name = "attn")]
[MeanSquaredErrorLoss]
public partial class GoldenAttentionCross;

/// <summary>attention_cross_causal_b3.</summary>
[Network(InputGradient = true)]
[Input(3, 4, Name = "x"), Input(5, 4, Name = "m")]
[MultiHeadAttention(2, From = "x", Key = "m", Causal = true, Name = "attn")]
[MeanSquaredErrorLoss]
public partial class GoldenAttentionCrossCausal;

/// <summary>attention_kdim_vdim_b3.</summary>
[Network(InputGradient = true)]
[Input(3, 4, Name = "x"), Input(4, 3, Name = "k"), Input(4, 5, Name = "v")]
[MultiHeadAttention(2, From = "x", Key = "k", Value = "v", Name = "attn")]
[MeanSquaredErrorLoss]
public partial class GoldenAttentionOtherFeatures;

/// <summary>attention_key_padding_b3.</summary>
[Network(InputGradient = true)]
[Input(4, 4, Name = "x"), Input(4, Name = "hide")]
[MultiHeadAttention(2, From = "x", KeyMask = "hide", Name = "attn")]
[MeanSquaredErrorLoss]
public partial class GoldenAttentionMask;

/// <summary>attention_causal_padding_b3.</summary>
[Network(InputGradient = true)]
[Input(4, 4, Name = "x"), Input(4, Name = "hide")]
[MultiHeadAttention(1, From = "x", KeyMask = "hide", Causal = true, Name = "attn")]
[MeanSquaredErrorLoss]
public partial class GoldenAttentionCausalMask;

/// <summary>transformer_block_b7.</summary>
[Network(InputGradient = true)]
[Input(5, 6, Name = "x")]
[LayerNorm(Name = "ln1"), MultiHeadAttention(2, Name = "attn"), Add("x", "attn", Name = "res1")]
[LayerNorm(Name = "ln2"), Dense(12, Name = "fc1"), GELU(Name = "act"), Dense(6, Name = "fc2"), Add("res1", "fc2", Name = "res2")]
[MeanSquaredErrorLoss]
public partial class GoldenTransformerBlock;

/// <summary>transformer_post_norm_b3.</summary>
[Network(InputGradient = true)]
[Input(4, 6, Name = "x"), Input(4, Name = "hide")]
[MultiHeadAttention(2, From = "x", KeyMask = "hide", Name = "t1"), Add("x", "t1", Name = "s1"), LayerNorm(Name = "n1")]
[Dense(8, Name = "u1"), ReLU(Name = "g1"), Dense(6, Name = "v1"), Add("n1", "v1", Name = "r1"), LayerNorm(Name = "o1")]
[MeanSquaredErrorLoss]
public partial class GoldenTransformerPostNorm;

/// <summary>transformer_shared_blocks_b3.</summary>
[Network(InputGradient = true)]
[Input(4, 4, Name = "x")]
[LayerNorm(Name = "n1"), MultiHeadAttention(2, Name = "t1"), Add("x", "t1", Name = "s1")]
[LayerNorm(Name = "m1"), Dense(6, Name = "u1"), GELU(Name = "g1"), Dense(4, Name = "v1"), Add("s1", "v1", Name = "o1")]
[LayerNorm(Tied = "n1", Name = "n2"), MultiHeadAttention(2, Tied = "t1", Name = "t2"), Add("o1", "t2", Name = "s2")]
[LayerNorm(Tied = "m1", Name = "m2"), Dense(6, Tied = "u1", Name = "u2"), GELU(Name = "g2"), Dense(4, Tied = "v1", Name = "v2"), Add("s2", "v2", Name = "o2")]
[MeanSquaredErrorLoss]
public partial class GoldenTransformerShared;

/// <summary>A block of a transformer, to be repeated.</summary>
[Block]
[Input(Name = "x")]
[LayerNorm, MultiHeadAttention(5, Causal = true, Name = "attention"), Add("x", "attention", Name = "s")]
[RMSNorm, Dense(33), GELU, Dense(20, Name = "f"), Add("s", "f")]
public class TransformerPart;

/// <summary>The same block twice with one set of weights, then with its own; 17 steps fill no vector, and one more than one.</summary>
[Network(InputGradient = true)]
[Input(17, 20)]
[Use<TransformerPart>(Repeat = 2, Shared = true, Name = "same"), Use<TransformerPart>(Name = "own")]
[Mean(0), Dense(3)]
[MeanSquaredErrorLoss]
public partial class Transformed;

/// <summary>Attention to other sequences, of other features and lengths; with a mask, and with one and causally; without weights. Hidden keys may be all that a query sees.</summary>
[Network(InputGradient = true)]
[Input(3, 6, Name = "x"), Input(35, 5, Name = "k"), Input(35, 7, Name = "v"), Input(35, Name = "hidden")]
[MultiHeadAttention(2, From = "x", Key = "k", Value = "v", KeyMask = "hidden", Name = "a")]
[MultiHeadAttention(3, Key = "k", Value = "v", KeyMask = "hidden", Causal = true, Bias = false, Name = "b")]
[Dense(6, From = "k", Name = "other"), Attention(1, From = "b", Key = "other", KeyMask = "hidden", Causal = true, Name = "c"), Attention(2, Causal = true, Name = "d")]
[Attention(6, From = "other", Key = "d", Name = "e"), Mean(0, Name = "m"), Mean(0, From = "a", Name = "n"), Concat("m", "n"), Dense(3)]
[MeanSquaredErrorLoss]
public partial class Attended;

/// <summary>attention_sinusoidal_b3.</summary>
[Network(InputGradient = true)]
[Input(4, 6, Name = "x")]
[PositionalEncoding(Name = "pos"), MultiHeadAttention(2, Name = "attn")]
[MeanSquaredErrorLoss]
public partial class GoldenSinusoids;

/// <summary>attention_rotary_halves_b3.</summary>
[Network(InputGradient = true)]
[Input(4, 8, Name = "x")]
[Dense(8, Name = "q"), RotaryEncoding(2, Name = "qr")]
[Dense(8, From = "x", Name = "k"), RotaryEncoding(2, Name = "kr"), Dense(8, From = "x", Name = "v")]
[Attention(2, From = "qr", Key = "kr", Value = "v", Causal = true, Name = "attn"), Dense(8, Name = "out")]
[MeanSquaredErrorLoss]
public partial class GoldenRotaryHalves;

/// <summary>attention_rotary_adjacent_b3.</summary>
[Network(InputGradient = true)]
[Input(4, 8, Name = "x")]
[Dense(8, Name = "q"), RotaryEncoding(2, Adjacent = true, Name = "qr")]
[Dense(8, From = "x", Name = "k"), RotaryEncoding(2, Adjacent = true, Name = "kr"), Dense(8, From = "x", Name = "v")]
[Attention(2, From = "qr", Key = "kr", Value = "v", Causal = true, Name = "attn"), Dense(8, Name = "out")]
[MeanSquaredErrorLoss]
public partial class GoldenRotaryAdjacent;

/// <summary>Positions of every kind, of sequences and heads that fill no vector.</summary>
[Network(InputGradient = true)]
[Input(7, Name = "words"), Input(7, 18, Name = "x")]
[Embedding(11, 18, From = "words"), PositionalEncoding(Kind = PositionKind.Learned), Tanh(Name = "a")]
[PositionalEncoding(From = "x", Base = 50), RotaryEncoding(3, Name = "b"), RotaryEncoding(1, Adjacent = true, Base = 20, From = "a", Name = "c")]
[Attention(3, From = "c", Key = "b"), Dense(17), PositionalEncoding, Mean(0), Dense(3)]
[MeanSquaredErrorLoss]
public partial class Positioned;
