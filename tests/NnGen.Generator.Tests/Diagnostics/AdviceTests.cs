using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NnGen.Generator.Tests.Emitted;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Diagnostics;

/// <summary>What advice does to a build: nothing. And it is to be had from the analyzer alone.</summary>
public class AdviceTests
{
    private const string Source = """
        using NnGen;

        namespace Samples;

        [Network(TrainingSamples = 5)]
        [Input(4)]
        [Dense(16)]
        [{|NNG201:Dense(1)|}, {|NNG204:Sigmoid|}]
        [MeanSquaredErrorLoss]
        partial class {|NNG209:Net|};
        """;

    [Fact]
    public async Task Advice_IsInformationAndTheNetworkIsEmitted()
    {
        ToolchainResult result = await MarkedSource.ExpectAsync(Source);

        Assert.All(result.Found, diagnostic => Assert.Equal(DiagnosticSeverity.Info, diagnostic.Severity));
        Assert.Empty(result.Run.Diagnostics);
        Assert.Equal(3, result.Run.GeneratedSources.Count(file => !EmittedNet.IsShared(file)));
        Assert.Empty(result.CSharpErrors);
    }

    /// <summary>What a recurrent layer has left is no node of the declaration, and advice goes on over it.</summary>
    [Fact]
    public async Task NetworkThatTakesAState_GetsAdvice() =>
        await MarkedSource.ExpectAsync("using NnGen; namespace Samples; [Network, Input(5, 3), GRU(4, Name = \"e\"), Dense(3, From = \"e.h_n\"), {|NNG207:Dropout(0.5)|}, Softmax] partial class Net;");

    [Fact]
    public async Task WarningsAsErrors_LeaveAdviceInformation()
    {
        ToolchainResult result = await MarkedSource.ExpectAsync(Source);
        Compilation strict = result.Output.WithOptions(TestCompilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Error));

        IEnumerable<Diagnostic> found = await strict.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync();

        Assert.Equal(result.Ids, found.Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal));
        Assert.All(found, diagnostic => Assert.Equal(DiagnosticSeverity.Info, diagnostic.Severity));
    }

    [Fact]
    public async Task Pragma_SilencesAdvice()
    {
        string source = "using NnGen; namespace Samples;\n#pragma warning disable NNG204\n[Network, Input(4), Dense(1), Sigmoid, MeanSquaredErrorLoss]\n#pragma warning restore NNG204\npartial class Net;";

        ToolchainResult result = await Toolchain.RunAsync(source);

        Assert.DoesNotContain(result.Found, diagnostic => !diagnostic.IsSuppressed);
    }

    /// <summary>What compiles is improved only once it compiles.</summary>
    [Fact]
    public async Task DeclarationWithAnError_GetsNoAdvice() =>
        await MarkedSource.ExpectAsync("using NnGen; namespace Samples; [Network, Input(4), Dense(16), Dense(8), Tanh, Dense(3), Softmax, {|NNG024:BinaryCrossEntropyLoss|}] partial class Net;");

    [Fact]
    public async Task NetworkThatOnlyPredicts_GetsNoAdviceOnTraining() =>
        await MarkedSource.ExpectAsync("using NnGen; namespace Samples; [Network(Emit = Emit.Inference, TrainingSamples = 1), Input(4), Dense(16), Dense(3), Dropout(0.5), Tanh, MeanSquaredErrorLoss] partial class Net;");

    [Fact]
    public async Task NetworkThatOnlyPredicts_IsToldOfAConstantOutput() =>
        await MarkedSource.ExpectAsync("using NnGen; namespace Samples; [Network(Emit = Emit.Inference), Input(4), Dense(1), {|NNG206:LogSoftmax|}, Dense(3)] partial class Net;");

    /// <summary>The samples of this repository follow the advice, or say in the source where they mean to do otherwise.</summary>
    [Fact]
    public async Task Samples_GetNoAdvice()
    {
        string[] files = [.. Directory.GetFiles(Path.Combine(Repository.Root, "samples"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin"))];

        // Weights that are compiled in come from the project's build, which this is not.
        CSharpCompilation compilation = TestCompilation.Create([.. files.Select(File.ReadAllText).Where(text => text.Contains("[Network", StringComparison.Ordinal))
            .Select(text => text.Replace(", Weights = WeightSource.Embedded", "", StringComparison.Ordinal))]);

        IEnumerable<Diagnostic> found = await compilation.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync();

        Assert.NotEmpty(compilation.SyntaxTrees);
        Assert.DoesNotContain(found, diagnostic => !diagnostic.IsSuppressed);
    }
}
