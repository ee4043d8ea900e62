using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NnGen.Compiler.Model;
using NnGen.Generator.Parsing;

namespace NnGen.CodeFixes;

/// <summary>NNG101, NNG201 and NNG207: a sigmoid for a step that nothing learns through, an activation between linear layers, dropout before the last layer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChangeLayersFix))]
[Shared]
public sealed class ChangeLayersFix : NetworkFix
{
    private const string Sigmoid = "Sigmoid";
    private const string ReLU = "ReLU";
    private const string Dense = "Dense";

    public ChangeLayersFix()
        : base(ProblemKinds.StepStopsGradient, ProblemKinds.LinearLayersCollapse, ProblemKinds.LateDropout)
    {
    }

    private protected override IEnumerable<ProposedFix> Propose(DeclaredNetwork network, Problem problem, AttributeText text)
    {
        if (problem.Kind == ProblemKinds.StepStopsGradient)
        {
            return ReplaceStep(network, problem.Node);
        }

        return problem.Kind == ProblemKinds.LinearLayersCollapse ? InsertActivation(network, problem) : MoveDropout(network, problem.Node, text);
    }

    private static IEnumerable<ProposedFix> ReplaceStep(DeclaredNetwork network, int step)
    {
        if (Trial.RefersToNumbered(network.Declaration, "Step") || Trial.RefersToNumbered(network.Declaration, Sigmoid))
        {
            yield break;
        }

        SimpleNameSyntax name = AttributeNames.Simple(network.Nodes[step].Name);
        yield return new ProposedFix($"Replace [Step] with [{Sigmoid}]", ProblemKinds.StepStopsGradient.Id, [new TextChange(name.Span, Sigmoid)]);
    }

    /// <summary>Behind the first of the two layers, on its line.</summary>
    private static IEnumerable<ProposedFix> InsertActivation(DeclaredNetwork network, Problem problem)
    {
        int first = Array.FindIndex(Trial.Names(network.Declaration), name => problem.Arguments[1] == $"{Dense} ({name})");
        if (first >= 0 && !Trial.RefersToNumbered(network.Declaration, ReLU))
        {
            AttributeSyntax attribute = network.Nodes[first];
            yield return new ProposedFix($"Insert [{ReLU}] between the two", ProblemKinds.LinearLayersCollapse.Id, [AttributeText.InsertBehind(attribute, AttributeText.Name(ReLU, attribute))]);
        }
    }

    private static IEnumerable<ProposedFix> MoveDropout(DeclaredNetwork network, int dropout, AttributeText text)
    {
        NetworkDeclaration declaration = network.Declaration;
        if (Trial.RefersToNumbered(declaration, declaration.Nodes[dropout].Kind))
        {
            yield break;
        }

        string kind = declaration.Nodes[dropout].Kind;
        int last = declaration.Nodes.Take(dropout).ToList().FindLastIndex(node => node.Kind == Dense);
        if (last > 0 && declaration.Nodes[last - 1].Kind != "Input" && declaration.Nodes[dropout]["From"] is null)
        {
            yield return new ProposedFix($"Move [{kind}] before the last layer", "Move " + ProblemKinds.LateDropout.Id, MoveBehind(network, dropout, last - 1, text));
        }

        yield return new ProposedFix($"Remove [{kind}]", "Remove " + ProblemKinds.LateDropout.Id, [.. text.Remove([network.Nodes[dropout]])]);
    }

    /// <summary>Into the list of the activation above the last layer, which is where dropout is written.</summary>
    private static IReadOnlyList<TextChange> MoveBehind(DeclaredNetwork network, int moved, int at, AttributeText text) =>
        [.. text.Remove([network.Nodes[moved]]), AttributeText.InsertBehind(network.Nodes[at], network.Nodes[moved].ToString())];
}
