namespace NnGen;

/// <summary>The whole page of a training run.</summary>
internal static class ReportPage
{
    // Says to the browser what is true anyway: nothing runs here, and nothing is fetched.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'";

    public static string Of(TrainingReport report, EvaluationReport? evaluation, IReadOnlyList<string>? classNames)
    {
        var page = new Markup();
        IReadOnlyList<LayerHistory> layers = LayerHistory.Of(report);
        page.Raw("<!DOCTYPE html>\n");
        using (page.Open("html", "lang", "en"))
        {
            WriteHead(page, report);
            using (page.Open("body"))
            using (page.Open("main"))
            {
                ReportHead.Write(page, report, evaluation, isWatched: layers.Count > 0);
                ReportCurves.Write(page, report, layers);
                ReportLayers.Write(page, layers);
                ReportHistograms.Write(page, report, layers);
                ReportEvaluation.Write(page, evaluation, classNames);
                ReportSettings.Write(page, report);
                ReportEpochs.Write(page, report);
                page.Leaf("footer", "Written by NnGen. This page is one file: it runs no script and loads nothing.");
            }
        }

        page.Line();
        return page.ToString();
    }

    private static void WriteHead(Markup page, TrainingReport report)
    {
        using (page.Open("head"))
        {
            page.Empty("meta", "charset", "utf-8");
            page.Empty("meta", "http-equiv", "Content-Security-Policy", "content", Policy);
            page.Empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
            page.Empty("meta", "name", "color-scheme", "content", "light dark");
            page.Leaf("title", $"{report.Network}: training report");
            using (page.Open("style"))
            {
                page.Raw(ReportStyle.Text);
            }
        }

        page.Line();
    }
}
