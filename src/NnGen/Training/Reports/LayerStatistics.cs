namespace NnGen;

/// <summary>
/// What a <see cref="GradientWatch"/> saw of one layer in one epoch. A layer with parameters has norms and a histogram, an activation has
/// units; what a layer does not have is null. Immutable.
/// </summary>
public sealed record LayerStatistics
{
    /// <summary>The layer's name as in parameters and on the tape, such as <c>dense1</c> or <c>relu1</c>.</summary>
    public required string Layer { get; init; }

    /// <summary>
    /// The Euclidean norm of the gradient of all of the layer's parameters, the square root of the sum of squares: its mean over the watched
    /// steps of the epoch. NaN or infinite if a gradient was. Null for a layer without parameters.
    /// </summary>
    public double? GradientNorm { get; init; }

    /// <summary>The largest of the gradient's norms over the watched steps of the epoch. Null for a layer without parameters.</summary>
    public double? LargestGradientNorm { get; init; }

    /// <summary>The Euclidean norm of what a step added to the layer's parameters: its mean over the watched steps of the epoch. Null for a layer without parameters.</summary>
    public double? UpdateNorm { get; init; }

    /// <summary>The Euclidean norm of the layer's parameters at the end of the epoch. Null for a layer without parameters.</summary>
    public double? ParameterNorm { get; init; }

    /// <summary>
    /// The layer's weights at the end of the epoch: the parameters whose name ends in <c>.weight</c>, or all where there is none.
    /// Null for a layer without parameters.
    /// </summary>
    public WeightHistogram? Weights { get; init; }

    /// <summary>The elements of one row of an activation's output. Null where dead units are not counted.</summary>
    public int? Units { get; init; }

    /// <summary>
    /// How many of the <see cref="Units"/> were exactly 0 in every row of all watched steps of the epoch: no gradient flows through such a
    /// unit of a ReLU. Null where dead units are not counted.
    /// </summary>
    public int? DeadUnits { get; init; }
}
