using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NnGen.Generator;

/// <summary>
/// Takes two states of a project for equal where nothing that a declaration can mean has changed: all files declare the same types,
/// members, constants and attributes, and only bodies, comments and places differ.
/// </summary>
/// <remarks>
/// A declaration is read with C#'s own understanding of its attributes, which costs a third of a millisecond for each network, and any other
/// file may change what they mean: a constant, a class of the same name. With this comparer the pipeline reads declarations anew only
/// where one has changed somewhere; a keystroke in a method is a comparison of one file with what it was. The price is that the pipeline
/// holds on to the last state of the project that differed.
/// </remarks>
internal sealed class DeclarationComparer : IEqualityComparer<Compilation>
{
    /// <summary>The only one.</summary>
    public static DeclarationComparer Instance { get; } = new();

    private DeclarationComparer()
    {
    }

    /// <inheritdoc/>
    public bool Equals(Compilation? left, Compilation? right) =>
        ReferenceEquals(left, right)
        || (left is not null
            && right is not null
            && left.AssemblyName == right.AssemblyName
            && left.Options.Equals(right.Options)
            && left.References.SequenceEqual(right.References)
            && left.SyntaxTrees.SequenceEqual(right.SyntaxTrees, TreeComparer.Instance));

    /// <summary>Projects with equal declarations have the same name.</summary>
    public int GetHashCode(Compilation compilation) => compilation.AssemblyName?.GetHashCode() ?? 0;

    private sealed class TreeComparer : IEqualityComparer<SyntaxTree>
    {
        public static TreeComparer Instance { get; } = new();

        public bool Equals(SyntaxTree? left, SyntaxTree? right) =>
            ReferenceEquals(left, right)
            || (left is not null
                && right is not null
                && left.FilePath == right.FilePath
                && left.Options.Equals(right.Options)
                && SyntaxFactory.AreEquivalent(left, right, topLevel: true));

        public int GetHashCode(SyntaxTree tree) => tree.FilePath.GetHashCode();
    }
}
