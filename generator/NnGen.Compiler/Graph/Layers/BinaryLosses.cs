using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Graph.Layers;

/// <summary>A loss of answers yes or no, one for each output: after Sigmoid, or on logits. Both are computed from the logits.</summary>
public abstract class YesOrNoLoss : LossKind
{
    public override (double Minimum, double Maximum) TargetRange => (0, 1);

    public override (string Is, string Fix)? Misfit(Value output) =>
        AreLogits(output) || Unwrap(output).Producer is SigmoidOp ? null
        : (Describe(output), "end with [Sigmoid], or with the logits themselves");

    public override bool Reads(Op activation) => activation is SigmoidOp;

    public override string OutputKind(Value output) => Unwrap(output).Producer is SigmoidOp ? "Probabilities" : "Logits";

    public override string OutputScale(Value output) => Unwrap(output).Producer is SigmoidOp ? "Probabilities" : "Logits";
}

/// <summary><c>[BinaryCrossEntropyLoss]</c>.</summary>
public sealed class BinaryCrossEntropyLoss : YesOrNoLoss
{
    public override string Name => "BinaryCrossEntropyLoss";

    public override string Words => "binary cross entropy";

    protected override Op Make(LayerContext options, Value x, Value target) => new SigmoidCrossEntropyOp(x, target);
}

/// <summary><c>[BinaryFocalLoss]</c>.</summary>
public sealed class BinaryFocalLoss : YesOrNoLoss
{
    public override string Name => "BinaryFocalLoss";

    public override string Words => "binary focal loss";

    public override IReadOnlyList<Range> Ranges { get; } = [new("Gamma", gamma => gamma > 0, "positive"), new("Alpha", alpha => alpha is >= 0 and <= 1, "from 0 to 1")];

    protected override Op Make(LayerContext options, Value x, Value target) =>
        new SigmoidFocalOp(x, target, options.Double("Gamma", 2), options.Double("Alpha", 1), 1 - options.Double("Alpha", 0));
}

/// <summary><c>[HingeLoss]</c> and <c>[SquaredHingeLoss]</c>: margins against targets -1 and 1.</summary>
public sealed class HingeLoss(string name, string words, Func<Value, Value, Op> op) : LossKind
{
    public override string Name => name;

    public override string Words => words;

    public override (double Minimum, double Maximum) TargetRange => (-1, 1);

    protected override Op Make(LayerContext options, Value x, Value target) => op(x, target);

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

    public override bool Reads(Op activation) => activation is StepOp;

    protected override Op Make(LayerContext options, Value x, Value target) => new PerceptronOp(x, target);

    public override string OutputKind(Value output) => Unwrap(output).Producer is StepOp ? "Probabilities" : "Logits";
}
