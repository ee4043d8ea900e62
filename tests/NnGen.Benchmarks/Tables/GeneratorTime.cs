using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NnGen.Generator;

namespace NnGen.Benchmarks.Tables;

/// <summary>What the generator adds to a build, and to every keystroke elsewhere.</summary>
internal static class GeneratorTime
{
    public const string Name = "generator";

    private const string Declaration = """
        using NnGen;

        [Network]
        [Input(784)]
        [Dense(128), ReLU]
        [Dense(64), ReLU]
        [Dense(10), Softmax]
        [CrossEntropyLoss]
        public partial class Digits128;
        """;

    /// <summary>Prints the table.</summary>
    public static void Print(Context context, TextWriter output)
    {
        if (!context.Wants(Name))
        {
            return;
        }

        int runs = context.IsQuick ? 7 : 25;
        CSharpCompilation project = Project();
        double cold = Milliseconds(() => Driver().RunGenerators(project));
        double[] warm = [.. Enumerable.Range(0, 3 * runs).Select(run => Warm(project, run))];
        double[] unrelated = Unrelated(project, runs);

        output.WriteLine("## Generator\n");
        output.WriteLine("Milliseconds of the generator driver on 784-128-64-10, in a process that has run it before, and what it emits.\n");
        var table = new MarkdownTable("what", "target", "measured");
        table.Add("the declaration changes", "50", Cell.Number(Median(warm.AsSpan(runs))));
        table.Add("an unrelated file changes", "2", Cell.Number(Median(unrelated)));
        table.Add("the first run of a process", Cell.None, Cell.Number(cold));
        foreach ((string what, string target, string value) in Emitted(project))
        {
            table.Add(what, target, value);
        }

        output.WriteLine(table);
    }

    private static double Warm(CSharpCompilation project, int run)
    {
        SyntaxTree declaration = project.SyntaxTrees[0];
        CSharpCompilation changed = project.ReplaceSyntaxTree(declaration, Tree($"{Declaration}\n// {run}\n", declaration.FilePath));
        GeneratorDriver driver = Driver();
        return Milliseconds(() => driver.RunGenerators(changed));
    }

    private static double[] Unrelated(CSharpCompilation project, int runs)
    {
        GeneratorDriver driver = Driver().RunGenerators(project);
        var times = new List<double>();
        for (int run = 0; run < runs; run++)
        {
            SyntaxTree other = project.SyntaxTrees[1];
            project = project.ReplaceSyntaxTree(other, Tree($"public class Other {{ public int Value => {run}; }}", other.FilePath));
            times.Add(Milliseconds(() => driver = driver.RunGenerators(project)));
        }

        return [.. times.Skip(2)];
    }

    private static IEnumerable<(string What, string Target, string Value)> Emitted(CSharpCompilation project)
    {
        GeneratorRunResult result = Driver().RunGenerators(project).GetRunResult().Results.Single();
        ILookup<string, GeneratedSourceResult> sources = result.GeneratedSources.ToLookup(source =>
            source.HintName.Contains("Shared", StringComparison.Ordinal) ? "shared"
            : source.HintName.Contains(".Kernels.", StringComparison.Ordinal) ? "kernels"
            : source.HintName.Contains(".Members.", StringComparison.Ordinal) ? "members"
            : "page");
        string Kilobytes(string kind) => Cell.Number(sources[kind].Sum(source => source.SourceText.Length) / 1024.0);
        yield return ("lines of the page", "400", sources["page"].Sum(source => source.SourceText.Lines.Count).ToString(CultureInfo.InvariantCulture));
        yield return ("KB of kernels of its own", "18", Kilobytes("kernels"));
        yield return ("KB of kernels that networks share", "", Kilobytes("shared"));
    }

    private static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(new NetworkGenerator());

    private static CSharpCompilation Project()
    {
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        IEnumerable<MetadataReference> references = trusted.Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == runtime)
            .Append(typeof(NetworkAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
        SyntaxTree[] trees = [Tree(Declaration, "Digits128.cs"), Tree("public class Other;", "Other.cs")];
        return CSharpCompilation.Create("Project", trees, references, new CSharpCompilationOptions(Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary));
    }

    private static SyntaxTree Tree(string source, string path) => CSharpSyntaxTree.ParseText(source, path: path);

    private static double Milliseconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }
}
