using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Diagnostics;

/// <summary>What classes cannot be networks, and where that is said.</summary>
public class HostDiagnosticsTests
{
    private const string Attributes = "[NnGen.Network, NnGen.Input(2), NnGen.Dense(1)]";

    [Theory]
    [InlineData("namespace Samples; @ class {|NNG001:Net|};")]
    [InlineData("namespace Samples; partial class Outer { class {|NNG001:Middle|} { @ public class {|NNG001:Net|} { } } }")]
    [InlineData("namespace Samples; class {|NNG001:Outer|} { partial class Middle { @ partial class Net; } }")]
    public async Task NotPartial_ReportsNNG001AtEachIdentifier(string source) => await ExpectNothingEmitted(source);

    [Theory]
    [InlineData("namespace Samples; @ partial class {|NNG002:Net|}<T>;", "generic")]
    [InlineData("namespace Samples; @ static partial class {|NNG002:Net|};", "static")]
    [InlineData("namespace Samples; @ abstract partial class {|NNG002:Net|};", "abstract")]
    [InlineData("namespace Samples; @ partial record {|NNG002:Net|};", "a record")]
    [InlineData("namespace Samples; @ partial record {|NNG002:Net|}(int A);", "a record")]
    [InlineData("namespace Samples; @ file partial class {|NNG002:Net|};", "file-local")]
    [InlineData("@ partial class {|NNG002:System|} { }", "in the global namespace under the name 'System'")]
    [InlineData("partial class System { @ public partial class {|NNG002:Net|} { } }", "in the global namespace under the name 'System'")]
    [InlineData("namespace Samples; @ partial struct {|NNG002:Net|};", "a struct;")]
    [InlineData("namespace Samples; @ partial record struct {|NNG002:Net|};", "a record struct;")]
    [InlineData("namespace Samples; @ partial interface {|NNG002:Net|};", "an interface;")]
    [InlineData("namespace Samples; @ partial class Net { public {|NNG002:Net|}(int a) { } Net(int a, int b) : this(a) { } static Net() { } }", "with the constructor 'Net.Net(int)', which would leave it without parameters")]
    [InlineData("namespace Samples; class Base; @ partial class Net : Base { private protected {|NNG002:Net|}(ref ulong a) : base() { } }", "with the constructor 'Net.Net(ref ulong)'")]
    [InlineData("namespace Samples; @ partial class {|NNG002:Net|}(int size) { public int Size => size; }", "declared with a primary constructor")]
    [InlineData("namespace Samples; @ partial class {|NNG002:Net|}; partial class Net(int size) { public int Size => size; }", "declared with a primary constructor")]
    [InlineData("namespace Samples; @ partial class {|NNG002:Net|} { public required string Title { get; set; } }", "required member 'Title'")]
    [InlineData("namespace Samples; partial struct Outer<T> { partial class Middle { @ public partial class {|NNG002:Net|}; } }", "nested in the generic type 'Outer'")]
    [InlineData("namespace Samples; partial class Outer<T> { @ public partial class {|NNG002:Net|}; }", "nested in the generic type 'Outer'")]
    [InlineData("namespace Samples; file partial class Outer { @ public partial class {|NNG002:Net|}; }", "nested in the file-local type 'Outer'")]
    [InlineData("namespace Samples; [NnGen.Network, NnGen.Input(2), NnGen.Dense(1)] partial class Base; @ partial class {|NNG002:Net|} : Base;", "derived from the network 'Base'")]
    public async Task UnsupportedHost_ReportsNNG002WithTheReason(string source, string reason)
    {
        ToolchainResult result = await MarkedSource.ExpectAsync(source.Replace("@", Attributes));

        Assert.Contains(reason, Assert.Single(result.Found).GetMessage());
        Assert.DoesNotContain(result.Run.GeneratedSources, file => file.SourceText.ToString().Contains("class Net", StringComparison.Ordinal));
        result.AssertNoException();
    }

    /// <summary>One report, and none of C#: the signatures are there, with constructors that call none of the base class.</summary>
    [Theory]
    [InlineData("namespace Samples; class Base { protected Base(int size) { } } @ partial class {|NNG002:Net|} : Base { Net(bool a) : this() { } }")]
    [InlineData("namespace Samples; class Base { protected Base(int size) { } } @ partial class {|NNG002:Net|} : Base;")]
    [InlineData("namespace Samples; class Base { private Base() { } protected Base(ref int a, params string[] b) { } } partial class Outer { @ internal sealed partial class {|NNG002:Net|} : Base { float[] P(float[] x) => new Net(1).Predict(x); } }")]
    public async Task BaseWithoutAConstructorToCall_ReportsNNG002Only(string source)
    {
        ToolchainResult result = await Expect(source);

        Assert.Contains("derived from 'Base'", Assert.Single(result.Found).GetMessage());
        Assert.Empty(result.CSharpErrors.Select(error => error.ToString()));
        Assert.Contains("extern Net(", Assert.Single(result.Run.GeneratedSources).SourceText.ToString());
    }

    /// <summary>Emitted code is C# 13. What an older one cannot compile is not emitted, so that C# does not speak of files that nobody wrote.</summary>
    [Theory]
    [InlineData(LanguageVersion.CSharp12, 1)]
    [InlineData(LanguageVersion.CSharp11, 1)]
    [InlineData(LanguageVersion.CSharp10, 0)]
    public async Task OlderLanguage_ReportsNNG002Only(LanguageVersion language, int files)
    {
        var options = new CSharpParseOptions(language);
        CSharpCompilation project = CSharpCompilation.Create("Sample", [CSharpSyntaxTree.ParseText($"namespace Samples {{ {Attributes} partial class Net {{ }} }}", options, "File0.cs")], TestCompilation.References, TestCompilation.Options);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: options).RunGeneratorsAndUpdateCompilation(project, out Compilation output, out _);

        Diagnostic found = Assert.Single(await output.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync());
        Assert.Equal("NNG002", found.Id);
        Assert.Contains($"compiled as C# {language.ToDisplayString()}, while emitted code is C# 13.0: remove LangVersion", found.GetMessage());
        Assert.Empty(output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString()));
        Assert.Equal(files, driver.GetRunResult().GeneratedTrees.Length);
    }

    [Fact]
    public async Task GenericRecordThatIsNotPartial_ReportsEverythingAtOnce() =>
        await ExpectNothingEmitted("@ abstract record {|NNG001,NNG002,NNG002,NNG002:Net|}<T>;");

    /// <summary>C# refuses each attribute, so one report of the compiler's is enough, and none where no network was meant.</summary>
    [Fact]
    public async Task LayerOnAStruct_IsLeftToCSharp()
    {
        ToolchainResult result = await MarkedSource.ExpectAsync("namespace Samples; [NnGen.Dense(1), NnGen.ReLU] struct Net;");

        Assert.Equal(["CS0592", "CS0592"], result.CSharpErrors.Select(error => error.Id));
        Assert.Empty(result.Run.GeneratedSources);
    }

    [Fact]
    public async Task ConstructorInAnotherFile_ReportsNNG002AtTheClass() => await MarkedSource.ExpectAsync(
        $"namespace Samples; {Attributes} partial class {{|NNG002:Net|}};",
        "namespace Samples; partial class Net { Net(string name) { } }");

    [Fact]
    public async Task AttributesOnSeveralParts_ReportNNG003AtTheFirstOfEachStrayPart()
    {
        ToolchainResult result = await MarkedSource.ExpectAsync(
            "using NnGen; namespace Samples; [Network, Input(2)] partial class Net;",
            "using NnGen; namespace Samples; [{|NNG003:Dense(3)|}, ReLU] [Tanh] partial class Net;",
            "using NnGen; namespace Samples; partial class Net; [{|NNG003:Dense(1)|}] partial class Net;");

        Assert.Empty(result.Run.GeneratedSources);
    }

    [Fact]
    public async Task NetworkOnTwoParts_IsEmittedOnceAtMost()
    {
        ToolchainResult result = await MarkedSource.ExpectAsync(
            "using NnGen; namespace Samples; [Network, Input(2), Dense(1)] partial class Net;",
            "using NnGen; namespace Samples; [{|NNG003:Network|}] partial class Net;");

        Assert.Contains(result.CSharpErrors, error => error.Id == "CS0579");
        result.AssertNoException();
    }

    [Theory]
    [InlineData("[{|NNG004:Dense(3)|}, ReLU] [Tanh] class Net;", "Dense")]
    [InlineData("[{|NNG004:Input(3)|}] partial class Net;", "Input")]
    [InlineData("[{|NNG004:MeanSquaredErrorLoss|}] partial class Net;", "MeanSquaredErrorLoss")]
    [InlineData("[{|NNG004:Output(\"x\")|}] partial record Net;", "Output")]
    public async Task NodeWithoutNetwork_ReportsNNG004AtTheFirst(string declaration, string kind)
    {
        ToolchainResult result = await MarkedSource.ExpectAsync($"using NnGen; namespace Samples; {declaration}");

        Assert.Contains($"[{kind}]", Assert.Single(result.Found).GetMessage());
        Assert.Empty(result.Run.GeneratedSources);
    }

    [Theory]
    [InlineData("public int {|NNG005:Predict|}(string file) => 0;")]
    [InlineData("private static readonly int {|NNG005:OutputSize|} = 3;")]
    [InlineData("private class {|NNG005:Tape|} { }")]
    [InlineData("internal event System.Action {|NNG005:Fit|} { add { } remove { } }")]
    [InlineData("public {|NNG005:Net|}() { }")]
    [InlineData("private {|NNG005:Net|}(ulong a) { }")]
    [InlineData("static Net() { } public Net(int a) : this() { } public Net(ref ulong a) : this(a) { } public Net(ulong a, int b) : this(b) { } public int Answer => 1;")]
    public async Task MemberUnderAnEmittedName_ReportsNNG005AtTheMember(string member) =>
        await Expect($"namespace Samples; @ partial class Net {{ {member} }}");

    [Fact]
    public async Task EmittedName_OfEachKindIsReported()
    {
        foreach (string name in Compiler.Model.EmittedNames.All)
        {
            ToolchainResult result = await Toolchain.RunAsync($"namespace Samples; {Attributes} partial class Net {{ int {name}; }}");
            Assert.Contains($"'{name}'", Assert.Single(result.Found).GetMessage());
            Assert.Empty(result.Run.GeneratedSources);
        }
    }

    /// <summary>Whatever the compiler writes is reserved: a member of the user's would clash with it in emitted code, which the user cannot mend.</summary>
    [Theory]
    [InlineData("Dense(2)")]
    [InlineData("BatchNorm")]
    [InlineData("BatchNorm", "Dense(2)", "BatchNorm", "Tanh", "BatchNorm")]
    [InlineData("Dense(9000)", "BatchNorm", "Dense(2)")]
    public async Task EmittedMembers_AreReserved(params string[] layers)
    {
        ToolchainResult result = await Toolchain.RunAsync($"using NnGen; namespace Samples; [Network, Input(2), {string.Join(", ", layers)}, MeanSquaredErrorLoss] partial class Net;");
        var declaration = new Compiler.Model.NetworkDeclaration
        {
            Host = new Compiler.Model.HostDeclaration("Samples", default, "Net"),
            Nodes = new(layers.Select(layer => new Compiler.Model.NodeDeclaration(layer.Split('(')[0], default))),
        };

        string[] members = [.. result.Output.GetTypeByMetadataName("Samples.Net")!.GetMembers().Where(member => member.CanBeReferencedByName).Select(member => member.Name)];

        Assert.Contains("ForwardPass", members);
        Assert.Empty(members.Except(Compiler.Model.EmittedNames.Of(declaration)));
    }

    [Theory]
    [InlineData("ForwardPass2")]
    [InlineData("BackwardPass2")]
    [InlineData("StatisticsPass2")]
    public async Task PartOfAPass_IsReservedWhereThereIsOne(string name)
    {
        await MarkedSource.ExpectAsync($"using NnGen; namespace Samples; [Network, Input(2), BatchNorm, Dense(1)] partial class Net {{ public int {{|NNG005:{name}|}} => 1; }}");
        await MarkedSource.ExpectAsync($"using NnGen; namespace Samples; [Network, Input(2), Tanh, Dense(1)] partial class Net {{ public int {name} => 1; }}");
    }

    [Fact]
    public async Task InheritedMember_ReportsNNG005AtTheClassUnlessItIsOutOfSight() => await ExpectNothingEmitted("""
        namespace Samples;
        class Root { private int Save; public void Load() { } public void Load(int a) { } }
        class Base : Root { protected int Seed; }
        @ partial class {|NNG005,NNG005:Net|} : Base;
        """);

    [Fact]
    public async Task MemberInAnotherFile_ReportsNNG005AtTheClass() => await MarkedSource.ExpectAsync(
        $"namespace Samples; {Attributes} partial class {{|NNG005:Net|}};",
        "namespace Samples; partial class Net { void Fit() { } }");

    [Theory]
    [InlineData("namespace Samples; @ partial class {|NNG005:Predict|};")]
    [InlineData("namespace Samples; partial class Tape { @ partial class {|NNG005:Net|}; }")]
    public async Task TypeUnderAnEmittedName_ReportsNNG005AtTheClass(string source) => await ExpectNothingEmitted(source);

    [Theory]
    [InlineData("[Network, Input(2), Dense(1, Initializer = {|NNG006:Init|}.HeNormal)] partial class Net { public int Init => 1; }", "the property 'Net.Init'")]
    [InlineData("[Network, Input(2), Dense(1, Initializer = {|NNG006:Init|}.HeNormal)] partial class Net { enum Init { HeNormal } }", "the type 'Net.Init'")]
    [InlineData("[Network, Input(2), Dense(1), MeanSquaredErrorLoss(Reduction = {|NNG006:Reduction|}.Sum)] partial class Net { void Reduction() { } }", "the method 'Net.Reduction()'")]
    [InlineData("[Network(Precision = {|NNG006:Precision|}.Double), Input(2), Dense(1)] partial class Net; class Precision { }", "the type 'Precision'")]
    [InlineData("partial class Outer { const int Emit = 1; [Network(Emit = {|NNG006:Emit|}.Inference), Input(2), Dense(1)] partial class Net { } }", "the field 'Outer.Emit'")]
    public async Task HiddenEnum_ReportsNNG006AtTheName(string declaration, string meaning)
    {
        ToolchainResult result = await MarkedSource.ExpectAsync($"using NnGen; namespace Samples {{ {declaration} }}");

        Assert.Contains(meaning, Assert.Single(result.Found).GetMessage());
        Assert.Empty(result.Run.GeneratedSources);
    }

    [Fact]
    public async Task EnumHiddenByANamespace_ReportsNNG006() => await MarkedSource.ExpectAsync(
        "using NnGen; namespace Samples { [Network, Input(2), Dense(1, Initializer = {|NNG006:Init|}.Zeros)] partial class Net { } }",
        "namespace Samples.Init { class Something; }");

    [Theory]
    [InlineData("[Network, Input(2), Dense(1, Initializer = global::NnGen.Init.Zeros)] partial class Net { int Init; }")]
    [InlineData("[Network, Input(2), Dense(1, Initializer = Init.Zeros)] partial class Net { Init Init => default; }")]
    [InlineData("[Network, Input(2), Dense(1)] partial class Net { int Init; }")]
    public async Task EnumThatIsNotHidden_IsNoProblem(string declaration)
    {
        ToolchainResult result = await MarkedSource.ExpectAsync($"using NnGen; namespace Samples {{ {declaration} }}");

        Assert.NotEmpty(result.Run.GeneratedSources);
    }

    [Fact]
    public async Task SupportedHosts_AreEmitted()
    {
        ToolchainResult result = await MarkedSource.ExpectAsync(Nets.All);

        foreach (string name in (string[])["DigitNet", "Residual", "XorNet"])
        {
            Assert.Contains(result.Run.GeneratedSources, file => file.HintName.Contains(name, StringComparison.Ordinal));
        }

        Assert.Empty(result.CSharpErrors);
        result.AssertNoException();
    }

    [Fact]
    public async Task NamesThatDifferByCaseOnly_ReportNNG002AtBoth()
    {
        ToolchainResult result = await MarkedSource.ExpectAsync(
            $"namespace Samples {{ {Attributes} partial class {{|NNG002:Net|}} {{ }} {Attributes} partial class {{|NNG002:NET|}} {{ }} class net {{ }} {Attributes} partial class {{|NNG002:C|}}<T> {{ }} {Attributes} partial class C {{ }} }}",
            $"namespace Samples.Deep {{ partial class A {{ {Attributes} partial class {{|NNG002:B|}} {{ }} }} {Attributes} partial class C {{ }} }}",
            $"namespace Samples.DEEP {{ partial class a {{ {Attributes} partial class {{|NNG002:b|}} {{ }} }} {Attributes} partial class D {{ }} }}");

        result.AssertNoException();
        Assert.Contains(result.Found, diagnostic => diagnostic.GetMessage().Contains("named like the network 'Samples.NET' but for case", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Run.GeneratedSources, file => file.HintName.Contains("net", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("namespace Samples; public partial class Outer { @ private protected sealed partial class Net; }")]
    [InlineData("namespace Samples; class Base { protected Base() { } } partial class Outer : Base { @ partial class Net : Base; }")]
    [InlineData("namespace Samples.@event; @ partial class @class { }")]
    [InlineData("namespace Samples { partial class A { partial class B { partial class C { @ public partial class Net { } } } } }")]
    public async Task UnusualButSupportedHost_IsNoProblem(string source)
    {
        ToolchainResult result = await MarkedSource.ExpectAsync(source.Replace("@ ", Attributes + " "));

        Assert.NotEmpty(result.Run.GeneratedSources);
        Assert.Empty(result.CSharpErrors);
        result.AssertNoException();
    }

    private static async Task ExpectNothingEmitted(string source)
    {
        ToolchainResult result = await Expect(source);
        Assert.Empty(result.Run.GeneratedSources);
    }

    private static async Task<ToolchainResult> Expect(string source)
    {
        ToolchainResult result = await MarkedSource.ExpectAsync(source.Replace("@", Attributes));
        result.AssertNoException();
        return result;
    }
}
