using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Diagnostics;

/// <summary>Every kind of class that can be a network: how its other part begins, and that C# takes it without a word.</summary>
public class SupportedHostTests
{
    private const string Attributes = "[NnGen.Network, NnGen.Input(2), NnGen.Dense(3), NnGen.ReLU, NnGen.Dense(1)]";

    [Theory]
    [InlineData("class", "@ partial class Net { }", "partial class Net : <Net>")]
    [InlineData("no body, sealed and public", "@ public sealed partial class Net;", "partial class Net : <Net>")]
    [InlineData("nested", "partial class A { static partial class B { @ private protected partial class Net { } } }", "partial class A|partial class B|partial class Net : <A.B.Net>")]
    [InlineData("nested in a struct", "public partial struct A { public int X; @ public partial class Net { } }", "partial struct A|partial class Net : <A.Net>")]
    [InlineData("nested in a ref struct", "public readonly ref partial struct A { @ public partial class Net { } }", "partial struct A|partial class Net : <A.Net>")]
    [InlineData("nested in an interface", "public partial interface IA { @ partial class Net { } }", "partial interface IA|partial class Net : <IA.Net>")]
    [InlineData("nested in a record", "public abstract partial record A(int X) { @ protected partial class Net { } }", "partial record A|partial class Net : <A.Net>")]
    [InlineData("nested in a record struct", "public partial record struct A(int X) { @ internal partial class Net { } }", "partial record struct A|partial class Net : <A.Net>")]
    [InlineData("base class", "public abstract class A { protected A(int x = 3, params int[] y) { } protected internal int Parameter { get; set; } } @ public partial class Net : A { }", "partial class Net : <Net>")]
    [InlineData("generic base class", "public class A<T> { } @ public partial class Net : A<Net> { }", "partial class Net : <Net>")]
    [InlineData("constructors", "@ partial class Net { static Net() { } internal Net(string a) : this(3UL) { } private Net(int a, int b = 0) : this(\"\" + a) { } }", "partial class Net : <Net>")]
    [InlineData("interfaces", "@ partial class Net : System.IDisposable, System.IComparable<Net> { public void Dispose() { } public int CompareTo(Net other) => 0; }", "partial class Net : <Net>")]
    public void HostInANamespace_IsCompleted(string what, string source, string header)
    {
        Assert.NotEmpty(what);
        AssertCompleted($"namespace Samples\n{{\n    {source.Replace("@", Attributes)}\n}}\n", "namespace Samples;|" + header, "Samples_");
    }

    [Theory]
    [InlineData("class", "@ partial class Net { }", "partial class Net : <Net>")]
    [InlineData("nested", "partial interface IA { partial class B { @ partial class Net { } } }", "partial interface IA|partial class B|partial class Net : <IA.B.Net>")]
    [InlineData("name of a type that kernels use", "@ partial class Unsafe { }", "partial class Unsafe : <Unsafe>")]
    [InlineData("name of a type that pages use", "@ partial class Span { }", "partial class Span : <Span>")]
    [InlineData("name of a keyword", "@ partial class @class { }", "partial class @class : <@class>")]
    [InlineData("name of a kernel class", "@ partial class _Net { }", "partial class _Net : <_Net>")]
    public void HostInTheGlobalNamespace_IsCompleted(string what, string source, string header)
    {
        Assert.NotEmpty(what);
        AssertCompleted(source.Replace("@ ", Attributes + " "), header, "_");
    }

    [Fact]
    public void ProgramOfTopLevelStatements_HasItsNetworkBelow()
    {
        CSharpCompilation project = TestCompilation.Create($"var net = new Net(1);\nSystem.Console.WriteLine(net.Predict(new float[Net.InputSize]).Length);\n{Attributes}\npartial class Net;\n");

        CSharpCompilation completed = Complete(project.WithOptions(project.Options.WithOutputKind(Microsoft.CodeAnalysis.OutputKind.ConsoleApplication)), out _);

        AssertSaysNothing(completed);
    }

    [Fact]
    public void SeveralFiles_AreOneNetwork()
    {
        CSharpCompilation project = TestCompilation.Create(
            "namespace Samples { public abstract partial class Outer { partial class Net { public override string ToString() => Title + Level; } } }",
            $"namespace Samples {{ partial class Outer {{ {Attributes} sealed partial class Net {{ private Net(int level) : this() {{ Level = level; }} }} }} }}",
            "namespace Samples { partial class Outer { [System.Serializable] private partial class Net : Titled { public int Level { get; } } } }",
            "namespace Samples { public class Titled { public string Title { get; set; } } }");

        CSharpCompilation completed = Complete(project, out IReadOnlyList<GeneratedSourceResult> files);

        AssertSaysNothing(completed);
        Assert.Equal(["Samples.Outer+Net.g.cs", "Samples.Outer+Net.Members.g.cs", "Samples.Outer+Net.Kernels.g.cs"], files.Select(file => file.HintName).Where(name => !name.StartsWith("NnGen.Shared", StringComparison.Ordinal)));
    }

    [Fact]
    public void UsersConstructor_GetsParametersFromTheSeed()
    {
        CSharpCompilation project = TestCompilation.Create($$"""
            public class Base { public int Calls; protected Base(int calls = 1) { Calls += calls; } }
            {{Attributes}}
            public partial class Net : Base
            {
                public string Title { get; } = "untitled";
                public Net(string title) : this(42) { Title = title; }
            }
            public static class Program
            {
                public static string Run()
                {
                    var named = new Net("named");
                    var seeded = new Net(seed: 42);
                    float[] input = { 0.25f, -3f };
                    return named.Title + " " + seeded.Title + " " + named.Calls + " " + (named.Predict(input)[0] == seeded.Predict(input)[0]);
                }
            }
            """);
        CSharpCompilation completed = Complete(project, out _);
        using var image = new MemoryStream();
        Assert.True(completed.Emit(image).Success);

        MethodInfo run = Assembly.Load(image.ToArray()).GetType("Program")!.GetMethod("Run")!;

        Assert.Equal("named untitled 1 True", run.Invoke(null, null));
    }

    /// <summary>Names that one underscore for each dot would make the same.</summary>
    [Fact]
    public void NamesThatDifferByUnderscoresOnly_HaveKernelsOfTheirOwn()
    {
        CSharpCompilation project = TestCompilation.Create(
            $"{Attributes} partial class A_ {{ {Attributes} partial class B {{ }} }}",
            $"{Attributes} partial class _Net {{ }}",
            $"namespace c_ {{ {Attributes} partial class d {{ }} }}",
            $"namespace c {{ {Attributes} partial class _d {{ }} partial class e {{ {Attributes} partial class _f {{ }} }} partial class e_ {{ {Attributes} partial class f {{ }} }} }}",
            $"namespace c.g__h {{ {Attributes} partial class i {{ }} }}",
            $"namespace _ {{ {Attributes} partial class Net {{ }} }}");

        CSharpCompilation completed = Complete(project, out IReadOnlyList<GeneratedSourceResult> files);

        Assert.Equal(27, files.Count(file => !file.HintName.StartsWith("NnGen.Shared", StringComparison.Ordinal)));
        AssertSaysNothing(completed);
    }

    private static void AssertCompleted(string source, string header, string kernelPrefix)
    {
        CSharpCompilation completed = Complete(TestCompilation.Create(source), out IReadOnlyList<GeneratedSourceResult> files);

        AssertSaysNothing(completed);
        string root = header.StartsWith("namespace Samples;|", StringComparison.Ordinal) ? "global::Samples." : "global::";
        string[] expected = header.Replace("<", "global::NnGen.ITrainableNetwork<" + root).Replace(">", ", float>").Split('|');
        Assert.Equal(expected, Headers(files[0].SourceText.ToString()));
        Assert.Contains($"internal static class {kernelPrefix}", files[2].SourceText.ToString());
    }

    /// <summary>The lines that open a namespace or a type, down to the network's own.</summary>
    private static IEnumerable<string> Headers(string page)
    {
        foreach (string line in page.Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith("namespace ", StringComparison.Ordinal) || line.StartsWith("partial ", StringComparison.Ordinal))
            {
                yield return line;
                if (line.Contains(" : ", StringComparison.Ordinal))
                {
                    yield break;
                }
            }
        }
    }

    private static CSharpCompilation Complete(CSharpCompilation project, out IReadOnlyList<GeneratedSourceResult> files)
    {
        GeneratorDriver driver = Toolchain.Driver().RunGeneratorsAndUpdateCompilation(project, out Compilation completed, out _);
        GeneratorRunResult run = driver.GetRunResult().Results.Single();
        Assert.Null(run.Exception);
        files = run.GeneratedSources;
        Assert.NotEmpty(files);
        return (CSharpCompilation)completed;
    }

    /// <summary>Neither C# nor the analyzer has anything to say, but that the samples themselves have no documentation and odd names.</summary>
    private static void AssertSaysNothing(CSharpCompilation completed)
    {
        Diagnostic[] found = completed.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id is not ("CS1591" or "CS8981")).ToArray();
        Assert.Empty(found);
        Assert.Empty(completed.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult());
    }
}
