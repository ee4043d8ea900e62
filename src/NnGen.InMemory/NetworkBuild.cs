using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NnGen.InMemory;

/// <summary>What became of a source: the emitted files and an assembly, or what is wrong.</summary>
public sealed class NetworkBuild
{
    private readonly IReadOnlyList<string> _references;
    private readonly byte[]? _image;
    private readonly byte[]? _symbols;

    internal NetworkBuild(ImmutableArray<Diagnostic> diagnostics, ImmutableArray<EmittedFile> files, IReadOnlyList<string> references, byte[]? image, byte[]? symbols)
    {
        Diagnostics = diagnostics;
        Files = files;
        _references = references;
        _image = image;
        _symbols = symbols;
    }

    /// <summary>Whether there is something to load.</summary>
    public bool Succeeded => _image is not null;

    /// <summary>The errors and warnings, the generator's and those of C#, by their place in the source.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>What the generator emitted: for each network its page, its members and its kernels, and the kernels that networks share.</summary>
    public ImmutableArray<EmittedFile> Files { get; }

    /// <summary>The assembly, to be written to a file; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Image => _image;

    /// <summary>Loads the networks into this process; each call loads them anew.</summary>
    /// <exception cref="InvalidOperationException">The source has errors; the message names the first of them.</exception>
    public LoadedNetworks Load() => Succeeded
        ? new LoadedNetworks(new MemoryStream(_image!, writable: false), new MemoryStream(_symbols!, writable: false), _references)
        : throw new InvalidOperationException($"The source does not compile: {Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}.");
}
