using System.Text.Json;

namespace NnGen;

/// <summary>Writes and reads an <see cref="EpochReport"/> as JSON, so that a resumed run reports its first epochs too.</summary>
internal static class EpochReportText
{
    private const string Epoch = "epoch";
    private const string Steps = "steps";
    private const string Rows = "rows";
    private const string TrainLoss = "train_loss";
    private const string TrainAccuracy = "train_accuracy";
    private const string ValidationLoss = "validation_loss";
    private const string ValidationAccuracy = "validation_accuracy";
    private const string LargestError = "largest_error";
    private const string LearningRate = "learning_rate";
    private const string Layers = "layers";
    private const string Seconds = "seconds";
    private const string BytesAllocatedPerStep = "bytes_allocated_per_step";

    /// <summary>Writes one epoch; numbers that it has not are left out.</summary>
    public static void Write(Utf8JsonWriter json, EpochReport report)
    {
        json.WriteStartObject();
        json.WriteNumber(Epoch, report.Epoch);
        json.WriteNumber(Steps, report.Steps);
        json.WriteNumber(Rows, report.Rows);
        Write(json, TrainLoss, report.TrainLoss);
        Write(json, TrainAccuracy, report.TrainAccuracy);
        Write(json, ValidationLoss, report.ValidationLoss);
        Write(json, ValidationAccuracy, report.ValidationAccuracy);
        Write(json, LargestError, report.LargestError);
        Write(json, LearningRate, report.LearningRate);
        if (report.Layers is IReadOnlyList<LayerStatistics> layers)
        {
            json.WriteStartArray(Layers);
            foreach (LayerStatistics layer in layers)
            {
                LayerStatisticsText.Write(json, layer);
            }

            json.WriteEndArray();
        }

        Write(json, Seconds, report.Seconds);
        Write(json, BytesAllocatedPerStep, report.BytesAllocatedPerStep);
        json.WriteEndObject();
    }

    /// <summary>Reads one epoch.</summary>
    public static EpochReport Read(JsonElement json) => new()
    {
        Epoch = json.GetProperty(Epoch).GetInt32(),
        Steps = json.GetProperty(Steps).GetInt32(),
        Rows = json.GetProperty(Rows).GetInt32(),
        TrainLoss = CheckpointStateText.ReadValue(json.GetProperty(TrainLoss)),
        TrainAccuracy = Read(json, TrainAccuracy),
        ValidationLoss = Read(json, ValidationLoss),
        ValidationAccuracy = Read(json, ValidationAccuracy),
        LargestError = Read(json, LargestError),
        LearningRate = Read(json, LearningRate),
        Layers = json.TryGetProperty(Layers, out JsonElement layers) ? [.. layers.EnumerateArray().Select(LayerStatisticsText.Read)] : null,
        Seconds = CheckpointStateText.ReadValue(json.GetProperty(Seconds)),
        BytesAllocatedPerStep = Read(json, BytesAllocatedPerStep),
    };

    /// <summary>Writes a number under a name; null is left out.</summary>
    internal static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is double number)
        {
            json.WritePropertyName(name);
            CheckpointStateText.WriteValue(json, number);
        }
    }

    /// <summary>Reads a number of a name; null where it was left out.</summary>
    internal static double? Read(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) ? CheckpointStateText.ReadValue(value) : null;
}
