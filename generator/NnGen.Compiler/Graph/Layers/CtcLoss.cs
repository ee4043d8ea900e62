using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[CtcLoss(labels)]</c>: labels of a sequence of which nobody knows at which steps they are, after LogSoftmax at each step.</summary>
public sealed class CtcLoss : LossKind
{
    private const string Labels = "Labels";

    public override string Name => "CtcLoss";

    public override string Words => "connectionist temporal classification";

    public override bool IsElementwise => false;

    public override (bool Labels, bool Values) Targets => (true, false);

    public override bool TakesClasses => true;

    public override bool TakesClassesAtSteps => true;

    public override int Steps(LayerContext options, Value output) => 1;

    protected override bool LooksThrough => false;

    public override (string Is, string Fix)? Misfit(Value output) =>
        IsClassRows(output) && output.Shape.Axes.Count == 2 && Unwrap(output).Producer is LogSoftmaxOp ? null
        : (Describe(output), "end with a sequence [steps, classes], one of the classes the blank, and [LogSoftmax]");

    public override void CheckArguments(LayerContext options)
    {
        base.CheckArguments(options);
        if (options.Int32(Labels) is < 1 or > (int)(LayerContext.MaxElements / 4))
        {
            options.ReportRange(Labels, options.Int32(Labels), "at least 1, the most labels that a row has");
        }
    }

    public override bool Check(LayerContext options, Value output)
    {
        (int steps, int classes) = (output.Shape.Axes[0], output.Shape.Axes[1]);
        if (options.Int32(BlankOption) < 0 || options.Int32(BlankOption) >= classes)
        {
            options.ReportRange(BlankOption, options.Int32(BlankOption), $"one of the classes, from 0 to {classes - 1}");
            return false;
        }

        if (options.Int32(Labels) > steps)
        {
            options.ReportRange(Labels, options.Int32(Labels), $"at most {steps}, the steps of the sequence, of which each label takes one");
            return false;
        }

        return true;
    }

    public override int LabelsOf(LayerContext options) => options.Int32(Labels);

    public override Shape TargetShape(LayerContext options, Value output) => CtcOp.TargetsOf(options.Int32(Labels));

    protected override Op Make(LayerContext options, Value x, Value target) =>
        new CtcOp(x, target, new CtcRule(options.Int32(BlankOption), options.Enum("Reduction", "Mean") != "Sum", options.Boolean("ZeroInfinity", false)));

    public override Value Build(LayerContext options, int output, Value target, string suffix) =>
        options.Graph.AddAll(Of(options, options.Graph.Outputs[output], target), "loss" + suffix, "ways" + suffix)[0];

    public override string OutputKind(Value output) => "Transcripts";
}
