namespace NnGen.Tests.Data;

/// <summary>Reads a streaming data set from front to back.</summary>
internal static class StreamedRows
{
    public static List<(float[] Inputs, float[] Targets, int Label)> Read(StreamingDataset<float> data)
    {
        var all = new List<(float[], float[], int)>();
        using var rows = new CheckedRows<float>(data.Source, info: null);
        for (int row = 0; row < data.Rows; row++)
        {
            var inputs = new float[data.InputSize];
            var targets = new float[data.TargetSize];
            rows.Read(inputs, targets, out int label, out _);
            all.Add((inputs, targets, label));
        }

        return all;
    }
}
