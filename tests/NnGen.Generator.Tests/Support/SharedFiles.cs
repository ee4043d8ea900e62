using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Generator.Tests.Emitted;

namespace NnGen.Generator.Tests.Support;

/// <summary>The kernels that networks share, of several runs of the generator: as one run over all of them would emit.</summary>
internal static class SharedFiles
{
    /// <summary>Each kernel once; files of one name become one.</summary>
    public static IEnumerable<SyntaxTree> Together(IEnumerable<GeneratorRunResult> runs) => runs
        .Where(run => !run.GeneratedSources.IsDefault)
        .SelectMany(run => run.GeneratedSources)
        .Where(EmittedNet.IsShared)
        .GroupBy(file => file.HintName, StringComparer.Ordinal)
        .Select(files => Union([.. files.Select(file => file.SyntaxTree)]));

    private static SyntaxTree Union(IReadOnlyList<SyntaxTree> trees)
    {
        ClassDeclarationSyntax Class(SyntaxTree tree) => tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().First();
        IEnumerable<MemberDeclarationSyntax> members = trees.SelectMany(tree => Class(tree).Members).GroupBy(Name, StringComparer.Ordinal).Select(equal => equal.First());
        return trees[0].WithRootAndOptions(trees[0].GetRoot().ReplaceNode(Class(trees[0]), Class(trees[0]).WithMembers([.. members])), trees[0].Options);
    }

    private static string Name(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        _ => member.ToString(),
    };
}
