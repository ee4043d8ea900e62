namespace NnGen;

/// <content>Mini-batches: whole rows gathered, or seen in place. Nothing here allocates.</content>
public sealed partial class Dataset<T>
{
    /// <summary>Gathers rows and their labels, as for a mini-batch.</summary>
    /// <param name="rowIndices">Rows of this view, in any order.</param>
    /// <param name="inputs">Rows x <see cref="InputSize"/> elements, overwritten.</param>
    /// <param name="labels">Rows x <see cref="TrainingData{T}.LabelsPerRow"/> elements, overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row does not exist.</exception>
    /// <exception cref="InvalidOperationException">The rows have targets instead of labels.</exception>
    public void CopyRows(ReadOnlySpan<int> rowIndices, Span<T> inputs, Span<int> labels)
    {
        CheckHasLabels();
        CheckLength(rowIndices.Length, LabelsPerRow, labels.Length, nameof(labels));
        CopyInputs(rowIndices, inputs);
        CopyLabels(rowIndices, labels);
    }

    /// <summary>Gathers rows and their targets, as for a mini-batch.</summary>
    /// <param name="rowIndices">Rows of this view, in any order.</param>
    /// <param name="inputs">Rows x <see cref="InputSize"/> elements, overwritten.</param>
    /// <param name="targets">Rows x <see cref="TargetSize"/> elements, overwritten.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row does not exist.</exception>
    /// <exception cref="InvalidOperationException">The rows have labels instead of targets.</exception>
    public void CopyRows(ReadOnlySpan<int> rowIndices, Span<T> inputs, Span<T> targets)
    {
        CheckHasTargets();
        CheckLength(rowIndices.Length, TargetSize, targets.Length, nameof(targets));
        CopyInputs(rowIndices, inputs);
        CopyTargets(rowIndices, targets);
    }

    /// <summary>A run of rows and labels in place, if this view's rows are neighbours in memory.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="count">The number of rows, at least 1.</param>
    /// <param name="inputs"><paramref name="count"/> x <see cref="InputSize"/> elements.</param>
    /// <param name="labels"><paramref name="count"/> x <see cref="TrainingData{T}.LabelsPerRow"/> elements.</param>
    /// <returns>False where the view is a selection or shuffled, or its inputs are bytes; gather the rows with <c>CopyRows</c> then.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The run is empty or reaches beyond the rows.</exception>
    /// <exception cref="InvalidOperationException">The rows have targets instead of labels.</exception>
    public bool TryGetContiguous(int start, int count, out ReadOnlySpan<T> inputs, out ReadOnlySpan<int> labels)
    {
        CheckHasLabels();
        if (!TryGetInputs(start, count, out inputs))
        {
            labels = default;
            return false;
        }

        labels = _labels.Span.Slice(_rows.At(start) * LabelsPerRow, count * LabelsPerRow);
        return true;
    }

    /// <summary>A run of rows and targets in place, if this view's rows are neighbours in memory.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="count">The number of rows, at least 1.</param>
    /// <param name="inputs"><paramref name="count"/> x <see cref="InputSize"/> elements.</param>
    /// <param name="targets"><paramref name="count"/> x <see cref="TargetSize"/> elements.</param>
    /// <returns>False where the view is a selection or shuffled, or its inputs are bytes; gather the rows with <c>CopyRows</c> then.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The run is empty or reaches beyond the rows.</exception>
    /// <exception cref="InvalidOperationException">The rows have labels instead of targets.</exception>
    public bool TryGetContiguous(int start, int count, out ReadOnlySpan<T> inputs, out ReadOnlySpan<T> targets)
    {
        CheckHasTargets();
        if (!TryGetInputs(start, count, out inputs))
        {
            targets = default;
            return false;
        }

        targets = _targets.Span.Slice(_rows.At(start) * TargetSize, count * TargetSize);
        return true;
    }

    private bool TryGetInputs(int start, int count, out ReadOnlySpan<T> inputs)
    {
        CheckRun(start, count);
        if (!IsInPlace)
        {
            inputs = default;
            return false;
        }

        inputs = _inputs.InPlace.Slice(_rows.At(start) * InputSize, count * InputSize);
        return true;
    }

    // Also checks every row's number, so that the loops above need not.
    /// <summary>The inputs alone: of other rows, several threads may copy at once.</summary>
    internal void CopyInputs(ReadOnlySpan<int> rowIndices, Span<T> inputs)
    {
        CheckLength(rowIndices.Length, InputSize, inputs.Length, nameof(inputs));
        for (int i = 0; i < rowIndices.Length; i++)
        {
            CheckRow(rowIndices[i]);
            _inputs.CopyTo(_rows.At(rowIndices[i]) * InputSize, inputs.Slice(i * InputSize, InputSize));
        }
    }

    /// <summary>The labels alone, of rows that exist.</summary>
    internal void CopyLabels(ReadOnlySpan<int> rowIndices, Span<int> labels)
    {
        ReadOnlySpan<int> from = _labels.Span;
        int size = LabelsPerRow;
        for (int i = 0; i < rowIndices.Length; i++)
        {
            from.Slice(_rows.At(rowIndices[i]) * size, size).CopyTo(labels[(i * size)..]);
        }
    }

    /// <summary>The targets alone, of rows that exist.</summary>
    internal void CopyTargets(ReadOnlySpan<int> rowIndices, Span<T> targets)
    {
        ReadOnlySpan<T> from = _targets.Span;
        for (int i = 0; i < rowIndices.Length; i++)
        {
            from.Slice(_rows.At(rowIndices[i]) * TargetSize, TargetSize).CopyTo(targets[(i * TargetSize)..]);
        }
    }

    private static void CheckLength(int rows, int size, int length, string parameterName)
    {
        if (length != (long)rows * size)
        {
            throw new ArgumentException($"{rows} rows of {size} are {(long)rows * size} elements, but there is room for {length}.", parameterName);
        }
    }
}
