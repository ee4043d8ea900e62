using System.Globalization;

namespace NnGen;

/// <content>Rows that count more or less than others.</content>
public sealed partial class Dataset<T>
{
    /// <inheritdoc/>
    public override bool HasWeights => !_weights.IsEmpty;

    /// <summary>
    /// The same rows, each with a weight in the loss: a row of weight 2 counts like two equal rows, one of weight 0 not at all. Slices,
    /// selections, shuffles, splits, folds and scaled copies of the result keep the weights with their rows. Nothing but the weights is copied.
    /// </summary>
    /// <remarks>
    /// A mean over rows becomes a weighted mean: <c>sum of weight x loss / sum of weights</c>, of each batch by itself, so only the ratios of
    /// weights within a batch count; a sum becomes the sum of weight x loss. The trainer's loss and accuracy, and those of an evaluation, are
    /// weighted; its other metrics are not. A batch normalisation takes its statistics of all rows, whatever they weigh. A batch of weight 0
    /// is a step all the same: its gradient is that of the penalty alone, and momentum goes on.
    /// </remarks>
    /// <param name="weights">One weight a row of this view, in its order: finite, not negative, not all 0. They replace those there are. A row that a selection shows several times has one weight.</param>
    /// <exception cref="ArgumentException">There is not one weight a row, a weight is out of range, all are 0, or a row shown twice was given two weights.</exception>
    public Dataset<T> WithWeights(ReadOnlySpan<T> weights)
    {
        if (weights.Length != Rows)
        {
            throw new ArgumentException($"There are {Rows} rows, which need {Rows} weights, but there are {weights.Length}.", nameof(weights));
        }

        double sum = 0;
        for (int row = 0; row < weights.Length; row++)
        {
            if (!T.IsFinite(weights[row]) || weights[row] < T.Zero)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The weight of row {row} is {weights[row]}, but weights are finite and not negative."), nameof(weights));
            }

            sum += double.CreateTruncating(weights[row]);
        }

        if (!double.IsFinite(sum))
        {
            throw new ArgumentException($"The weights of all {Rows} rows together are more than a double holds; divide them by one of them: only their ratios count.", nameof(weights));
        }

        if (sum == 0)
        {
            throw new ArgumentException($"The weights of all {Rows} rows are 0, so there is nothing to learn or to measure.", nameof(weights));
        }

        return WithCheckedWeights(weights);
    }

    /// <summary>As the other overload, for an array.</summary>
    /// <inheritdoc cref="WithWeights(ReadOnlySpan{T})"/>
    public Dataset<T> WithWeights(T[] weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return WithWeights((ReadOnlySpan<T>)weights);
    }

    /// <summary>What a row counts for: 1 where there are no weights.</summary>
    /// <param name="row">From 0 to <see cref="Rows"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is out of range.</exception>
    public T Weight(int row)
    {
        CheckRow(row);
        return HasWeights ? _weights.Span[_rows.At(row)] : T.One;
    }

    /// <summary>The rows with weights that are known to be finite and not negative.</summary>
    internal Dataset<T> WithCheckedWeights(ReadOnlySpan<T> weights)
    {
        // Weights lie beside all inputs in memory; no view of this one shows those of other rows.
        var all = new T[_inputs.Length / InputSize];
        Array.Fill(all, T.NegativeOne);
        for (int row = 0; row < Rows; row++)
        {
            ref T weight = ref all[_rows.At(row)];
            if (weight >= T.Zero && weight != weights[row])
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Row {row} of this selection shows a row for the second time, with the weight {weights[row]} after {weight}; give the weights before selecting rows."), nameof(weights));
            }

            weight = weights[row];
        }

        return new Dataset<T>(_inputs, InputSize, _labels, _targets, TargetSize, all, _rows);
    }

    /// <summary>What a row weighs on average; 1 where there are no weights.</summary>
    internal double MeanWeight()
    {
        double mean = 0;
        for (int row = 0; row < Rows; row++)
        {
            mean += double.CreateTruncating(Weight(row)) / Rows;
        }

        return mean;
    }

    /// <summary>The weights alone, of rows that exist.</summary>
    internal void CopyWeights(ReadOnlySpan<int> rowIndices, Span<T> weights)
    {
        ReadOnlySpan<T> from = _weights.Span;
        for (int i = 0; i < rowIndices.Length; i++)
        {
            weights[i] = from[_rows.At(rowIndices[i])];
        }
    }

    /// <summary>The weights of neighbouring rows in place; none where there are no weights.</summary>
    internal ReadOnlySpan<T> WeightsInPlace(int start, int count) =>
        HasWeights ? _weights.Span.Slice(_rows.At(start), count) : default;
}
