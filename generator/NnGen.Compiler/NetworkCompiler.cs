using NnGen.Compiler.Model;

namespace NnGen.Compiler;

/// <summary>The whole compiler as one function: a declaration in, problems and C# out.</summary>
public static class NetworkCompiler
{
    /// <summary>Finds every problem of a declaration. Never throws for what a user wrote.</summary>
    public static EquatableArray<Problem> Check(NetworkDeclaration declaration) => throw new NotImplementedException();

    /// <summary>
    /// The files of a network: its page and its kernels. A broken declaration gives a page with the same signatures whose bodies throw,
    /// so that the user sees the problem and not twenty missing members.
    /// </summary>
    public static EquatableArray<EmittedFile> Emit(NetworkDeclaration declaration) => throw new NotImplementedException();
}

/// <summary>A file of C# to add to the compilation.</summary>
/// <param name="HintName">The name, unique in the compilation: the host's full metadata name and <c>.g.cs</c>.</param>
/// <param name="Text">Its text, with <c>\n</c> line ends.</param>
public sealed record EmittedFile(string HintName, string Text);
