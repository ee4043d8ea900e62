namespace NnGen;

/// <summary>
/// A row of a table for each class number of an input, as <c>torch.nn.Embedding</c>: <c>[Input(32)], [Embedding(10_000, 64)]</c> turns 32 numbers of
/// words into 32 rows of 64 features, of shape [32, 64]; an input of one number gives one row, of shape [64]. The table is trained, and is saved as
/// <c>name.weight</c> of shape [count, features]. It can only take an input as the caller gives it: whole numbers from 0 to <c>count - 1</c>, as numbers of
/// the network's precision or as bytes. Anything else is refused with an <see cref="ArgumentException"/> before anything is computed.
/// </summary>
/// <remarks>
/// The gradient of a row is the sum over all places where it was looked up; a row that a batch does not name has a gradient of zeros, so an optimizer
/// with momentum goes on moving it, as PyTorch's do. <c>[Dense(count, Bias = false, Tied = "embedding1")]</c> uses the table as the weight of an output layer.
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

    /// <summary>The name of an embedding above whose table this one uses too: the two are trained as one. Left out, it has a table of its own.</summary>
    public string? Tied { get; set; }

    /// <summary>How the table gets its first values; <see cref="Init.Normal"/> unless set, as in PyTorch.</summary>
    public Init Initializer { get; set; }

    /// <summary>The bound or the standard deviation of <see cref="Initializer"/>, as of <see cref="DenseAttribute.InitializerScale"/>; 1 unless set.</summary>
    public double InitializerScale { get; set; } = 1;
}
