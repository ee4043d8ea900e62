using Microsoft.CodeAnalysis;
using NnGen.Compiler;
using NnGen.Compiler.Model;
using NnGen.Generator.Diagnostics;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Diagnostics;

/// <summary>Faults of the compiler are a diagnostic, never an exception.</summary>
public class FaultTests
{
    /// <summary>An attribute of the user's own can have an argument that no declaration can hold: the parser then throws.</summary>
    [Fact]
    public async Task ParserThatThrows_ReportsNNG099AtTheClassAndEmitsNothing()
    {
        ToolchainResult result = await MarkedSource.ExpectAsync("""
            using NnGen;
            namespace Samples;
            [Network, Input(1), Strange('3')] partial class {|NNG099:Net|};
            public sealed class StrangeAttribute(char number) : LayerAttribute { public char Number => number; }
            """);

        Assert.Null(result.Run.Exception);
        Assert.Empty(result.Run.GeneratedSources);
        string message = result.Found.Single().GetMessage();
        Assert.Contains("NotSupportedException: The argument Number has the type char", message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void EmissionThatThrows_IsReportedUnlessTheAnalyzerDoesSo()
    {
        Emission reported = Emission.Of(Declaration, emit: ThrowNetwork, check: static _ => default);
        Emission silent = Emission.Of(Declaration, emit: ThrowNetwork, check: Throw<Problem>);

        Assert.Equal("Samples.Net", reported.Host);
        Assert.Empty(reported.Files);
        Assert.StartsWith("InvalidOperationException: broken at ", reported.Failure);
        Assert.Equal(reported, Emission.Of(Declaration, emit: ThrowNetwork, check: static _ => default));
        Assert.Null(silent.Failure);
        Assert.Empty(silent.Files);
    }

    [Fact]
    public void CancelledEmission_StaysCancelled() =>
        Assert.Throws<OperationCanceledException>(() => Emission.Of(Declaration, emit: static _ => throw new OperationCanceledException(), check: static _ => default));

    [Fact]
    public void EmissionThatIsWantedNoMore_Stops() =>
        Assert.Throws<OperationCanceledException>(() => Emission.Of(Declaration, new CancellationToken(canceled: true)));

    [Fact]
    public void Describe_StaysOnOneLineAndNamesThePlace()
    {
        try
        {
            throw new InvalidOperationException("a\r\nb");
        }
        catch (InvalidOperationException exception)
        {
            string text = InternalErrors.Describe(exception);
            Assert.StartsWith("InvalidOperationException: a  b at NnGen.Generator.Tests", text);
            Assert.DoesNotContain('\n', text);
        }
    }

    [Fact]
    public void ProblemAtAnUnknownNode_IsReportedAtTheClass()
    {
        var found = new List<Diagnostic>();
        SyntaxToken identifier = Microsoft.CodeAnalysis.CSharp.SyntaxFactory.Identifier("Net");
        var sink = new DiagnosticSink(identifier, found.Add);

        sink.Report(new Problem(ProblemKinds.MissingInput, 3, new EquatableArray<string>("Net")));

        Assert.Equal("NNG010", Assert.Single(found).Id);
        Assert.True(sink.HasErrors);
    }

    private static NetworkDeclaration Declaration { get; } = new() { Host = new HostDeclaration("Samples", default, "Net") };

    private static EmittedNetwork ThrowNetwork(NetworkDeclaration declaration) => throw new InvalidOperationException("broken");

    private static EquatableArray<T> Throw<T>(NetworkDeclaration declaration)
        where T : notnull => throw new InvalidOperationException("broken");
}
