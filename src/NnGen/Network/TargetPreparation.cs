using System.Numerics;

namespace NnGen;

/// <summary>
/// What becomes of a row of targets before the loss sees it, as in <c>torch.nn.CrossEntropyLoss</c>: label smoothing, then class weights.
/// </summary>
internal static class TargetPreparation
{
    /// <summary>Whether there is anything to do.</summary>
    public static bool IsNeeded(OutputInfo info) => info.LabelSmoothing != 0 || info.ClassWeights is not null;

    /// <summary>Changes one row in place.</summary>
    public static void Apply<T>(OutputInfo info, Span<T> row)
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
    public static double WeightOf(OutputInfo info, int label) => info.ClassWeights is null ? 1 : info.ClassWeights[label];

    /// <summary>
    /// What the targets of one of several outputs count for in the mean, before anything becomes of them. A label is a one-hot row there, and
    /// this its weight.
    /// </summary>
    public static double WeightOf<T>(OutputInfo info, ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (info.ClassWeights is null)
        {
            return 1;
        }

        double weight = 0;
        for (int i = 0; i < row.Length; i++)
        {
            weight += double.CreateTruncating(row[i]) * info.ClassWeights[i];
        }

        return weight;
    }
}
