using Microsoft.CodeAnalysis;
using NnGen.Compiler.Model;
using NnGen.Generator.Diagnostics;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Diagnostics;

/// <summary>The table of problems, the analyzer's descriptors and the release files say the same.</summary>
public class DescriptorTests
{
    [Fact]
    public void Analyzer_SupportsEveryProblem()
    {
        Assert.Equal(ProblemKinds.All.Select(kind => kind.Id), new NetworkAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id));
        Assert.All(ProblemKinds.All, kind =>
        {
            DiagnosticDescriptor descriptor = Descriptors.Of(kind);
            Assert.Equal(kind.Title, descriptor.Title.ToString());
            Assert.Equal(kind.MessageFormat, descriptor.MessageFormat.ToString());
            Assert.Equal(kind.Severity.ToString(), descriptor.DefaultSeverity.ToString());
            Assert.Equal($"https://github.com/nngen/nngen/blob/main/generator/docs/{kind.Id}.md", descriptor.HelpLinkUri);
        });
    }

    [Fact]
    public void Ids_AreUniqueAndTellTheSeverity()
    {
        Assert.Distinct(ProblemKinds.All.Select(kind => kind.Id));
        Assert.All(ProblemKinds.All, kind =>
        {
            Assert.Matches("^NNG[0-9]{3}$", kind.Id);
            ProblemSeverity expected = kind.Id[3] switch
            {
                '0' => ProblemSeverity.Error,
                '1' => ProblemSeverity.Warning,
                _ => ProblemSeverity.Info,
            };
            Assert.Equal(expected, kind.Severity);
        });
    }

    [Fact]
    public void ReleaseFiles_ListEveryProblemOnce()
    {
        string[] rows = Rows("AnalyzerReleases.Shipped.md").Concat(Rows("AnalyzerReleases.Unshipped.md")).ToArray();
        string[] expected = ProblemKinds.All.Select(kind => $"{kind.Id} | NnGen | {kind.Severity} | {kind.Title}").ToArray();

        Assert.Equal(expected, rows.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Rows(string file) =>
        File.ReadLines(Path.Combine(Repository.Root, "generator", "NnGen.Generator", file)).Where(line => line.StartsWith("NNG", StringComparison.Ordinal));
}
