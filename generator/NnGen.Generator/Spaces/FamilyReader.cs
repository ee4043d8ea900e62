using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler;
using NnGen.Compiler.Model;
using NnGen.Compiler.Model.Spaces;
using NnGen.Compiler.Print;
using NnGen.Generator.Parsing;

namespace NnGen.Generator.Spaces;

/// <summary>
/// Reads a class with <c>[SearchSpace]</c> and <c>[Family]</c>. Its candidates are read from the file that will declare them, which is added to the project for that: a generator does not see what it
/// writes, and so one text and one parser serve members and all other networks.
/// </summary>
internal static class FamilyReader
{
    /// <summary>The family of which a class is the part with <c>[Family]</c>; null where it is none, or its space makes no sense, or it cannot be completed.</summary>
    public static FamilyDeclaration? Read(TypeDeclarationSyntax part, Compilation compilation, CancellationToken cancellation)
    {
        SemanticModel model = compilation.GetSemanticModel(part.SyntaxTree);
        if (model.GetDeclaredSymbol(part, cancellation) is not { } host)
        {
            return null;
        }

        // With two [Family] (an error of C#), the first part is the family, so that no file is added twice.
        AttributeSyntax? first = host.GetAttributes()
            .Where(attribute => attribute.AttributeClass is { } type && AttributeKinds.IsFamily(type))
            .Select(attribute => attribute.ApplicationSyntaxReference?.GetSyntax(cancellation))
            .OfType<AttributeSyntax>()
            .FirstOrDefault();
        bool isSpace = host.GetAttributes().Any(attribute => attribute.AttributeClass is { } type && AttributeKinds.IsSpace(type));
        if (first?.Parent?.Parent != part || !isSpace || FamilyCheck.CannotBeCompleted(host))
        {
            return null;
        }

        var reader = new SpaceReader(host, static (_, _, _) => { });
        SpaceDeclaration space = reader.Read();
        return reader.IsSound ? Read(space, compilation, cancellation) : null;
    }

    /// <summary>The family of a space.</summary>
    public static FamilyDeclaration Read(SpaceDeclaration space, Compilation compilation, CancellationToken cancellation)
    {
        double combinations = SpaceCombinations.CountOf(space);
        if (combinations > FamilyCompiler.MostCombinations)
        {
            return new FamilyDeclaration(space, combinations, default);
        }

        IReadOnlyList<FamilyCandidate> candidates = FamilyPrinter.Name(space);
        var options = (CSharpParseOptions?)compilation.SyntaxTrees.FirstOrDefault()?.Options;
        SyntaxTree tree = CSharpSyntaxTree.ParseText(FamilyPrinter.Declarations(space, candidates), options, cancellationToken: cancellation);

        // The analyzer's project has the file already, with the members of before.
        string written = FamilyPrinter.FileName(space.Host);
        Compilation project = compilation
            .RemoveSyntaxTrees(compilation.SyntaxTrees.Where(other => EmittedFiles.Has(other) && Path.GetFileName(other.FilePath) == written))
            .AddSyntaxTrees(tree);
        SemanticModel model = project.GetSemanticModel(tree);
        ILookup<string, ClassDeclarationSyntax> classes = tree.GetRoot(cancellation).DescendantNodes().OfType<ClassDeclarationSyntax>().ToLookup(part => part.Identifier.ValueText);
        return new FamilyDeclaration(space, combinations, new(candidates.Select(candidate => Read(candidate, classes[candidate.Name].LastOrDefault(), model, cancellation))));
    }

    private static FamilyCandidate Read(FamilyCandidate candidate, ClassDeclarationSyntax? part, SemanticModel model, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (part is null || part.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) || model.GetDeclaredSymbol(part, cancellation) is not { } host)
        {
            return candidate with { Fault = "the text is no C#" };
        }

        (NetworkDeclaration? network, string? fault) = CandidateReader.ReadNetwork(part, host, model, cancellation);
        return candidate with { Declaration = network, Fault = fault };
    }
}
