using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NnGen.Compiler;
using NnGen.Compiler.Kernels.Cost;
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
    public ReadCandidate Read(IReadOnlyList<int> options, CancellationToken cancellation)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(CandidateText.File(space, options, Name), _options, cancellationToken: cancellation);
        Compilation compilation = project.AddSyntaxTrees(tree);
        SemanticModel model = compilation.GetSemanticModel(tree);
        ClassDeclarationSyntax part = tree.GetRoot(cancellation).DescendantNodes().OfType<ClassDeclarationSyntax>().First();
        if (FaultOfText(tree, cancellation) is { } fault || model.GetDeclaredSymbol(part, cancellation) is not { } host)
        {
            return new ReadCandidate(null, "the text is no C#");
        }

        var sink = new FirstProblem();
        ParsedNetwork parsed = NetworkParser.Parse(part, host, DeclaredAttributes.Of(host, part), model, sink, cancellation);
        if (sink.First is { } first)
        {
            return new ReadCandidate(null, first);
        }

        if (!parsed.IsComplete)
        {
            Diagnostic? error = model.GetDiagnostics(part.Span, cancellation).FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != "CS8795");
            return new ReadCandidate(null, error is null ? "it cannot be understood" : $"{error.Id}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
        }

        (NetworkCosts? costs, EquatableArray<Problem> problems) = NetworkCompiler.Assess(parsed.Declaration);
        Problem? problem = problems.FirstOrDefault(candidate => candidate.Kind.Severity == ProblemSeverity.Error);
        return problem is not null ? new ReadCandidate(null, $"{problem.Kind.Id}: {problem.Message}") { IsOverBudget = problem.Kind == ProblemKinds.OverBudget }
            : space.MostNanoseconds > 0 && costs!.Nanoseconds > space.MostNanoseconds ? new ReadCandidate(null, $"a prediction takes {ConstantText.Of(Math.Round(costs.Nanoseconds))} ns by the cost model, more than {ConstantText.Of(space.MostNanoseconds)}") { IsOverBudget = true }
            : new ReadCandidate(costs, null);
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

/// <summary>What is known of a candidate.</summary>
/// <param name="Costs">What it costs; null where it is no network, or costs too much.</param>
/// <param name="Fault">Why; null where there is none.</param>
internal sealed record ReadCandidate(NetworkCosts? Costs, string? Fault)
{
    /// <summary>Whether it is a network, but costs too much.</summary>
    public bool IsOverBudget { get; init; }
}
