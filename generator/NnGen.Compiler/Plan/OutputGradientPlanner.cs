using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Plan;

/// <summary>
/// Plans what runs in place of the losses' own gradients where the caller gives some at the outputs. Each lies, and is changed in place, where
/// the first stored gradient of the output's loss would, so that it takes no memory and every later step is the same.
/// </summary>
internal static class OutputGradientPlanner
{
    /// <summary>The places and the steps; none where no gradient at an output reaches anything that learns, or where one that would has no way back.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="backward">The groups of the backward pass.</param>
    /// <param name="stepsOf">Their steps.</param>
    /// <param name="map">The places. No other step is built with it afterwards.</param>
    /// <param name="builder">Builds on these places.</param>
    public static IReadOnlyList<OutputGradientProgram> Plan(NetworkGraph graph, IReadOnlyList<Group> backward, IReadOnlyDictionary<Group, IReadOnlyList<Step>> stepsOf, PlacementMap map, StepBuilder builder)
    {
        var programs = new List<OutputGradientProgram>();
        for (int output = 0; output < graph.Outputs.Count; output++)
        {
            Group? loss = backward.FirstOrDefault(group => graph.LossGradients.TryGetValue(group.Anchor, out int number) && number == output);
            if (loss is null)
            {
                // Nothing that learns lies before this output.
                continue;
            }

            if (graph.OutputGradients[output] is not OutputGradient gradient || loss.Anchor != gradient.OfLoss.Producer || loss.Values.FirstOrDefault(map.IsStored) is not Value first)
            {
                return [];
            }

            programs.Add(new OutputGradientProgram(output, map[first], stepsOf[loss].Single(), Steps(gradient, loss, map[first], map, builder)));
        }

        return programs;
    }

    private static IReadOnlyList<Step> Steps(OutputGradient gradient, Group loss, Place place, PlacementMap map, StepBuilder builder)
    {
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

        return steps;
    }
}
