namespace NnGen.Compiler.Graph.Ops;

/// <summary>The elementwise sum of its inputs, from left to right. The gradient passes to each unchanged.</summary>
public sealed class SumOp(params Value[] inputs) : ElementwiseOp(inputs)
{
    public override string Mnemonic => "add";

    public override string Formula => string.Join(" + ", Inputs.Select((input, i) => i == 0 ? "{0}" : input.Name));

    public override string FormulaOf(Func<Value, bool> isAtHand)
    {
        int first = Math.Max(0, Array.FindIndex([.. Inputs], input => isAtHand(input)));
        return string.Join(" + ", Inputs.Select((input, i) => i == first ? "{0}" : input.Name));
    }

    public override Element Expression => Inputs.Select((_, i) => (Element)new ElementInput(i)).Aggregate((x, y) => x + y);

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        foreach (Value input in Inputs)
        {
            if (builder.Wants(input))
            {
                builder.Contribute(input, gradients[0]!);
            }
        }
    }
}
