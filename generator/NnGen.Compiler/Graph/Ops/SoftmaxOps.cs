namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>y_i = exp(x_i - max) / sum_j exp(x_j - max)</c> over the last axis of a row.</summary>
public sealed class SoftmaxOp(Value x) : Op(x)
{
    public override int? Positions => Inputs[0].Shape.Size / Inputs[0].Shape.Last;

    public override string Mnemonic => "softmax";

    protected internal override IReadOnlyList<Shape> ResultShapes => [Inputs[0].Shape];

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        if (builder.Wants(Inputs[0]))
        {
            builder.Contribute(Inputs[0], builder.Add(new SoftmaxGradientOp(Results[0], gradients[0]!), Inputs[0]));
        }
    }
}

/// <summary><c>dx = y * (dy - sum_j dy_j y_j)</c>.</summary>
public sealed class SoftmaxGradientOp(Value y, Value dy) : BackwardOp(y, dy)
{
    public override int? Positions => Inputs[0].Shape.Size / Inputs[0].Shape.Last;

    public override string Mnemonic => "softmax_gradient";

    protected internal override IReadOnlyList<Shape> ResultShapes => [Inputs[0].Shape];
}

/// <summary><c>y_i = x_i - max - log(sum_j exp(x_j - max))</c> over the last axis of a row.</summary>
public sealed class LogSoftmaxOp(Value x) : Op(x)
{
    public override int? Positions => Inputs[0].Shape.Size / Inputs[0].Shape.Last;

    public override string Mnemonic => "log_softmax";

    protected internal override IReadOnlyList<Shape> ResultShapes => [Inputs[0].Shape];

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        if (builder.Wants(Inputs[0]))
        {
            builder.Contribute(Inputs[0], builder.Add(new LogSoftmaxGradientOp(Results[0], gradients[0]!), Inputs[0]));
        }
    }
}

/// <summary><c>dx = dy - exp(y) * sum_j dy_j</c>.</summary>
public sealed class LogSoftmaxGradientOp(Value y, Value dy) : BackwardOp(y, dy)
{
    public override int? Positions => Inputs[0].Shape.Size / Inputs[0].Shape.Last;

    public override string Mnemonic => "log_softmax_gradient";

    protected internal override IReadOnlyList<Shape> ResultShapes => [Inputs[0].Shape];
}
