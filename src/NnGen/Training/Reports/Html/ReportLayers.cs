namespace NnGen;

/// <summary>What was last seen of each watched layer, as tables.</summary>
internal static class ReportLayers
{
    public static void Write(Markup page, IReadOnlyList<LayerHistory> layers)
    {
        if (layers.Count == 0)
        {
            return;
        }

        using Markup.Scope halves = page.Open("div", "class", "halves apart");
        WriteTable(
            page, "Norms in the last epoch", ["layer", "gradient", "update", "weights", "update/weights"],
            layers.Select(layer => layer.Last!).Where(layer => layer.GradientNorm is not null),
            layer => [layer.Layer, Number(layer.GradientNorm), Number(layer.UpdateNorm), Number(layer.ParameterNorm), Number(Ratio(layer.UpdateNorm, layer.ParameterNorm))]);
        WriteTable(
            page, "Dead units in the last epoch", ["layer", "dead", "units", "share"],
            layers.Select(layer => layer.Last!).Where(layer => layer.Units is not null),
            layer => [layer.Layer, Count(layer.DeadUnits), Count(layer.Units), Ratio(layer.DeadUnits, layer.Units) is double share ? Figures.ShortPercentOf(share) : ""]);
    }

    private static void WriteTable(
        Markup page, string title, IReadOnlyList<string> header, IEnumerable<LayerStatistics> layers, Func<LayerStatistics, IReadOnlyList<string>> cells)
    {
        if (!layers.Any())
        {
            return;
        }

        using Markup.Scope card = page.Open("div", "class", "card long");
        using Markup.Scope scroll = page.Open("div", "class", "scroll tall", "tabindex", "0", "role", "region", "aria-label", title);
        using Markup.Scope table = page.Open("table", "class", "full");
        page.Leaf("caption", title);
        ReportSettings.WriteHeader(page, header);
        using Markup.Scope body = page.Open("tbody");
        foreach (LayerStatistics layer in layers)
        {
            ReportSettings.WriteRow(page, cells(layer));
        }
    }

    private static double? Ratio(double? part, double? whole) => whole > 0 ? part / whole : null;

    private static string Number(double? number) => number is double value ? Figures.Short(value) : "";

    private static string Count(int? number) => number is int value ? Figures.Count(value) : "";
}
