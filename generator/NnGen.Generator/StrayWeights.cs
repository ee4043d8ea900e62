using Microsoft.CodeAnalysis;
using NnGen.Compiler.Model;
using NnGen.Generator.Diagnostics;
using NnGen.Generator.Parsing;

namespace NnGen.Generator;

/// <summary>Files of weights that the project names for a class that does not take them: without a word, they would be left out.</summary>
internal static class StrayWeights
{
    private const int MostNames = 5;

    /// <summary>What is wrong with the files of a project. Where it names none, nothing is asked.</summary>
    public static IEnumerable<Diagnostic> Of(Compilation compilation, IEnumerable<AdditionalText> files, CancellationToken cancellation)
    {
        foreach (WeightHeader weights in files.Where(file => WeightTexts.IsOne(file.Path)).Select(file => WeightTexts.Read(file, cancellation)).OfType<WeightHeader>())
        {
            if (Fault(compilation, weights.Class, cancellation) is string fault)
            {
                yield return Diagnostic.Create(Descriptors.Of(ProblemKinds.StrayWeights), Location.None, Shown(weights.File), Shown(weights.Class), fault);
            }
        }
    }

    private static string? Fault(Compilation compilation, string name, CancellationToken cancellation)
    {
        if (Find(compilation, name) is not INamedTypeSymbol type)
        {
            string[] networks = [.. Networks(compilation.Assembly.GlobalNamespace, cancellation).Select(FullName).OrderBy(network => network, StringComparer.Ordinal)];
            string choice = Spelling.Nearest(name, networks) is string meant ? $"Did you mean {meant}?"
                : networks.Length == 0 ? "The project has no network."
                : $"Its networks are {string.Join(", ", networks.Take(MostNames))}{(networks.Length > MostNames ? ", ..." : "")}.";
            return $"the project has no such class. {choice} Correct Class at <NnGenWeights>";
        }

        if (Network(type) is not AttributeData network)
        {
            return "that class bears no [Network]. Correct Class at <NnGenWeights>";
        }

        TypedConstant source = network.NamedArguments.FirstOrDefault(argument => argument.Key == WeightHeader.Option).Value;
        bool isWanted = source.Type is INamedTypeSymbol choices && choices.GetMembers(WeightHeader.Embedded).OfType<IFieldSymbol>().Any(member => Equals(member.ConstantValue, source.Value));
        return isWanted ? null : $"that network does not take them. Write [Network({WeightHeader.Option} = WeightSource.{WeightHeader.Embedded})], or take <NnGenWeights> out of the project";
    }

    /// <summary>The class by its full name, in which a class within another stands behind a dot like any other.</summary>
    private static INamedTypeSymbol? Find(Compilation compilation, string name)
    {
        while (true)
        {
            if (compilation.Assembly.GetTypeByMetadataName(name) is INamedTypeSymbol type)
            {
                return type;
            }

            int dot = name.LastIndexOf('.');
            if (dot < 0)
            {
                return null;
            }

            name = name.Substring(0, dot) + "+" + name.Substring(dot + 1);
        }
    }

    private static IEnumerable<INamedTypeSymbol> Networks(INamespaceOrTypeSymbol scope, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        IEnumerable<INamedTypeSymbol> own = scope is INamedTypeSymbol type && Network(type) is not null ? [type] : [];
        return own.Concat(scope.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(inner => Networks(inner, cancellation)));
    }

    private static AttributeData? Network(INamedTypeSymbol type) => type.GetAttributes().FirstOrDefault(attribute =>
        attribute.AttributeClass is { Name: MetadataNames.NetworkClass, ContainingNamespace: { Name: MetadataNames.Namespace, ContainingNamespace.IsGlobalNamespace: true } });

    private static string FullName(INamedTypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);

    private static string Shown(string text)
    {
        const int Most = 120;
        return new string([.. (text.Length <= Most ? text : text.Substring(0, Most) + "...").Select(character => char.IsControl(character) ? '?' : character)]);
    }
}
