using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Graph.Layers;

/// <summary>
/// Where a stream stands, for layers that need to know: a state counts the steps, one for all layers of a network. Such a stream is as long as the sequence
/// that was declared.
/// </summary>
internal static class StreamPosition
{
    /// <summary>The number of the step, from 0 on, of shape [1, 1].</summary>
    public static Value Of(LayerContext context)
    {
        NetworkGraph graph = context.Graph;
        if (graph.Ops.OfType<DelayOp>().FirstOrDefault(delay => delay.Limit > 0) is DelayOp counted)
        {
            return graph.Ops.First(op => op is RescaleOp && op.Inputs[0] == counted.Source).Results[0];
        }

        var delay = new DelayOp(new Shape(1, 1), null, isReversed: false) { IsCarried = true, Limit = context.Steps };
        Value count = graph.Add(new RescaleOp(graph.Add(delay, "steps before"), 1, 1), "steps with this one");
        delay.Close(count);
        return graph.Add(new RescaleOp(count, 1, -1), "step");
    }

    /// <summary>Which steps have not come yet, a number for each: above 0 for those, not for the others.</summary>
    public static Value Hidden(LayerContext context)
    {
        NetworkGraph graph = context.Graph;
        const string Name = "steps to come";
        return graph.Ops.OfType<RescaleOp>().Select(op => op.Results[0]).FirstOrDefault(value => value.Name == Name) is Value hidden
            ? hidden
            : graph.Add(new RescaleOp(Cached(context, Of(context).Producer.Inputs[0], "numbers of steps", new CacheAxes(1, 0, 1)), -1, 1), Name);
    }

    /// <summary>What came at the steps before, with that of this one at its place; 0 at those to come.</summary>
    /// <param name="context">The layer.</param>
    /// <param name="x">What comes at each step.</param>
    /// <param name="name">Its name, of all steps.</param>
    /// <param name="axes">Where its elements lie.</param>
    public static Value Cached(LayerContext context, Value x, string name, CacheAxes axes)
    {
        NetworkGraph graph = context.Graph;
        var delay = new DelayOp(new Shape(1, context.Steps * x.Shape.Size), null, isReversed: false) { IsCarried = true };
        Value cache = graph.Add(new CacheOp(graph.Add(delay, name + " before"), x, Of(context), context.Steps, axes), name + " so far");
        delay.Close(cache);
        return cache;
    }

    /// <summary>The row of a table of positions that is that of the step.</summary>
    public static Value RowOf(LayerContext context, Value table) =>
        context.Graph.Add(new EmbeddingOp(Of(context), table, new Shape(1, table.Shape.Last), padding: -1), table.Name + " of the step");
}
