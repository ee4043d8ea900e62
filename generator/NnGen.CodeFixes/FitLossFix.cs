using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler.Model;
using NnGen.Generator;
using NnGen.Generator.Parsing;

namespace NnGen.CodeFixes;

/// <summary>NNG024 and NNG025: puts in the loss that fits the output, and makes the softmax of one output a sigmoid.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FitLossFix))]
[Shared]
public sealed class FitLossFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ProblemKinds.LossDoesNotFit.Id, ProblemKinds.LossNeeded.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        DeclaredNetwork? network = await DeclaredNetwork.AtAsync(context.Document, context.Span, context.CancellationToken).ConfigureAwait(false);
        if (network is null)
        {
            return;
        }

        // Of several outputs, a loss that is left out has its place below one of them, which only the user knows.
        int loss = network.ProblemOf(context.Diagnostics[0])?.Node ?? Trial.LossOf(network.Declaration);
        if (loss < 0 && network.Declaration.Nodes.Count(node => node.Kind == "Output") > 1)
        {
            return;
        }

        if (new LossChoice(network.Declaration, loss, (name, option) => Takes(network.Model.Compilation, name, option)).Find() is { } choice)
        {
            Task<Document> Fix(CancellationToken cancellation) => Task.FromResult(context.Document.WithSyntaxRoot(Apply(network, loss, choice)));
            context.RegisterCodeFix(CodeAction.Create(TitleOf(network, loss, choice), Fix, equivalenceKey: nameof(FitLossFix)), context.Diagnostics);
        }
    }

    private static string TitleOf(DeclaredNetwork network, int loss, ChosenLoss choice)
    {
        var replacements = new List<string>();
        if (choice.Softmax >= 0)
        {
            replacements.Add($"[{network.Declaration.Nodes[choice.Softmax].Kind}] with [{LossChoice.Sigmoid}]");
        }

        if (loss >= 0 && choice.Loss is not null)
        {
            replacements.Add($"[{network.Declaration.Nodes[loss].Kind}] with [{choice.Loss}]");
        }

        return replacements.Count == 0 ? $"Add [{choice.Loss}]" : $"Replace {string.Join(" and ", replacements)}";
    }

    private static SyntaxNode Apply(DeclaredNetwork network, int loss, ChosenLoss choice)
    {
        if (choice.Loss is not null && loss < 0)
        {
            return AttributeEdits.Append(network.Root, network.Attributes, AttributeEdits.Create(choice.Loss));
        }

        var replaced = new Dictionary<AttributeSyntax, AttributeSyntax>();
        if (choice.Softmax >= 0)
        {
            AttributeSyntax softmax = network.Nodes[choice.Softmax];
            replaced.Add(softmax, softmax.WithName(AttributeEdits.NameOf(LossChoice.Sigmoid)));
        }

        if (choice.Loss is not null)
        {
            AttributeSyntax old = network.Nodes[loss];
            IEnumerable<AttributeArgumentSyntax> kept = (old.ArgumentList?.Arguments ?? []).Where(argument => IsTaken(network, choice.Loss, argument));
            replaced.Add(old, AttributeEdits.Create(choice.Loss, AttributeEdits.Arguments(kept)).WithTriviaFrom(old));
        }

        return network.Root.ReplaceNodes(replaced.Keys, (old, _) => replaced[old]);
    }

    private static bool IsTaken(DeclaredNetwork network, string loss, AttributeArgumentSyntax argument) =>
        argument.NameEquals is { } name && Takes(network.Model.Compilation, loss, name.Name.Identifier.ValueText);

    /// <summary>Whether a loss has an option: its attribute tells.</summary>
    private static bool Takes(Compilation compilation, string loss, string option)
    {
        INamedTypeSymbol? type = compilation.GetTypeByMetadataName($"{MetadataNames.Namespace}.{loss}{MetadataNames.AttributeSuffix}");
        for (; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(option).Any(member => member is IPropertySymbol { SetMethod: not null }))
            {
                return true;
            }
        }

        return false;
    }
}
