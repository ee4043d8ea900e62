using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Generator.Parsing;

namespace NnGen.Generator;

/// <summary>
/// Takes two states of a project for equal where nothing that a declaration can mean has changed: all files declare the same types,
/// members, constants and attributes, and only bodies, comments and places differ. The bodies of methods that networks may compute with, static ones of numbers, count too.
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
                && SyntaxFactory.AreEquivalent(left, right, topLevel: true)
                && Formulas(left).SequenceEqual(Formulas(right), FormulaComparer.Instance));

        public int GetHashCode(SyntaxTree tree) => tree.FilePath.GetHashCode();

        /// <summary>The methods that may be functions of networks and blocks, whose bodies are a part of the declaration.</summary>
        private static IEnumerable<MethodDeclarationSyntax> Formulas(SyntaxTree tree) =>
            TypeDeclarations.Of(tree, CancellationToken.None)
                .Where(FunctionReader.MayHoldFormulas)
                .SelectMany(type => type.Members)
                .OfType<MethodDeclarationSyntax>()
                .Where(FunctionReader.MayBeFormula);
    }

    private sealed class FormulaComparer : IEqualityComparer<MethodDeclarationSyntax>
    {
        public static FormulaComparer Instance { get; } = new();

        public bool Equals(MethodDeclarationSyntax? left, MethodDeclarationSyntax? right) => SyntaxFactory.AreEquivalent(left, right, topLevel: false);

        public int GetHashCode(MethodDeclarationSyntax method) => method.Identifier.ValueText.GetHashCode();
    }
}
