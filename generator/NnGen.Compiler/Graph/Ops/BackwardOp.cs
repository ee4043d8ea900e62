namespace NnGen.Compiler.Graph.Ops;

/// <summary>An op that only backward passes use. It has no adjoint of its own: there are no second derivatives.</summary>
public abstract class BackwardOp(params Value[] inputs) : Op(inputs)
{
    public sealed override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients) =>
        throw new InvalidOperationException($"{Mnemonic} belongs to the backward pass, which is not differentiated again.");
}
