using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler;
using NnGen.Compiler.Model;
using NnGen.Compiler.Model.Spaces;
using NnGen.Compiler.Print;
using NnGen.Generator.Diagnostics;
using NnGen.Generator.Parsing;

namespace NnGen.Generator.Spaces;

/// <summary>
/// Says of a candidate whether it is a network, and what it costs, by the parser and the graph of any network, before any C# of it is written.
/// </summary>
/// <param name="project">The project that the space is of, or one that refers to its assembly.</param>
/// <param name="space">The space.</param>
internal sealed class CandidateReader(Compilation project, SpaceDeclaration space)
{
    /// <summary>A name that no class of the project has, not even the pasted best.</summary>
    private const string Name = "NnGenCandidate";

    private readonly CSharpParseOptions _options = (CSharpParseOptions?)project.SyntaxTrees.FirstOrDefault()?.Options ?? new CSharpParseOptions(LanguageVersion.CSharp13);

    /// <summary>Reads a candidate.</summary>
    /// <param name="options">The option of each choice.</param>
    /// <param name="cancellation">Ends it with an <see cref="OperationCanceledException"/>.</param>
    public CandidateCosts Read(IReadOnlyList<int> options, CancellationToken cancellation)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(CandidateText.File(space, options, Name), _options, cancellationToken: cancellation);
        Compilation compilation = project.AddSyntaxTrees(tree);
        SemanticModel model = compilation.GetSemanticModel(tree);
        ClassDeclarationSyntax part = tree.GetRoot(cancellation).DescendantNodes().OfType<ClassDeclarationSyntax>().First();
        if (FaultOfText(tree, cancellation) is { } fault || model.GetDeclaredSymbol(part, cancellation) is not { } host)
        {
            return new CandidateCosts(null, "the text is no C#");
        }

        (NetworkDeclaration? network, string? problem) = ReadNetwork(part, host, model, cancellation);
        return network is null ? new CandidateCosts(null, problem) : CandidateCosts.Of(space, network);
    }

    /// <summary>The network that a class declares, or why it declares none.</summary>
    /// <param name="part">The class.</param>
    /// <param name="host">The same as C# understands it.</param>
    /// <param name="model">What C# knows of the file.</param>
    /// <param name="cancellation">Ends it with an <see cref="OperationCanceledException"/>.</param>
    public static (NetworkDeclaration? Network, string? Fault) ReadNetwork(ClassDeclarationSyntax part, INamedTypeSymbol host, SemanticModel model, CancellationToken cancellation)
    {
        var sink = new FirstProblem();
        ParsedNetwork parsed = NetworkParser.Parse(part, host, DeclaredAttributes.Of(host, part), model, sink, cancellation);
        if (sink.First is { } first)
        {
            return (null, first);
        }

        if (!parsed.IsComplete)
        {
            Diagnostic? error = model.GetDiagnostics(part.Span, cancellation).FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != "CS8795");
            return (null, error is null ? "it cannot be understood" : $"{error.Id}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
        }

        return (parsed.Declaration, null);
    }

    private static Diagnostic? FaultOfText(SyntaxTree tree, CancellationToken cancellation) => tree.GetDiagnostics(cancellation).FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private sealed class FirstProblem : ProblemSink
    {
        public string? First { get; private set; }

        public override void Report(ProblemKind kind, SyntaxNodeOrToken where, Location? cause, params string[] arguments)
        {
            base.Report(kind, where, cause, arguments);
            if (kind.Severity == ProblemSeverity.Error)
            {
                First ??= $"{kind.Id}: {string.Format(System.Globalization.CultureInfo.InvariantCulture, kind.MessageFormat, [.. arguments])}";
            }
        }
    }
}
