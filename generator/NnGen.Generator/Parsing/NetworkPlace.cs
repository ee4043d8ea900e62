using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NnGen.Generator.Parsing;

/// <summary>Where a class stands that looks like a network, or like a family of them: counted, so that it holds nothing of Roslyn and outlives edits of bodies.</summary>
/// <param name="File">The number of the file in the project.</param>
/// <param name="Class">The number of the class among those of the file that look like that.</param>
internal readonly record struct NetworkPlace(int File, int Class)
{
    /// <summary>Whether a class looks like a network by the names of its attributes: no question to C#, so it costs next to nothing.</summary>
    /// <remarks>An alias that a global using of another file declares is found by the attributes beside it, of which a network has at least an input.</remarks>
    public static bool IsLikely(SyntaxNode node) => node is ClassDeclarationSyntax { AttributeLists.Count: > 0 } part && AttributeNames.MayBearNetwork(part);

    /// <summary>The same of a class or record that looks like a family of networks.</summary>
    public static bool IsLikelyFamily(SyntaxNode node) => node is TypeDeclarationSyntax { AttributeLists.Count: > 0 } part and (ClassDeclarationSyntax or RecordDeclarationSyntax) && AttributeNames.MayBearFamily(part);

    /// <summary>The place of a class that looks like a network.</summary>
    public static NetworkPlace Of(GeneratorSyntaxContext context, CancellationToken cancellation) => Of(context, IsLikely, cancellation);

    /// <summary>The place of a class that looks like a family.</summary>
    public static NetworkPlace OfFamily(GeneratorSyntaxContext context, CancellationToken cancellation) => Of(context, IsLikelyFamily, cancellation);

    private static NetworkPlace Of(GeneratorSyntaxContext context, Func<SyntaxNode, bool> isLikely, CancellationToken cancellation)
    {
        int file = 0;
        foreach (SyntaxTree tree in context.SemanticModel.Compilation.SyntaxTrees)
        {
            if (tree == context.Node.SyntaxTree)
            {
                break;
            }

            file++;
        }

        int number = Likely(context.Node.SyntaxTree, isLikely, cancellation).TakeWhile(part => part != context.Node).Count();
        return new NetworkPlace(file, number);
    }

    /// <summary>The class at this place, in a project whose files declare the same as the one that the place is of.</summary>
    public ClassDeclarationSyntax Find(Compilation compilation, CancellationToken cancellation) =>
        (ClassDeclarationSyntax)Likely(compilation.SyntaxTrees.ElementAt(File), IsLikely, cancellation).ElementAt(Class);

    /// <summary>The same, of the place of a family.</summary>
    public TypeDeclarationSyntax FindFamily(Compilation compilation, CancellationToken cancellation) =>
        Likely(compilation.SyntaxTrees.ElementAt(File), IsLikelyFamily, cancellation).ElementAt(Class);

    private static IEnumerable<TypeDeclarationSyntax> Likely(SyntaxTree tree, Func<SyntaxNode, bool> isLikely, CancellationToken cancellation) =>
        TypeDeclarations.Of(tree, cancellation).Where(part => isLikely(part));
}
