using NnGen.Compiler;
using NnGen.Compiler.Model;
using NnGen.Generator.Diagnostics;

namespace NnGen.Generator;

/// <summary>The files of a network, or why there are none.</summary>
/// <remarks>Immutable, equal by value, nothing of Roslyn: it flows through the pipeline.</remarks>
/// <param name="Host">The class's name.</param>
/// <param name="Files">The files; none when the compiler failed.</param>
/// <param name="Failure">What failed in the compiler, where the analyzer cannot see it; otherwise null.</param>
internal sealed record Emission(string Host, EquatableArray<EmittedFile> Files, string? Failure)
{
    /// <summary>Compiles a declaration. Never throws for a fault of the compiler.</summary>
    public static Emission Of(NetworkDeclaration declaration) => Of(declaration, NetworkCompiler.Emit, NetworkCompiler.Check);

    /// <summary>As the other overload, with a compiler of the caller's: faults can be tested only with one that has some.</summary>
    internal static Emission Of(
        NetworkDeclaration declaration,
        Func<NetworkDeclaration, EquatableArray<EmittedFile>> emit,
        Func<NetworkDeclaration, EquatableArray<Problem>> check)
    {
        string host = declaration.Host.FullName;
        try
        {
            return new Emission(host, emit(declaration), Failure: null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Where the check fails too, the analyzer reports that at the class, and one report is enough.
            return new Emission(host, default, Fails(check, declaration) ? null : InternalErrors.Describe(exception));
        }
    }

    private static bool Fails(Func<NetworkDeclaration, EquatableArray<Problem>> check, NetworkDeclaration declaration)
    {
        try
        {
            _ = check(declaration);
            return false;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return true;
        }
    }
}
