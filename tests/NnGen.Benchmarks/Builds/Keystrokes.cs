using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NnGen.Generator;

namespace NnGen.Benchmarks.Builds;

/// <summary>
/// What a keystroke in a method of an ordinary file costs in a project with many networks: the generator's run, and the analyzer's on the
/// edited file, as an editor asks it, and on a file of a network; and what the analyzer itself takes of a whole build.
/// </summary>
internal sealed class Keystrokes
{
    private const int Edited = 17;

    private CSharpCompilation _project;
    private GeneratorDriver _driver;
    private int _edits;

    /// <summary>Opens the project: the files are compiled once.</summary>
    public Keystrokes(IEnumerable<SyntaxTree> networks, IEnumerable<SyntaxTree> others)
    {
        _project = Toolchain.Project([.. others, .. networks]);
        _driver = Toolchain.Driver().RunGenerators(_project);
    }

    /// <summary>The medians of so many keystrokes, in milliseconds.</summary>
    public async Task<Times> MeasureAsync(int keystrokes)
    {
        const int warmUp = 12;
        string path = _project.SyntaxTrees[Edited].FilePath;
        string network = _project.SyntaxTrees.First(tree => Path.GetFileName(tree.FilePath).StartsWith("Net", StringComparison.Ordinal)).FilePath;
        var times = new List<Times>();
        for (int keystroke = 0; keystroke < warmUp + keystrokes; keystroke++)
        {
            SyntaxTree old = _project.SyntaxTrees[Edited];
            _project = _project.ReplaceSyntaxTree(old, Toolchain.Tree(OrdinaryFiles.Source(Edited, ++_edits), path));
            double generator = Milliseconds(() => _driver = _driver.RunGenerators(_project));

            // Each question to a compilation of its own: what one has bound is not bound again.
            double nothing = await AnalyzeFileAsync(path, new IdleAnalyzer());
            double file = await AnalyzeFileAsync(path, new NetworkAnalyzer());
            double ofNetwork = await AnalyzeFileAsync(network, new NetworkAnalyzer());
            times.Add(new Times(generator, file, nothing, ofNetwork));
        }

        times.RemoveRange(0, warmUp);
        return new Times(
            Median(times.Select(time => time.Generator)),
            Median(times.Select(time => time.EditedFile)),
            Median(times.Select(time => time.EditedFileWithoutUs)),
            Median(times.Select(time => time.FileOfANetwork)));
    }

    /// <summary>What the analyzer itself takes when a process first builds the whole project, in milliseconds: the time within its actions.</summary>
    public async Task<double> AnalyzerOfABuildAsync()
    {
        var analyzer = new NetworkAnalyzer();
        CompilationWithAnalyzers analysis = Analysis(Completed(), analyzer);
        await analysis.GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        return (await analysis.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None)).ExecutionTime.TotalMilliseconds;
    }

    /// <summary>The project as an analyzer sees it, with nothing bound yet.</summary>
    private CSharpCompilation Completed()
    {
        GeneratorDriverRunResult result = _driver.GetRunResult();
        return _project.AddSyntaxTrees(result.GeneratedTrees);
    }

    private async Task<double> AnalyzeFileAsync(string path, DiagnosticAnalyzer analyzer)
    {
        CSharpCompilation completed = Completed();
        SyntaxTree tree = completed.SyntaxTrees.Single(tree => tree.FilePath == path);
        CompilationWithAnalyzers analysis = Analysis(completed, analyzer);
        SemanticModel model = analysis.Compilation.GetSemanticModel(tree);

        // An editor has shown what C# itself says of the file.
        _ = completed.GetSemanticModel(tree).GetDiagnostics();
        long start = Stopwatch.GetTimestamp();
        await analysis.GetAnalyzerSyntaxDiagnosticsAsync(tree, CancellationToken.None);
        await analysis.GetAnalyzerSemanticDiagnosticsAsync(model, null, CancellationToken.None);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static CompilationWithAnalyzers Analysis(CSharpCompilation compilation, DiagnosticAnalyzer analyzer) =>
        compilation.WithAnalyzers([analyzer], new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: true));

    private static double Milliseconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    /// <summary>Milliseconds.</summary>
    /// <param name="Generator">The generator's run.</param>
    /// <param name="EditedFile">The analyzer on the edited file.</param>
    /// <param name="EditedFileWithoutUs">The same by an analyzer that does nothing: Roslyn's own share.</param>
    /// <param name="FileOfANetwork">The analyzer on a file with a network.</param>
    public sealed record Times(double Generator, double EditedFile, double EditedFileWithoutUs, double FileOfANetwork);

    /// <summary>Asks for the meaning of every file written by hand and does nothing with it.</summary>
#pragma warning disable RS1001, RS2008 // Not found by attribute and never released: the measurement makes it.
    private sealed class IdleAnalyzer : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor s_never = new("IDLE", "Never", "Never", "Never", DiagnosticSeverity.Info, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [s_never];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterSemanticModelAction(_ => { });
        }
    }
#pragma warning restore RS1001, RS2008
}
