using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler.Model;

namespace NnGen.CodeFixes;

/// <summary>NNG019, NNG023 and NNG027: removes what nothing takes, with what only it takes, and second losses and repeated outputs.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveNodeFix))]
[Shared]
public sealed class RemoveNodeFix : NetworkFix
{
    public RemoveNodeFix()
        : base(ProblemKinds.UnusedNode, ProblemKinds.SeveralLosses, ProblemKinds.RepeatedOutput)
    {
    }

    private protected override IEnumerable<ProposedFix> Propose(DeclaredNetwork network, Problem problem, AttributeText text)
    {
        // Names by number shift where a node goes.
        if (problem.Kind == ProblemKinds.UnusedNode && Trial.RefersToNumbered(network.Declaration, network.Declaration.Nodes[problem.Node].Kind))
        {
            yield break;
        }

        List<int> removed = [problem.Node];
        yield return Remove();
        if (problem.Kind != ProblemKinds.UnusedNode)
        {
            yield break;
        }

        // What only this node takes is unused next: the rest of a chain that leads nowhere.
        while (NextUnused(network.Declaration, removed) is int next && !Trial.RefersToNumbered(network.Declaration, network.Declaration.Nodes[next].Kind))
        {
            removed.Add(next);
            yield return Remove();
        }

        ProposedFix Remove()
        {
            AttributeSyntax[] attributes = [.. removed.OrderBy(node => node).Select(node => network.Nodes[node])];
            string title = "Remove " + string.Join(" and ", removed.OrderBy(node => node).Select(node => $"[{network.Declaration.Nodes[node].Kind}]"));
            return new ProposedFix(title, nameof(RemoveNodeFix), [.. text.Remove(attributes)]) { IsEnough = true };
        }
    }

    private static int? NextUnused(NetworkDeclaration declaration, List<int> removed)
    {
        int[] kept = [.. Enumerable.Range(0, declaration.Nodes.Count).Except(removed)];
        NetworkDeclaration rest = declaration with { Nodes = new(kept.Select(node => declaration.Nodes[node])) };
        HashSet<int> before = [.. Trial.Problems(declaration).Where(problem => problem.Kind == ProblemKinds.UnusedNode).Select(problem => problem.Node)];
        int[] after = [.. Trial.Problems(rest).Where(problem => problem.Kind == ProblemKinds.UnusedNode).Select(problem => kept[problem.Node])];
        return after.Where(node => !before.Contains(node)).Select(node => (int?)node).FirstOrDefault();
    }
}
