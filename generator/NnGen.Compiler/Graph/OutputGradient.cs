using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Graph;

/// <summary>
/// The way from a gradient at the output, which a caller gives, to the value that the loss takes: from there on the backward pass is the
/// loss's. Its ops stand outside the graph, as they run in place of the loss's own.
/// </summary>
/// <param name="Seed">The gradient at the output.</param>
/// <param name="OfLoss">The gradient that the loss contributes: what these ops compute instead.</param>
/// <param name="Ops">The ops in order, each of one result; none where the loss takes the output itself.</param>
public sealed record OutputGradient(Value Seed, Value OfLoss, IReadOnlyList<Op> Ops)
{
    /// <summary>The way back through the activation that a loss looks through; null where there is none, as behind a step, or nothing that learns.</summary>
    /// <param name="graph">A training graph with its backward pass.</param>
    /// <param name="ofLoss">The gradient that the loss contributes to the value it takes.</param>
    public static OutputGradient? Of(NetworkGraph graph, Value? ofLoss)
    {
        // A sum of several gradients: somebody else takes that value too, and the loss's part is none by itself.
        if (ofLoss is null || ofLoss.Producer is SumOp)
        {
            return null;
        }

        Value taken = Root(graph.RowLoss!.Producer.Inputs[0]);
        Value at = Root(graph.Output);
        Value seed = graph.Detach(new InputOp(graph.Output.Shape), "gradient of the output");
        Value gradient = seed;
        var ops = new List<Op>();
        while (at != taken)
        {
            Op? op = at.Producer switch
            {
                // A fused op's probabilities are the softmax of its logits.
                SoftmaxCrossEntropyOp or SoftmaxFocalOp or SoftmaxOp => new SoftmaxGradientOp(at, gradient),
                LogSoftmaxOp => new LogSoftmaxGradientOp(at, gradient),
                SigmoidOp sigmoid => sigmoid.GradientOf(gradient),
                ScalerOp scaler => scaler.GradientOf(gradient),
                _ => null,
            };
            if (op is null)
            {
                return null;
            }

            ops.Add(op);
            at = Root(at.Producer.Inputs[0]);
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
