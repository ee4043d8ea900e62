using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NnGen.Compiler.Model;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Emitted;

/// <summary>
/// Whatever a name in emitted files is, the user's network, what stands around it and what stands in it may bear it too: every identifier
/// of emitted files is tried, so a new one is tried unasked. Those that the compiler reserves are reported as NNG005.
/// </summary>
public class NameTests
{
    private const string Small = "[global::NnGen.Network(InputGradient = true), global::NnGen.Input(2), global::NnGen.Dropout(0.5), global::NnGen.BatchNorm, global::NnGen.Dense(2), global::NnGen.Softmax]";

    /// <summary>As small as a network with all members is, for hundreds of them are compiled.</summary>
    private const string Tiny = "[global::NnGen.Network, global::NnGen.Input(1), global::NnGen.Dense(2), global::NnGen.Softmax]";

    private const string Several = "[global::NnGen.Network(InputGradient = true), global::NnGen.Input(2, Name = \"left\"), global::NnGen.Input(2, Name = \"right\"), global::NnGen.Multiply(\"left\", \"right\"), global::NnGen.Dense(1), global::NnGen.Tanh, global::NnGen.MeanSquaredErrorLoss]";

    private static readonly string[] s_identifiers = Identifiers();

    private static readonly HashSet<string> s_reserved = [.. new[] { Small, Several }.SelectMany(nodes => EmittedNames.Of(Toolchain.Parse($"{nodes} partial class Net;").Declaration))];

    /// <summary>
    /// The network itself, whose base class has a type of that name too; and what stands around it. Those with a capital, for they name types.
    /// </summary>
    [Theory]
    [InlineData("namespace Q#.R { internal class Base { internal class NAME { } } NODES internal partial class NAME : Base { } }")]
    [InlineData("namespace Q#.NAME { internal class Base { internal class Net { } } internal partial class NAME { NODES internal partial class Net : Base { } } }")]
    public void EveryIdentifier_MayBeTheNameOfAType(string pattern) =>
        AssertCompiles([.. s_identifiers.Except(s_reserved).Where(name => char.IsUpper(name[0])).Select((name, i) => pattern.Replace("#", $"{i}").Replace("NAME", "@" + name).Replace("NODES", Tiny))]);

    [Fact]
    public void EveryIdentifier_MayBeAMemberOrATypeOfTheNetwork()
    {
        // C# takes the native integer's name for a type of the user's where there is one, and warns of it.
        string[] names = [.. s_identifiers.Except(s_reserved).Except(["nint"])];
        AssertCompiles(
        [
            $"namespace A {{ {Small} internal partial class Net {{ {string.Concat(names.Select(name => $"internal int @{name}; "))} }} }}",
            $"namespace B {{ {Small} internal partial class Net {{ {string.Concat(names.Select(name => $"internal class @{name} {{ }} "))} }} }}",
            $"namespace C {{ {Several} internal partial class Net {{ {string.Concat(names.Select(name => $"internal int @{name}; "))} }} }}",
            $"namespace D {{ {Several} internal partial class Net {{ {string.Concat(names.Select(name => $"internal class @{name} {{ }} "))} }} }}",
        ]);
    }

    /// <summary>Nodes become constants, locals and parameters.</summary>
    [Fact]
    public void EveryIdentifier_MayBeTheNameOfANode()
    {
        string dense = string.Concat(s_identifiers.Select(name => $", NnGen.Dense(1, Name = \"{name}\")"));
        string inputs = string.Join(", ", s_identifiers.Select(name => $"NnGen.Input(1, Name = \"{name}\")"));
        string names = string.Join(", ", s_identifiers.Select(name => $"\"{name}\""));
        AssertCompiles(
        [
            $"namespace A {{ [NnGen.Network, NnGen.Input(1, Name = \"of.the.net\"){dense}] internal partial class Net {{ }} }}",
            $"namespace B {{ [NnGen.Network(InputGradient = true), {inputs}, NnGen.Add({names}, Name = \"of.the.net\"), NnGen.Dense(1, Name = \"of.the.net.2\")] internal partial class Net {{ }} }}",
        ]);
    }

    /// <summary>Names of any length: C# ends at 1,023 characters, and reports what is longer in emitted code.</summary>
    [Fact]
    public void NamesAsLongAsOnePleases_AreCutShort()
    {
        string name = new('n', 10_000);
        string product = string.Join(", ", Enumerable.Range(0, 64).Select(i => $"\"{name}{i}\""));
        string[] sources =
        [
            $"namespace A {{ [NnGen.Network, NnGen.Input(2){string.Concat(Enumerable.Repeat(", NnGen.Tanh", 256))}, NnGen.Dense(1)] internal partial class Net {{ }} }}",
            $"namespace B {{ [NnGen.Network(InputGradient = true){string.Concat(Enumerable.Range(0, 64).Select(i => $", NnGen.Input(2, Name = \"{name}{i}\")"))}, NnGen.Multiply({product})] internal partial class Net {{ }} }}",
            $"namespace C {{ [NnGen.Network, NnGen.Input(2), NnGen.BatchNorm(Name = \"{name}a\"), NnGen.Dense(2, Name = \"{name}b\"), NnGen.Dropout(0.5, Name = \"{name}c\"), NnGen.Dense(1, Name = \"{name}d\")] internal partial class Net {{ }} }}",
            $"namespace D{new string('d', 300)} {{ internal partial class E{new string('e', 300)} {{ [NnGen.Network, NnGen.Input(2), NnGen.Dense(1)] internal partial class Net {{ }} }} }}",
        ];
        EmittedNet net = EmittedNet.Of(sources);
        foreach (string identifier in net.Trees.SelectMany(Tokens).Where(text => text.Length > 255 && text[0] is not ('D' or 'E')))
        {
            Assert.Fail($"'{identifier}' has {identifier.Length} characters");
        }

        Assert.All(net.Files, file => Assert.InRange(file.HintName.Length, 1, 200));
        Assert.Equal(net.Files.Select(file => file.SourceText.ToString()), EmittedNet.Of(sources).Files.Select(file => file.SourceText.ToString()));
        using var image = new MemoryStream();
        Assert.Empty(net.Output.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString()).Take(5));
    }

    private static string[] Identifiers() =>
        [.. EmittedNet.Of($"namespace A {{ {Small} partial class Host1 {{ }} }} namespace B {{ {Several} partial class Host2 {{ }} }}").Trees
            .SelectMany(Tokens).Distinct().Where(name => !name.StartsWith("Host", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Tokens(SyntaxTree tree) =>
        tree.GetRoot().DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText);

    /// <summary>Errors only: C# warns of names of small letters and of hidden ones, which is the user's business here.</summary>
    private static void AssertCompiles(string[] sources)
    {
        // Few enough that the trees fit in memory at once.
        foreach (string[] some in sources.Chunk(60))
        {
            EmittedNet net = EmittedNet.Of(some);
            Assert.True(net.OfNetworks.Count >= 2 * some.Length, $"{net.OfNetworks.Count} files for {some.Length} networks");
            CSharpCompilation lenient = net.Output.WithOptions(net.Output.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default));
            Diagnostic[] errors = [.. lenient.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
            Assert.True(errors.Length == 0, string.Join("\n", errors.Take(10).Select(error => $"{error}: {error.Location.SourceTree!.GetText().Lines[error.Location.GetLineSpan().StartLinePosition.Line]}")));
        }
    }
}
