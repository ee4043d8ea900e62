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

    /// <summary>What the provider offers for the diagnostics of analyzer and generator that it can fix, in text order.</summary>
    public static async Task<IReadOnlyList<OfferedFix>> OfferedAsync(CodeFixProvider provider, params string[] sources)
    {
        using var workspace = new AdhocWorkspace();
        (Solution solution, DocumentId[] documents) = Project(workspace, sources);
        var offered = new List<OfferedFix>();
        foreach (Diagnostic diagnostic in await FixableAsync(provider, solution.Projects.Single()))
        {
            offered.AddRange(await OfferedForAsync(provider, solution, documents, diagnostic));
        }

        return offered;
    }

    /// <summary>The sources after all fixes of a kind at once, as an editor does it for a whole project.</summary>
    public static async Task<IReadOnlyList<string>> FixAllAsync(CodeFixProvider provider, string equivalenceKey, params string[] sources)
    {
        using var workspace = new AdhocWorkspace();
        (Solution solution, DocumentId[] documents) = Project(workspace, sources);
        Project project = solution.Projects.Single();
        var diagnostics = new FoundDiagnostics(await FixableAsync(provider, project));
        var context = new FixAllContext(project, provider, FixAllScope.Project, equivalenceKey, provider.FixableDiagnosticIds, diagnostics, CancellationToken.None);
        CodeAction all = (await provider.GetFixAllProvider()!.GetFixAsync(context))!;
        return await ApplyAsync(all, documents);
    }

    private static async Task<IReadOnlyList<Diagnostic>> FixableAsync(CodeFixProvider provider, Project project)
    {
        Compilation compilation = (await project.GetCompilationAsync())!;
        ImmutableArray<Diagnostic> analyzed = await compilation.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        ImmutableArray<Diagnostic> generated = Toolchain.Driver().RunGenerators(compilation).GetRunResult().Diagnostics;
        return
        [
            .. analyzed.Concat(generated)
                .Where(diagnostic => provider.FixableDiagnosticIds.Contains(diagnostic.Id))
                .OrderBy(d => d.Location.SourceTree!.FilePath, StringComparer.Ordinal)
                .ThenBy(d => d.Location.SourceSpan.Start),
        ];
    }

    /// <summary>The source after the fix for a diagnostic of that id at the first occurrence of a text.</summary>
    public static async Task<string> FixAtAsync(CodeFixProvider provider, DiagnosticDescriptor descriptor, string source, string at)
    {
        using var workspace = new AdhocWorkspace();
        (Solution solution, DocumentId[] documents) = Project(workspace, [source]);
        SyntaxTree tree = (await solution.GetDocument(documents[0])!.GetSyntaxTreeAsync())!;
        Location location = Location.Create(tree, new TextSpan(tree.ToString().IndexOf(at, StringComparison.Ordinal), at.Length));
        OfferedFix fix = Assert.Single(await OfferedForAsync(provider, solution, documents, Diagnostic.Create(descriptor, location, "Net")));
        return fix.Texts[0];
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

    private static async Task<IReadOnlyList<OfferedFix>> OfferedForAsync(CodeFixProvider provider, Solution solution, DocumentId[] documents, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        Document document = solution.GetDocument(diagnostic.Location.SourceTree)!;
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        var offered = new List<OfferedFix>();
        foreach (CodeAction action in actions)
        {
            offered.Add(new OfferedFix(action.Title, await ApplyAsync(action, documents)));
        }

        return offered;
    }

    private static async Task<IReadOnlyList<string>> ApplyAsync(CodeAction action, DocumentId[] documents)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
        Solution changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        var texts = new List<string>();
        foreach (DocumentId id in documents)
        {
            texts.Add((await changed.GetDocument(id)!.GetTextAsync()).ToString());
        }

        return texts;
    }

    /// <summary>What fixing everything asks for the diagnostics.</summary>
    private sealed class FoundDiagnostics(IReadOnlyList<Diagnostic> found) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellation) => Task.FromResult<IEnumerable<Diagnostic>>(found);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellation) => Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellation)
        {
            SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellation);
            return found.Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }
    }
}

/// <summary>A fix that an editor would offer.</summary>
/// <param name="Title">Its line in the menu.</param>
/// <param name="Texts">The sources after it.</param>
internal sealed record OfferedFix(string Title, IReadOnlyList<string> Texts);
