namespace NnGen.Compiler.Graph.Ops;

/// <summary>The elementwise product of its inputs, from left to right: a gate, where one of them lies between 0 and 1.</summary>
public sealed class ProductOp(params Value[] inputs) : ElementwiseOp(inputs)
{
    public override string Mnemonic => "multiply";

    public override string Formula => Words("{0}", Inputs.Skip(1));

    public override Element Expression => Product(Inputs.Count);

    public override string FormulaOf(Func<Value, bool> isAtHand)
    {
        int first = Math.Max(0, Array.FindIndex([.. Inputs], input => isAtHand(input)));
        return Words("{0}", Inputs.Where((_, i) => i != first));
    }

    /// <summary>The gradient of each is the result's, times all others. A value that stands there twice gets a part for each place.</summary>
    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        Value dy = gradients[0]!;
        for (int i = 0; i < Inputs.Count; i++)
        {
            Value input = Inputs[i];
            if (builder.Wants(input))
            {
                Value[] others = [.. Inputs.Where((_, other) => other != i)];
                var op = new ElementwiseGradientOp("multiply_gradient", Words("{0}", others), Product(Inputs.Count), input.Shape, [dy, .. others]);
                builder.Contribute(input, builder.Add(op, input));
            }
        }
    }

    private static Element Product(int count) =>
        Enumerable.Range(0, count).Select(i => (Element)new ElementInput(i)).Aggregate((x, y) => x * y);

    private static string Words(string first, IEnumerable<Value> others) => string.Join(" * ", others.Select(other => other.Name).Prepend(first));
}
