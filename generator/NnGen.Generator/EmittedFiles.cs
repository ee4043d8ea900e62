using Microsoft.CodeAnalysis;

namespace NnGen.Generator;

/// <summary>Tells the files that this generator has written from the user's, which importers may have written.</summary>
internal static class EmittedFiles
{
    private static readonly string s_generator = typeof(NetworkGenerator).FullName!;

    /// <summary>Whether the generator has written the file: Roslyn puts its files into a folder with its name.</summary>
    public static bool Has(SyntaxTree tree) => Path.GetFileName(Path.GetDirectoryName(tree.FilePath)) == s_generator;
}
