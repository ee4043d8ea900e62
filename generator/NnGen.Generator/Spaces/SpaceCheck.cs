using Microsoft.CodeAnalysis;
using NnGen.Compiler;
using NnGen.Compiler.Model;
using NnGen.Compiler.Model.Spaces;
using NnGen.Generator.Diagnostics;
using NnGen.Generator.Parsing;

namespace NnGen.Generator.Spaces;

/// <summary>What the analyzer says of a space and of blocks that only spaces can use.</summary>
internal static class SpaceCheck
{
    /// <summary>Networks of a space are tried until one can be compiled, this many at most.</summary>
    private const int MostTried = 16;

    /// <summary>Checks a space, and whether any of its networks can be compiled.</summary>
    public static void OfSpace(INamedTypeSymbol host, DeclaredAttributes attributes, Compilation project, ProblemSink sink, CancellationToken cancellation)
    {
        if (attributes.OtherPartsBearNodes)
        {
            sink.Report(ProblemKinds.SeveralParts, attributes.Space!, host.Name, "SearchSpace");
            return;
        }

        var reader = new SpaceReader(host, At(attributes.Space!, sink));
        SpaceDeclaration space = reader.Read();
        if (!reader.IsSound || attributes.HasUnknown || attributes.All.Any(attribute => attribute.Data.AttributeConstructor is null))
        {
            return;
        }

        if (attributes.Family is { } family)
        {
            FamilyCheck.OfFamily(host, family, space, project, sink, cancellation);
            return;
        }

        var candidates = new CandidateReader(project, space);
        string? first = null;
        int tried = 0;
        foreach (int[] options in Tries(space))
        {
            CandidateCosts read = candidates.Read(options, cancellation);
            if (read.Fault is null)
            {
                return;
            }

            first ??= read.Fault;
            tried++;
        }

        sink.Report(ProblemKinds.NoCandidate, attributes.Space!, ConstantText.Of(tried), host.Name, first!);
    }

    /// <summary>Checks a block with choices.</summary>
    public static void OfBlock(INamedTypeSymbol host, ProblemSink sink) => new SpaceReader(host, At(null, sink)).CheckBlock();

    private static Action<AttributeData, ProblemKind, string[]> At(SyntaxNode? otherwise, ProblemSink sink) => (attribute, kind, arguments) =>
    {
        // What stands in a block of another assembly is told at the space.
        if ((attribute.ApplicationSyntaxReference?.GetSyntax() ?? otherwise) is { } syntax)
        {
            sink.Report(kind, syntax, arguments);
        }
    };

    /// <summary>The first options of all choices, then the last, then others far from one another.</summary>
    private static IEnumerable<int[]> Tries(SpaceDeclaration space)
    {
        for (int i = 0; i < MostTried && i < space.Count; i++)
        {
            int turn = i;
            yield return [.. space.Choices.Select((choice, place) => turn == 0 ? 0 : turn == 1 ? choice.Options.Count - 1 : (turn * (place + 1) + (turn / 2)) % choice.Options.Count)];
        }
    }
}
