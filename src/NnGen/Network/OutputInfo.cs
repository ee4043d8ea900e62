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

    /// <summary>What the mean divides by for each row, or each of its steps: 1, or the number of elements; 0 where the loss is a sum.</summary>
    public required int LossDivisor { get; init; }

    /// <summary>
    /// Of how many steps a row consists that have a loss each: of a sequence [time, classes] as many as it has, and so many labels has a row; of values where
    /// <c>Lengths</c> of the loss says which of them count. Else 1.
    /// </summary>
    public int Steps { get; init; } = 1;

    /// <summary>The label that says that there is none: such a step, or row, does not count. Null where every label counts.</summary>
    public int? IgnoreLabel { get; init; }

    /// <summary>The column of a packed row of inputs that says how many of the steps count, from the first one on; -1 where all do.</summary>
    public int LengthsColumn { get; init; } = -1;

    /// <summary>The part of each target that is shared out evenly among the classes; 0 for none.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>
    /// The weight of each class in the loss, or null: all 1. With labels, the mean divides by the sum of the labels' weights; in a packed row
    /// by that of the targets' weights, which for one-hot rows is the same.
    /// </summary>
    public IReadOnlyList<double>? ClassWeights { get; init; }

    /// <summary>
    /// The most labels of a row, where nobody knows at which steps they are (<see cref="CtcLossAttribute"/>): a row has so many class numbers, -1 behind the last
    /// label. Else 0.
    /// </summary>
    public int MaxLabels { get; init; }

    /// <summary>Of such labels the class that stands for none of them.</summary>
    public int Blank { get; init; }

    /// <summary>Whether labels that do not fit into a row's steps have the loss 0; else they are refused.</summary>
    public bool ZeroInfinity { get; init; }

    /// <summary>How many labels a row has.</summary>
    internal int LabelsPerRow => MaxLabels > 0 ? MaxLabels : Steps;

    /// <summary>The elements of a row of targets, as the loss takes them.</summary>
    internal int TargetSize => MaxLabels > 0 ? Transcripts.TargetSize(MaxLabels) : Size;

    /// <summary>The elements of a step: of classes, how many there are.</summary>
    internal int StepSize => Size / Steps;

    /// <summary>Whether some steps, or rows, may not count.</summary>
    internal bool MayIgnore => MaxLabels == 0 && (IgnoreLabel is not null || LengthsColumn >= 0);

    /// <summary>The facts of one step, as of an output of its own: these, where a row is one.</summary>
    internal OutputInfo OfStep => field ??= Steps == 1 ? this : new OutputInfo
    {
        Name = Name,
        Shape = [.. Shape.Skip(1)],
        FirstColumn = 0,
        Kind = Kind,
        Targets = Targets,
        OutputScaler = OutputScaler,
        Loss = Loss,
        LossWeight = LossWeight,
        Scale = Scale,
        ScoreScale = ScoreScale,
        LossTakesScores = LossTakesScores,
        TargetMinimum = TargetMinimum,
        TargetMaximum = TargetMaximum,
        LossDivisor = LossDivisor,
        LabelSmoothing = LabelSmoothing,
        ClassWeights = ClassWeights,
    };

    /// <summary>How many steps of a row count by its length: all, where none is given.</summary>
    /// <param name="inputs">A packed row of inputs.</param>
    internal int LengthOf<T>(ReadOnlySpan<T> inputs)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        => LengthsColumn < 0 ? MaxLabels > 0 ? Shape[0] : Steps : int.CreateTruncating(inputs[LengthsColumn]);

    /// <summary>Whether targets of a step that counts by its length stand for one: those that are all 0 do not, where some label may be none.</summary>
    internal bool HasTarget<T>(ReadOnlySpan<T> targets)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        => IgnoreLabel is null || targets.ContainsAnyExcept(T.Zero);

    /// <summary>Its columns of a packed row.</summary>
    internal Span<T> Of<T>(Span<T> row) => row.Slice(FirstColumn, Size);

    /// <inheritdoc cref="Of{T}(Span{T})"/>
    internal ReadOnlySpan<T> Of<T>(ReadOnlySpan<T> row) => row.Slice(FirstColumn, Size);
}
