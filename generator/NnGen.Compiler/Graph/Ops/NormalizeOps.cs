namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// A row brought to variance 1, and where it is centred to mean 0: <c>y = (x - mean) * factor</c> with
/// <c>factor = 1 / sqrt(variance + epsilon)</c>, the variance divided by the number of elements. Without centring the mean counts as 0.
/// The factor is the second result, because the gradient needs it. Where <paramref name="size"/> is less than a row, part after part of so
/// many elements.
/// </summary>
public sealed class NormalizeOp(Value x, bool isCentred, double epsilon, int size) : Op(x)
{
    public override int? Positions => Inputs[0].Shape.Size / size;

    /// <summary>Whether the mean is subtracted.</summary>
    public bool IsCentred => isCentred;

    public double Epsilon => epsilon;

    public override string Mnemonic => isCentred ? "layer_norm" : "rms_norm";

    protected internal override IReadOnlyList<Shape> ResultShapes => [Inputs[0].Shape, new Shape(Inputs[0].Shape.Size / size)];

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        if (builder.Wants(Inputs[0]))
        {
            builder.Contribute(Inputs[0], builder.Add(new NormalizeGradientOp(Results[0], Results[1], gradients[0]!, isCentred, size), Inputs[0]));
        }
    }
}

/// <summary><c>dx = factor * (dy - mean(dy) - y * mean(dy y))</c>; where the row was not centred, without <c>mean(dy)</c>.</summary>
public sealed class NormalizeGradientOp(Value y, Value factor, Value dy, bool isCentred, int size) : BackwardOp(y, factor, dy)
{
    public override int? Positions => Inputs[0].Shape.Size / size;

    public bool IsCentred => isCentred;

    public override string Mnemonic => isCentred ? "layer_norm_gradient" : "rms_norm_gradient";

    protected internal override IReadOnlyList<Shape> ResultShapes => [Inputs[0].Shape];
}

/// <summary><c>x * gain + shift</c> with trained gains and shifts, one for each unit: what a normalisation ends with.</summary>
public sealed class GainOp(Value x, Value gain, Value? shift) : ElementwiseOp(shift is null ? [x, gain] : [x, gain, shift])
{
    private static readonly Element s_first = new ElementInput(0);
    private static readonly Element s_second = new ElementInput(1);

    public override string Mnemonic => "gain";

    public override string Formula => shift is null ? "{0} * weight" : "{0} * weight + bias";

    public override Element Expression => shift is null ? s_first * s_second : s_first * s_second + new ElementInput(2);

    /// <summary>dx = dy gain, dgain = dy x, dshift = dy.</summary>
    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        Value dy = gradients[0]!;
        Value x = Inputs[0];
        if (builder.Wants(x))
        {
            builder.Contribute(x, builder.Add(new ElementwiseGradientOp("gain_gradient", "{0} * weight", s_first * s_second, x.Shape, dy, gain), x));
        }

        builder.Contribute(gain, builder.Add(new ElementwiseGradientOp("gain_weight_gradient", $"{{0}} * {x.Name}", s_first * s_second, x.Shape, dy, x), gain));
        if (shift is not null)
        {
            builder.Contribute(shift, dy);
        }
    }
}
