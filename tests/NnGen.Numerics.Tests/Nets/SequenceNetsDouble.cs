namespace NnGen.Numerics.Tests.Nets;

// Class numbers and sequences, in double precision.

/// <summary>embedding_b1, embedding_b7.</summary>
[Network(Precision = Precision.Double)]
[Input(3, Name = "x")]
[Embedding(11, 4, Name = "emb"), Flatten(Name = "flat"), Dense(3, Name = "fc")]
[CrossEntropyLoss]
public partial class GoldenEmbeddingDouble;

/// <summary>embedding_mean_b1, embedding_mean_b7.</summary>
[Network(Precision = Precision.Double)]
[Input(8, Name = "x")]
[Embedding(5, 3, Name = "emb"), Mean(0, Name = "mean"), Dense(2, Name = "fc")]
[CrossEntropyLoss]
public partial class GoldenEmbeddingMeanDouble;

/// <summary>embedding_padding_adam_b3, embedding_padding_momentum_b3.</summary>
[Network(Precision = Precision.Double)]
[Input(4, Name = "x")]
[Embedding(7, 3, PaddingIndex = 0, Name = "emb"), Mean(0, Name = "mean"), Dense(2, Name = "fc")]
[CrossEntropyLoss]
public partial class GoldenEmbeddingPaddingDouble;

/// <summary>embedding_repeated_adam_b3, embedding_repeated_momentum_b3.</summary>
[Network(Precision = Precision.Double)]
[Input(4, Name = "x")]
[Embedding(7, 3, Name = "emb"), Mean(0, Name = "mean"), Dense(2, Name = "fc")]
[CrossEntropyLoss]
public partial class GoldenEmbeddingRepeatedDouble;

/// <summary>As <see cref="Lookups"/>.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(5, Name = "words"), Input(1, Name = "language"), Input(19, Name = "x"), Input(3, Name = "more")]
[Embedding(37, 19, From = "words", Name = "word"), Mean(0, Name = "sentence")]
[Embedding(4, 19, From = "language", Name = "which")]
[Embedding(37, 19, From = "more", Tied = "word", Name = "again"), Mean(0, Name = "further")]
[Add("sentence", "which", "x", "further"), Tanh, Dense(33), Tanh, Dense(19, Name = "code")]
[Embedding(23, 19, From = "more", Name = "table"), Mean(0, Name = "mean"), Multiply("mean", "code")]
[Dense(23, Tied = "table", Name = "scores")]
[MeanSquaredErrorLoss]
public partial class LookupsDouble;

/// <summary>As <see cref="OneLookup"/>.</summary>
[Network(Precision = Precision.Double)]
[Input(1)]
[Embedding(3, 70)]
[MeanSquaredErrorLoss]
public partial class OneLookupDouble;

/// <summary>As <see cref="PaddedLookups"/>.</summary>
[Network(InputGradient = true, Precision = Precision.Double)]
[Input(5, Name = "words"), Input(1, Name = "language"), Input(19, Name = "x"), Input(3, Name = "more")]
[Embedding(37, 19, From = "words", PaddingIndex = 3, Name = "word"), Mean(0, Name = "sentence")]
[Embedding(4, 19, From = "language", Name = "which")]
[Embedding(37, 19, From = "more", Tied = "word", Name = "again"), Mean(0, Name = "further")]
[Add("sentence", "which", "x", "further"), Tanh, Dense(33), Tanh, Dense(19, Name = "code")]
[Embedding(23, 19, From = "more", PaddingIndex = 0, Name = "table"), Mean(0, Name = "mean"), Multiply("mean", "code")]
[Dense(23, Tied = "table", Name = "scores")]
[MeanSquaredErrorLoss]
public partial class PaddedLookupsDouble;
