namespace NnGen.Compiler.Graph.Ops;

/// <summary>A loss that is a sum over the outputs of a row, or of each step of it: <c>loss = sum_j f(y_j, t_j)</c>. Each such loss has a file with its f and f'.</summary>
public abstract class ElementwiseLossOp(Value y, Value target) : Op(y, target)
{
    protected static readonly Element Y = new ElementInput(0);

    protected static readonly Element T = new ElementInput(1);

    /// <summary>f of <see cref="Y"/> and <see cref="T"/>.</summary>
    public abstract Element Expression { get; }

    /// <summary>The derivative of f by <see cref="Y"/>.</summary>
    protected abstract Element Derivative { get; }

    /// <summary>f in a comment: <c>(y - t)^2</c>.</summary>
    public abstract string Formula { get; }

    /// <summary>f' in a comment.</summary>
    protected abstract string DerivativeFormula { get; }

    /// <summary>Of how many steps a row consists that have a loss each.</summary>
    public int Steps { get; set; } = 1;

    public override int? Positions => Steps;

    protected internal override IReadOnlyList<Shape> ResultShapes => [new Shape(Steps)];

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        Value y = Inputs[0];
        if (builder.Wants(y))
        {
            Element scaled = Derivative * new ElementLossScale();
            builder.Contribute(y, builder.Add(new ElementwiseGradientOp(Mnemonic + "_gradient", DerivativeFormula + " * scale", scaled, y.Shape, y, Inputs[1]) { LossSteps = Steps }, y));
        }
    }
}
