namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>sum over c other than the label of max(0, margin - y_label + y_c) / classes</c>; the target is the label's one-hot row.</summary>
public sealed class MultiMarginOp(Value scores, Value target, double margin) : Op(scores, target)
{
    public double Margin => margin;

    public override int? Positions => Inputs[0].Shape.Size / Inputs[0].Shape.Last;

    public override string Mnemonic => "multi_margin";

    protected internal override IReadOnlyList<Shape> ResultShapes => [new Shape(Inputs[0].Shape.Size / Inputs[0].Shape.Last)];

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        if (builder.Wants(Inputs[0]))
        {
            builder.Contribute(Inputs[0], builder.Add(new MultiMarginGradientOp(Inputs[0], Inputs[1], margin), Inputs[0]));
        }
    }
}

/// <summary>
/// <c>dx_c = scale / classes</c> where class c lies within the margin of the label's score; the label's own is minus their sum.
/// </summary>
public sealed class MultiMarginGradientOp(Value scores, Value target, double margin) : BackwardOp(scores, target)
{
    public double Margin => margin;

    public override int? Positions => Inputs[0].Shape.Size / Inputs[0].Shape.Last;

    public override string Mnemonic => "multi_margin_gradient";

    protected internal override IReadOnlyList<Shape> ResultShapes => [Inputs[0].Shape];
}
