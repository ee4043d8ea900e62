using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NnGen.InMemory;
using Samples.Playground.Data;
using Samples.Playground.Declarations;
using Samples.Playground.Training;

namespace Samples.Playground.Sessions;

/// <summary>Compiles the declarations of one page; the last one stays loaded, so that other data or another seed need no compiler.</summary>
internal sealed class Workshop(NetworkProject project) : IDisposable
{
    private LoadedNetworks? _loaded;
    private Declaration? _declaration;
    private ImmutableArray<Diagnostic> _diagnostics = [];
    private ImmutableArray<Diagnostic> _loadedDiagnostics = [];

    /// <summary>What the last build emitted.</summary>
    public IReadOnlyList<EmittedFile> Files { get; private set; } = [];

    /// <summary>What the last build said.</summary>
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <summary>Whether the network of a text is the one that is loaded.</summary>
    public bool Has(string text) => _loaded is not null && _declaration?.Text == text;

    /// <summary>Compiles a text, unless it is the one that is loaded.</summary>
    /// <returns>Whether there is a network.</returns>
    public async Task<bool> CompileAsync(string text, CancellationToken cancellation)
    {
        if (Has(text))
        {
            _diagnostics = _loadedDiagnostics;
            Findings = Finding.Of(_diagnostics, [], text);
            return true;
        }

        if (DeclarationCheck.Of(text, out IReadOnlyList<TextFault> faults) is not { } declaration)
        {
            Findings = Finding.Of(faults, text);
            _diagnostics = [];
            return false;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(SessionLimits.Compilation);
        NetworkBuild build = await project.BuildAsync(text, limit.Token);
        _diagnostics = build.Diagnostics;
        Findings = Finding.Of(_diagnostics, [], text);
        if (!build.Succeeded)
        {
            return false;
        }

        _loaded?.Dispose();
        _loaded = build.Load();
        (_declaration, _loadedDiagnostics, Files) = (declaration, build.Diagnostics, build.Files);
        return true;
    }

    /// <summary>Whether the last text that was compiled has something that an editor might mend.</summary>
    public bool MayHaveFixes => _diagnostics.Length > 0;

    /// <summary>What the last build said once more, with the fixes: these take longer than the network. May go on beside everything else.</summary>
    public async Task<IReadOnlyList<Finding>> FixesAsync(string text, CancellationToken cancellation)
    {
        ImmutableArray<Diagnostic> diagnostics = _diagnostics;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(SessionLimits.Compilation);
        ImmutableArray<NetworkFix> fixes = await Task.Run(() => project.FixesAsync(text, limit.Token), limit.Token);
        return Finding.Of(diagnostics, fixes, text);
    }

    /// <summary>A run of the network that is loaded.</summary>
    /// <exception cref="DataException">It cannot learn the data.</exception>
    public INetworkRun Start(PointData data, TrainingSettings settings)
    {
        if (_loaded is null || _declaration is null || !_loaded.Networks.Contains(_declaration.ClassName))
        {
            throw new DataException("The class is no network that can be trained: it needs [Network] and a loss.");
        }

        return _loaded.Visit(_declaration.ClassName, new RunFactory(data, settings, _declaration.DropoutRates));
    }

    /// <inheritdoc/>
    public void Dispose() => _loaded?.Dispose();
}
