using System.Text.Json;

namespace NnGen;

/// <summary>Writes and reads <see cref="LayerStatistics"/> as JSON; what a layer does not have is left out.</summary>
internal static class LayerStatisticsText
{
    private const string Layer = "layer";
    private const string GradientNorm = "gradient_norm";
    private const string LargestGradientNorm = "largest_gradient_norm";
    private const string UpdateNorm = "update_norm";
    private const string ParameterNorm = "parameter_norm";
    private const string Weights = "weights";
    private const string Minimum = "minimum";
    private const string Maximum = "maximum";
    private const string Counts = "counts";
    private const string NotFinite = "not_finite";
    private const string Units = "units";
    private const string DeadUnits = "dead_units";

    /// <summary>Writes one layer.</summary>
    public static void Write(Utf8JsonWriter json, LayerStatistics layer)
    {
        json.WriteStartObject();
        json.WriteString(Layer, layer.Layer);
        EpochReportText.Write(json, GradientNorm, layer.GradientNorm);
        EpochReportText.Write(json, LargestGradientNorm, layer.LargestGradientNorm);
        EpochReportText.Write(json, UpdateNorm, layer.UpdateNorm);
        EpochReportText.Write(json, ParameterNorm, layer.ParameterNorm);
        if (layer.Weights is WeightHistogram weights)
        {
            Write(json, weights);
        }

        Write(json, Units, layer.Units);
        Write(json, DeadUnits, layer.DeadUnits);
        json.WriteEndObject();
    }

    /// <summary>Reads one layer.</summary>
    public static LayerStatistics Read(JsonElement json) => new()
    {
        Layer = json.GetProperty(Layer).GetString() ?? throw new FormatException("A layer has no name."),
        GradientNorm = EpochReportText.Read(json, GradientNorm),
        LargestGradientNorm = EpochReportText.Read(json, LargestGradientNorm),
        UpdateNorm = EpochReportText.Read(json, UpdateNorm),
        ParameterNorm = EpochReportText.Read(json, ParameterNorm),
        Weights = json.TryGetProperty(Weights, out JsonElement weights) ? ReadHistogram(weights) : null,
        Units = ReadCount(json, Units),
        DeadUnits = ReadCount(json, DeadUnits),
    };

    private static void Write(Utf8JsonWriter json, WeightHistogram weights)
    {
        json.WriteStartObject(Weights);
        EpochReportText.Write(json, Minimum, weights.Minimum);
        EpochReportText.Write(json, Maximum, weights.Maximum);
        json.WriteStartArray(Counts);
        foreach (long count in weights.Counts)
        {
            json.WriteNumberValue(count);
        }

        json.WriteEndArray();
        json.WriteNumber(NotFinite, weights.NotFinite);
        json.WriteEndObject();
    }

    private static WeightHistogram ReadHistogram(JsonElement json) => new()
    {
        Minimum = CheckpointStateText.ReadValue(json.GetProperty(Minimum)),
        Maximum = CheckpointStateText.ReadValue(json.GetProperty(Maximum)),
        Counts = [.. json.GetProperty(Counts).EnumerateArray().Select(count => count.GetInt64())],
        NotFinite = json.GetProperty(NotFinite).GetInt64(),
    };

    private static void Write(Utf8JsonWriter json, string name, int? count)
    {
        if (count is int number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static int? ReadCount(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement count) ? count.GetInt32() : null;
}
