using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NnGen.Compiler.Graph.Layers;
using NnGen.Compiler.Model;

namespace NnGen.CodeFixes;

/// <summary>NNG018, NNG022 and NNG028: moves a node below what it takes, the loss to the end, an input above the layers.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveNodeFix))]
[Shared]
public sealed class MoveNodeFix : NetworkFix
{
    private const string Input = "Input";

    public MoveNodeFix()
        : base(ProblemKinds.Cycle, ProblemKinds.AfterLoss, ProblemKinds.InputAfterLayer)
    {
    }

    private protected override IEnumerable<ProposedFix> Propose(DeclaredNetwork network, Problem problem, AttributeText text)
    {
        NetworkDeclaration declaration = network.Declaration;
        if (problem.Kind == ProblemKinds.AfterLoss)
        {
            int loss = Trial.LossOf(declaration);
            yield return Moved($"Move [{declaration.Nodes[loss].Kind}] to the end", text.MoveBelow(network.Nodes[loss], network.Nodes[network.Nodes.Count - 1]));
        }
        else if (problem.Kind == ProblemKinds.Cycle)
        {
            // The nodes that it takes have names of their own, or their numbers stay: only those of its kind shift.
            int below = Array.IndexOf(Trial.Names(declaration), problem.Arguments[1]);
            if (below > problem.Node && !Trial.RefersToNumbered(declaration, declaration.Nodes[problem.Node].Kind))
            {
                yield return Moved($"Move [{declaration.Nodes[problem.Node].Kind}] below '{problem.Arguments[1]}'", text.MoveBelow(network.Nodes[problem.Node], network.Nodes[below]));
            }
        }
        else if (MoveInputs(network, text) is { } changes)
        {
            yield return Moved("Move [Input] above the layers", changes);
        }
    }

    private static ProposedFix Moved(string title, IReadOnlyList<TextChange> changes) => new(title, nameof(MoveNodeFix), changes);

    /// <summary>
    /// All of them, so that their order stays. Who took a node because it stood above takes it by name now, unless it stands there after
    /// the move too.
    /// </summary>
    private static IReadOnlyList<TextChange>? MoveInputs(DeclaredNetwork network, AttributeText text)
    {
        NetworkDeclaration declaration = network.Declaration;
        string?[] names = Trial.Names(declaration);
        int first = declaration.Nodes.ToList().FindIndex(node => LayerCatalog.Layer(node.Kind) is not null);
        if (first < 0)
        {
            return null;
        }

        // Where no input stands above the layers, this is the one that the first of them was meant to take.
        bool hasEarlier = first > 0 && declaration.Nodes[first - 1].Kind == Input;
        int[] late = [.. Enumerable.Range(first, names.Length - first).Where(node => declaration.Nodes[node].Kind == Input)];
        var changes = new List<TextChange>(text.Remove([.. late.Select(node => network.Nodes[node])]));
        foreach (int input in late)
        {
            changes.Add(text.InsertBefore(network.Nodes[first], network.Nodes[input].ToString(), text.LineOf(network.Nodes[input])));
            if (hasEarlier && input + 1 < names.Length && TakesAbove(declaration.Nodes[input + 1]))
            {
                changes.Add(From(input + 1, input));
            }
        }

        if (hasEarlier && TakesAbove(declaration.Nodes[first]))
        {
            changes.Add(From(first, first - 1));
        }

        return changes;

        TextChange From(int node, int taken) => AttributeText.AddArgument(network.Nodes[node], $"From = \"{names[taken]}\"");
    }

    private static bool TakesAbove(NodeDeclaration node) => node["From"] is null && LayerCatalog.Layer(node.Kind) is { Joins: false };
}
