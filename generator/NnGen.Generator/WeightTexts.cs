using Microsoft.CodeAnalysis;
using NnGen.Compiler.Model;

namespace NnGen.Generator;

/// <summary>The texts that the build writes about files of weights, since generators and analyzers may read none themselves.</summary>
internal static class WeightTexts
{
    /// <summary>Whether a file of the project is such a text.</summary>
    public static bool IsOne(string path) => path.EndsWith(WeightHeader.Suffix, StringComparison.Ordinal);

    /// <summary>Reads one; null where it is none that this version understands.</summary>
    public static WeightHeader? Read(AdditionalText text, CancellationToken cancellation) =>
        text.GetText(cancellation) is { } content ? WeightHeader.Parse(content.ToString()) : null;

    /// <summary>A declaration with the weights that are for it; as it is where it asks for none.</summary>
    public static NetworkDeclaration Give(NetworkDeclaration declaration, IEnumerable<WeightHeader> all) => WeightHeader.AreWanted(declaration)
        ? declaration with { Weights = new(all.Where(weights => weights.Class == declaration.Host.FullName)) }
        : declaration;

    /// <summary>The same from the files of a project.</summary>
    public static NetworkDeclaration Give(NetworkDeclaration declaration, IEnumerable<AdditionalText> files, CancellationToken cancellation) => WeightHeader.AreWanted(declaration)
        ? Give(declaration, files.Where(file => IsOne(file.Path)).Select(file => Read(file, cancellation)).OfType<WeightHeader>())
        : declaration;
}
