using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NnGen;

/// <summary>Writes and reads a <see cref="CheckpointState"/> as JSON. Every double comes back with the same bits.</summary>
internal static class CheckpointStateText
{
    private const string Steps = "steps";
    private const string Updates = "updates";
    private const string Epoch = "epoch";
    private const string EpochSteps = "epoch_steps";
    private const string EpochRows = "epoch_rows";
    private const string EpochWeight = "epoch_weight";
    private const string EpochLossWeight = "epoch_loss_weight";
    private const string EpochLoss = "epoch_loss";
    private const string EpochRightDecisions = "epoch_right_decisions";
    private const string EpochSeconds = "epoch_seconds";
    private const string Numbers = "numbers";
    private const string Epochs = "epochs";

    /// <summary>The state as text.</summary>
    public static string Write(CheckpointState state)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber(Steps, state.Steps);
            json.WriteNumber(Updates, state.Updates);
            json.WriteNumber(Epoch, state.Epoch);
            json.WriteNumber(EpochSteps, state.EpochSteps);
            json.WriteNumber(EpochRows, state.EpochRows);
            json.WritePropertyName(EpochWeight);
            WriteValue(json, state.EpochWeight);
            json.WritePropertyName(EpochLossWeight);
            WriteValue(json, state.EpochLossWeight);
            json.WritePropertyName(EpochLoss);
            WriteValue(json, state.EpochLoss);
            json.WritePropertyName(EpochRightDecisions);
            WriteValue(json, state.EpochRightDecisions);
            json.WritePropertyName(EpochSeconds);
            WriteValue(json, state.EpochSeconds);
            json.WriteStartArray(Numbers);
            foreach (double number in state.Numbers)
            {
                WriteValue(json, number);
            }

            json.WriteEndArray();
            json.WriteStartArray(Epochs);
            foreach (EpochReport report in state.Epochs)
            {
                EpochReportText.Write(json, report);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The state of a text.</summary>
    /// <exception cref="InvalidDataException">The text is no state.</exception>
    public static CheckpointState Read(string text, string fileName)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            return new CheckpointState
            {
                Steps = root.GetProperty(Steps).GetInt64(),
                Updates = root.GetProperty(Updates).GetInt64(),
                Epoch = root.GetProperty(Epoch).GetInt32(),
                EpochSteps = root.GetProperty(EpochSteps).GetInt32(),
                EpochRows = root.GetProperty(EpochRows).GetInt32(),
                EpochWeight = ReadValue(root.GetProperty(EpochWeight)),
                EpochLossWeight = ReadValue(root.GetProperty(EpochLossWeight)),
                EpochLoss = ReadValue(root.GetProperty(EpochLoss)),
                EpochRightDecisions = ReadValue(root.GetProperty(EpochRightDecisions)),
                EpochSeconds = ReadValue(root.GetProperty(EpochSeconds)),
                Numbers = [.. root.GetProperty(Numbers).EnumerateArray().Select(ReadValue)],
                Epochs = [.. root.GetProperty(Epochs).EnumerateArray().Select(EpochReportText.Read)],
            };
        }
        catch (Exception cause) when (cause is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidDataException($"{fileName}: the state of the run is not what a checkpoint holds: {MessageText.Start(cause.Message)}", cause);
        }
    }

    /// <summary>Writes a number; JSON has none for NaN and the infinities, so they are texts.</summary>
    public static void WriteValue(Utf8JsonWriter json, double value)
    {
        // JSON writers may turn -0 into 0; as text it stays.
        if (double.IsFinite(value) && value != 0)
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(value.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Reads what <see cref="WriteValue"/> wrote.</summary>
    public static double ReadValue(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? double.Parse(value.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture) : value.GetDouble();
}
