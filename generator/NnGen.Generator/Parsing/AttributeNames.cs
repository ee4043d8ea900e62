using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NnGen.Compiler.Graph.Layers;

namespace NnGen.Generator.Parsing;

/// <summary>The names of NnGen's attributes, and which of them somebody meant who wrote another.</summary>
internal static class AttributeNames
{
    public const string Network = "Network";

    /// <summary>Which belongs to a layer above it.</summary>
    public const string Mask = "ConnectionMask";

    /// <summary>Which says what a network may cost.</summary>
    public const string Budget = "Budget";

    /// <summary>Which makes a class a space of networks.</summary>
    public const string Space = "SearchSpace";

    /// <summary>Which compiles all networks of a space.</summary>
    public const string Family = "Family";

    /// <summary>Which is one of several nodes.</summary>
    public const string Choice = "Choice";

    /// <summary>Which belongs to a node above it.</summary>
    public const string Choices = "Choices";

    /// <summary>Which belongs to a node above it.</summary>
    public const string Repeat = "Repeat";

    /// <summary>Which says how networks are trained.</summary>
    public const string TrainingChoices = "TrainingChoices";

    private const string Block = "Block";

    private const string Cell = "Cell";

    private const string Loss = "Loss";

    /// <summary>More than a few are no help.</summary>
    private const int MostMeant = 3;

    private static readonly string[] s_known = [Network, Block, Cell, Budget, "Use", "Recurrent", MetadataNames.Input, "Output", Mask, Space, Family, Choice, Choices, Repeat, TrainingChoices, .. LayerCatalog.Names];

    private static readonly HashSet<string> s_knownSet = new(s_known, StringComparer.Ordinal);

    /// <summary>What other libraries call what has another name here: torch.nn, Keras and textbooks. Differences of case and a missing <c>Loss</c> are no other name.</summary>
    private static readonly Dictionary<string, string> s_foreign = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Linear"] = "Dense",
        ["FullyConnected"] = "Dense",
        ["BatchNorm1d"] = "BatchNorm",
        ["BatchNormalization"] = "BatchNorm",
        ["LayerNormalization"] = "LayerNorm",
        ["Normalization"] = "InputScaler",
        ["Denormalization"] = "OutputScaler",
        ["Concatenate"] = "Concat",
        ["Swish"] = "SiLU",
        ["Logistic"] = "Sigmoid",
        ["Heaviside"] = "Step",
        ["MSELoss"] = "MeanSquaredErrorLoss",
        ["MSE"] = "MeanSquaredErrorLoss",
        ["MAE"] = "L1Loss",
        ["MeanAbsoluteError"] = "L1Loss",
        ["BCELoss"] = "BinaryCrossEntropyLoss",
        ["BCEWithLogitsLoss"] = "BinaryCrossEntropyLoss",
        ["CategoricalCrossentropy"] = "CrossEntropyLoss",
        ["SparseCategoricalCrossentropy"] = "CrossEntropyLoss",
        ["NLLLoss"] = "NegativeLogLikelihoodLoss",
        ["PoissonNLLLoss"] = "PoissonNegativeLogLikelihoodLoss",
        ["KLDivLoss"] = "KLDivergenceLoss",
    };

    /// <summary>The last part of the name without <c>Attribute</c>: <c>Dense</c> for <c>NnGen.DenseAttribute</c>.</summary>
    public static string Of(AttributeSyntax attribute) => WithoutSuffix(Simple(attribute.Name).Identifier.ValueText);

    private static string WithoutSuffix(string name)
    {
        bool hasSuffix = name.Length > MetadataNames.AttributeSuffix.Length && name.EndsWith(MetadataNames.AttributeSuffix, StringComparison.Ordinal);
        return hasSuffix ? name.Substring(0, name.Length - MetadataNames.AttributeSuffix.Length) : name;
    }

    /// <summary>Whether a type bears an attribute that is named as one of NnGen's.</summary>
    public static bool BearsKnown(TypeDeclarationSyntax part) => All(part).Any(s_knownSet.Contains);

    /// <summary>
    /// Whether a class can be a network, by the names of its attributes: it bears one of NnGen's, and where it is a block, <c>[Network]</c> too; or
    /// one that its file names by an alias, which may stand for any.
    /// </summary>
    public static bool MayBearNetwork(TypeDeclarationSyntax part)
    {
        bool isKnown = false;
        bool isBlock = false;
        foreach (string name in All(part))
        {
            if (name == Network)
            {
                return true;
            }

            isKnown |= s_knownSet.Contains(name);
            isBlock |= name is Block or Cell or Space or Family;
        }

        return (isKnown && !isBlock) || BearsAlias(part);
    }

    /// <summary>Whether a class can be a family, by the names of its attributes.</summary>
    public static bool MayBearFamily(TypeDeclarationSyntax part) => All(part).Contains(Family);

    /// <summary>Whether an attribute is named by an alias of the file.</summary>
    private static bool BearsAlias(TypeDeclarationSyntax part)
    {
        foreach (SyntaxNode around in part.Ancestors())
        {
            SyntaxList<UsingDirectiveSyntax> usings = around switch
            {
                CompilationUnitSyntax unit => unit.Usings,
                BaseNamespaceDeclarationSyntax names => names.Usings,
                _ => default,
            };
            foreach (UsingDirectiveSyntax directive in usings)
            {
                if (directive.Alias is { } alias && All(part).Contains(WithoutSuffix(alias.Name.Identifier.ValueText)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static IEnumerable<string> All(TypeDeclarationSyntax part)
    {
        foreach (AttributeListSyntax list in part.AttributeLists)
        {
            foreach (AttributeSyntax attribute in list.Attributes)
            {
                yield return Of(attribute);
            }
        }
    }

    /// <summary>The last part of a name.</summary>
    public static SimpleNameSyntax Simple(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right,
        AliasQualifiedNameSyntax alias => alias.Name,
        _ => (SimpleNameSyntax)name,
    };

    /// <summary>Whether the name can be one of NnGen's: it says no other namespace.</summary>
    public static bool CanBeOfNnGen(AttributeSyntax attribute) => attribute.Name switch
    {
        QualifiedNameSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: MetadataNames.Namespace } } => true,
        QualifiedNameSyntax { Left: AliasQualifiedNameSyntax { Name.Identifier.ValueText: MetadataNames.Namespace } } => true,
        IdentifierNameSyntax => true,
        _ => false,
    };

    /// <summary>The attributes that were meant, the likeliest ones; none where the name is right, or is far from all of them.</summary>
    public static IReadOnlyList<string> Meant(string written)
    {
        if (s_known.Contains(written))
        {
            return [];
        }

        bool IsWritten(string name) => string.Equals(name, written, StringComparison.OrdinalIgnoreCase);
        if (s_known.FirstOrDefault(name => IsWritten(name) || (name.EndsWith(Loss, StringComparison.Ordinal) && IsWritten(name.Substring(0, name.Length - Loss.Length)))) is { } same)
        {
            return [same];
        }

        if (s_foreign.TryGetValue(written, out string? known))
        {
            return [known];
        }

        string small = written.ToLowerInvariant();
        ILookup<string, string> bySmall = s_known.ToLookup(name => name.ToLowerInvariant());
        return [.. Spelling.AllNearest(small, bySmall.Select(group => group.Key)).SelectMany(name => bySmall[name]).Take(MostMeant)];
    }
}
