namespace NnGen.Compiler.Graph.Ops;

/// <summary>A mask of zeros and ones. Drawn into the tape before the forward pass, by a step of its own, so that a test can put in another.</summary>
public sealed class MaskOp(Shape shape, double dropRate) : Op
{
    /// <summary>The probability of 0.</summary>
    public double DropRate => dropRate;

    public override string Mnemonic => "mask";

    protected internal override IReadOnlyList<Shape> ResultShapes => [shape];

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        // Drawn, not computed: nothing lies upstream.
    }
}

/// <summary><c>x * mask / (1 - rate)</c>; its own adjoint.</summary>
public sealed class DropoutOp(Value x, Value mask, double rate) : ElementwiseOp(x, mask)
{
    public override string Mnemonic => "dropout";

    public override string Formula => "{0} * mask * 1/(1 - rate)";

    public override Element Expression => new ElementInput(0) * (new ElementInput(1) * (1 / (1 - rate)));

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        if (builder.Wants(Inputs[0]))
        {
            builder.Contribute(Inputs[0], builder.Add(new ElementwiseGradientOp("dropout_gradient", Formula, Expression, Inputs[0].Shape, gradients[0]!, Inputs[1]), Inputs[0]));
        }
    }
}

/// <summary>
/// Dropout that keeps mean 0 and variance 1, for networks of SELU: what is dropped becomes SELU's lower limit, and the row is scaled and
/// shifted back: <c>a (x mask + limit (1 - mask)) + b</c>. Klambauer et al., 2017.
/// </summary>
public sealed class AlphaDropoutOp : ElementwiseOp
{
    /// <summary>SELU far to the left: minus its scale times its alpha.</summary>
    private const double Limit = -1.7580993408473766;

    private static readonly Element s_x = new ElementInput(0);
    private static readonly Element s_mask = new ElementInput(1);
    private readonly double _scale;
    private readonly double _shift;

    public AlphaDropoutOp(Value x, Value mask, double rate)
        : base(x, mask)
    {
        _scale = 1 / Math.Sqrt((1 - rate) * (1 + rate * Limit * Limit));
        _shift = -_scale * rate * Limit;
    }

    public override string Mnemonic => "alpha_dropout";

    public override string Formula => "a * ({0} * mask + limit * (1 - mask)) + b";

    public override Element Expression => (s_x * s_mask + (1.0 - s_mask) * Limit) * _scale + _shift;

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        if (builder.Wants(Inputs[0]))
        {
            builder.Contribute(Inputs[0], builder.Add(new ElementwiseGradientOp("alpha_dropout_gradient", "{0} * mask * a", s_x * (s_mask * _scale), Inputs[0].Shape, gradients[0]!, Inputs[1]), Inputs[0]));
        }
    }
}
