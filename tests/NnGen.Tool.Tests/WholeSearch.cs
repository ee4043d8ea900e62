using NnGen.Search;
using NnGen.Tool.Training;

namespace NnGen.Tool.Tests;

/// <summary>One search of a whole small space, which several tests look at.</summary>
public sealed class WholeSearch : IAsyncLifetime
{
    private readonly SearchFolder _folder = new(data: SearchFolder.TwoClasses(200));
    private SearchSession? _session;
    private SearchOutcome? _outcome;

    internal SearchSession Session => _session!;

    internal SearchOutcome Outcome => _outcome!;

    public async Task InitializeAsync() => (_session, _outcome) = await SearchFolder.SearchAsync(_folder.Settings("all", workers: 2, trials: 30) with { Epochs = 40 });

    public Task DisposeAsync()
    {
        _session?.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }
}
