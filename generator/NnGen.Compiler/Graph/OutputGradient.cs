using NnGen.Compiler.Graph.Layers;
using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Graph;

/// <summary>
/// The way from a gradient at an output, which a caller gives, to the value that the loss takes: from there on the backward pass is the
/// loss's. Its ops stand outside the graph, as they run in place of the loss's own.
/// </summary>
/// <param name="Seed">The gradient at the output.</param>
/// <param name="OfLoss">The gradient that the loss contributes: what these ops compute instead.</param>
/// <param name="Ops">The ops in order, each of one result; none where the loss takes the output itself.</param>
public sealed record OutputGradient(Value Seed, Value OfLoss, IReadOnlyList<Op> Ops)
{
    /// <summary>The way back through the activation that a loss looks through; null where there is none, as behind a step, or nothing that learns.</summary>
    /// <param name="graph">A training graph with its backward pass.</param>
    /// <param name="output">The number of the output.</param>
    /// <param name="ofLoss">The gradient that its loss contributes to the value it takes; null where nothing that learns lies there.</param>
    public static OutputGradient? Of(NetworkGraph graph, int output, Value? ofLoss)
    {
        if (ofLoss is null)
        {
            return null;
        }

        Value taken = Root(graph.RowLosses[output].Producer.Inputs[0]);
        Value at = Root(graph.Outputs[output]);
        Value seed = graph.Detach(new InputOp(graph.Outputs[output].Shape), graph.Outputs.Count == 1 ? "gradient of the output" : "gradient of the output " + graph.Outputs[output].Name);
        Value gradient = seed;
        var ops = new List<Op>();
        while (at != taken)
        {
            // Of an image, which was computed with its channels last, everything goes by the order that the output has.
            Value computed = ChannelsLast.Behind(at) ?? at;
            bool isTurned = computed != at;
            Op? op = computed.Producer switch
            {
                // A fused op's probabilities are the softmax of its logits.
                not SigmoidOp when isTurned => null,
                SoftmaxCrossEntropyOp or SoftmaxFocalOp or SoftmaxOp => new SoftmaxGradientOp(at, gradient),
                LogSoftmaxOp => new LogSoftmaxGradientOp(at, gradient),
                SigmoidOp sigmoid => sigmoid.GradientOf(gradient, isTurned ? at : null),
                ScalerOp scaler => scaler.GradientOf(gradient),
                _ => null,
            };
            if (op is null)
            {
                return null;
            }

            ops.Add(op);
            Value before = computed.Producer.Inputs[0];
            at = Root(isTurned ? ChannelsLast.Find(graph, before) ?? before : before);
            gradient = graph.Detach(op, "gradient of " + at.Name);
        }

        return new OutputGradient(seed, ofLoss, ops);
    }

    private static Value Root(Value value)
    {
        while (value.Producer is ReshapeOp)
        {
            value = value.Producer.Inputs[0];
        }

        return value;
    }
}
