using Microsoft.CodeAnalysis;

namespace NnGen.InMemory;

/// <summary>A change of a source that an editor would offer for a diagnostic.</summary>
/// <param name="Diagnostic">What it mends, or the advice that it follows.</param>
/// <param name="Title">Its line in the editor's menu.</param>
/// <param name="Text">The whole source after the change.</param>
public sealed record NetworkFix(Diagnostic Diagnostic, string Title, string Text);
