using NnGen.Compiler.Graph.Layers;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph;

/// <summary>One output of a graph with its loss.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Shape">The shape of a row.</param>
/// <param name="FirstColumn">Where it begins in a packed row, which has all outputs side by side.</param>
/// <param name="Loss">Its loss.</param>
/// <param name="LossIndex">The index of the loss's attribute; -1 where it follows from the output.</param>
/// <param name="Weight">The factor of the loss in what training minimises.</param>
/// <param name="Reduction"><c>Mean</c> or <c>Sum</c>.</param>
/// <param name="Kind">The name of a value of the library's enum OutputKind.</param>
/// <param name="Scale">The name of a value of the library's enum OutputScale.</param>
/// <param name="Evaluation">The loss of its argument and the targets.</param>
/// <param name="LabelSmoothing">The part of each target that is shared out among the classes.</param>
/// <param name="ClassWeights">The weight of each class, or none.</param>
public sealed record BuiltOutput(
    string Name,
    Shape Shape,
    int FirstColumn,
    LossKind Loss,
    int LossIndex,
    double Weight,
    string Reduction,
    string Kind,
    string Scale,
    NetworkGraph Evaluation,
    double LabelSmoothing,
    EquatableArray<double> ClassWeights)
{
    /// <summary>The values that a last softmax, sigmoid or step computed the output from, where evaluation wants them too; else null.</summary>
    public Value? Scores { get; init; }

    /// <summary>What they are: the name of a value of the library's enum OutputScale.</summary>
    public string? ScoreScale { get; init; }

    /// <summary>Whether the loss is a function of the scores; else of the outputs.</summary>
    public bool LossTakesScores { get; init; }

    /// <summary>The node that the output stands for, without those that only rename it.</summary>
    public required string Origin { get; init; }

    /// <summary>The node that gives the output its units, or null.</summary>
    public string? Scaler { get; init; }

    /// <summary>Of how many steps a row consists that have a loss each.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>The label that does not count, or null.</summary>
    public int? IgnoreLabel { get; init; }

    /// <summary>The column of a packed row of inputs that says how many steps count, or -1.</summary>
    public int LengthsColumn { get; init; } = -1;

    /// <summary>The shape of a row of targets.</summary>
    public required Shape TargetShape { get; init; }

    /// <summary>The most labels of a row, where they are not one for each step; else 0.</summary>
    public int MaxLabels { get; init; }

    /// <summary>Of such labels the class that stands for none of them.</summary>
    public int Blank { get; init; }

    /// <summary>Whether labels that do not fit into a row's steps have the loss 0.</summary>
    public bool ZeroInfinity { get; init; }

    /// <summary>What the mean divides by for each step: 1, or the number of elements; 0 where the loss is a sum.</summary>
    public int LossDivisor => Reduction == "Sum" ? 0 : Loss.IsElementwise ? Shape.Size / Steps : 1;
}
