using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NnGen.Compiler.Model;

namespace NnGen.Generator.Diagnostics;

/// <summary>Roslyn's view of <see cref="ProblemKinds"/>: one descriptor for each kind, made from it.</summary>
internal static class Descriptors
{
    /// <summary>Where the page of each id stands: this, the id and <c>.md</c>.</summary>
    public const string HelpBase = "https://github.com/nngen/nngen/blob/main/generator/docs/";

    private const string Category = "NnGen";

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById =
        ProblemKinds.All.ToImmutableDictionary(kind => kind.Id, Create, StringComparer.Ordinal);

    /// <summary>All descriptors, by id.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [.. ProblemKinds.All.Select(Of)];

    /// <summary>The descriptor of a kind.</summary>
    public static DiagnosticDescriptor Of(ProblemKind kind) => ById[kind.Id];

    private static DiagnosticDescriptor Create(ProblemKind kind)
    {
        // An error that is switched off would leave a class whose emitted members only throw.
        string[] tags = kind.Severity == ProblemSeverity.Error ? [WellKnownDiagnosticTags.NotConfigurable] : [];
        return new DiagnosticDescriptor(
            kind.Id,
            kind.Title,
            kind.MessageFormat,
            Category,
            SeverityOf(kind.Severity),
            isEnabledByDefault: true,
            helpLinkUri: HelpBase + kind.Id + ".md",
            customTags: tags);
    }

    private static DiagnosticSeverity SeverityOf(ProblemSeverity severity) => severity switch
    {
        ProblemSeverity.Error => DiagnosticSeverity.Error,
        ProblemSeverity.Warning => DiagnosticSeverity.Warning,
        _ => DiagnosticSeverity.Info,
    };
}
