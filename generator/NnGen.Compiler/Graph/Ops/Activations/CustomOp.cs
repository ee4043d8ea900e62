namespace NnGen.Compiler.Graph.Ops;

/// <summary>A function of the user's own.</summary>
/// <param name="x">The input.</param>
/// <param name="name">What the user calls it.</param>
/// <param name="function">The function, of input 0.</param>
/// <param name="derivative">Its derivative, of input 0 too.</param>
public sealed class CustomOp(Value x, string name, Element function, Element derivative) : ActivationOp(x)
{
    public override string Mnemonic => "custom";

    public override string Formula => $"{name}({{0}})";

    public override Element Expression => function;

    protected override string FunctionName => name;

    protected override bool SavesResult => false;

    protected override Element GradientExpression => Gradient * derivative.Substitute([Saved]);
}
