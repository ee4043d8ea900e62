namespace NnGen;

/// <summary>All epochs as a table: what the curves show, for reading and for those who do not see them.</summary>
internal static class ReportEpochs
{
    private static readonly (string Name, Func<EpochReport, string?> Text)[] s_columns =
    [
        ("epoch", epoch => Figures.Count(epoch.Epoch)),
        ("training loss", epoch => Figures.Short(epoch.TrainLoss)),
        ("training accuracy", epoch => Percent(epoch.TrainAccuracy)),
        ("validation loss", epoch => Number(epoch.ValidationLoss)),
        ("validation accuracy", epoch => Percent(epoch.ValidationAccuracy)),
        ("largest error", epoch => Number(epoch.LargestError)),
        ("learning rate", epoch => Number(epoch.LearningRate)),
        ("rows", epoch => Figures.Count(epoch.Rows)),
        ("time", epoch => Figures.Duration(epoch.Seconds)),
        ("rows a second", epoch => Figures.Short(epoch.SamplesPerSecond)),
    ];

    public static void Write(Markup page, TrainingReport report)
    {
        if (report.Epochs.Count == 0)
        {
            return;
        }

        page.Leaf("h2", "Epochs");
        (string Name, Func<EpochReport, string?> Text)[] columns = [.. s_columns.Where(column => report.Epochs.Any(epoch => column.Text(epoch) is not null))];
        using Markup.Scope card = page.Open("div", "class", "card long");
        using Markup.Scope scroll = page.Open("div", "class", "scroll tall", "tabindex", "0", "role", "region", "aria-label", "Epochs");
        using Markup.Scope table = page.Open("table", "class", "full");
        ReportSettings.WriteHeader(page, columns.Select(column => column.Name));
        using Markup.Scope body = page.Open("tbody");
        foreach (EpochReport epoch in report.Epochs)
        {
            ReportSettings.WriteRow(page, [.. columns.Select(column => column.Text(epoch) ?? "")]);
        }
    }

    private static string? Number(double? number) => number is double value ? Figures.Short(value) : null;

    private static string? Percent(double? part) => part is double value ? Figures.Percent(value) : null;
}
