using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[MeanSquaredErrorLoss]</c>: fits any output.</summary>
public sealed class MeanSquaredErrorLoss : LossKind
{
    public override string Name => "MeanSquaredErrorLoss";

    public override string Words => "squared error";

    public override bool IsElementwise => true;

    public override (bool Labels, bool Values) Targets => (false, true);

    public override string Evaluation(Value output) => "MeanSquaredError";

    public override (string Is, string Fix)? Misfit(Value output) => null;

    public override Value Build(NetworkGraph graph, Value target) => graph.Add(new SquaredErrorOp(graph.Output, target), "loss");
}

/// <summary><c>[CrossEntropyLoss]</c>: after Softmax, or on logits. Both compile to the same op.</summary>
public sealed class CrossEntropyLoss : LossKind
{
    public override string Name => "CrossEntropyLoss";

    public override string Words => "cross entropy";

    public override bool IsElementwise => false;

    public override (bool Labels, bool Values) Targets => (true, true);

    public override string Evaluation(Value output) => Unwrap(output).Producer is SoftmaxOp ? "CrossEntropyOfProbabilities" : "CrossEntropyOfLogits";

    public override (string Is, string Fix)? Misfit(Value output) =>
        !IsClassRow(output) ? (Describe(output), "give the last layer one output for each of two or more classes")
        : AreLogits(output) || Unwrap(output).Producer is SoftmaxOp ? null
        : (Describe(output), "end with [Softmax], or with the logits themselves");

    public override Value Build(NetworkGraph graph, Value target)
    {
        Value output = Unwrap(graph.Output);
        bool isSoftmax = output.Producer is SoftmaxOp;
        Value logits = isSoftmax ? output.Producer.Inputs[0] : graph.Output;
        IReadOnlyList<Value> results = graph.AddAll(new SoftmaxCrossEntropyOp(logits, target), "loss", isSoftmax ? graph.Output.Name : "probabilities");
        if (isSoftmax)
        {
            // The fused op computes the probabilities anyway; the softmax itself is dead unless another node takes it.
            foreach (string node in graph.Nodes.Where(node => node.Value == graph.Output || node.Value == output).Select(node => node.Key).ToArray())
            {
                graph.Nodes[node] = results[1];
            }

            graph.Output = results[1];
        }

        return results[0];
    }
}

/// <summary><c>[NegativeLogLikelihoodLoss]</c>: after LogSoftmax, and then the same op as cross entropy on the logits.</summary>
public sealed class NegativeLogLikelihoodLoss : LossKind
{
    public override string Name => "NegativeLogLikelihoodLoss";

    public override string Words => "negative log-likelihood";

    public override bool IsElementwise => false;

    public override (bool Labels, bool Values) Targets => (true, false);

    public override string Evaluation(Value output) => "NegativeLogLikelihood";

    public override (string Is, string Fix)? Misfit(Value output) =>
        IsClassRow(output) && Unwrap(output).Producer is LogSoftmaxOp ? null
        : (Describe(output), "end with two or more outputs and [LogSoftmax], or use [CrossEntropyLoss]");

    public override Value Build(NetworkGraph graph, Value target) =>
        graph.AddAll(new SoftmaxCrossEntropyOp(Unwrap(graph.Output).Producer.Inputs[0], target), "loss", "probabilities")[0];
}

/// <summary><c>[BinaryCrossEntropyLoss]</c>: after Sigmoid, or on logits. Both compute from the logits.</summary>
public sealed class BinaryCrossEntropyLoss : LossKind
{
    public override string Name => "BinaryCrossEntropyLoss";

    public override string Words => "binary cross entropy";

    public override bool IsElementwise => true;

    public override (bool Labels, bool Values) Targets => (false, true);

    public override string Evaluation(Value output) => Unwrap(output).Producer is SigmoidOp ? "BinaryCrossEntropyOfProbabilities" : "BinaryCrossEntropyOfLogits";

    public override (string Is, string Fix)? Misfit(Value output) =>
        AreLogits(output) || Unwrap(output).Producer is SigmoidOp ? null
        : (Describe(output), "end with [Sigmoid], or with the logits themselves");

    public override Value Build(NetworkGraph graph, Value target)
    {
        Value output = Unwrap(graph.Output);
        Value logits = output.Producer is SigmoidOp sigmoid ? sigmoid.Inputs[0] : graph.Output;
        return graph.Add(new SigmoidCrossEntropyOp(logits, target), "loss");
    }
}
