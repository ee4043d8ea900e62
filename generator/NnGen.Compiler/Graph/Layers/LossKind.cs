using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary>What a loss attribute means: whether it fits the output, and which op computes it.</summary>
public abstract class LossKind
{
    /// <summary>The attribute's name without <c>Attribute</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The loss in words.</summary>
    public abstract string Words { get; }

    /// <summary>Whether the mean divides by rows x outputs; else by rows.</summary>
    public abstract bool IsElementwise { get; }

    /// <summary>Whether class labels are targets, whether numbers are.</summary>
    public abstract (bool Labels, bool Values) Targets { get; }

    /// <summary>The name of the value of the library's enum LossKind for the outputs that <c>Predict</c> gives.</summary>
    public abstract string Evaluation(Value output);

    /// <summary>Null where the loss fits the output; else what is wrong and what to do.</summary>
    public abstract (string Is, string Fix)? Misfit(Value output);

    /// <summary>Adds the loss to a training graph and returns the loss of each row. May put another value in place of the output.</summary>
    public abstract Value Build(NetworkGraph graph, Value target);

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
        ActivationOp => null,
        _ => "MeanSquaredErrorLoss",
    };

    protected static bool IsClassRow(Value output) => output.Shape.Axes.Count == 1 && output.Shape.Size > 1;

    /// <summary>Whether the outputs can be logits: nothing has squashed them.</summary>
    protected static bool AreLogits(Value output) => Unwrap(output).Producer is not (ActivationOp or SoftmaxOp or LogSoftmaxOp);

    protected static string Describe(Value output) => $"comes from {Unwrap(output).Producer.Mnemonic} ({output.Name}) and has shape {output.Shape}";
}
