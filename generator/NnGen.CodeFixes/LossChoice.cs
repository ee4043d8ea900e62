using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;

namespace NnGen.CodeFixes;

/// <summary>The loss to put in, and the softmax to make a sigmoid.</summary>
/// <param name="Loss">The attribute's name without <c>Attribute</c>; null where the loss is left out and now follows from the output.</param>
/// <param name="Softmax">The index of the node that becomes a sigmoid; -1 for none.</param>
internal sealed record ChosenLoss(string? Loss, int Softmax);

/// <summary>Finds the loss that fits the output of a network whose own does not, or that has none.</summary>
/// <param name="declaration">The network.</param>
/// <param name="lossIndex">The index of the loss that does not fit; -1 where it is left out.</param>
/// <param name="takes">Whether a loss takes an option.</param>
internal sealed class LossChoice(NetworkDeclaration declaration, int lossIndex, Func<string, string, bool> takes)
{
    /// <summary>What takes the place of a softmax over one output, which is always 1.</summary>
    public const string Sigmoid = "Sigmoid";

    private const string Squared = "MeanSquaredErrorLoss";
    private const string CrossEntropy = "CrossEntropyLoss";
    private const string BinaryCrossEntropy = "BinaryCrossEntropyLoss";

    // These ask for the probability of a class, so on plain outputs a cross entropy on logits was meant and not a distance.
    private static readonly string[] OfClasses = [CrossEntropy, "FocalLoss", "NegativeLogLikelihoodLoss", "KLDivergenceLoss"];

    private static readonly string[] Softmaxes = ["Softmax", "LogSoftmax", "Softmin"];

    private readonly int _loss = lossIndex;

    /// <summary>The one change that the compiler accepts, or null.</summary>
    public ChosenLoss? Find()
    {
        foreach (string loss in Candidates())
        {
            if (Trial.Plan(WithLoss(declaration, loss)) is not null)
            {
                return new ChosenLoss(loss, Softmax: -1);
            }
        }

        return FindSigmoid();
    }

    private IEnumerable<string> Candidates()
    {
        string? written = _loss < 0 ? null : declaration.Nodes[_loss].Kind;
        NetworkDeclaration bare = _loss < 0 ? declaration : declaration.With(nodes => nodes.RemoveAt(_loss));
        if (Trial.Plan(bare) is { } plan)
        {
            // The compiler's own choice for this output. Plain outputs fit all losses, so there the one written tells what was meant.
            string follows = Follows(plan);
            return (follows == Squared, OfClasses.Contains(written), written is null) switch
            {
                (_, _, true) => [],
                (true, true, _) => [CrossEntropy, BinaryCrossEntropy],
                (true, false, _) => [],
                _ => [follows],
            };
        }

        bool isNeeded = Trial.Check(bare)?.Any(problem => problem.Kind == ProblemKinds.LossNeeded) == true;
        return isNeeded ? [Squared] : [];
    }

    /// <summary>The loss that follows from the output whose loss was taken away.</summary>
    private string Follows(NetworkPlan plan)
    {
        IReadOnlyList<BuiltOutput> outputs = plan.Inference.Outputs;
        BuiltOutput? own = outputs.Count == 1 ? outputs[0] : outputs.FirstOrDefault(output => output.LossIndex < 0 && output.Name == OwnerOfLoss());
        return own?.Loss.Name ?? "";
    }

    /// <summary>The output that the loss belongs to, of several.</summary>
    private string? OwnerOfLoss() => _loss < 0 ? null
        : declaration.Nodes[_loss]["From"] as string ?? declaration.Nodes.Take(_loss).LastOrDefault(node => node.Kind == "Output")?["Name"] as string;

    private ChosenLoss? FindSigmoid()
    {
        ChosenLoss? found = null;
        for (int i = 0; i < declaration.Nodes.Count; i++)
        {
            NodeDeclaration node = declaration.Nodes[i];
            if (!Softmaxes.Contains(node.Kind) || Trial.RefersToNumbered(declaration, node.Kind) || Trial.RefersToNumbered(declaration, Sigmoid))
            {
                continue;
            }

            string? loss = _loss >= 0 && declaration.Nodes[_loss].Kind != BinaryCrossEntropy ? BinaryCrossEntropy : null;
            int index = i;
            NetworkDeclaration changed = declaration.With(nodes => nodes[index] = node with { Kind = Sigmoid });
            NetworkPlan? plan = Trial.Plan(loss is null ? changed : WithLoss(changed, loss));
            if (plan is { Facts.OutputShape.Size: 1 })
            {
                if (found is not null)
                {
                    return null;
                }

                found = new ChosenLoss(loss, i);
            }
        }

        return found;
    }

    private NetworkDeclaration WithLoss(NetworkDeclaration network, string loss) => network.With(nodes =>
    {
        if (_loss < 0)
        {
            nodes.Add(new NodeDeclaration(loss, default));
        }
        else
        {
            nodes[_loss] = new NodeDeclaration(loss, new EquatableArray<OptionDeclaration>(nodes[_loss].Options.Where(option => takes(loss, option.Name))));
        }
    });
}
