using System.Globalization;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary>
/// Windows over a series, [channels, length], whose length is time. A step of so many places as the stride gives one window; what a window takes of the steps
/// before is a history, which a stream carries on.
/// </summary>
internal static class StreamedWindows
{
    /// <summary>Why such windows cannot be laid step by step; null where they can.</summary>
    /// <param name="node">A convolution or a pool of one axis.</param>
    /// <param name="shape">The shape of the series.</param>
    /// <param name="time">The axis that is time.</param>
    /// <param name="isPool">Whether it is a pool, whose windows begin in the step.</param>
    public static string? Obstacle(NodeDeclaration node, Shape shape, int time, bool isPool)
    {
        if (time != 1)
        {
            return "goes along the last axis, [channels, length], and time is the first: put [Permute(1, 0)] before it, or declare [Input(channels, time)]";
        }

        var arguments = new WindowArguments(new LayerContext(new NetworkGraph(), node, -1, "", [], [], isTraining: false, []), axes: 1);
        int length = shape.Axes[1];
        int stride = arguments.Stride(isPool)[0];
        int reach = (arguments.Kernel[0] - 1) * arguments.Dilation[0] + 1;
        (int before, int after) = arguments.Paddings([length], [stride])[0];
        return isPool && before > 0 ? "pads the series, and a stream has no beginning that it knows of: leave the padding out"
            : reach - before > stride || after > 0 ? $"takes places that have not come yet: {(isPool ? "its stride must be its kernel" : "set Padding = Padding.Causal")}"
            : reach - before < 1 ? $"begins {Number(before)} places before the series, further than its kernel reaches, {Number(reach)}: set Padding = Padding.Causal"
            : length % stride != 0 ? $"takes every {Number(stride)} places one window, and {Number(length)} places are no multiple of that"
            : null;
    }

    /// <summary>A step's places behind so many of the steps before: zeros at first, as padding is.</summary>
    /// <param name="context">The layer.</param>
    /// <param name="x">The places of the step, channels side by side.</param>
    /// <param name="before">How many places of the steps before.</param>
    public static Value WithHistory(LayerContext context, Value x, int before)
    {
        if (before == 0)
        {
            return x;
        }

        NetworkGraph graph = context.Graph;
        (int places, int channels) = (x.Shape.Axes[0], x.Shape.Last);
        var flat = new Shape(1, before * channels);
        var delay = new DelayOp(flat, null, isReversed: false) { IsCarried = true };
        Value history = graph.Add(new ReshapeOp(graph.Add(delay, context.Name + " history"), new Shape(before, channels)), context.Name + " history by places");
        Value window = graph.Add(new ConcatOp(0, history, x), x.Name + " behind the history of " + context.Name);
        Value next = graph.Add(ViewOp.Slice(window, 0, places, before, 1), context.Name + " next history");
        delay.Close(graph.Add(new ReshapeOp(next, flat), context.Name + " next history in a row"));
        return window;
    }

    /// <summary>
    /// The same, kept as the state: moved on in place. For layers that read element by element, since nothing may be read behind a state.
    /// </summary>
    /// <param name="context">The layer.</param>
    /// <param name="x">The places of the step, channels side by side.</param>
    /// <param name="before">How many places of the steps before.</param>
    public static Value InPlace(LayerContext context, Value x, int before)
    {
        if (before == 0)
        {
            return x;
        }

        NetworkGraph graph = context.Graph;
        var window = new Shape(before + x.Shape.Axes[0], x.Shape.Last);
        var delay = new DelayOp(new Shape(1, window.Size), null, isReversed: false) { IsCarried = true };
        Value history = graph.Add(new HistoryOp(graph.Add(delay, context.Name + " history before"), x), context.Name + " history");
        delay.Close(history);
        return graph.Add(new ReshapeOp(history, window), context.Name + " history by places");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
