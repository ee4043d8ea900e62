using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler.Model;

namespace NnGen.Generator.Diagnostics;

/// <summary>The analyzer's sink: turns problems into diagnostics, and knows where each node of the declaration stands.</summary>
/// <param name="classIdentifier">The place of problems that concern the class as a whole.</param>
/// <param name="report">Takes the diagnostics.</param>
internal sealed class DiagnosticSink(SyntaxToken classIdentifier, Action<Diagnostic> report) : ProblemSink
{
    private readonly List<AttributeSyntax> _nodes = [];

    /// <inheritdoc/>
    public override void Report(ProblemKind kind, SyntaxNodeOrToken where, Location? cause, params string[] arguments)
    {
        base.Report(kind, where, cause, arguments);
        report(Diagnostic.Create(Descriptors.Of(kind), where.GetLocation(), cause is null ? [] : [cause], arguments));
    }

    /// <inheritdoc/>
    public override void Place(AttributeSyntax node) => _nodes.Add(node);

    /// <summary>Takes a problem that the compiler found, at the attribute it names.</summary>
    public void Report(Problem problem)
    {
        bool atNode = problem.Node >= 0 && problem.Node < _nodes.Count;
        SyntaxNodeOrToken where = atNode ? _nodes[problem.Node] : classIdentifier;
        Report(problem.Kind, where, [.. problem.Arguments]);
    }
}
