using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NnGen.Generator.Parsing;

/// <summary>The types that a file declares.</summary>
internal static class TypeDeclarations
{
    /// <summary>All of them, in text order. No member is looked into: what is as long as a kernel costs no more than its class.</summary>
    public static IEnumerable<TypeDeclarationSyntax> Of(SyntaxTree tree, CancellationToken cancellation) =>
        tree.GetRoot(cancellation)
            .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<TypeDeclarationSyntax>();
}
