using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Ops;

/// <summary>Where in a cache the elements of a step lie: <c>cache[outer * OuterStride + inner * InnerStride + step * StepStride]</c>.</summary>
/// <param name="Inner">The elements of a run, of which <c>outer</c> numbers the runs.</param>
/// <param name="OuterStride">From one run to the next.</param>
/// <param name="InnerStride">From one element of a run to the next.</param>
public sealed record CacheAxes(int Inner, int OuterStride, int InnerStride)
{
    /// <summary>From the element of a step to that of the next one.</summary>
    public int StepStride { get; init; } = 1;
}

/// <summary>What the steps of a stream have left for later ones to look at: the state, with what came at this step in its place. Computed where the state lies.</summary>
/// <param name="state">The cache as the step before has left it.</param>
/// <param name="x">What came.</param>
/// <param name="step">The number of the step, from 0 on.</param>
/// <param name="steps">How many there can be.</param>
/// <param name="axes">Where elements lie.</param>
public sealed class CacheOp(Value state, Value x, Value step, int steps, CacheAxes axes) : Op(state, x, step)
{
    /// <summary>How many steps there can be.</summary>
    public int Steps => steps;

    public CacheAxes Axes => axes;

    public override string Mnemonic => "cache";

    protected internal override IReadOnlyList<Shape> ResultShapes => [Inputs[0].Shape];

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients) =>
        throw new InvalidOperationException($"{Mnemonic} belongs to streams, which are not trained.");
}
