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

    /// <summary>What the last build emitted.</summary>
    public IReadOnlyList<EmittedFile> Files { get; private set; } = [];

    /// <summary>What the last build said.</summary>
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <summary>Compiles a text, unless it is the one that is loaded.</summary>
    /// <returns>Whether there is a network.</returns>
    public async Task<bool> CompileAsync(string text, CancellationToken cancellation)
    {
        if (_loaded is not null && _declaration?.Text == text)
        {
            return true;
        }

        if (DeclarationCheck.Of(text, out IReadOnlyList<TextFault> faults) is not { } declaration)
        {
            Findings = Finding.Of(faults);
            return false;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(SessionLimits.Compilation);
        NetworkBuild build = await project.BuildAsync(text, limit.Token);
        Findings = Finding.Of(build.Diagnostics, [], text);
        if (!build.Succeeded)
        {
            return false;
        }

        _loaded?.Dispose();
        _loaded = build.Load();
        (_declaration, Files) = (declaration, build.Files);
        return true;
    }

    /// <summary>The findings once more, with the fixes of each: these take longer than the network.</summary>
    public async Task<IReadOnlyList<Finding>> FixesAsync(string text, CancellationToken cancellation)
    {
        if (DeclarationCheck.Of(text, out _) is null)
        {
            return Findings;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(SessionLimits.Compilation);
        return Finding.Of((await project.BuildAsync(text, limit.Token)).Diagnostics, await project.FixesAsync(text, limit.Token), text);
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
