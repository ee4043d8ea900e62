using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using NnGen.Generator.Tests.Support;
using Xunit.Abstractions;

namespace NnGen.Generator.Tests.Diagnostics;

/// <summary>Whatever is declared: a diagnostic or clean code, and never an exception.</summary>
public class MutationTests(ITestOutputHelper output)
{
    private const int Count = 200;

    /// <summary>The mutations are worth their name only if they spoil many declarations in many ways, and leave some sound.</summary>
    private const int LeastIds = 12;

    [Fact]
    public async Task MutatedDeclarations_GiveADiagnosticOrCleanCodeEach()
    {
        var failures = new ConcurrentDictionary<int, string>();
        var ids = new ConcurrentDictionary<string, bool>();
        int clean = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, Count), async (seed, _) =>
        {
            string source = Mutation.Of(seed);
            ToolchainResult result = await Toolchain.RunAsync(source);
            if (Fault(result) is { } fault)
            {
                failures[seed] = $"Seed {seed}: {fault}\n{source}";
            }

            foreach (string id in result.Ids)
            {
                ids[id] = true;
            }

            if (result.Ids.Length == 0 && result.CSharpErrors.Length == 0)
            {
                Interlocked.Increment(ref clean);
            }
        });

        output.WriteLine($"{clean} of {Count} are clean. Ids reached: {string.Join(", ", ids.Keys.Order(StringComparer.Ordinal))}");
        Assert.True(failures.IsEmpty, string.Join("\n", failures.OrderBy(failure => failure.Key).Select(failure => failure.Value)));
        Assert.InRange(clean, 5, Count / 2);
        Assert.True(ids.Count >= LeastIds, $"Only {ids.Count} ids were reached.");
    }

    [Fact]
    public void Mutations_AreTheSameEveryTime() =>
        Assert.Equal(Enumerable.Range(0, Count).Select(Mutation.Of), Enumerable.Range(0, Count).Select(Mutation.Of));

    /// <summary>What is not as it should be, or null.</summary>
    private static string? Fault(ToolchainResult result)
    {
        if (result.Run.Exception is { } exception)
        {
            return $"the generator threw {exception}";
        }

        if (result.Found.FirstOrDefault(d => d.Id == "NNG099" || !d.Id.StartsWith("NNG", StringComparison.Ordinal)) is { } internalError)
        {
            return internalError.GetMessage();
        }

        // What C# rejects in the user's own file is C#'s to report; all that was emitted must compile, skeletons included.
        bool userFileIsSound = !result.Input.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error);
        Diagnostic? error = result.CSharpErrors.FirstOrDefault(d => userFileIsSound || !result.Input.SyntaxTrees.Contains(d.Location.SourceTree!));
        if (error is not null)
        {
            return $"the emitted code does not compile: {error}";
        }

        bool hasError = result.Found.Any(d => d.Severity == DiagnosticSeverity.Error);
        return userFileIsSound && !hasError && result.Run.GeneratedSources.Length == 0 ? "neither a diagnostic nor code" : null;
    }
}
