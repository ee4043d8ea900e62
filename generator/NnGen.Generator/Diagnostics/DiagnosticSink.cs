using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler.Model;
using NnGen.Generator.Parsing;

namespace NnGen.Generator.Diagnostics;

/// <summary>The analyzer's sink: turns problems into diagnostics, and knows where each node of the declaration stands.</summary>
/// <param name="classIdentifier">The place of problems that concern the class as a whole.</param>
/// <param name="report">Takes the diagnostics.</param>
internal sealed class DiagnosticSink(SyntaxToken classIdentifier, Action<Diagnostic> report) : ProblemSink
{
    private readonly List<(DeclaredAttribute Attribute, string? BlockNode, Location? Cause)> _nodes = [];

    /// <summary>What was reported of nodes of blocks: once, however many turns a block has.</summary>
    private readonly HashSet<(AttributeSyntax, string, ProblemKind)> _ofBlocks = [];

    private DeclaredAttribute? _network;
    private DeclaredAttribute? _budget;

    /// <inheritdoc/>
    public override void Report(ProblemKind kind, SyntaxNodeOrToken where, Location? cause, params string[] arguments)
    {
        base.Report(kind, where, cause, arguments);
        report(Diagnostic.Create(Descriptors.Of(kind), where.GetLocation(), cause is null ? [] : [cause], arguments));
    }

    /// <inheritdoc/>
    public override void Place(DeclaredAttribute attribute)
    {
        if (attribute.IsNetwork)
        {
            _network ??= attribute;
        }
        else if (attribute.IsBudget)
        {
            _budget ??= attribute;
        }
        else
        {
            _nodes.Add((attribute, null, null));
        }
    }

    /// <inheritdoc/>
    public override void PlaceInBlock(DeclaredAttribute use, string node, Location? cause) => _nodes.Add((use, node, cause));

    /// <summary>Takes a problem that the compiler found, at the argument it names, or at the attribute where that was left out.</summary>
    public void Report(Problem problem)
    {
        (DeclaredAttribute Attribute, string? BlockNode, Location? Cause)? found = problem.Node >= 0 && problem.Node < _nodes.Count ? _nodes[problem.Node] : null;
        if (found is { BlockNode: { } ofBlock } inBlock)
        {
            // At the use of the block, with the node's name in words, and beside it where the node stands.
            // Other arguments than Shared are the node's own.
            SyntaxNode? shared = problem.Option == "Shared" ? ArgumentPlaces.Find(inBlock.Attribute, "Shared", problem.Element) : null;
            if (_ofBlocks.Add((inBlock.Attribute.Syntax, ofBlock, problem.Kind)))
            {
                Report(problem.Kind, shared ?? inBlock.Attribute.Syntax, inBlock.Cause, [.. problem.Arguments]);
            }

            return;
        }

        DeclaredAttribute? node = problem.Node == Problem.AtBudget ? _budget : found?.Attribute;
        DeclaredAttribute? attribute = problem.Node == -1 ? _network : node;
        SyntaxNode? argument = problem.Option is { } option && attribute is not null ? ArgumentPlaces.Find(attribute, option, problem.Element) : null;
        SyntaxNodeOrToken where = argument is not null ? argument : node is not null ? node.Syntax : classIdentifier;
        Report(problem.Kind, where, [.. problem.Arguments]);
    }
}
