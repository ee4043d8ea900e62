using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CodeFixes;
using NnGen.CodeFixes;
using NnGen.Compiler.Model;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Pages;

/// <summary>Each id has a page, and each page's examples do what it says.</summary>
public partial class PageTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "generator", "docs");

    public static TheoryData<string> Ids => [.. ProblemKinds.All.Select(kind => kind.Id)];

    /// <summary>An internal error has no example: nobody knows one, or it would be mended. Nor have weights that do not fit, for which a file would be needed.</summary>
    public static TheoryData<string> IdsWithExamples => [.. ProblemKinds.All.Where(kind => kind != ProblemKinds.InternalError && kind != ProblemKinds.WeightsDoNotFit && kind != ProblemKinds.StrayWeights).Select(kind => kind.Id)];

    [Fact]
    public void Folder_HasAPageForEachIdAndNoOther()
    {
        IEnumerable<string?> pages = Directory.GetFiles(Folder, "NNG*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        Assert.Equal(ProblemKinds.All.Select(kind => kind.Id), pages);
    }

    /// <summary>The index says of each id what it is and whether there is a fix.</summary>
    [Fact]
    public void Index_ListsEveryIdWithItsFix()
    {
        HashSet<string> fixable = [.. typeof(AddInputFix).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(CodeFixProvider)))
            .SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds)];
        IEnumerable<string> expected = ProblemKinds.All.Select(kind =>
        {
            string severity = kind.Severity == ProblemSeverity.Info ? "advice" : kind.Severity.ToString().ToLowerInvariant();
            return $"| [{kind.Id}]({kind.Id}.md) | {severity} | {kind.Title} | {(fixable.Contains(kind.Id) ? "yes" : "")} |";
        });

        Assert.Equal(expected, File.ReadLines(Path.Combine(Folder, "README.md")).Where(line => line.StartsWith("| [NNG", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_BearsTheTitle(string id)
    {
        ProblemKind kind = ProblemKinds.All.Single(k => k.Id == id);
        Assert.Equal($"# {id}: {kind.Title}", Page(id).Split('\n')[0]);
    }

    [Theory]
    [MemberData(nameof(IdsWithExamples))]
    public async Task WrongExample_GivesTheIdAndNoOther(string id)
    {
        foreach (string example in Examples(id, "Wrong"))
        {
            ToolchainResult result = await Toolchain.RunAsync(example);
            Assert.Equal([id], result.Ids.Distinct());
        }
    }

    [Theory]
    [MemberData(nameof(IdsWithExamples))]
    public async Task RightExample_GivesNothingAndCompiles(string id)
    {
        foreach (string example in Examples(id, "Right"))
        {
            ToolchainResult result = await Toolchain.RunAsync(example);
            Assert.Empty(result.Found);
            Assert.Empty(result.CSharpErrors);
        }
    }

    [Fact]
    public void PageOfMemberClashes_ListsEveryEmittedName()
    {
        string section = Page(ProblemKinds.MemberClash.Id).Split("They are:")[1].Split("\n\n")[1];
        Assert.Equal(EmittedNames.All, Regex.Matches(section, "`([^`]+)`").Select(match => match.Groups[1].Value));
    }

    private static string Page(string id) => File.ReadAllText(Path.Combine(Folder, id + ".md")).ReplaceLineEndings("\n");

    private static IReadOnlyList<string> Examples(string id, string heading)
    {
        Match section = Regex.Match(Page(id), $@"^## {heading}$(?<text>.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline);
        string[] examples = Block().Matches(section.Groups["text"].Value).Select(match => match.Groups["code"].Value).ToArray();
        Assert.NotEmpty(examples);
        return examples;
    }

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
