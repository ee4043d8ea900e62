namespace NnGen;

/// <summary>One output of a network, with its loss. Immutable.</summary>
public sealed class OutputInfo
{
    /// <summary>The node's name; <c>output</c> where the network has no other.</summary>
    public required string Name { get; init; }

    /// <summary>The shape of one row, without the batch.</summary>
    public required IReadOnlyList<int> Shape
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Shape));
            field = value;
            Size = value.Aggregate(1, (size, axis) => checked(size * axis));
        }
    }

    /// <summary>The number of elements of one row.</summary>
    public int Size { get; private init; }

    /// <summary>
    /// Where it begins in a packed row, which has all outputs side by side in declaration order: what a data set has as targets, and what the
    /// trainer and <see cref="INetwork{TSelf, T}"/> take and give.
    /// </summary>
    public required int FirstColumn { get; init; }

    /// <summary>What its elements mean.</summary>
    public required OutputKind Kind { get; init; }

    /// <summary>Which targets its loss takes.</summary>
    public required TargetKind Targets { get; init; }

    /// <summary>The layer <c>[OutputScaler]</c> that gives it the targets' own units, or null.</summary>
    public string? OutputScaler { get; init; }

    /// <summary>Its loss in words, such as <c>0.5 x squared error (mean)</c>.</summary>
    public required string Loss { get; init; }

    /// <summary>The factor of its loss in what training minimises.</summary>
    public double LossWeight { get; init; } = 1;

    /// <summary>What its numbers are.</summary>
    public OutputScale Scale { get; init; }

    /// <summary>What the values are from which a last softmax, log-softmax, sigmoid or step computes it; null where it is all there is.</summary>
    public OutputScale? ScoreScale { get; init; }

    /// <summary>Whether the loss is a function of those values; else of the output.</summary>
    public bool LossTakesScores { get; init; }

    /// <summary>The smallest target the loss takes.</summary>
    public double TargetMinimum { get; init; } = double.NegativeInfinity;

    /// <summary>The largest target the loss takes.</summary>
    public double TargetMaximum { get; init; } = double.PositiveInfinity;

    /// <summary>What the mean divides by for each row: 1, or the number of elements; 0 where the loss is a sum.</summary>
    public required int LossDivisor { get; init; }

    /// <summary>The part of each target that is shared out evenly among the classes; 0 for none.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>
    /// The weight of each class in the loss, or null: all 1. With labels, the mean divides by the sum of the labels' weights; in a packed row
    /// by that of the targets' weights, which for one-hot rows is the same.
    /// </summary>
    public IReadOnlyList<double>? ClassWeights { get; init; }

    /// <summary>Its columns of a packed row.</summary>
    internal Span<T> Of<T>(Span<T> row) => row.Slice(FirstColumn, Size);

    /// <inheritdoc cref="Of{T}(Span{T})"/>
    internal ReadOnlySpan<T> Of<T>(ReadOnlySpan<T> row) => row.Slice(FirstColumn, Size);
}
