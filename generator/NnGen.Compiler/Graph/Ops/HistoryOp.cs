namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// The last elements of a stream: what the step before has left, moved on by as many as came at this step, and those behind it. Computed where the state lies.
/// </summary>
/// <param name="state">The last elements up to the step before.</param>
/// <param name="x">What came.</param>
public sealed class HistoryOp(Value state, Value x) : Op(state, x)
{
    public override string Mnemonic => "history";

    protected internal override IReadOnlyList<Shape> ResultShapes => [Inputs[0].Shape];

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients) =>
        throw new InvalidOperationException($"{Mnemonic} belongs to streams, which are not trained.");
}
