using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NnGen.Generator.Diagnostics;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Pages;

/// <summary>Every C# block of the front page, of the package's and of the guide compiles, completed by <see cref="GuideSurroundings"/>.</summary>
public partial class GuideTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "src", "NnGen", "docs");

    private static readonly Lazy<CSharpCompilation> s_around = new(() => Completed(TestCompilation.Create([.. GuideSurroundings.Sources([])])));

    /// <summary>The blocks, by page and the line that they begin in.</summary>
    public static TheoryData<string, int> Blocks
    {
        get
        {
            var blocks = new TheoryData<string, int>();
            foreach (string page in Pages)
            {
                string text = Read(page);
                foreach (Match match in Block().Matches(text).Where(match => !IsEmitted(match.Groups["code"].Value)))
                {
                    blocks.Add(page, text.AsSpan(0, match.Index).Count('\n') + 2);
                }
            }

            return blocks;
        }
    }

    private static string[] Pages => ["README.md", "build/package/README.md", .. Directory.GetFiles(Folder, "*.md").Order(StringComparer.Ordinal).Select(path => Path.GetRelativePath(Repository.Root, path))];

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Block_Compiles(string page, int line)
    {
        string text = Read(page);
        Match block = Block().Matches(text).Single(match => text.AsSpan(0, match.Index).Count('\n') + 2 == line);
        string[] errors = await Errors(block.Groups["code"].Value);
        Assert.True(errors.Length == 0, $"{page}, block in line {line}:\n{string.Join("\n", errors)}");
    }

    /// <summary>The check itself finds what it is there to find.</summary>
    [Theory]
    [InlineData("net.Fitt(train, options);", "Fitt")]
    [InlineData("float[] p = net.Predict(unknown);", "unknown")]
    [InlineData("[Network]\n[Input(2)]\n[Dense(0)]\npublic partial class Wrong;", "NNG")]
    public async Task BrokenBlock_IsFound(string code, string what) =>
        Assert.Contains(what, string.Join("\n", await Errors(code)), StringComparison.Ordinal);

    /// <summary>The pages stand together in the package, so they link to each other or to addresses.</summary>
    [Fact]
    public void Links_LeadToPagesOfTheGuide()
    {
        foreach (string page in Pages.Skip(2))
        {
            foreach (string target in Link().Matches(Read(page)).Select(match => match.Groups["target"].Value).Where(target => !target.StartsWith("https://", StringComparison.Ordinal)))
            {
                Assert.True(File.Exists(Path.Combine(Folder, target.Split('#')[0])), $"{page} links to {target}, which is not there.");
            }
        }
    }

    /// <summary>What the front page shows of emitted code, which FrontPageTests compares with what is emitted.</summary>
    private static bool IsEmitted(string code) => code.Contains("ref float w", StringComparison.Ordinal) || code.Contains("NnGenKernels::", StringComparison.Ordinal);

    /// <summary>The errors of a block as a program of a user's: statements may come before or after types.</summary>
    private static async Task<string[]> Errors(string code)
    {
        var unit = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code, TestCompilation.ParseOptions).GetRoot();
        MemberDeclarationSyntax[] statements = [.. unit.Members.Where(member => member is GlobalStatementSyntax)];
        MemberDeclarationSyntax[] types = [.. unit.Members.Where(member => member is not GlobalStatementSyntax)];
        string ordered = string.Concat(unit.Usings.Select(line => line.ToFullString())) + string.Concat(statements.Concat(types).Select(member => member.ToFullString()));

        Microsoft.CodeAnalysis.OutputKind kind = statements.Length > 0 ? Microsoft.CodeAnalysis.OutputKind.ConsoleApplication : Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary;
        if (!types.Any(type => type.AttributeLists.Count > 0))
        {
            // Emitted code around the block was made once; what it does is tested elsewhere.
            SyntaxTree block = TestCompilation.Tree(ordered, "Block.cs");
            CSharpCompilation around = s_around.Value.AddSyntaxTrees(block).WithOptions(s_around.Value.Options.WithOutputKind(kind));
            return [.. around.GetSemanticModel(block).GetDiagnostics().Where(IsError).Select(diagnostic => diagnostic.ToString())];
        }

        string[] declared = [.. types.OfType<BaseTypeDeclarationSyntax>().Select(type => type.Identifier.Text)];
        CSharpCompilation compilation = TestCompilation.Create([ordered, .. GuideSurroundings.Sources(declared)]);
        Compilation output = Completed(compilation.WithOptions(compilation.Options.WithOutputKind(kind)));
        IEnumerable<Diagnostic> found = await output.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. output.GetDiagnostics().Concat(found).Where(IsError).Select(diagnostic => diagnostic.ToString())];
    }

    private static CSharpCompilation Completed(CSharpCompilation compilation)
    {
        Toolchain.Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        return (CSharpCompilation)output;
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;

    private static string Read(string page) => File.ReadAllText(Path.Combine(Repository.Root, page)).ReplaceLineEndings("\n");

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
