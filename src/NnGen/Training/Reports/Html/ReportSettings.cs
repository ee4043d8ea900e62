namespace NnGen;

/// <summary>The tables: how it was trained, the layers, their first values.</summary>
internal static class ReportSettings
{
    public static void Write(Markup page, TrainingReport report)
    {
        page.Leaf("h2", "Settings");
        using Markup.Scope halves = page.Open("div", "class", "halves");
        using (page.Open("div", "class", "card"))
        using (page.Open("table", "class", "full pairs"))
        {
            page.Leaf("caption", "Training");
            WritePair(page, "Network", report.Network);
            WritePair(page, "Loss", report.Loss);
            WritePair(page, "Optimizer", report.Optimizer);
            WritePair(page, "Seed", Figures.Plain($"{report.Seed}"));
            WritePair(page, "Rows", Figures.Count(report.Rows));
            WritePair(page, "Batch size", report.BatchSize == report.Rows ? $"{Figures.Count(report.BatchSize)} (full batch)" : Figures.Count(report.BatchSize));
            WritePair(page, "Epochs", Figures.Count(report.Epochs.Count));
            WritePair(page, "Steps", Figures.Count(report.Steps));
            if (report.ResumedAfterSteps is long resumed)
            {
                WritePair(page, "Resumed", $"after {Figures.Count(resumed)} steps");
            }

            if (report.BestEpoch is int best)
            {
                WritePair(page, "Best epoch", Figures.Count(best) + (report.IsBestRestored ? ", restored" : ""));
            }

            WritePair(page, "End", ReportHead.InWords(report.StopReason));
            WritePair(page, "Time", $"{Figures.Duration(report.Seconds)}, without validation");
            WritePair(page, "Allocated a step", report.BytesAllocatedPerStep is double bytes ? $"{Figures.Short(bytes)} bytes" : "not measured");
        }

        page.Line();
        using Markup.Scope stack = page.Open("div", "class", "stack");
        WriteLayers(page, report.LayerTable);
        WriteStarts(page, report.Initializers);
    }

    /// <summary>A row of a table of names and values.</summary>
    public static void WritePair(Markup page, string name, string value)
    {
        using Markup.Scope row = page.Open("tr");
        page.Leaf("th", name, "scope", "row");
        page.Leaf("td", value);
    }

    /// <summary>The head of a table.</summary>
    public static void WriteHeader(Markup page, IEnumerable<string> names)
    {
        using Markup.Scope head = page.Open("thead");
        using Markup.Scope row = page.Open("tr");
        foreach (string name in names)
        {
            page.Leaf("th", name, "scope", "col");
        }
    }

    /// <summary>A row whose first cell names it.</summary>
    public static void WriteRow(Markup page, IReadOnlyList<string> cells, string? style = null)
    {
        using (page.Open("tr", "class", style))
        {
            page.Leaf("th", cells[0], "scope", "row");
            for (int i = 1; i < cells.Count; i++)
            {
                page.Leaf("td", cells[i]);
            }
        }

        page.Line();
    }

    private static void WriteLayers(Markup page, string? layerTable)
    {
        if (layerTable is null)
        {
            return;
        }

        using Markup.Scope card = page.Open("div", "class", "card");
        using Markup.Scope scroll = page.Open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Layers");
        if (NodeTable.Parse(layerTable) is not NodeTable nodes)
        {
            page.Leaf("h3", "Layers");
            page.Leaf("pre", layerTable);
            return;
        }

        using Markup.Scope table = page.Open("table", "class", "full");
        page.Leaf("caption", "Layers");
        WriteHeader(page, nodes.Header);
        using Markup.Scope body = page.Open("tbody");
        foreach (IReadOnlyList<string> row in nodes.Rows)
        {
            WriteRow(page, [row[0], row[1], row[2], Grouped(row[3]), Grouped(row[4])]);
        }

        if (nodes.Total.Count > 0)
        {
            WriteRow(page, [nodes.Total[0], "", "", Grouped(nodes.Total[1]), Grouped(nodes.Total[2])], "total");
        }
    }

    private static void WriteStarts(Markup page, IReadOnlyList<ParameterStart> starts)
    {
        using Markup.Scope card = page.Open("div", "class", "card");
        using Markup.Scope scroll = page.Open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "First values of the parameters");
        using Markup.Scope table = page.Open("table", "class", "full");
        page.Leaf("caption", "First values");
        bool haveScales = starts.Any(start => start.Scale is not null);
        WriteHeader(page, haveScales ? ["parameter", "rule", "scale", "in", "out"] : ["parameter", "rule", "in", "out"]);
        using Markup.Scope body = page.Open("tbody");
        foreach (ParameterStart start in starts)
        {
            List<string> cells = [start.Parameter, start.Initializer.ToString(), Figures.Count(start.FanIn), Figures.Count(start.FanOut)];
            if (haveScales)
            {
                cells.Insert(2, start.Scale is double number ? Figures.Short(number) : "");
            }

            WriteRow(page, cells);
        }
    }

    private static string Grouped(string digits) => long.TryParse(digits, out long number) ? Figures.Count(number) : digits;
}
