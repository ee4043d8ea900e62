using NnGen.Compiler;
using NnGen.Compiler.Model;
using NnGen.Compiler.Print;
using NnGen.Generator.Diagnostics;

namespace NnGen.Generator;

/// <summary>The files of a network and the kernels that it shares with others, or why there are none.</summary>
/// <remarks>Immutable, equal by value, nothing of Roslyn: it flows through the pipeline.</remarks>
/// <param name="Host">The class's name.</param>
/// <param name="Files">The files; none when the compiler failed.</param>
/// <param name="Kernels">The kernels that all networks of the assembly share.</param>
/// <param name="Failure">What failed in the compiler, where the analyzer cannot see it; otherwise null.</param>
internal sealed record Emission(string Host, EquatableArray<EmittedFile> Files, EquatableArray<SharedKernel> Kernels, string? Failure)
{
    /// <summary>Compiles a declaration. Never throws for a fault of the compiler.</summary>
    /// <exception cref="OperationCanceledException">Roslyn wants the result no more: the declaration has changed again.</exception>
    public static Emission Of(NetworkDeclaration declaration, CancellationToken cancellation) =>
        Of(declaration, changed => NetworkCompiler.Emit(changed, cancellation), NetworkCompiler.Check);

    /// <summary>As the other overload, with a compiler of the caller's: faults can be tested only with one that has some.</summary>
    internal static Emission Of(
        NetworkDeclaration declaration,
        Func<NetworkDeclaration, EmittedNetwork> emit,
        Func<NetworkDeclaration, EquatableArray<Problem>> check)
    {
        string host = declaration.Host.FullName;
        try
        {
            EmittedNetwork network = emit(declaration);
            return new Emission(host, network.Files, network.Kernels, Failure: null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Where the check fails too, the analyzer reports that at the class, and one report is enough.
            return new Emission(host, default, default, Fails(check, declaration) ? null : InternalErrors.Describe(exception));
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
