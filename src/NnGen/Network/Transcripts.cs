using System.Numerics;

namespace NnGen;

/// <summary>Labels of a sequence of which nobody knows at which steps they are: what they must be, and how a loss takes them.</summary>
internal static class Transcripts
{
    /// <summary>What stands behind the last label.</summary>
    public const int None = -1;

    /// <summary>The elements of a row of targets: the steps of the row, its labels, and one behind them.</summary>
    /// <param name="labels">The most labels of a row.</param>
    public static int TargetSize(int labels) => labels + 2;

    /// <summary>What is wrong with the labels of a row, in words that follow on the row's number; null where nothing is.</summary>
    /// <param name="output">The output.</param>
    /// <param name="labels">As many as a row has, -1 behind the last.</param>
    /// <param name="length">The steps of the row.</param>
    public static string? Fault(OutputInfo output, ReadOnlySpan<int> labels, int length)
    {
        int classes = output.Shape[^1];
        int count = 0;
        int repeats = 0;
        for (; count < labels.Length && labels[count] != None; count++)
        {
            int label = labels[count];
            if ((uint)label >= (uint)classes || label == output.Blank)
            {
                return $"has label {label} in place {count}, but labels are the classes 0 to {classes - 1} without {output.Blank}, the blank, and {None} behind the last";
            }

            repeats += count > 0 && labels[count - 1] == label ? 1 : 0;
        }

        if (labels[count..].IndexOfAnyExcept(None) is >= 0 and int behind)
        {
            return $"has label {labels[count + behind]} in place {count + behind}, behind the end of its labels, which {None} in place {count} is";
        }

        return output.ZeroInfinity || count + repeats <= length ? null
            : $"has {count} labels, of which {repeats} are the one before again; with a blank before each of these they take {count + repeats} steps, but the row has {length}. Give it more steps or fewer labels, or let such rows count 0 with ZeroInfinity = true";
    }

    /// <summary>Writes labels as the loss takes them.</summary>
    /// <param name="labels">The labels of a row.</param>
    /// <param name="length">The steps of the row.</param>
    /// <param name="target">Room for <see cref="TargetSize"/> elements.</param>
    public static void Write<T>(ReadOnlySpan<int> labels, int length, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        target[0] = T.CreateTruncating(length);
        for (int i = 0; i < labels.Length; i++)
        {
            target[i + 1] = T.CreateTruncating(labels[i]);
        }

        target[labels.Length + 1] = T.CreateTruncating(None);
    }
}
