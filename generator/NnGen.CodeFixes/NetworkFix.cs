using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using NnGen.Compiler.Model;

namespace NnGen.CodeFixes;

/// <summary>
/// A fix for what the compiler found in a declaration: proposes changes of the text, of which those are offered that mend the problem and
/// break nothing else. That is asked of the compiler, about the changed text.
/// </summary>
public abstract class NetworkFix : CodeFixProvider
{
    private readonly ProblemKind[] _kinds;

    private protected NetworkFix(params ProblemKind[] kinds) => _kinds = kinds;

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => [.. _kinds.Select(kind => kind.Id)];

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Document document = context.Document;
        DeclaredNetwork? network = await DeclaredNetwork.AtAsync(document, context.Span, context.CancellationToken).ConfigureAwait(false);
        if (network?.ProblemOf(context.Diagnostics[0]) is not { } problem)
        {
            return;
        }

        SourceText text = await document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (ProposedFix proposed in Propose(network, problem, new AttributeText(text)))
        {
            Document changed = document.WithText(text.WithChanges(proposed.Changes));
            if (await MendsAsync(network, problem, changed, proposed, context.CancellationToken).ConfigureAwait(false))
            {
                Task<Document> Fix(CancellationToken cancellation) => Task.FromResult(changed);
                context.RegisterCodeFix(CodeAction.Create(proposed.Title, Fix, equivalenceKey: proposed.Key), context.Diagnostics);
                if (proposed.IsEnough)
                {
                    return;
                }
            }
        }
    }

    /// <summary>The fixes that may mend a problem, the likeliest one first.</summary>
    private protected abstract IEnumerable<ProposedFix> Propose(DeclaredNetwork network, Problem problem, AttributeText text);

    /// <summary>Whether the problem is gone and no other has come. Names may have changed with the nodes' numbers, so kinds are counted.</summary>
    private static async Task<bool> MendsAsync(DeclaredNetwork network, Problem problem, Document changed, ProposedFix proposed, CancellationToken cancellation)
    {
        int host = network.HostPosition + proposed.Changes.Where(change => change.Span.End <= network.HostPosition).Sum(change => change.NewText!.Length - change.Span.Length);
        if (await DeclaredNetwork.AtAsync(changed, new TextSpan(host, 0), cancellation).ConfigureAwait(false) is not { } after)
        {
            return false;
        }

        EquatableArray<Problem> before = Trial.Problems(network.Declaration);
        EquatableArray<Problem> left = Trial.Problems(after.Declaration);
        int Count(EquatableArray<Problem> problems, ProblemKind kind) => problems.Count(candidate => candidate.Kind == kind);
        bool isMended = Count(left, problem.Kind) < Count(before, problem.Kind);
        return isMended && left.Where(candidate => candidate.Kind.Severity != ProblemSeverity.Info).All(candidate => Count(left, candidate.Kind) <= Count(before, candidate.Kind));
    }
}

/// <summary>A change that may mend a problem.</summary>
/// <param name="Title">The line in the editor's menu.</param>
/// <param name="Key">What the same fix elsewhere has in common with it, for fixing all at once.</param>
/// <param name="Changes">The changes of the text.</param>
internal sealed record ProposedFix(string Title, string Key, IReadOnlyList<TextChange> Changes)
{
    /// <summary>Whether those proposed after it are another way to the same, and needed only if it does not mend.</summary>
    public bool IsEnough { get; init; }
}
