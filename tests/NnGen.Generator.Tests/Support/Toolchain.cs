using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NnGen.Generator.Diagnostics;
using NnGen.Generator.Parsing;

namespace NnGen.Generator.Tests.Support;

/// <summary>Runs generator and analyzer over sources as the C# compiler does: the analyzer sees the class completed.</summary>
internal static class Toolchain
{
    /// <summary>The generator and the analyzer, both.</summary>
    public static Task<ToolchainResult> RunAsync(params string[] sources) => RunAsync(sources, []);

    /// <summary>The same with the texts that the build writes about files of weights.</summary>
    public static async Task<ToolchainResult> RunAsync(string[] sources, string[] weights)
    {
        CSharpCompilation compilation = TestCompilation.Create(sources);
        ImmutableArray<AdditionalText> texts = [.. weights.Select((text, i) => new WeightText($"{i}.nnweights", text))];
        GeneratorDriver driver = Driver().AddAdditionalTexts(texts).RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        GeneratorRunResult run = driver.GetRunResult().Results.Single();
        ImmutableArray<Diagnostic> found = await output.WithAnalyzers([new NetworkAnalyzer()], new AnalyzerOptions(texts)).GetAnalyzerDiagnosticsAsync();
        return new ToolchainResult(compilation, (CSharpCompilation)output, run, [.. found, .. run.Diagnostics]);
    }

    /// <summary>A driver that records the steps of the pipeline.</summary>
    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new NetworkGenerator().AsSourceGenerator()],
        parseOptions: TestCompilation.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>What the parser makes of the only class with <c>[Network]</c>.</summary>
    public static ParsedNetwork Parse(params string[] sources)
    {
        CSharpCompilation compilation = TestCompilation.Create(sources);
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (ClassDeclarationSyntax part in tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>())
            {
                INamedTypeSymbol host = model.GetDeclaredSymbol(part)!;
                DeclaredAttributes attributes = DeclaredAttributes.Of(host, part);
                if (attributes.BearsNetwork)
                {
                    return NetworkParser.Parse(part, host, attributes, model, new ProblemSink(), CancellationToken.None);
                }
            }
        }

        throw new InvalidOperationException("No class bears [Network].");
    }
}

/// <summary>A text that the build has written.</summary>
internal sealed class WeightText(string path, string text) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}

/// <summary>What came out.</summary>
/// <param name="Input">The user's project.</param>
/// <param name="Output">The same with the emitted files.</param>
/// <param name="Run">The generator's run: emitted files, steps, exception.</param>
/// <param name="Found">The diagnostics of the analyzer and of the generator, and those about their failure.</param>
internal sealed record ToolchainResult(CSharpCompilation Input, CSharpCompilation Output, GeneratorRunResult Run, ImmutableArray<Diagnostic> Found)
{
    /// <summary>The ids found, sorted, each once for each report.</summary>
    public string[] Ids => Found.Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal).ToArray();

    /// <summary>The errors of C# in the completed project.</summary>
    public Diagnostic[] CSharpErrors => Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();

    /// <summary>Fails if the generator or the analyzer threw.</summary>
    public void AssertNoException()
    {
        Assert.Null(Run.Exception);
        Assert.DoesNotContain(Found, diagnostic => !diagnostic.Id.StartsWith("NNG", StringComparison.Ordinal));
        Assert.DoesNotContain(Found, diagnostic => diagnostic.Id == "NNG099");
    }
}
