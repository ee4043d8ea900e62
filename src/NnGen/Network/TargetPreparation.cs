using System.Numerics;

namespace NnGen;

/// <summary>
/// What becomes of a row of targets before the loss sees it, as in <c>torch.nn.CrossEntropyLoss</c>: label smoothing, then class weights.
/// </summary>
internal static class TargetPreparation
{
    /// <summary>Whether there is anything to do.</summary>
    public static bool IsNeeded(NetworkInfo info) => info.LabelSmoothing != 0 || info.ClassWeights is not null;

    /// <summary>Changes one row in place.</summary>
    public static void Apply<T>(NetworkInfo info, Span<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T kept = T.CreateTruncating(1 - info.LabelSmoothing);
        T shared = T.CreateTruncating(info.LabelSmoothing / row.Length);
        for (int i = 0; i < row.Length; i++)
        {
            T smoothed = info.LabelSmoothing == 0 ? row[i] : row[i] * kept + shared;
            row[i] = info.ClassWeights is null ? smoothed : smoothed * T.CreateTruncating(info.ClassWeights[i]);
        }
    }

    /// <summary>What a labelled row counts for in the mean.</summary>
    public static double WeightOf(NetworkInfo info, int label) => info.ClassWeights is null ? 1 : info.ClassWeights[label];
}
