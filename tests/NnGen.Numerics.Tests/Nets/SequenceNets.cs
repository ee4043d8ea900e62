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
