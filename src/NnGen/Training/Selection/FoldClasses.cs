using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>The class of each row of a dataset, where rows have one.</summary>
internal static class FoldClasses
{
    /// <summary>Labels; of one target 1 for yes, else 0; of several the first largest.</summary>
    public static int[] Of<T>(Dataset<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var classes = new int[data.Rows];
        for (int row = 0; row < classes.Length; row++)
        {
            classes[row] = data.HasLabels ? data.Label(row) : OfTargets(data.TargetRow(row), row);
        }

        return classes;
    }

    private static int OfTargets<T>(ReadOnlySpan<T> targets, int row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < targets.Length; i++)
        {
            double target = double.CreateTruncating(targets[i]);
            if (target is not (-1 or 0 or 1))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Target {i} of row {row} is {target}, but only rows of classes (labels, or targets that are 0 or 1) can be stratified. Part rows of values with Folds.Of."), "data");
            }
        }

        return targets.Length > 1 ? Classification.FirstMaximum(targets) : Classification.IsYesTarget(targets[0]) ? 1 : 0;
    }
}
