using Microsoft.CodeAnalysis;
using NnGen.Compiler.Model;
using NnGen.Generator.Parsing;

namespace NnGen.Generator.Diagnostics;

/// <summary>What the parser tells its findings to. This one, the generator's, only remembers whether there was an error.</summary>
internal class ProblemSink
{
    /// <summary>Whether an error was reported.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Takes a problem.</summary>
    /// <param name="kind">What is wrong.</param>
    /// <param name="where">The attribute or identifier at fault.</param>
    /// <param name="arguments">What fills the message's holes.</param>
    public void Report(ProblemKind kind, SyntaxNodeOrToken where, params string[] arguments) => Report(kind, where, cause: null, arguments);

    /// <summary>Takes a problem whose cause stands elsewhere, in another file perhaps.</summary>
    /// <param name="kind">What is wrong.</param>
    /// <param name="where">The attribute or identifier at fault.</param>
    /// <param name="cause">Where the cause stands; null where it is the place itself.</param>
    /// <param name="arguments">What fills the message's holes.</param>
    public virtual void Report(ProblemKind kind, SyntaxNodeOrToken where, Location? cause, params string[] arguments) =>
        HasErrors |= kind.Severity == ProblemSeverity.Error;

    /// <summary>Takes the place of <c>[Network]</c>, or of the next node of the declaration.</summary>
    public virtual void Place(DeclaredAttribute attribute)
    {
    }

    /// <summary>Takes the place of the next node of the declaration, which is one of a block.</summary>
    /// <param name="use">Where the network uses the block.</param>
    /// <param name="node">Which node of which block it is: the same in each turn.</param>
    /// <param name="cause">Where it is declared; null where that is another assembly.</param>
    public virtual void PlaceInBlock(DeclaredAttribute use, string node, Location? cause)
    {
    }
}
