using System.Numerics;

namespace NnGen;

/// <summary>Reads the outputs of networks that are trained by connectionist temporal classification (<see cref="CtcLossAttribute"/>).</summary>
public static class Ctc
{
    /// <summary>
    /// The labels that the best class at each step spells: equal neighbours are one label, blanks are none. The fastest way to read an output; the most probable labels
    /// may be others, of which more ways lead over less probable classes. Allocates nothing.
    /// </summary>
    /// <param name="output">The network's output for one row, <see cref="NetworkInfo.OutputSize"/> elements.</param>
    /// <param name="info">The network's facts.</param>
    /// <param name="labels">Room for as many labels as the row has steps. What lies behind those found is left as it is.</param>
    /// <param name="length">The steps of the row's sequence; null for all.</param>
    /// <returns>The number of labels.</returns>
    /// <exception cref="ArgumentException">A length differs, or there is too little room.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is less than 1 or more than there are steps.</exception>
    /// <exception cref="InvalidOperationException">The network has another loss.</exception>
    /// <exception cref="ArithmeticException">An output is NaN.</exception>
    public static int Decode<T>(ReadOnlySpan<T> output, NetworkInfo info, Span<int> labels, int? length = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(info);
        if (info.MaxLabels == 0)
        {
            throw new InvalidOperationException($"{info.Name} has the loss {info.Loss}, whose outputs spell nothing; Decode is for networks with [CtcLoss].");
        }

        if (output.Length != info.OutputSize)
        {
            throw new ArgumentException($"{info.Name} has {info.OutputSize} outputs, but {output.Length} were given.", nameof(output));
        }

        int steps = length ?? info.OutputShape[0];
        if (steps < 1 || steps > info.OutputShape[0])
        {
            throw new ArgumentOutOfRangeException(nameof(length), steps, $"A row of {info.Name} has 1 to {info.OutputShape[0]} steps.");
        }

        if (labels.Length < steps)
        {
            throw new ArgumentException($"{steps} steps may spell as many labels, but there is room for {labels.Length}.", nameof(labels));
        }

        int classes = info.OutputShape[1];
        int count = 0;
        int before = info.Blank;
        for (int step = 0; step < steps; step++)
        {
            int best = Classification.FirstMaximum(output.Slice(step * classes, classes));
            if (best < 0)
            {
                throw new ArithmeticException($"An output of {info.Name} at step {step} is NaN, so there is no label. Look for NaN in the input and in the parameters.");
            }

            if (best != before && best != info.Blank)
            {
                labels[count++] = best;
            }

            before = best;
        }

        return count;
    }
}
