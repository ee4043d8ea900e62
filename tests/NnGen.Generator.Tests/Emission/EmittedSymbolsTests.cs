using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Emitted;

/// <summary>
/// The arrows from emitted code: to a list of members of the runtime and to the library's entry points, and to nothing else. No reflection,
/// no delegates, no LINQ, no threads, no static state that changes.
/// </summary>
public class EmittedSymbolsTests
{
    /// <summary>Their pages print, between them, everything that the kept networks print.</summary>
    public static TheoryData<string> Names => ["DigitNet", "Dropouts", "Doubles", "Iris", "InputGradients", "HundredClasses", "Wide", "Predictor", "Towers", "Heads"];

    /// <summary>Kernels are long, and these have every kind of them.</summary>
    private static readonly string[] s_withKernels = ["Dropouts", "Doubles", "HundredClasses"];

    [Theory]
    [MemberData(nameof(Names))]
    public void EmittedFiles_NameNothingElse(string name)
    {
        EmittedNet net = EmittedNet.Kept(name);

        IEnumerable<SyntaxTree> trees = net.Trees.Where(tree => s_withKernels.Contains(name) || !tree.FilePath.EndsWith(".Kernels.g.cs", StringComparison.Ordinal));
        string[] faults = trees.SelectMany(tree => EmittedSymbols.Faults(tree, net.Output)).Distinct().ToArray();

        Assert.True(faults.Length == 0, string.Join("\n", faults.Take(20)));
    }

    [Fact]
    public void EntryPoints_ExistInThisSpelling()
    {
        CSharpCompilation compilation = TestCompilation.Create();
        Assert.All(EntryPoints.RuntimeTypes.Concat(EntryPoints.LibraryTypes), name => Assert.NotNull(compilation.GetTypeByMetadataName(name)));
        Assert.All(EntryPoints.LibraryTypes, name => Assert.Equal(Accessibility.Public, compilation.GetTypeByMetadataName(name)!.DeclaredAccessibility));
        Assert.All(EntryPoints.RuntimeMembers, name =>
        {
            int dot = name.EndsWith("..ctor", StringComparison.Ordinal) ? name.Length - ".ctor".Length - 1 : name.LastIndexOf('.');
            INamedTypeSymbol type = Assert.IsAssignableFrom<INamedTypeSymbol>(compilation.GetTypeByMetadataName(name[..dot]));
            Assert.NotEmpty(type.GetMembers(name[(dot + 1)..]));
        });
    }

    /// <summary>The check finds each of the things that must not be.</summary>
    [Theory]
    [InlineData("int N() => System.Linq.Enumerable.Count(new int[1]);", "System.Linq.Enumerable")]
    [InlineData("System.Type N() => GetType();", "object.GetType()")]
    [InlineData("System.Type N() => typeof(int);", "TypeOfExpression")]
    [InlineData("void N() => System.Threading.ThreadPool.GetMinThreads(out _, out _);", "ThreadPool")]
    [InlineData("void N() => System.Threading.Interlocked.Increment(ref _n); int _n;", "Increment")]
    [InlineData("static int s_n;", "a static field that can change")]
    [InlineData("static int N { get; set; }", "a static property that can change")]
    [InlineData("void N() => M(() => 1); void M(System.Func<int> f) => f();", "ParenthesizedLambdaExpression")]
    [InlineData("void N() => M(O); int O() => 1; void M(System.Func<int> f) => f();", "so a delegate")]
    [InlineData("void N() => new global::NnGen.Adam();", "NnGen.Adam")]
    public void ForbiddenMember_IsFound(string member, string expected)
    {
        CSharpCompilation compilation = TestCompilation.Create($"class C {{ {member} }}");
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

        Assert.Contains(EmittedSymbols.Faults(compilation.SyntaxTrees[0], compilation), fault => fault.Contains(expected));
    }
}
