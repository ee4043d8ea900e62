using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[BinaryCrossEntropyLoss]</c>: after Sigmoid, or on logits. Training computes both from the logits.</summary>
public sealed class BinaryCrossEntropyLoss : LossKind
{
    public override string Name => "BinaryCrossEntropyLoss";

    public override string Words => "binary cross entropy";

    public override (double Minimum, double Maximum) TargetRange => (0, 1);

    public override (string Is, string Fix)? Misfit(Value output) =>
        AreLogits(output) || Unwrap(output).Producer is SigmoidOp ? null
        : (Describe(output), "end with [Sigmoid], or with the logits themselves");

    public override Op OfOutput(LayerContext options, Value output, Value y, Value target) =>
        Unwrap(output).Producer is SigmoidOp ? OutputLossOp.BinaryCrossEntropy(y, target) : new SigmoidCrossEntropyOp(y, target);

    public override Value Build(LayerContext options, Value target)
    {
        NetworkGraph graph = options.Graph;
        Value logits = Unwrap(graph.Output).Producer is SigmoidOp sigmoid ? sigmoid.Inputs[0] : graph.Output;
        return graph.Add(new SigmoidCrossEntropyOp(logits, target), "loss");
    }

    public override string OutputKind(Value output) => Unwrap(output).Producer is SigmoidOp ? "Probabilities" : "Logits";

    public override string OutputScale(Value output) => Unwrap(output).Producer is SigmoidOp ? "Probabilities" : "Logits";
}

/// <summary><c>[HingeLoss]</c> and <c>[SquaredHingeLoss]</c>: margins against targets -1 and 1.</summary>
public sealed class HingeLoss(string name, string words, Func<Value, Value, Op> op) : LossKind
{
    public override string Name => name;

    public override string Words => words;

    public override (double Minimum, double Maximum) TargetRange => (-1, 1);

    public override Op OfOutput(LayerContext options, Value output, Value y, Value target) => op(y, target);

    public override string OutputKind(Value output) => output.Shape.Size > 1 ? "ClassScores" : "Margins";
}

/// <summary><c>[PerceptronLoss]</c>: of the value before Step, or of an output that is that value.</summary>
public sealed class PerceptronLoss : LossKind
{
    public override string Name => "PerceptronLoss";

    public override string Words => "perceptron criterion";

    public override (double Minimum, double Maximum) TargetRange => (0, 1);

    public override (string Is, string Fix)? Misfit(Value output) =>
        AreLogits(output) || Unwrap(output).Producer is StepOp ? null
        : (Describe(output), "end with [Step], or with the value before it");

    /// <summary>After a step only right and wrong can be told.</summary>
    public override Op OfOutput(LayerContext options, Value output, Value y, Value target) =>
        Unwrap(output).Producer is StepOp ? OutputLossOp.ZeroOne(y, target) : new PerceptronOp(y, target);

    public override Value Build(LayerContext options, Value target)
    {
        NetworkGraph graph = options.Graph;
        Value x = Unwrap(graph.Output).Producer is StepOp step ? step.Inputs[0] : graph.Output;
        return graph.Add(new PerceptronOp(x, target), "loss");
    }

    public override string OutputKind(Value output) => Unwrap(output).Producer is StepOp ? "Probabilities" : "Logits";
}
