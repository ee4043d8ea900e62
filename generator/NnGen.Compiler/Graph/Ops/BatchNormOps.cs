namespace NnGen.Compiler.Graph.Ops;

/// <summary>The parameters of a batch normalisation: one number a channel each.</summary>
/// <param name="Gain">The trained factor, if there is one.</param>
/// <param name="Shift">The trained shift, if there is one.</param>
/// <param name="RunningMean">The running mean: a buffer.</param>
/// <param name="RunningVariance">The running variance: a buffer.</param>
/// <param name="Epsilon">What is added to a variance.</param>
public sealed record BatchNormParameters(Parameter? Gain, Parameter? Shift, Parameter RunningMean, Parameter RunningVariance, double Epsilon)
{
    public int Channels => RunningMean.Shape.Size;

    /// <summary>Whether channels lie side by side, one number of each at each place; else each channel's numbers do.</summary>
    public bool IsChannelsLast { get; init; }

    /// <summary>The shape of statistics that are read beside a value of that shape: one number a column, or a channel where these are columns.</summary>
    public Shape StatisticsOf(Shape shape) => IsChannelsLast ? new Shape(Channels) : shape;

    /// <summary>Of how many places a row of that shape consists that are taken as rows are.</summary>
    public int PositionsOf(Shape shape) => IsChannelsLast ? shape.Size / Channels : 1;
}

/// <summary>
/// Batch normalisation when predicting: the running statistics and the trained numbers as one factor and one shift a column,
/// <c>factor = weight / sqrt(running_var + epsilon)</c>, <c>shift = bias - running_mean * factor</c>. Depends on no row.
/// </summary>
public sealed class BatchNormFoldOp(BatchNormParameters parameters, Shape shape) : Op
{
    public BatchNormParameters Parameters => parameters;

    public override bool IsPerBatch => true;

    public override string Mnemonic => $"batch_norm_fold {parameters.RunningMean.Name}";

    protected internal override IReadOnlyList<Shape> ResultShapes => [parameters.StatisticsOf(shape), parameters.StatisticsOf(shape)];

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients) =>
        throw new InvalidOperationException("A folded batch normalisation only predicts.");
}

/// <summary><c>x * factor + shift</c>, of <see cref="BatchNormFoldOp"/>.</summary>
public sealed class FoldedBatchNormOp(Value x, Value factor, Value shift) : ElementwiseOp(x, factor, shift)
{
    public override string Mnemonic => "batch_norm";

    public override string Formula => "{0} * factor + shift";

    public override Element Expression => new ElementInput(0) * new ElementInput(1) + new ElementInput(2);

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients) =>
        throw new InvalidOperationException("A folded batch normalisation only predicts.");
}

/// <summary>
/// The statistics of a batch, each as one number a column: the mean, <c>1 / sqrt(variance + epsilon)</c> with the variance divided by the
/// number of values, and the factor and the shift that follow. The running statistics move towards the batch's by
/// <paramref name="momentum"/>, the variance there divided by one value less. A batch of one value has no variance and leaves them alone.
/// </summary>
public sealed class BatchStatisticsOp(Value x, BatchNormParameters parameters, double momentum) : Op(x)
{
    public BatchNormParameters Parameters => parameters;

    public double Momentum => momentum;

    public override Parameter? Weight => parameters.Gain;

    public override bool IsPerBatch => true;

    public override bool MixesRows => true;

    public override string Mnemonic => $"batch_statistics {parameters.RunningMean.Name}";

    public override int? Positions => parameters.PositionsOf(Inputs[0].Shape);

    protected internal override IReadOnlyList<Shape> ResultShapes => [.. Enumerable.Repeat(parameters.StatisticsOf(Inputs[0].Shape), 4)];

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients) =>
        throw new InvalidOperationException("The normalisation itself states what becomes of the statistics' gradients.");
}

/// <summary><c>(x - mean) * factor + shift</c>, of <see cref="BatchStatisticsOp"/>.</summary>
public sealed class BatchNormOp : ElementwiseOp
{
    private static readonly Element s_first = new ElementInput(0);
    private static readonly Element s_second = new ElementInput(1);
    private readonly BatchNormParameters _parameters;
    private readonly IReadOnlyList<Value> _statistics;

    /// <param name="x">The input.</param>
    /// <param name="statistics">Mean, reciprocal standard deviation, factor, shift.</param>
    /// <param name="parameters">The trained numbers.</param>
    public BatchNormOp(Value x, IReadOnlyList<Value> statistics, BatchNormParameters parameters)
        : base(x, statistics[0], statistics[2], statistics[3])
    {
        _parameters = parameters;
        _statistics = statistics;
    }

    public override string Mnemonic => "batch_norm";

    public override string Formula => "({0} - mean) * factor + shift";

    public override Element Expression => (s_first - s_second) * new ElementInput(2) + new ElementInput(3);

    /// <summary>
    /// With means over the batch and y = (x - mean) / standard deviation: dx = factor (dy - mean(dy) - y mean(dy y)), dgain = sum of dy y,
    /// dshift = sum of dy. Written as dx = factor dy + (x - mean) slope + offset, with slope and offset one number a column.
    /// </summary>
    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        Value x = Inputs[0];
        Value dy = gradients[0]!;
        bool wantsInput = builder.Wants(x);
        if (!wantsInput && _parameters.Gain is null)
        {
            return;
        }

        IReadOnlyList<Value> sums = builder.AddAll(new BatchNormGradientOp(dy, x, _statistics, _parameters), x, "slope", "offset", "products", "sums");
        if (wantsInput)
        {
            Element dx = s_first * new ElementInput(3) + (s_second - new ElementInput(2)) * new ElementInput(4) + new ElementInput(5);
            var op = new ElementwiseGradientOp("batch_norm_gradient", $"{{0}} * factor + ({x.Name} - mean) * slope + offset", dx, x.Shape, dy, x, _statistics[0], _statistics[2], sums[0], sums[1]);
            builder.Contribute(x, builder.Add(op, x));
        }

        if (_parameters.Gain is Parameter gain)
        {
            builder.AddParameterGradient(new StatisticGradientOp(gain, sums[2]));
        }

        if (_parameters.Shift is Parameter shift)
        {
            builder.AddParameterGradient(new StatisticGradientOp(shift, sums[3]));
        }
    }
}

/// <summary>
/// What the gradient of a batch normalisation sums over the batch: for each column <c>slope = -factor / standard deviation * mean(dy y)</c> and
/// <c>offset = -factor * mean(dy)</c>, for each channel the sum of dy y and the sum of dy.
/// </summary>
public sealed class BatchNormGradientOp(Value dy, Value x, IReadOnlyList<Value> statistics, BatchNormParameters parameters) : BackwardOp(dy, x, statistics[0], statistics[1], statistics[2])
{
    public int Channels => parameters.Channels;

    public override bool IsPerBatch => true;

    public override bool MixesRows => true;

    public override string Mnemonic => $"batch_norm_gradient {parameters.RunningMean.Name}";

    public override int? Positions => parameters.PositionsOf(Inputs[1].Shape);

    protected internal override IReadOnlyList<Shape> ResultShapes => [parameters.StatisticsOf(Inputs[1].Shape), parameters.StatisticsOf(Inputs[1].Shape), new Shape(Channels), new Shape(Channels)];
}

/// <summary>A gradient that was summed before, handed to the update.</summary>
public sealed class StatisticGradientOp(Parameter parameter, Value sum) : BackwardOp(sum)
{
    public override Parameter Weight => parameter;

    public override bool IsParameterGradient => true;

    public override string Mnemonic => $"statistic_gradient {parameter.Name}";

    protected internal override IReadOnlyList<Shape> ResultShapes => [];
}
