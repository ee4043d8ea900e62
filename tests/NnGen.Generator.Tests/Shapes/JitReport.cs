using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Shapes;

/// <summary>
/// What the JIT says about the emitted methods of a program: how it compiled each, and which calls are left in each kernel. The program is
/// compiled here, optimised, together with the library: the one beside the tests may be a debug build, which the JIT does not inline.
/// </summary>
/// <param name="Methods">The methods that were compiled, each with how: <c>FullOpts</c>, <c>MinOpts</c>.</param>
/// <param name="Calls">For each kernel by class and name, the methods that it calls, with as many entries as there are call instructions.</param>
internal sealed partial record JitReport(IReadOnlyList<(string Method, string Tier)> Methods, IReadOnlyDictionary<string, IReadOnlyList<string>> Calls)
{
    private const int TimeoutSeconds = 120;

    /// <summary>Where kernels are: their classes have the networks' names behind it.</summary>
    private const string Prefix = "NnGen.Generated._";

    /// <summary>
    /// The kernels that call something generic over lanes, or a member of the lanes themselves: what should have been inlined. A kernel that
    /// calls its tiles, which are methods on purpose, is none of them; nor is one that takes the logarithm of one number.
    /// </summary>
    public IReadOnlyList<string> KernelsThatCallLanes =>
        [.. Calls.Where(kernel => kernel.Value.Any(call => Lanes().IsMatch(call))).Select(kernel => kernel.Key).Order(StringComparer.Ordinal)];

    /// <summary>Runs a program with <c>Main</c> and reads the JIT's report on it.</summary>
    /// <param name="sources">The program, networks included.</param>
    /// <param name="preferredBits">The vector width that the runtime is told to prefer.</param>
    public static JitReport Of(string[] sources, int preferredBits)
    {
        string folder = Directory.CreateTempSubdirectory("nngen-jit-").FullName;
        try
        {
            string library = Path.Combine(folder, "NnGen.dll");
            Emit(Library(), library);
            string program = Path.Combine(folder, "JitProgram.dll");
            Emit(Program(sources, library), program);
            string version = Environment.Version.ToString();
            File.WriteAllText(Path.ChangeExtension(program, "runtimeconfig.json"), $$"""
                { "runtimeOptions": { "framework": { "name": "Microsoft.NETCore.App", "version": "{{version}}" } } }
                """);
            string report = Path.Combine(folder, "report.txt");
            Run(program, report, preferredBits);
            return Parse(File.ReadLines(report));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static CSharpCompilation Library()
    {
        string[] usings = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "System.Threading.Tasks"];
        string globals = string.Join("\n", usings.Select(name => $"global using {name};"));
        string root = Path.Combine(Repository.Root, "src", "NnGen");
        IEnumerable<string> files = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar)[0] is not ("obj" or "bin"));
        // The newest language of this compiler, which may call preview what the project is built with.
        var parse = new CSharpParseOptions(LanguageVersion.Preview);
        IEnumerable<SyntaxTree> trees = files.Select(File.ReadAllText).Append(globals).Select(text => CSharpSyntaxTree.ParseText(text, parse));
        IEnumerable<MetadataReference> runtime = TestCompilation.References.Where(reference => Path.GetFileName(reference.Display) != "NnGen.dll");
        return CSharpCompilation.Create("NnGen", trees, runtime, Optimised(Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary, allowsUnsafe: true));
    }

    private static Compilation Program(string[] sources, string library)
    {
        IEnumerable<MetadataReference> references = TestCompilation.References.Where(reference => Path.GetFileName(reference.Display) != "NnGen.dll");
        CSharpCompilation compilation = CSharpCompilation.Create(
            "JitProgram",
            sources.Select((source, i) => TestCompilation.Tree(source, string.Create(CultureInfo.InvariantCulture, $"File{i}.cs"))),
            references.Append(MetadataReference.CreateFromFile(library)),
            Optimised(Microsoft.CodeAnalysis.OutputKind.ConsoleApplication, allowsUnsafe: false));
        Toolchain.Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation completed, out _);
        return completed;
    }

    private static CSharpCompilationOptions Optimised(Microsoft.CodeAnalysis.OutputKind kind, bool allowsUnsafe) =>
        new(kind, optimizationLevel: OptimizationLevel.Release, allowUnsafe: allowsUnsafe, nullableContextOptions: NullableContextOptions.Enable);

    private static void Emit(Compilation compilation, string file)
    {
        EmitResult result = compilation.Emit(file);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5)));
    }

    private static void Run(string program, string report, int preferredBits)
    {
        var start = new ProcessStartInfo(DotNet(), ["exec", program]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string inherited in start.Environment.Keys.Where(key => key.StartsWith("DOTNET_", StringComparison.Ordinal) || key.StartsWith("COMPlus_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(inherited);
        }

        // Without tiers each method is compiled once, as it is in the end.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        start.Environment["DOTNET_PreferredVectorBitWidth"] = preferredBits.ToString(CultureInfo.InvariantCulture);
        start.Environment["DOTNET_JitStdOutFile"] = report;
        start.Environment["DOTNET_JitDisasmSummary"] = "1";
        start.Environment["DOTNET_JitDisasm"] = "NnGen.Generated.*:*";
        using Process child = Process.Start(start)!;
        Task<string> errors = child.StandardError.ReadToEndAsync();
        Task<string> lines = child.StandardOutput.ReadToEndAsync();
        if (!child.WaitForExit(TimeSpan.FromSeconds(TimeoutSeconds)))
        {
            child.Kill(entireProcessTree: true);
            Assert.Fail($"The child had not ended after {TimeoutSeconds} s");
        }

        Assert.True(child.ExitCode == 0, $"exit code {child.ExitCode}\n{lines.Result}\n{errors.Result}");
    }

    private static string DotNet()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        return Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
    }

    private static JitReport Parse(IEnumerable<string> lines)
    {
        var methods = new List<(string, string)>();
        var calls = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        List<string>? current = null;
        foreach (string line in lines)
        {
            if (Listing().Match(line) is { Success: true } listing)
            {
                // Of a method that is compiled for several updates, all listings count.
                string method = listing.Groups["method"].Value[Prefix.Length..];
                current = calls.TryGetValue(method, out IReadOnlyList<string>? known) ? (List<string>)known : [];
                calls[method] = current;
            }
            else if (Compiled().Match(line) is { Success: true } compiled)
            {
                methods.Add((compiled.Groups["method"].Value, compiled.Groups["tier"].Value));
            }
            else if (Call().Match(line) is { Success: true } call)
            {
                current?.Add(call.Groups["target"].Value);
            }
        }

        return new JitReport(methods, calls);
    }

    [GeneratedRegex(@"^NnGen\.Numerics\..*(Lanes|Physical)")]
    private static partial Regex Lanes();

    [GeneratedRegex(@"^; Assembly listing for method (?<method>NnGen\.Generated\._[^ \[(]+)")]
    private static partial Regex Listing();

    [GeneratedRegex(@"JIT compiled (?<method>[^ \[(]+).* \[(?<tier>[^,\]]+)[^\]]*\]$")]
    private static partial Regex Compiled();

    [GeneratedRegex(@"^\s+(tail\.)?(call|jmp|bl|blr)\s+\[?(?<target>[A-Za-z_][^ ;]*:.*|CORINFO.*|[a-z]+)")]
    private static partial Regex Call();
}
