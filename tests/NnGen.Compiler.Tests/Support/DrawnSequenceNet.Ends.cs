using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Support;

/// <summary>The losses and outputs that are drawn.</summary>
internal sealed partial class DrawnSequenceNet
{
    private static readonly string[] s_ofValues = ["MeanSquaredErrorLoss", "HalfSquaredErrorLoss", "L1Loss", "HuberLoss", "SmoothL1Loss", "LogCoshLoss", "PoissonNegativeLogLikelihoodLoss", "HingeLoss", "SquaredHingeLoss"];

    /// <summary>What stands behind the layers; layers that a loss needs are added to them.</summary>
    private NodeDeclaration[] Ends()
    {
        Shape shape = Last;
        string last = LastName;
        if (!IsStream && _draw.Chance(4))
        {
            // Two outputs, the other one an earlier value.
            string? other = Earlier(_ => true);
            if (other is not null && other != last)
            {
                NodeDeclaration loss = Node(_draw.Pick(s_ofValues));
                bool isSum = _draw.Chance(3);
                NodeDeclaration[] losses = [loss.With("Weight", 0.5), Values(shape)];
                losses = isSum ? [.. losses.Select(node => node.With("Reduction", "Sum"))] : losses;
                return [Output(other), losses[0], Output(last), losses[1]];
            }
        }

        NodeDeclaration end = _draw.Next(10) switch
        {
            0 or 1 when shape.Axes.Count < 3 => Classes(),
            2 when shape.Axes.Count == 2 && shape.Axes[0] is > 1 and < 6 => Transcript(shape),
            3 => Answers(),
            _ => Values(shape),
        };
        return [With(end, "Reduction", "Sum", 4)];
    }

    /// <summary>A loss of values, of the steps that there are where lengths say so.</summary>
    private NodeDeclaration Values(Shape shape)
    {
        NodeDeclaration node = Node(_draw.Pick(s_ofValues));
        return !IsStream && shape.Axes.Count > 1 && _draw.Chance(4) ? node.With("Lengths", Lengths()) : node;
    }

    /// <summary>A loss of a class, or of a class at each step.</summary>
    private NodeDeclaration Classes()
    {
        Append(Declare.Dense(_draw.Pick(2, 3, 4, 9)));
        string kind = _draw.Pick("CrossEntropyLoss", "CrossEntropyLoss", "FocalLoss", "NegativeLogLikelihoodLoss", "MultiMarginLoss", "KLDivergenceLoss");
        if (kind is "NegativeLogLikelihoodLoss" or "KLDivergenceLoss")
        {
            Append(Node("LogSoftmax"));
        }
        else if (kind != "MultiMarginLoss" && _draw.Chance(2))
        {
            Append(Node("Softmax"));
        }

        NodeDeclaration node = Node(kind);
        return kind is "KLDivergenceLoss" ? node : With(node, "IgnoreLabel", 0, 3);
    }

    private NodeDeclaration Transcript(Shape shape)
    {
        int classes = 2 + _draw.Next(2);
        Append(Declare.Dense(classes));
        Append(Node("LogSoftmax"));
        return With(With(Node("CtcLoss").With("Labels", 1 + _draw.Next(shape.Axes[0])), "ZeroInfinity", true, 2), "Blank", classes - 1, 2);
    }

    private NodeDeclaration Answers()
    {
        Append(Node("Sigmoid"));
        return Node(_draw.Pick("BinaryCrossEntropyLoss", "BinaryFocalLoss", "MeanSquaredErrorLoss"));
    }
}
