namespace NnGen;

/// <summary>One watched layer through all epochs of a run; null for an epoch in which it was not watched.</summary>
internal sealed record LayerHistory(string Layer, IReadOnlyList<LayerStatistics?> Epochs)
{
    /// <summary>Whether it has norms.</summary>
    public bool HasParameters => Epochs.Any(epoch => epoch?.GradientNorm is not null);

    /// <summary>Whether its dead units were counted.</summary>
    public bool HasUnits => Epochs.Any(epoch => epoch?.Units is not null);

    /// <summary>The layer's newest statistics.</summary>
    public LayerStatistics? Last => Epochs.LastOrDefault(epoch => epoch is not null);

    /// <summary>All layers that were watched in some epoch, in the order in which they were first seen.</summary>
    public static IReadOnlyList<LayerHistory> Of(TrainingReport report)
    {
        var names = new List<string>();
        var byName = new Dictionary<string, LayerStatistics?[]>(StringComparer.Ordinal);
        for (int i = 0; i < report.Epochs.Count; i++)
        {
            foreach (LayerStatistics layer in report.Epochs[i].Layers ?? [])
            {
                if (!byName.TryGetValue(layer.Layer, out LayerStatistics?[]? epochs))
                {
                    epochs = new LayerStatistics?[report.Epochs.Count];
                    byName.Add(layer.Layer, epochs);
                    names.Add(layer.Layer);
                }

                epochs[i] = layer;
            }
        }

        return [.. names.Select(name => new LayerHistory(name, byName[name]))];
    }
}
