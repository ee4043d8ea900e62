using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NnGen.Generator.Parsing;

/// <summary>Where a class stands that looks like a network: counted, so that it holds nothing of Roslyn and outlives edits of bodies.</summary>
/// <param name="File">The number of the file in the project.</param>
/// <param name="Class">The number of the class among those of the file that look like networks.</param>
internal readonly record struct NetworkPlace(int File, int Class)
{
    /// <summary>Whether a class looks like a network by the names of its attributes: no question to C#, so it costs next to nothing.</summary>
    /// <remarks>An alias that a global using of another file declares is found by the attributes beside it, of which a network has at least an input.</remarks>
    public static bool IsLikely(SyntaxNode node) => node is ClassDeclarationSyntax { AttributeLists.Count: > 0 } part && AttributeNames.MayBearNetwork(part);

    /// <summary>The place of a class that looks like a network.</summary>
    public static NetworkPlace Of(GeneratorSyntaxContext context, CancellationToken cancellation)
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

        int number = Likely(context.Node.SyntaxTree, cancellation).TakeWhile(part => part != context.Node).Count();
        return new NetworkPlace(file, number);
    }

    /// <summary>The class at this place, in a project whose files declare the same as the one that the place is of.</summary>
    public ClassDeclarationSyntax Find(Compilation compilation, CancellationToken cancellation) =>
        Likely(compilation.SyntaxTrees.ElementAt(File), cancellation).ElementAt(Class);

    private static IEnumerable<ClassDeclarationSyntax> Likely(SyntaxTree tree, CancellationToken cancellation) =>
        TypeDeclarations.Of(tree, cancellation).OfType<ClassDeclarationSyntax>().Where(IsLikely);
}
