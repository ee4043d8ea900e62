namespace NnGen;

/// <summary>
/// A row of a table for each class number of an input, as <c>torch.nn.Embedding</c>: <c>[Input(32)], [Embedding(10_000, 64)]</c> turns 32 numbers of
/// words into 32 rows of 64 features, of shape [32, 64]; an input of one number gives one row, of shape [64]. The table is trained, and is saved as
/// <c>name.weight</c> of shape [count, features]. It can only take an input as the caller gives it: whole numbers from 0 to <c>count - 1</c>, as numbers of
/// the network's precision or as bytes. Anything else is refused with an <see cref="ArgumentException"/> before anything is computed.
/// </summary>
/// <remarks>
/// The gradient of a row is the sum over all places where it was looked up; a row that a batch does not name has a gradient of zeros, so an optimizer
/// with momentum goes on moving it, as PyTorch's do, unless the table is <see cref="Sparse"/>. <c>[Dense(count, Bias = false, Tied = "embedding1")]</c> uses the table as the weight of an output layer.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class EmbeddingAttribute(int count, int features) : LayerAttribute
{
    /// <summary>The number of classes: the rows of the table, at least 1.</summary>
    public int Count { get; } = count;

    /// <summary>The elements of a row, at least 1.</summary>
    public int Features { get; } = features;

    /// <summary>
    /// A class that fills up what is too short: its row begins as zeros, is read as it stands, and is not trained by being looked up. Left out, there is
    /// none.
    /// </summary>
    public int PaddingIndex { get; set; } = -1;

    /// <summary>
    /// Whether a step leaves all rows alone that its batch does not look up, with what the optimizer keeps of them, as <c>torch.nn.Embedding(sparse=True)</c> with
    /// <c>torch.optim.SparseAdam</c>: a step then costs the same however many classes there are. Off unless set: every row then takes part in every step, and momentum
    /// goes on moving it. The table cannot be the weight of a dense layer too, nor be penalised by a <see cref="WeightPenalty"/>; both are refused.
    /// </summary>
    public bool Sparse { get; set; }

    /// <summary>The name of an embedding above whose table this one uses too: the two are trained as one. Left out, it has a table of its own.</summary>
    public string? Tied { get; set; }

    /// <summary>How the table gets its first values; <see cref="Init.Normal"/> unless set, as in PyTorch.</summary>
    public Init Initializer { get; set; }

    /// <summary>The bound or the standard deviation of <see cref="Initializer"/>, as of <see cref="DenseAttribute.InitializerScale"/>; 1 unless set.</summary>
    public double InitializerScale { get; set; } = 1;
}

/// <summary>
/// Attention of a sequence to itself or to another one, as <c>torch.nn.MultiheadAttention(batch_first=True)</c>: queries, keys and values are products with
/// weights, <c>softmax(q k^T / sqrt(d)) v</c> of each head, the heads side by side, and a last product. <c>[MultiHeadAttention(4)]</c> takes the node above for
/// all three and gives a sequence of its shape.
/// </summary>
/// <remarks>
/// The weights are saved as <c>name.q_proj.weight</c>, <c>k_proj</c>, <c>v_proj</c> and <c>out_proj</c>, each with a <c>bias</c>. PyTorch has the first three one below the
/// other in <c>in_proj_weight</c> and <c>in_proj_bias</c>: a file of such a model loads as it is.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class MultiHeadAttentionAttribute(int heads) : LayerAttribute
{
    /// <summary>The number of heads, a divisor of the features.</summary>
    public int Heads { get; } = heads;

    /// <summary>The node of the keys, and of the values where <see cref="Value"/> says nothing else; left out, that of the queries. It may have other features.</summary>
    public string? Key { get; set; }

    /// <summary>The node of the values, as many as there are keys; left out, that of the keys. It may have other features.</summary>
    public string? Value { get; set; }

    /// <summary>
    /// An input of one number for each key: above 0 where the key is hidden from all queries, such as padding, and 0 where it is seen. A query that sees no key
    /// gets zeros from its head.
    /// </summary>
    public string? KeyMask { get; set; }

    /// <summary>Whether query i sees the keys 0 to i only; off unless set.</summary>
    public bool Causal { get; set; }

    /// <summary>Whether biases are added; on unless set.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>The name of a MultiHeadAttention above whose weights and biases this one uses too. Left out, it has its own.</summary>
    public string? Tied { get; set; }
}

/// <summary>
/// <c>softmax(q k^T / sqrt(d)) v</c> of each head, without weights, as <c>torch.nn.functional.scaled_dot_product_attention</c>: <c>[Attention(2, From = "q", Key = "k", Value = "v")]</c>.
/// All have the same features, of which each head has its part.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class AttentionAttribute(int heads) : LayerAttribute
{
    /// <summary>The number of heads, a divisor of the features.</summary>
    public int Heads { get; } = heads;

    /// <summary>The node of the keys, and of the values where <see cref="Value"/> says nothing else; left out, that of the queries.</summary>
    public string? Key { get; set; }

    /// <summary>The node of the values, as many as there are keys; left out, that of the keys.</summary>
    public string? Value { get; set; }

    /// <summary>An input of one number for each key, as of <see cref="MultiHeadAttentionAttribute.KeyMask"/>.</summary>
    public string? KeyMask { get; set; }

    /// <summary>Whether query i sees the keys 0 to i only; off unless set.</summary>
    public bool Causal { get; set; }
}

/// <summary>What tells a sequence where its steps are.</summary>
public enum PositionKind
{
    /// <summary>Fixed sines and cosines of many periods. Vaswani et al., 2017.</summary>
    Sinusoidal,

    /// <summary>A trained number for each step and feature.</summary>
    Learned,
}

/// <summary>
/// Adds to each step of a sequence [steps, features] what tells where it is: <c>sin(t / base^(2i / features))</c> to the feature 2i and the cosine to 2i + 1, or
/// trained numbers, which are saved as <c>name.weight</c> of shape [steps, features].
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class PositionalEncodingAttribute : LayerAttribute
{
    /// <summary>What is added; <see cref="PositionKind.Sinusoidal"/> unless set.</summary>
    public PositionKind Kind { get; set; }

    /// <summary>The ratio of the longest period to the shortest, above 1, of <see cref="PositionKind.Sinusoidal"/>; 10,000 unless set.</summary>
    public double Base { get; set; } = 10_000;

    /// <summary>How learned numbers get their first values; <see cref="Init.Normal"/> unless set, as an embedding of positions in PyTorch.</summary>
    public Init Initializer { get; set; }

    /// <summary>The bound or the standard deviation of <see cref="Initializer"/>, as of <see cref="DenseAttribute.InitializerScale"/>; 1 unless set.</summary>
    public double InitializerScale { get; set; } = 1;
}

/// <summary>
/// Turns the pairs of features of each head by an angle that grows with the step, <c>t / base^(2i / d)</c>, so that products of queries and keys depend on how far
/// apart they are: <c>(a, b)</c> becomes <c>(a cos - b sin, b cos + a sin)</c>. It stands behind the layers of queries and of keys. Su et al., 2021.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class RotaryEncodingAttribute(int heads) : LayerAttribute
{
    /// <summary>The number of heads, each of an even number of features.</summary>
    public int Heads { get; } = heads;

    /// <summary>Whether feature 2i is paired with 2i + 1, as in the paper; off unless set: i with i + d/2, as most models have it.</summary>
    public bool Adjacent { get; set; }

    /// <summary>The ratio of the longest period to the shortest, above 1; 10,000 unless set.</summary>
    public double Base { get; set; } = 10_000;
}
