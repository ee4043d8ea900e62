using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>Targets that a loss cannot take.</summary>
/// <param name="Column">Where they are.</param>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What the loss takes.</param>
internal sealed record TargetFault(int Column, string Found, string Expected)
{
    /// <summary>Whether any finite numbers would do.</summary>
    public static bool IsPossible(NetworkInfo info)
    {
        for (int i = 0; i < info.Outputs.Count; i++)
        {
            OutputInfo output = info.Outputs[i];
            if (!double.IsNegativeInfinity(output.TargetMinimum) || !double.IsPositiveInfinity(output.TargetMaximum) || TakesLabelsOnly(info, output))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is wrong with a row of targets; null where nothing is. NaN and infinity are another problem.</summary>
    /// <param name="info">The network.</param>
    /// <param name="row">The targets of all outputs, as many as there are.</param>
    public static TargetFault? In<T>(NetworkInfo info, ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < info.Outputs.Count; i++)
        {
            OutputInfo output = info.Outputs[i];
            ReadOnlySpan<T> targets = output.Of(row);
            string name = info.Outputs.Count == 1 ? info.Name : $"the output {output.Name}";
            int ones = 0;
            int zeros = 0;
            for (int j = 0; j < targets.Length; j++)
            {
                double target = double.CreateTruncating(targets[j]);
                if (double.IsFinite(target) && (target < output.TargetMinimum || target > output.TargetMaximum))
                {
                    string range = double.IsPositiveInfinity(output.TargetMaximum) ? $"of {output.TargetMinimum.ToString(CultureInfo.InvariantCulture)} or more" : $"from {output.TargetMinimum.ToString(CultureInfo.InvariantCulture)} to {output.TargetMaximum.ToString(CultureInfo.InvariantCulture)}";
                    return new TargetFault(output.FirstColumn + j, string.Create(CultureInfo.InvariantCulture, $"the target {target}"), $"the loss of {name} ({output.Loss}) takes targets {range}");
                }

                ones += target == 1 ? 1 : 0;
                zeros += target == 0 ? 1 : 0;
            }

            if (TakesLabelsOnly(info, output) && (ones + zeros != targets.Length || !AreOneHot(output, targets)))
            {
                return new TargetFault(output.FirstColumn, "targets that are no one-hot row, one 1 and 0 elsewhere,", $"the loss of {name} ({output.Loss}) takes labels; Dataset.FromOutputs makes such rows of labels");
            }
        }

        return null;
    }

    /// <summary>Whether targets of 0 and 1 have a 1 at each step, or none where some label may be none.</summary>
    private static bool AreOneHot<T>(OutputInfo output, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int step = 0; step < output.Steps; step++)
        {
            int ones = targets.Slice(step * output.StepSize, output.StepSize).Count(T.One);
            if (ones > 1 || (ones == 0 && output.IgnoreLabel is null))
            {
                return false;
            }
        }

        return true;
    }

    // An only output takes its labels as labels.
    private static bool TakesLabelsOnly(NetworkInfo info, OutputInfo output) => info.Outputs.Count > 1 && !output.Targets.HasFlag(TargetKind.Values);
}
