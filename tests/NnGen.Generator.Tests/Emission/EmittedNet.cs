using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Emitted;

/// <summary>A user's project with the files that the generator adds. Made once for each of the networks that are kept.</summary>
/// <param name="Output">The project with the emitted files.</param>
/// <param name="Files">The emitted files.</param>
internal sealed record EmittedNet(CSharpCompilation Output, IReadOnlyList<GeneratedSourceResult> Files)
{
    private static readonly ConcurrentDictionary<string, Lazy<EmittedNet>> s_kept = new();

    /// <summary>The page.</summary>
    public string Page => Files.Single(f => !IsShared(f) && !f.HintName.EndsWith(".Kernels.g.cs", StringComparison.Ordinal) && !f.HintName.EndsWith(".Members.g.cs", StringComparison.Ordinal) && !f.HintName.EndsWith(".Record.g.cs", StringComparison.Ordinal)).SourceText.ToString();

    /// <summary>What it does with records; empty if it takes none.</summary>
    public string Record => Files.SingleOrDefault(f => f.HintName.EndsWith(".Record.g.cs", StringComparison.Ordinal)).SourceText?.ToString() ?? "";

    /// <summary>The members that every network has.</summary>
    public string Members => Text(".Members.g.cs");

    /// <summary>The kernels that are its own; empty if it has none.</summary>
    public string Kernels => Files.SingleOrDefault(f => f.HintName.EndsWith(".Kernels.g.cs", StringComparison.Ordinal)).SourceText?.ToString() ?? "";

    /// <summary>The files that belong to one network each.</summary>
    public IReadOnlyList<GeneratedSourceResult> OfNetworks => [.. Files.Where(file => !IsShared(file))];

    /// <summary>All kernels: its own and those that networks share.</summary>
    public string AllKernels => Kernels + string.Concat(Shared.Select(file => file.SourceText));

    /// <summary>The files with the kernels that all networks of the project share.</summary>
    public IEnumerable<GeneratedSourceResult> Shared => Files.Where(IsShared);

    /// <summary>The emitted trees in the project.</summary>
    public IEnumerable<SyntaxTree> Trees => Files.Select(file => file.SyntaxTree);

    /// <summary>One of <see cref="SnapshotNets"/>.</summary>
    public static EmittedNet Kept(string name) => s_kept.GetOrAdd(name, n => new(() => Of(SnapshotNets.Sources[n]))).Value;

    /// <summary>Any project.</summary>
    public static EmittedNet Of(params string[] sources)
    {
        GeneratorDriver driver = Toolchain.Driver().RunGeneratorsAndUpdateCompilation(Create(sources), out Compilation output, out _);
        GeneratorRunResult run = driver.GetRunResult().Results.Single();
        Assert.Null(run.Exception);
        Assert.Empty(run.Diagnostics);
        return new EmittedNet((CSharpCompilation)output, run.GeneratedSources);
    }

    /// <summary>
    /// The strictest project that is promised to work: every warning is an error, documentation comments are bound, nullable is off,
    /// no unsafe code, C# 13, no implicit usings.
    /// </summary>
    private static CSharpCompilation Create(string[] sources)
    {
        CSharpCompilation compilation = TestCompilation.Create(sources);
        return compilation.WithOptions(compilation.Options.WithWarningLevel(9999).WithGeneralDiagnosticOption(ReportDiagnostic.Error));
    }

    /// <summary>Fails, with the line at fault, where C# has anything to say about the project.</summary>
    public void AssertCompiles()
    {
        Diagnostic[] found = Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ToArray();
        Assert.True(found.Length == 0, string.Join("\n", found.Take(10).Select(Describe)));
    }

    private static string Describe(Diagnostic diagnostic)
    {
        string line = diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString() ?? "";
        return $"{diagnostic}\n    {line.Trim()}";
    }

    /// <summary>Whether a file belongs to all networks of the project.</summary>
    public static bool IsShared(GeneratedSourceResult file) => file.HintName.StartsWith("NnGen.Shared", StringComparison.Ordinal);

    private string Text(string ending) => Files.Single(f => f.HintName.EndsWith(ending, StringComparison.Ordinal)).SourceText.ToString();
}
