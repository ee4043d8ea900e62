using System.Globalization;
using Microsoft.CodeAnalysis;
using NnGen.InMemory;
using Samples.Playground.Declarations;

namespace Samples.Playground.Sessions;

/// <summary>What is to be said of a place in a text: a squiggle, its words and what mends it. Immutable.</summary>
/// <param name="Id">Such as <c>NNG004</c>; empty where the playground itself says it.</param>
/// <param name="Severity"><c>error</c>, <c>warning</c> or <c>advice</c>.</param>
/// <param name="Message">The words.</param>
/// <param name="Start">The first character.</param>
/// <param name="Length">How many.</param>
/// <param name="Fixes">What an editor would offer.</param>
internal sealed record Finding(string Id, string Severity, string Message, int Start, int Length, IReadOnlyList<Fix> Fixes)
{
    /// <summary>What the compiler and its analyzer say of a text.</summary>
    /// <param name="diagnostics">All they say.</param>
    /// <param name="fixes">The fixes for some of it.</param>
    /// <param name="text">The text.</param>
    public static Finding[] Of(IEnumerable<Diagnostic> diagnostics, IReadOnlyList<NetworkFix> fixes, string text) =>
    [
        .. from diagnostic in diagnostics
           where diagnostic.Severity != DiagnosticSeverity.Hidden
           let span = diagnostic.Location.SourceSpan
           let isInText = diagnostic.Location.SourceTree?.FilePath == "Network.cs" && span.End <= text.Length
           let start = isInText ? span.Start : 0
           select new Finding(
               diagnostic.Id,
               diagnostic.Severity switch { DiagnosticSeverity.Error => "error", DiagnosticSeverity.Warning => "warning", _ => "advice" },
               diagnostic.GetMessage(CultureInfo.InvariantCulture),
               start,
               isInText ? Math.Max(1, span.Length) : 1,
               [.. fixes.Where(fix => fix.Diagnostic.Id == diagnostic.Id && fix.Diagnostic.Location.SourceSpan == span).Select(fix => new Fix(fix.Title, fix.Text))]),
    ];

    /// <summary>What the playground itself says.</summary>
    public static Finding[] Of(IEnumerable<TextFault> faults, string text) => [.. faults.Select(fault => new Finding("", "error", fault.Message, fault.Start, fault.Length, Mending(fault, text)))];

    private static Fix[] Mending(TextFault fault, string text) =>
        fault.Instead is null ? [] : [new Fix($"Change to {fault.Instead}", text.Remove(fault.Start, fault.Length).Insert(fault.Start, fault.Instead))];
}

/// <summary>A change of the text.</summary>
/// <param name="Title">Its line in a menu.</param>
/// <param name="Text">The whole text after it.</param>
internal sealed record Fix(string Title, string Text);
