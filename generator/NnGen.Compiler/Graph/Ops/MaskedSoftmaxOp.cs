namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// Softmax over the last axis of scores [matrices, queries, keys], of those that are seen: what is hidden is 0. A query that sees nothing has zeros, and not
/// what is no number.
/// </summary>
/// <param name="scores">The scores.</param>
/// <param name="hidden">For each key a number, above 0 where it is hidden, for all matrices and queries of a row; null where none is.</param>
/// <param name="isCausal">Whether query i sees the keys 0 to i only.</param>
public sealed class MaskedSoftmaxOp(Value scores, Value? hidden, bool isCausal) : Op(hidden is null ? [scores] : [scores, hidden])
{
    public Value? Hidden => hidden;

    public bool IsCausal => isCausal;

    public int Keys => Inputs[0].Shape.Last;

    public int Queries => Inputs[0].Shape.Axes[Inputs[0].Shape.Axes.Count - 2];

    public override int? Positions => Inputs[0].Shape.Size / Keys;

    public override string Mnemonic => (hidden, isCausal) switch
    {
        (null, _) => "causal_softmax",
        (_, true) => "causal_masked_softmax",
        _ => "masked_softmax",
    };

    protected internal override IReadOnlyList<Shape> ResultShapes => [Inputs[0].Shape];

    /// <summary>As of any softmax: what is 0 has no gradient.</summary>
    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        if (builder.Wants(Inputs[0]))
        {
            builder.Contribute(Inputs[0], builder.Add(new SoftmaxGradientOp(Results[0], gradients[0]!), Inputs[0]));
        }
    }
}
