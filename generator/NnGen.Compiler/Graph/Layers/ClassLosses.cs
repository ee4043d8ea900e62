using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Graph.Layers;

/// <summary>A loss of the probabilities of classes: after Softmax, or on logits. Both compile to the same op.</summary>
public abstract class SoftmaxLoss : LossKind
{
    public override bool IsElementwise => false;

    public override (bool Labels, bool Values) Targets => (true, true);

    public override (double Minimum, double Maximum) TargetRange => (0, double.PositiveInfinity);

    public override bool TakesClasses => true;

    public override bool TakesClassesAtSteps => true;

    public override int Steps(LayerContext options, Value output) => output.Shape.Size / output.Shape.Last;

    public override (string Is, string Fix)? Misfit(Value output) =>
        !IsClassRows(output) ? (Describe(output), ClassesFix(output))
        : AreLogits(output) || Unwrap(output).Producer is SoftmaxOp ? null
        : (Describe(output), "end with [Softmax], or with the logits themselves");

    public override void CheckArguments(LayerContext options)
    {
        base.CheckArguments(options);
        ClassWeights.CheckNumbers(options);
    }

    public override bool Check(LayerContext options, Value output) => ClassWeights.CheckCount(options, output);

    public override bool Reads(Op activation) => activation is SoftmaxOp;

    public override Value Build(LayerContext options, int output, Value target, string suffix)
    {
        NetworkGraph graph = options.Graph;
        Value named = graph.Outputs[output];
        Value softmax = Unwrap(named);
        bool isSoftmax = Reads(softmax.Producer);
        IReadOnlyList<Value> results = graph.AddAll(Of(options, Argument(graph, named), target), "loss" + suffix, isSoftmax ? named.Name : "probabilities" + suffix);
        if (isSoftmax)
        {
            // The fused op computes the probabilities anyway; the softmax itself is dead unless another node takes it.
            foreach (string node in graph.Nodes.Where(node => node.Value == named || node.Value == softmax).Select(node => node.Key).ToArray())
            {
                graph.Nodes[node] = results[1];
            }

            graph.Outputs[output] = results[1];
        }

        return results[0];
    }

    public override string OutputKind(Value output) => "ClassScores";

    public override string OutputScale(Value output) => Unwrap(output).Producer is SoftmaxOp ? "Probabilities" : "ClassLogits";
}

/// <summary><c>[CrossEntropyLoss]</c>.</summary>
public sealed class CrossEntropyLoss : SoftmaxLoss
{
    public override string Name => "CrossEntropyLoss";

    public override string Words => "cross entropy";

    public override IReadOnlyList<Range> Ranges { get; } = [new("LabelSmoothing", part => part is >= 0 and <= 1, "from 0 to 1")];

    protected override Op Make(LayerContext options, Value x, Value target) => new SoftmaxCrossEntropyOp(x, target);
}

/// <summary><c>[FocalLoss]</c>.</summary>
public sealed class FocalLoss : SoftmaxLoss
{
    public override string Name => "FocalLoss";

    public override string Words => "focal loss";

    public override IReadOnlyList<Range> Ranges { get; } = [new("Gamma", gamma => gamma > 0, "positive")];

    protected override Op Make(LayerContext options, Value x, Value target) => new SoftmaxFocalOp(x, target, options.Double("Gamma", 2));
}

/// <summary><c>[NegativeLogLikelihoodLoss]</c>: after LogSoftmax, and then the same op as cross entropy on the logits.</summary>
public sealed class NegativeLogLikelihoodLoss : LossKind
{
    public override string Name => "NegativeLogLikelihoodLoss";

    public override string Words => "negative log-likelihood";

    public override bool IsElementwise => false;

    public override (bool Labels, bool Values) Targets => (true, false);

    public override bool TakesClasses => true;

    public override bool TakesClassesAtSteps => true;

    public override int Steps(LayerContext options, Value output) => output.Shape.Size / output.Shape.Last;

    public override (string Is, string Fix)? Misfit(Value output) =>
        IsClassRows(output) && Unwrap(output).Producer is LogSoftmaxOp ? null
        : (Describe(output), "end with two or more outputs and [LogSoftmax], or use [CrossEntropyLoss]");

    public override void CheckArguments(LayerContext options)
    {
        base.CheckArguments(options);
        ClassWeights.CheckNumbers(options);
    }

    public override bool Check(LayerContext options, Value output) => ClassWeights.CheckCount(options, output);

    public override bool Reads(Op activation) => activation is LogSoftmaxOp;

    protected override Op Make(LayerContext options, Value x, Value target) => new SoftmaxCrossEntropyOp(x, target);
}

/// <summary><c>[KLDivergenceLoss]</c>: of log-probabilities from target probabilities.</summary>
public sealed class KLDivergenceLoss : LossKind
{
    public override string Name => "KLDivergenceLoss";

    public override string Words => "Kullback-Leibler divergence";

    public override bool IsElementwise => false;

    public override (double Minimum, double Maximum) TargetRange => (0, double.PositiveInfinity);

    public override bool TakesClasses => true;

    public override (string Is, string Fix)? Misfit(Value output) =>
        IsClassRow(output) && Unwrap(output).Producer is LogSoftmaxOp ? null
        : (Describe(output), "end with two or more outputs and [LogSoftmax]");

    public override bool Reads(Op activation) => activation is LogSoftmaxOp;

    protected override bool LooksThrough => false;

    protected override Op Make(LayerContext options, Value x, Value target) => new KLDivergenceOp(x, target);
}

/// <summary><c>[MultiMarginLoss]</c>: scores of two or more classes.</summary>
public sealed class MultiMarginLoss : LossKind
{
    public override string Name => "MultiMarginLoss";

    public override string Words => "multi-class margin";

    public override bool IsElementwise => false;

    public override (bool Labels, bool Values) Targets => (true, false);

    public override IReadOnlyList<Range> Ranges { get; } = [new("Margin", margin => margin > 0, "positive")];

    public override bool TakesClasses => true;

    public override bool TakesClassesAtSteps => true;

    public override int Steps(LayerContext options, Value output) => output.Shape.Size / output.Shape.Last;

    public override (string Is, string Fix)? Misfit(Value output) =>
        IsClassRows(output) ? null : (Describe(output), ClassesFix(output));

    protected override Op Make(LayerContext options, Value x, Value target) => new MultiMarginOp(x, target, options.Double("Margin", 1));

    public override string OutputKind(Value output) => "ClassScores";
}

/// <summary>The option <c>ClassWeights</c>: one for each class, finite and not negative, not all 0.</summary>
internal static class ClassWeights
{
    private const string Option = "ClassWeights";

    /// <summary>Whether there is a weight for each output.</summary>
    public static bool CheckCount(LayerContext options, Value output)
    {
        int classes = output.Shape.Last;
        if (options.Doubles(Option) is not { } weights || weights.Count == classes)
        {
            return true;
        }

        options.ReportRange(Option, weights.Count, $"{classes}, one for each {(output.Shape.Axes.Count == 1 ? "output" : "class")}", "The number of class weights");
        return false;
    }

    /// <summary>Reports each weight that cannot be one.</summary>
    public static void CheckNumbers(LayerContext options)
    {
        IReadOnlyList<double> weights = options.Doubles(Option) ?? [];
        for (int i = 0; i < weights.Count; i++)
        {
            if (weights[i] < 0 && options.IsFinite(weights[i]))
            {
                options.ReportRange(Option, weights[i], "not negative", "A class weight", i);
            }
        }

        if (weights.Count > 0 && weights.All(weight => options.Element(weight) == 0))
        {
            options.ReportRange(Option, 0, "positive for at least one class", "Every class weight");
        }
    }
}
