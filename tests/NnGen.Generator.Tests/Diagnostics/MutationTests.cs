using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NnGen.Generator.Tests.Emitted;
using NnGen.Generator.Tests.Support;
using Xunit.Abstractions;

namespace NnGen.Generator.Tests.Diagnostics;

/// <summary>Whatever is declared: a diagnostic or clean code, and never an exception.</summary>
public class MutationTests(ITestOutputHelper output)
{
    private const int Count = 1200;

    /// <summary>The mutations are worth their name only if they spoil many declarations in many ways, and leave some sound.</summary>
    private const int LeastIds = 18;

    private const int LeastClean = Count / 10;

    /// <summary>So many classes are compiled together: the runtime's metadata is bound once for all of them.</summary>
    private const int Batch = 100;

    /// <summary>A second is what is promised, on a machine that does nothing else; tests may run on one that is busy.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task MutatedDeclarations_GiveADiagnosticOrCleanCodeEach()
    {
        // What is measured below should not be the just-in-time compiler.
        _ = await Task.WhenAll(Enumerable.Range(Count, 20).Select(RunAsync));

        var mutants = new List<Mutant>();
        var faults = new List<string>();
        var compiling = new Stopwatch();
        for (int first = 0; first < Count; first += Batch)
        {
            var batch = new List<Mutant>();
            for (int seed = first; seed < first + Batch; seed++)
            {
                batch.Add(await RunAsync(seed));
            }

            compiling.Start();
            faults.AddRange(Compile(batch));
            compiling.Stop();
            mutants.AddRange(batch);
        }

        Report(mutants, compiling.Elapsed);
        Assert.True(faults.Count == 0, string.Join("\n", faults));
        Assert.True(mutants.SelectMany(mutant => mutant.Ids).Distinct().Count() >= LeastIds, "Too few ids were reached.");
        Assert.InRange(mutants.Count(mutant => mutant.IsClean), LeastClean, Count / 2);
        Assert.All(mutants, mutant => Assert.True(mutant.Time < Limit, $"Seed {mutant.Seed} took {mutant.Time}:\n{mutant.Source}"));
    }

    [Fact]
    public void Mutations_AreTheSameEveryTimeAndReachEveryAttribute()
    {
        string[] sources = [.. Enumerable.Range(0, Count).Select(Mutation.Of)];

        Assert.Equal(sources, Enumerable.Range(0, Count).Select(Mutation.Of));
        Assert.All(Vocabulary.Kinds, kind =>
        {
            Assert.Contains(sources, source => source.Contains($"[{kind}", StringComparison.Ordinal));
            Assert.All(Vocabulary.Named(kind), argument => Assert.Contains(sources, source => source.Contains($"{argument.Name} = ", StringComparison.Ordinal)));
        });
    }

    /// <summary>Generator and analyzer on one declaration, with the time that they took. As in an editor, only the user's file is analyzed.</summary>
    private static async Task<Mutant> RunAsync(int seed)
    {
        string source = Mutation.Of(seed);
        var watch = Stopwatch.StartNew();
        CSharpCompilation input = TestCompilation.Create(source);
        SyntaxTree tree = input.SyntaxTrees.Single();
        GeneratorDriver driver = Toolchain.Driver().RunGeneratorsAndUpdateCompilation(input, out Compilation completed, out _);
        GeneratorRunResult run = driver.GetRunResult().Results.Single();
        ImmutableArray<Diagnostic> found = await completed.WithAnalyzers([new NetworkAnalyzer()])
            .GetAnalyzerSemanticDiagnosticsAsync(completed.GetSemanticModel(tree), filterSpan: null, CancellationToken.None);
        return new Mutant(seed, source, watch.Elapsed, tree, [.. found, .. run.Diagnostics], run);
    }

    /// <summary>Compiles what was emitted for all of them together, one skeleton of each kind included, and tells what is not as it should be.</summary>
    private static IEnumerable<string> Compile(List<Mutant> batch)
    {
        CSharpCompilation before = CSharpCompilation.Create("Sample", batch.Select(mutant => mutant.Tree), TestCompilation.References, TestCompilation.Options);
        ILookup<SyntaxTree?, Diagnostic> own = Errors(before).ToLookup(diagnostic => diagnostic.Location.SourceTree);
        IEnumerable<Mutant> compiled = batch.Where(mutant => !mutant.IsBroken).Concat(batch.Where(mutant => mutant.IsBroken).DistinctBy(mutant => mutant.Skeleton));
        SyntaxTree[] shared = [.. SharedFiles.Together(batch.Select(mutant => mutant.Run))];
        CSharpCompilation after = before.AddSyntaxTrees(compiled.SelectMany(mutant => mutant.EmittedTrees)).AddSyntaxTrees(shared);
        ILookup<SyntaxTree?, Diagnostic> found = after.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .ToLookup(diagnostic => diagnostic.Location.SourceTree);
        foreach (Mutant mutant in batch)
        {
            mutant.IsRejectedByCSharp = own.Contains(mutant.Tree);

            // What C# rejects in the user's own file is C#'s to report; emitted code has no warning either.
            IEnumerable<Diagnostic> emitted = mutant.EmittedTrees.SelectMany(tree => found[tree]);
            IEnumerable<Diagnostic> caused = mutant.IsRejectedByCSharp ? [] : found[mutant.Tree].Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            if (Fault(mutant, [.. emitted, .. caused]) is { } fault)
            {
                yield return $"Seed {mutant.Seed}: {fault}\n{mutant.Source}";
            }
        }

        foreach (Diagnostic elsewhere in shared.Append(null).SelectMany(tree => found[tree]))
        {
            yield return elsewhere.ToString();
        }
    }

    private static IEnumerable<Diagnostic> Errors(CSharpCompilation compilation) => compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static string? Fault(Mutant mutant, Diagnostic[] ofCSharp)
    {
        if (mutant.Run.Exception is { } exception)
        {
            return $"the generator threw {exception}";
        }

        if (mutant.Found.FirstOrDefault(d => d.Id == "NNG099" || !d.Id.StartsWith("NNG", StringComparison.Ordinal)) is { } internalError)
        {
            return internalError.GetMessage();
        }

        if (ofCSharp.Length > 0)
        {
            return $"the emitted code does not compile cleanly: {ofCSharp[0]}";
        }

        bool hasError = mutant.Found.Any(d => d.Severity == DiagnosticSeverity.Error);
        return !mutant.IsRejectedByCSharp && !hasError && mutant.EmittedTrees.Count() < 2 ? "neither a diagnostic nor code" : null;
    }

    private void Report(List<Mutant> mutants, TimeSpan compiling)
    {
        Mutant slowest = mutants.MaxBy(mutant => mutant.Time)!;
        double[] times = [.. mutants.Select(mutant => mutant.Time.TotalMilliseconds).Order()];
        output.WriteLine($"{mutants.Count(mutant => mutant.IsClean)} of {Count} are clean, {mutants.Count(mutant => mutant.IsRejectedByCSharp)} are rejected by C# already.");
        output.WriteLine($"Generator and analyzer: median {times[Count / 2]:F0} ms, slowest {times[^1]:F0} ms, {times.Count(time => time > 1000)} over a second. C# over all: {compiling.TotalSeconds:F0} s.");
        output.WriteLine($"Ids reached: {string.Join(", ", mutants.SelectMany(mutant => mutant.Ids).GroupBy(id => id).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key} x{group.Count()}"))}");
        output.WriteLine($"Slowest:\n{slowest.Source}");
    }

    private sealed record Mutant(int Seed, string Source, TimeSpan Time, SyntaxTree Tree, ImmutableArray<Diagnostic> Found, GeneratorRunResult Run)
    {
        public bool IsRejectedByCSharp { get; set; }

        public bool IsClean => !IsRejectedByCSharp && Found.All(diagnostic => diagnostic.Severity == DiagnosticSeverity.Info);

        /// <summary>Whether there is no more than a page without kernels.</summary>
        public bool IsBroken => Run.Exception is not null || Run.GeneratedSources.Length < 3;

        /// <summary>The page with one name for all classes: those of broken declarations are mostly the same.</summary>
        public string Skeleton => string.Concat(EmittedTrees).Replace($"Net{Seed}", "Net", StringComparison.Ordinal);

        public IEnumerable<string> Ids => Found.Select(diagnostic => diagnostic.Id);

        public IEnumerable<SyntaxTree> EmittedTrees => Run.GeneratedSources.IsDefault ? [] : Run.GeneratedSources.Where(file => !EmittedNet.IsShared(file)).Select(file => file.SyntaxTree);
    }
}
