using NnGen.Compiler.Graph.Ops;

namespace NnGen.Compiler.Graph.Layers;

/// <summary>What a loss attribute means: whether it fits the output, and which op computes it.</summary>
public abstract class LossKind
{
    /// <summary>The attribute's name without <c>Attribute</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The loss in words.</summary>
    public abstract string Words { get; }

    /// <summary>Whether the mean divides by rows x outputs; else by rows.</summary>
    public virtual bool IsElementwise => true;

    /// <summary>Whether class labels are targets, whether numbers are.</summary>
    public virtual (bool Labels, bool Values) Targets => (false, true);

    /// <summary>The smallest and the largest target.</summary>
    public virtual (double Minimum, double Maximum) TargetRange => (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>What the numeric options may be.</summary>
    public virtual IReadOnlyList<Range> Ranges => [];

    /// <summary>Null where the loss fits the output; else what is wrong and what to do.</summary>
    public virtual (string Is, string Fix)? Misfit(Value output) => null;

    /// <summary>Reports what is wrong with the options whatever the output is.</summary>
    public virtual void CheckArguments(LayerContext options)
    {
        foreach (Range range in Ranges)
        {
            range.Check(options);
        }
    }

    /// <summary>Reports what is wrong with the options for that output; false after a report.</summary>
    public virtual bool Check(LayerContext options, Value output) => true;

    /// <summary>Whether the loss takes its numbers for what this activation gives, such as probabilities.</summary>
    public virtual bool Reads(Op activation) => false;

    /// <summary>Whether the loss is computed from the values before the activation that it reads.</summary>
    protected virtual bool LooksThrough => true;

    /// <summary>The value that the loss is a function of: the output, or what the last activation was computed from. Training and evaluation both start there.</summary>
    public Value Argument(NetworkGraph graph, Value output) => LooksThrough && Reads(Unwrap(output).Producer) ? Before(graph, output) : output;

    /// <summary>The dropout between the output and the activation that the loss reads, or null: it would drop probabilities.</summary>
    public Value? DropoutOf(Value output)
    {
        for (Value value = output; Reads(Unwrap(output).Producer) && value != Unwrap(output); value = value.Producer.Inputs[0])
        {
            if (value.Producer is DropoutOp or AlphaDropoutOp or ReshapeOp { IsDropout: true })
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The loss of each row, or of each of its steps, as a function of its <see cref="Argument"/>.</summary>
    /// <param name="options">The attribute's options.</param>
    /// <param name="x">The argument.</param>
    /// <param name="target">The targets.</param>
    public Op Of(LayerContext options, Value x, Value target)
    {
        Op op = Make(options, x, target);
        if (op is ElementwiseLossOp elementwise)
        {
            elementwise.Steps = Steps(options, target);
        }

        return op;
    }

    /// <summary>The op of the loss.</summary>
    /// <inheritdoc cref="Of"/>
    protected abstract Op Make(LayerContext options, Value x, Value target);

    /// <summary>
    /// Of how many steps a row consists that have a loss each, so that some of them need not count: of classes one for each row of scores,
    /// else those of a sequence whose length is given.
    /// </summary>
    public virtual int Steps(LayerContext options, Value output) => options.Has(LengthsOption) ? output.Shape.Axes[0] : 1;

    /// <summary>The option that names the input which says how many steps of a row count.</summary>
    public const string LengthsOption = "Lengths";

    /// <summary>The option that is the label which does not count.</summary>
    public const string IgnoreOption = "IgnoreLabel";

    /// <summary>The option that is the class which stands for no label.</summary>
    public const string BlankOption = "Blank";

    /// <summary>The most labels of a row, where they are not one for each step; else 0.</summary>
    public virtual int LabelsOf(LayerContext options) => 0;

    /// <summary>The shape of a row of targets.</summary>
    public virtual Shape TargetShape(LayerContext options, Value output) => output.Shape;

    /// <summary>Whether the output may have a row of classes at each step.</summary>
    public virtual bool TakesClassesAtSteps => false;

    /// <summary>Adds the loss of an output to a training graph and returns the loss of each row. May put another value in place of the output.</summary>
    /// <param name="options">The attribute's options.</param>
    /// <param name="output">The number of the output.</param>
    /// <param name="target">Its targets.</param>
    /// <param name="suffix">What names have behind them where there are several outputs: <c> of box</c>.</param>
    public virtual Value Build(LayerContext options, int output, Value target, string suffix) =>
        options.Graph.AddAll(Of(options, Argument(options.Graph, options.Graph.Outputs[output]), target), "loss" + suffix, "probabilities" + suffix)[0];

    /// <summary>The name of a value of the library's enum OutputKind: what the outputs decide.</summary>
    public virtual string OutputKind(Value output) => Unwrap(output).Producer switch
    {
        SoftmaxOp or LogSoftmaxOp => "ClassScores",
        SigmoidOp or StepOp => output.Shape.Size > 1 ? "ClassScores" : "Probabilities",
        _ => "Values",
    };

    /// <summary>The name of a value of the library's enum OutputScale: what the outputs are.</summary>
    public virtual string OutputScale(Value output) => Unwrap(output).Producer switch
    {
        SoftmaxOp or SigmoidOp or StepOp => "Probabilities",
        LogSoftmaxOp => "LogProbabilities",
        _ => "Values",
    };

    /// <summary>
    /// The value that <paramref name="output"/> stands for, without the nodes that only rename it, and without dropout, which is the
    /// identity when predicting: so a loss is judged alike in the graphs of prediction and of training.
    /// </summary>
    public static Value Unwrap(Value output) => Unwrap(output, out _);

    /// <summary>The same, and whether it lies with its channels last, where the output has them first.</summary>
    private static Value Unwrap(Value output, out bool isTurned)
    {
        isTurned = false;
        while (true)
        {
            if (ChannelsLast.Behind(output) is Value behind)
            {
                isTurned = true;
                output = behind;
            }
            else if ((output.Producer is ReshapeOp && output.Producer.Inputs[0].Shape == output.Shape) || output.Producer is DropoutOp or AlphaDropoutOp)
            {
                output = output.Producer.Inputs[0];
            }
            else
            {
                return output;
            }
        }
    }

    /// <summary>What the last activation of an output was computed from, its axes in the output's order.</summary>
    private static Value Before(NetworkGraph graph, Value output)
    {
        Value before = Unwrap(output, out bool isTurned).Producer.Inputs[0];
        return isTurned ? ChannelsLast.Find(graph, before) ?? ChannelsLast.First(graph, before, before.Name + ChannelsLast.ByChannels) : before;
    }

    /// <summary>
    /// The values from which a last activation computed the output, where evaluation wants them too, and the name of a value of the
    /// library's enum OutputScale: logits know what a probability that is rounded to 0 or 1 has lost.
    /// </summary>
    public (Value Value, string Scale)? Scores(NetworkGraph graph, Value output) => Unwrap(output).Producer switch
    {
        SoftmaxOp or LogSoftmaxOp => (Before(graph, output), "ClassLogits"),
        SigmoidOp => (Before(graph, output), "Logits"),
        StepOp or ScalerOp when Reads(Unwrap(output).Producer) => (Before(graph, output), "Values"),
        _ => null,
    };

    /// <summary>The scaler that gives an output its units, or null.</summary>
    public static ScalerOp? ScalerOf(Value output) => Unwrap(output).Producer is ScalerOp { IsOutput: true } scaler ? scaler : null;

    /// <summary>The loss that follows from an output alone, or null.</summary>
    public static string? Default(Value output) => Unwrap(output).Producer switch
    {
        SoftmaxOp => "CrossEntropyLoss",
        LogSoftmaxOp => "NegativeLogLikelihoodLoss",
        SigmoidOp => "BinaryCrossEntropyLoss",
        StepOp => "PerceptronLoss",
        ActivationOp or PReLUOp => null,
        _ => "MeanSquaredErrorLoss",
    };

    /// <summary>Whether the output is a row of one number for each class.</summary>
    public virtual bool TakesClasses => false;

    protected static bool IsClassRow(Value output) => output.Shape.Axes.Count == 1 && output.Shape.Size > 1;

    /// <summary>Whether the output is such a row, or a sequence of such rows. Channels of an image are not its last axis.</summary>
    protected static bool IsClassRows(Value output) => output.Shape.Last > 1 && (output.Shape.Axes.Count == 1 || (output.Shape.Axes.Count == 2 && !IsTurned(output)));

    /// <summary>Whether the output was computed with its channels last and has them first.</summary>
    protected static bool IsTurned(Value output)
    {
        Unwrap(output, out bool isTurned);
        return isTurned;
    }

    /// <summary>What to do about an output that is neither a row of classes nor a sequence of such rows.</summary>
    protected static string ClassesFix(Value output) => output.Shape.Axes.Count == 2 && IsTurned(output)
        ? "put [Permute(1, 0)] behind it: the classes are along the last axis, and a layer of images has its channels along the first"
        : "give the last layer one output for each of two or more classes";

    /// <summary>Whether the outputs can be logits: nothing has squashed them.</summary>
    protected static bool AreLogits(Value output) => Unwrap(output).Producer is not (ActivationOp or PReLUOp or SoftmaxOp or LogSoftmaxOp);

    protected static string Describe(Value output) => $"comes from {Unwrap(output).Title ?? Unwrap(output).Name} and has shape {output.Shape}";
}
