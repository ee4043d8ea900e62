using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NnGen.Benchmarks.Builds;

/// <summary>How much text and how much of an assembly networks are: counted, the same on every machine.</summary>
internal sealed class EmittedSizes
{
    private readonly CSharpCompilation _completed;

    private EmittedSizes(CSharpCompilation completed, IReadOnlyList<GeneratedSourceResult> files)
    {
        _completed = completed;
        Files = files;
    }

    /// <summary>The emitted files.</summary>
    public IReadOnlyList<GeneratedSourceResult> Files { get; }

    /// <summary>All of them.</summary>
    public Text All => Sum(_ => true);

    /// <summary>What networks compute, to be read.</summary>
    public Text Pages => Sum(name => !IsMembers(name) && !IsKernels(name) && !IsShared(name));

    /// <summary>The members that every network has.</summary>
    public Text Members => Sum(IsMembers);

    /// <summary>The kernels that networks have for themselves.</summary>
    public Text Kernels => Sum(IsKernels);

    /// <summary>The kernels that stand once in an assembly.</summary>
    public Text Shared => Sum(IsShared);

    /// <summary>Lets the generator add its files to a project.</summary>
    /// <exception cref="InvalidOperationException">A network of the project is broken.</exception>
    public static EmittedSizes Of(IEnumerable<SyntaxTree> trees)
    {
        GeneratorRunResult run = Toolchain.Driver().RunGeneratorsAndUpdateCompilation(Toolchain.Project(trees), out Compilation completed, out _).GetRunResult().Results.Single();
        if (run.Exception is not null)
        {
            throw new InvalidOperationException($"The generator failed: {run.Exception}");
        }

        return new EmittedSizes((CSharpCompilation)completed, run.GeneratedSources);
    }

    /// <summary>The same of one network.</summary>
    public static EmittedSizes Of(string nodes, string options = "") => Of([Toolchain.Tree(ProjectNetworks.Declaration("Net", options, nodes), "Net.cs")]);

    /// <summary>The bytes of the project's assembly.</summary>
    /// <exception cref="InvalidOperationException">C# refuses the project.</exception>
    public long AssemblyBytes()
    {
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = _completed.Emit(image);
        return result.Success ? image.Length : throw new InvalidOperationException($"The project does not compile: {result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
    }

    private static bool IsMembers(string name) => name.EndsWith(".Members.g.cs", StringComparison.Ordinal);

    private static bool IsKernels(string name) => name.EndsWith(".Kernels.g.cs", StringComparison.Ordinal);

    private static bool IsShared(string name) => name.StartsWith("NnGen.Shared", StringComparison.Ordinal);

    private Text Sum(Func<string, bool> which)
    {
        GeneratedSourceResult[] files = [.. Files.Where(file => which(file.HintName))];
        return new Text(files.Sum(file => (long)file.SourceText.Length), files.Sum(file => file.SourceText.Lines.Count - 1));
    }

    /// <summary>An amount of text.</summary>
    /// <param name="Characters">Its characters, which are bytes: emitted code is ASCII but for names.</param>
    /// <param name="Lines">Its lines.</param>
    public readonly record struct Text(long Characters, int Lines)
    {
        /// <summary>The same in units of 1,000 bytes.</summary>
        public double Kilobytes => Characters / 1e3;

        /// <summary>The same in units of 1,000,000 bytes.</summary>
        public double Megabytes => Characters / 1e6;
    }
}
