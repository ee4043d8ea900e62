using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.CodeFixes;

/// <summary>Applies a code fix the way an editor does.</summary>
internal static class CodeFixRunner
{
    /// <summary>The source after the fix for the first diagnostic that the provider can fix.</summary>
    public static async Task<string> FixAsync(CodeFixProvider provider, string source)
    {
        using var workspace = new AdhocWorkspace();
        ProjectInfo info = ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Create(),
            "Sample",
            "Sample",
            LanguageNames.CSharp,
            compilationOptions: TestCompilation.Options,
            parseOptions: TestCompilation.ParseOptions,
            metadataReferences: TestCompilation.References);
        Project project = workspace.AddProject(info);
        Document document = project.AddDocument("File0.cs", SourceText.From(source.ReplaceLineEndings("\n")), filePath: "File0.cs");

        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        Diagnostic first = found.Where(d => provider.FixableDiagnosticIds.Contains(d.Id)).OrderByDescending(d => d.Location.SourceSpan.Start).First();
        return await ApplyAsync(provider, document, first);
    }

    /// <summary>The source after the fix for a diagnostic of that id at the first occurrence of a text.</summary>
    public static async Task<string> FixAtAsync(CodeFixProvider provider, DiagnosticDescriptor descriptor, string source, string at)
    {
        using var workspace = new AdhocWorkspace();
        Project project = workspace.AddProject("Sample", LanguageNames.CSharp)
            .WithParseOptions(TestCompilation.ParseOptions)
            .WithMetadataReferences(TestCompilation.References);
        string text = source.ReplaceLineEndings("\n");
        Document document = project.AddDocument("File0.cs", SourceText.From(text), filePath: "File0.cs");
        SyntaxTree tree = (await document.GetSyntaxTreeAsync())!;
        Location location = Location.Create(tree, new TextSpan(text.IndexOf(at, StringComparison.Ordinal), at.Length));
        return await ApplyAsync(provider, document, Diagnostic.Create(descriptor, location, "Net"));
    }

    private static async Task<string> ApplyAsync(CodeFixProvider provider, Document document, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        CodeAction only = Assert.Single(actions);
        ImmutableArray<CodeActionOperation> operations = await only.GetOperationsAsync(CancellationToken.None);
        ApplyChangesOperation change = operations.OfType<ApplyChangesOperation>().Single();
        return (await change.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString();
    }
}
