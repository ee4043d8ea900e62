using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Rename;
using NnGen.Compiler.Model;

namespace NnGen.CodeFixes;

/// <summary>NNG005: renames the user's member wherever it is used. Constructors cannot be renamed, and inherited members are not the network's.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameMemberFix))]
[Shared]
public sealed class RenameMemberFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ProblemKinds.MemberClash.Id];

    /// <summary>One at a time: a rename may touch any file, and two at once could touch the same line.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        // The member may stand in another file than the diagnostic.
        Location? member = context.Diagnostics[0].AdditionalLocations.FirstOrDefault();
        Solution solution = context.Document.Project.Solution;
        if (member is null || solution.GetDocument(member.SourceTree) is not { } document)
        {
            return;
        }

        ISymbol? symbol = await SymbolAtAsync(document, member, context.CancellationToken).ConfigureAwait(false);
        if (symbol is not (null or IMethodSymbol { MethodKind: MethodKind.Constructor }))
        {
            string name = FreeName(symbol);
            Task<Solution> Fix(CancellationToken cancellation) =>
                Renamer.RenameSymbolAsync(solution, symbol, new SymbolRenameOptions(RenameOverloads: true), name, cancellation);
            context.RegisterCodeFix(CodeAction.Create($"Rename it to '{name}'", Fix, equivalenceKey: nameof(RenameMemberFix)), context.Diagnostics);
        }
    }

    private static async Task<ISymbol?> SymbolAtAsync(Document document, Location member, CancellationToken cancellation)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        for (SyntaxNode? node = root?.FindToken(member.SourceSpan.Start).Parent; node is not null && model is not null; node = node.Parent)
        {
            if (model.GetDeclaredSymbol(node, cancellation) is { } symbol)
            {
                return symbol;
            }
        }

        return null;
    }

    /// <summary><c>OwnPredict</c> for <c>Predict</c>, <c>_ownScratch</c> for <c>_scratch</c>, with a number where that is taken too.</summary>
    private static string FreeName(ISymbol symbol)
    {
        string bare = symbol.Name.TrimStart('_');
        string own = bare.Length < symbol.Name.Length ? "_own" : "Own";
        string name = own + char.ToUpperInvariant(bare[0]) + bare.Substring(1);
        string free = name;
        for (int number = 2; IsTaken(symbol.ContainingType, free); number++)
        {
            free = name + number.ToString(CultureInfo.InvariantCulture);
        }

        return free;
    }

    private static bool IsTaken(INamedTypeSymbol host, string name)
    {
        for (INamedTypeSymbol? type = host; type is not null; type = type.BaseType)
        {
            if (!type.GetMembers(name).IsEmpty)
            {
                return true;
            }
        }

        return EmittedNames.Contains(name);
    }
}
