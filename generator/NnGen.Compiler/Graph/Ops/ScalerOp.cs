namespace NnGen.Compiler.Graph.Ops;

/// <summary><c>x * scale + offset</c> with numbers of the data that are saved and not trained: a scaler that is part of the network.</summary>
public sealed class ScalerOp(Value x, Value scale, Value offset) : ElementwiseOp(x, scale, offset)
{
    public override string Mnemonic => "scaler";

    public override string Formula => "{0} * scale + offset";

    public override Element Expression => new ElementInput(0) * new ElementInput(1) + new ElementInput(2);

    /// <summary>dx = dy scale; the numbers of the data have no gradient.</summary>
    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        Value x = Inputs[0];
        if (builder.Wants(x))
        {
            Element dx = new ElementInput(0) * new ElementInput(1);
            builder.Contribute(x, builder.Add(new ElementwiseGradientOp("scaler_gradient", "{0} * scale", dx, x.Shape, gradients[0]!, Inputs[1]), x));
        }
    }
}
