using System.Globalization;
using System.Text;

namespace NnGen;

/// <summary>Writes the epochs of a run as CSV by RFC 4180.</summary>
internal static class HistoryCsv
{
    private const string LineEnd = "\r\n";

    /// <summary>The columns that every history has, in their order.</summary>
    private static readonly (string Name, Func<EpochReport, double?> Value)[] s_columns =
    [
        ("epoch", epoch => epoch.Epoch),
        ("steps", epoch => epoch.Steps),
        ("rows", epoch => epoch.Rows),
        ("train_loss", epoch => epoch.TrainLoss),
        ("train_accuracy", epoch => epoch.TrainAccuracy),
        ("validation_loss", epoch => epoch.ValidationLoss),
        ("validation_accuracy", epoch => epoch.ValidationAccuracy),
        ("largest_error", epoch => epoch.LargestError),
        ("learning_rate", epoch => epoch.LearningRate),
        ("seconds", epoch => epoch.Seconds),
        ("samples_per_second", epoch => epoch.SamplesPerSecond),
        ("bytes_allocated_per_step", epoch => epoch.BytesAllocatedPerStep),
    ];

    /// <summary>The columns of a watched layer with parameters.</summary>
    private static readonly (string Name, Func<LayerStatistics, double?> Value)[] s_parameterColumns =
    [
        ("gradient_norm", layer => layer.GradientNorm),
        ("largest_gradient_norm", layer => layer.LargestGradientNorm),
        ("update_norm", layer => layer.UpdateNorm),
        ("parameter_norm", layer => layer.ParameterNorm),
    ];

    /// <summary>The columns of a layer whose dead units are counted.</summary>
    private static readonly (string Name, Func<LayerStatistics, double?> Value)[] s_unitColumns =
    [
        ("units", layer => layer.Units),
        ("dead_units", layer => layer.DeadUnits),
    ];

    public static string Of(TrainingReport report)
    {
        var layers = LayerHistory.Of(report);
        var text = new StringBuilder();
        text.AppendJoin(',', s_columns.Select(column => column.Name));
        foreach (LayerHistory layer in layers)
        {
            foreach ((string name, _) in Columns(layer))
            {
                text.Append(',').Append(Quoted($"{layer.Layer}.{name}"));
            }
        }

        text.Append(LineEnd);
        for (int i = 0; i < report.Epochs.Count; i++)
        {
            EpochReport epoch = report.Epochs[i];
            text.AppendJoin(',', s_columns.Select(column => Field(column.Value(epoch))));
            foreach (LayerHistory layer in layers)
            {
                foreach ((_, Func<LayerStatistics, double?> value) in Columns(layer))
                {
                    text.Append(',').Append(Field(layer.Epochs[i] is LayerStatistics statistics ? value(statistics) : null));
                }
            }

            text.Append(LineEnd);
        }

        return text.ToString();
    }

    private static IEnumerable<(string Name, Func<LayerStatistics, double?> Value)> Columns(LayerHistory layer)
        => (layer.HasParameters ? s_parameterColumns : []).Concat(layer.HasUnits ? s_unitColumns : []);

    // The shortest text that reads back to the same bits.
    private static string Field(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Quoted(string field)
        => field.AsSpan().ContainsAny("\",\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
