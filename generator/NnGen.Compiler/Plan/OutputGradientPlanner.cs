using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Plan;

/// <summary>
/// Plans what runs in place of the loss's own gradient where the caller gives one at the output. It lies, and is changed in place, where the
/// loss's first stored gradient would, so that it takes no memory and every later step is the same.
/// </summary>
internal static class OutputGradientPlanner
{
    /// <summary>The place and the steps; null where no gradient at the output reaches anything that learns.</summary>
    /// <param name="gradient">The way through the graph.</param>
    /// <param name="backward">The groups of the backward pass; the loss's is the first.</param>
    /// <param name="map">The places. No other step is built with it afterwards.</param>
    /// <param name="builder">Builds on these places.</param>
    public static OutputGradientProgram? Plan(OutputGradient? gradient, IReadOnlyList<Group> backward, PlacementMap map, StepBuilder builder)
    {
        if (gradient is null || backward.Count == 0 || backward[0].Anchor != gradient.OfLoss.Producer)
        {
            return null;
        }

        Group loss = backward[0];
        if (loss.Values.FirstOrDefault(map.IsStored) is not Value first)
        {
            return null;
        }

        Place place = map[first];
        map.Set(gradient.Seed, place);
        var steps = new List<Step>();
        foreach (Op op in gradient.Ops)
        {
            map.Set(op.Results[0], place);
            steps.AddRange(builder.Build(new Group(op)));
        }

        if (loss.Chain.Count > 0)
        {
            // What was fused to the loss's gradient, now to the caller's.
            map.Set(gradient.OfLoss, place);
            var chain = new Group(loss.Chain[0]);
            chain.Chain.AddRange(loss.Chain.Skip(1));
            steps.Add(builder.Elementwise(chain, loss.Chain[0], gradient.OfLoss));
        }

        return new OutputGradientProgram(place, steps);
    }
}
