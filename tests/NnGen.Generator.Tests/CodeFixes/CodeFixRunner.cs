using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.CodeFixes;

/// <summary>Applies code fixes the way an editor does.</summary>
internal static class CodeFixRunner
{
    /// <summary>The source after the fix for the last diagnostic that the provider can fix.</summary>
    public static async Task<string> FixAsync(CodeFixProvider provider, string source)
    {
        IReadOnlyList<OfferedFix> offered = await OfferedAsync(provider, source);
        return offered[^1].Texts[0];
    }

    /// <summary>What the provider offers for the diagnostics it can fix, in text order: at most one fix for each.</summary>
    public static async Task<IReadOnlyList<OfferedFix>> OfferedAsync(CodeFixProvider provider, params string[] sources)
    {
        using var workspace = new AdhocWorkspace();
        (Solution solution, DocumentId[] documents) = Project(workspace, sources);
        Compilation compilation = (await solution.Projects.Single().GetCompilationAsync())!;
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        IEnumerable<Diagnostic> fixable = found.Where(diagnostic => provider.FixableDiagnosticIds.Contains(diagnostic.Id));
        var offered = new List<OfferedFix>();
        foreach (Diagnostic diagnostic in fixable.OrderBy(d => d.Location.SourceTree!.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start))
        {
            if (await OfferedForAsync(provider, solution, documents, diagnostic) is { } fix)
            {
                offered.Add(fix);
            }
        }

        return offered;
    }

    /// <summary>The source after the fix for a diagnostic of that id at the first occurrence of a text.</summary>
    public static async Task<string> FixAtAsync(CodeFixProvider provider, DiagnosticDescriptor descriptor, string source, string at)
    {
        using var workspace = new AdhocWorkspace();
        (Solution solution, DocumentId[] documents) = Project(workspace, [source]);
        SyntaxTree tree = (await solution.GetDocument(documents[0])!.GetSyntaxTreeAsync())!;
        Location location = Location.Create(tree, new TextSpan(tree.ToString().IndexOf(at, StringComparison.Ordinal), at.Length));
        OfferedFix? fix = await OfferedForAsync(provider, solution, documents, Diagnostic.Create(descriptor, location, "Net"));
        return fix!.Texts[0];
    }

    private static (Solution Solution, DocumentId[] Documents) Project(AdhocWorkspace workspace, string[] sources)
    {
        ProjectInfo info = ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Create(),
            "Sample",
            "Sample",
            LanguageNames.CSharp,
            compilationOptions: TestCompilation.Options,
            parseOptions: TestCompilation.ParseOptions,
            metadataReferences: TestCompilation.References);
        Solution solution = workspace.AddProject(info).Solution;
        var documents = new DocumentId[sources.Length];
        for (int i = 0; i < sources.Length; i++)
        {
            documents[i] = DocumentId.CreateNewId(info.Id);
            solution = solution.AddDocument(documents[i], $"File{i}.cs", SourceText.From(sources[i].ReplaceLineEndings("\n")), filePath: $"File{i}.cs");
        }

        return (solution, documents);
    }

    private static async Task<OfferedFix?> OfferedForAsync(CodeFixProvider provider, Solution solution, DocumentId[] documents, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        Document document = solution.GetDocument(diagnostic.Location.SourceTree)!;
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        if (actions.Count == 0)
        {
            return null;
        }

        CodeAction only = Assert.Single(actions);
        ImmutableArray<CodeActionOperation> operations = await only.GetOperationsAsync(CancellationToken.None);
        Solution changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        var texts = new List<string>();
        foreach (DocumentId id in documents)
        {
            texts.Add((await changed.GetDocument(id)!.GetTextAsync()).ToString());
        }

        return new OfferedFix(only.Title, texts);
    }
}

/// <summary>A fix that an editor would offer.</summary>
/// <param name="Title">Its line in the menu.</param>
/// <param name="Texts">The sources after it.</param>
internal sealed record OfferedFix(string Title, IReadOnlyList<string> Texts);
