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

    /// <summary>The loss as a function of what <c>Predict</c> returns: how evaluation computes it, and training too where nothing is fused.</summary>
    /// <param name="options">The attribute's options.</param>
    /// <param name="output">The network's output, which tells what the numbers are.</param>
    /// <param name="y">The numbers.</param>
    /// <param name="target">The targets.</param>
    public abstract Op OfOutput(LayerContext options, Value output, Value y, Value target);

    /// <summary>Adds the loss to a training graph and returns the loss of each row. May put another value in place of the output.</summary>
    public virtual Value Build(LayerContext options, Value target)
    {
        NetworkGraph graph = options.Graph;
        return graph.Add(OfOutput(options, graph.Output, graph.Output, target), "loss");
    }

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

    /// <summary>The value that <paramref name="output"/> stands for, without the nodes that only rename it.</summary>
    public static Value Unwrap(Value output)
    {
        while (output.Producer is ReshapeOp reshape && reshape.Inputs[0].Shape == output.Shape)
        {
            output = reshape.Inputs[0];
        }

        return output;
    }

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

    protected static bool IsClassRow(Value output) => output.Shape.Axes.Count == 1 && output.Shape.Size > 1;

    /// <summary>Whether the outputs can be logits: nothing has squashed them.</summary>
    protected static bool AreLogits(Value output) => Unwrap(output).Producer is not (ActivationOp or PReLUOp or SoftmaxOp or LogSoftmaxOp);

    protected static string Describe(Value output) => $"comes from {Unwrap(output).Title ?? Unwrap(output).Name} and has shape {output.Shape}";
}
