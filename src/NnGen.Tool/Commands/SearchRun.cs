using NnGen.Search;
using NnGen.Tool.Reports;
using NnGen.Tool.Training;

namespace NnGen.Tool.Commands;

/// <summary>Runs a search in the sight of the user, and writes what came of it.</summary>
internal static class SearchRun
{
    /// <summary>The exit code of a search that found nothing.</summary>
    private const int NothingFound = 2;

    /// <summary>Runs a search and returns the exit code of the process.</summary>
    /// <exception cref="ToolException">Something does not fit.</exception>
    public static async Task<int> RunAsync(SearchSettings settings, SearchDisplay display, CancellationToken cancellation)
    {
        display.Opening(settings);
        using SearchSession session = await SearchSession.OpenAsync(settings, cancellation).ConfigureAwait(false);
        SearchHistory history = session.OpenHistory();
        display.Opened(session, history);
        Directory.CreateDirectory(settings.Output);
        settings.Save();

        SearchOutcome outcome = display.Follow(session, history, progress => session.Run(history, progress, cancellation));
        if (history.Count > 0)
        {
            history.Save(settings.HistoryPath);
            await File.WriteAllTextAsync(settings.PagePath, HistoryPage.Of(session, outcome), CancellationToken.None).ConfigureAwait(false);
            if (history.Best is { } best)
            {
                await File.WriteAllTextAsync(settings.BestPath, session.Paste(best) + "\n", CancellationToken.None).ConfigureAwait(false);
            }
        }

        display.Ended(session, outcome);
        return history.Best is null ? NothingFound : 0;
    }
}
