using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler;
using NnGen.Compiler.Model;
using NnGen.Compiler.Model.Spaces;
using NnGen.Compiler.Print;
using NnGen.Generator.Diagnostics;
using NnGen.Generator.Hosts;
using NnGen.Generator.Parsing;

namespace NnGen.Generator.Spaces;

/// <summary>What the analyzer says of a family.</summary>
internal static class FamilyCheck
{
    /// <summary>Checks a class that bears <c>[Family]</c> and is no space.</summary>
    public static void OfStray(INamedTypeSymbol host, DeclaredAttributes attributes, ProblemSink sink) =>
        sink.Report(ProblemKinds.BadChoice, attributes.Family!, "[Family]", $"stands on {host.Name}, which is no space of networks", "write [SearchSpace] beside it and let a node choose, or remove it");

    /// <summary>Checks a family whose space makes sense.</summary>
    public static void OfFamily(INamedTypeSymbol host, AttributeSyntax family, SpaceDeclaration space, Compilation project, ProblemSink sink, CancellationToken cancellation)
    {
        if (!HostRules.CheckCompletable((TypeDeclarationSyntax)family.Parent!.Parent!, host, sink))
        {
            return;
        }

        if (Clash(host) is { } clash)
        {
            sink.Report(ProblemKinds.MemberClash, family, host.Name, $"has the member '{clash}'");
            return;
        }

        FamilyDeclaration declared = FamilyReader.Read(space, project, cancellation);
        if (declared.Combinations > FamilyCompiler.MostCombinations)
        {
            TooLarge(host, family, ConstantText.Of(declared.Combinations), "combinations of choices", FamilyCompiler.MostCombinations, sink);
            return;
        }

        AssessedFamily assessed = FamilyCompiler.Assess(declared, cancellation);
        if (assessed.Members.Count > FamilyCompiler.MostMembers)
        {
            TooLarge(host, family, ConstantText.Of(assessed.Members.Count), "networks", FamilyCompiler.MostMembers, sink);
        }
        else if (assessed.Members.Count == 0)
        {
            sink.Report(ProblemKinds.NoCandidate, family, ConstantText.Of(declared.Candidates.Count), host.Name, assessed.Fault!);
        }
    }

    /// <summary>Whether no other part of the class can be written: it is not partial, or something stands under a name that is emitted.</summary>
    public static bool CannotBeCompleted(INamedTypeSymbol host)
    {
        var sink = new ProblemSink();
        bool isCompletable = host.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<TypeDeclarationSyntax>().All(part => HostRules.CheckCompletable(part, host, sink));
        return !isCompletable || Clash(host) is not null;
    }

    private static void TooLarge(INamedTypeSymbol host, AttributeSyntax family, string count, string what, int most, ProblemSink sink) => sink.Report(
        ProblemKinds.FamilyTooLarge,
        family,
        host.Name,
        count,
        what,
        ConstantText.Of(most),
        "leave less open, say with [Budget] what a network may cost, or remove [Family] and search with nngen search, which compiles what it tries");

    private static string? Clash(INamedTypeSymbol host) => host.GetMembers(FamilyPrinter.Members).FirstOrDefault(member => !MemberRules.IsEmitted(member))?.Name;
}
