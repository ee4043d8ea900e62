namespace NnGen;

/// <summary>Makes data sets.</summary>
public static partial class Dataset
{
    /// <summary>Rows of inputs, each with the number of its class. Nothing is copied; do not change the memory afterwards.</summary>
    /// <param name="inputs">Rows x <paramref name="inputSize"/> elements, row-major.</param>
    /// <param name="inputSize">The elements of one input row, at least 1.</param>
    /// <param name="labels">One class number a row, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="inputSize"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">There are no rows, the lengths do not fit, or a label is negative.</exception>
    public static Dataset<T> FromLabels<T>(ReadOnlyMemory<T> inputs, int inputSize, ReadOnlyMemory<int> labels)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int rows = CountRows(inputs.Length, inputSize);
        CheckLabels(inputs.Length, inputSize, rows, labels.Span);
        return new Dataset<T>(inputs, inputSize, labels, targets: default, targetSize: 0, weights: default, DatasetRows.All(rows));
    }

    /// <summary>
    /// Rows of inputs, each with several class numbers: of a sequence one for each step. Nothing is copied; do not change the memory afterwards.
    /// </summary>
    /// <param name="inputs">Rows x <paramref name="inputSize"/> elements, row-major.</param>
    /// <param name="inputSize">The elements of one input row, at least 1.</param>
    /// <param name="labels">
    /// Rows x <paramref name="labelsPerRow"/> class numbers, row after row. Whether a number that is no class, such as -100, says that there is none
    /// is the loss's to decide: its option <c>IgnoreLabel</c>.
    /// </param>
    /// <param name="labelsPerRow">The labels of a row, at least 1: as many as the network's output has steps (<see cref="NetworkInfo.Steps"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than 1.</exception>
    /// <exception cref="ArgumentException">There are no rows, or the lengths do not fit.</exception>
    public static Dataset<T> FromLabels<T>(ReadOnlyMemory<T> inputs, int inputSize, ReadOnlyMemory<int> labels, int labelsPerRow)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int rows = CountRows(inputs.Length, inputSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(labelsPerRow, 1);
        if (labels.Length != (long)rows * labelsPerRow)
        {
            throw new ArgumentException($"{inputs.Length} inputs are {rows} rows of {inputSize}, which need {(long)rows * labelsPerRow} labels, {labelsPerRow} each, but there are {labels.Length}.", nameof(labels));
        }

        return new Dataset<T>(inputs, inputSize, labels, targets: default, targetSize: 0, weights: default, DatasetRows.All(rows));
    }

    /// <summary>As the other overload, for arrays.</summary>
    /// <inheritdoc cref="FromLabels{T}(ReadOnlyMemory{T}, int, ReadOnlyMemory{int}, int)"/>
    public static Dataset<T> FromLabels<T>(T[] inputs, int inputSize, int[] labels, int labelsPerRow)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(labels);
        return FromLabels((ReadOnlyMemory<T>)inputs, inputSize, labels, labelsPerRow);
    }

    /// <summary>As the other overload, for arrays.</summary>
    /// <inheritdoc cref="FromLabels{T}(ReadOnlyMemory{T}, int, ReadOnlyMemory{int})"/>
    public static Dataset<T> FromLabels<T>(T[] inputs, int inputSize, int[] labels)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(labels);
        return FromLabels((ReadOnlyMemory<T>)inputs, inputSize, labels);
    }

    /// <summary>Rows of inputs, each with a row of targets. Nothing is copied; do not change the memory afterwards.</summary>
    /// <param name="inputs">Rows x <paramref name="inputSize"/> elements, row-major.</param>
    /// <param name="inputSize">The elements of one input row, at least 1.</param>
    /// <param name="targets">Rows x <paramref name="targetSize"/> elements, row-major.</param>
    /// <param name="targetSize">The elements of one target row, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than 1.</exception>
    /// <exception cref="ArgumentException">There are no rows, or the lengths do not fit.</exception>
    public static Dataset<T> FromTargets<T>(ReadOnlyMemory<T> inputs, int inputSize, ReadOnlyMemory<T> targets, int targetSize)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int rows = CountRows(inputs.Length, inputSize);
        CheckTargets(inputs.Length, inputSize, rows, targets.Length, targetSize);
        return new Dataset<T>(inputs, inputSize, labels: default, targets, targetSize, weights: default, DatasetRows.All(rows));
    }

    /// <summary>As the other overload, for arrays.</summary>
    /// <inheritdoc cref="FromTargets{T}(ReadOnlyMemory{T}, int, ReadOnlyMemory{T}, int)"/>
    public static Dataset<T> FromTargets<T>(T[] inputs, int inputSize, T[] targets, int targetSize)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        return FromTargets((ReadOnlyMemory<T>)inputs, inputSize, (ReadOnlyMemory<T>)targets, targetSize);
    }

    /// <summary>
    /// Rows of inputs, each with targets for several outputs: labels of some, numbers of others. They are packed side by side into rows of targets, a
    /// label as a one-hot row. The targets are copied, the inputs are not; do not change their memory afterwards.
    /// </summary>
    /// <remarks>
    /// <code>
    /// Dataset&lt;float&gt; data = Dataset.FromOutputs(
    ///     inputs, Net.InputSize,
    ///     OutputTargets.Labels(kinds, Net.KindSize),
    ///     OutputTargets.Values(boxes, Net.BoxSize));
    /// </code>
    /// </remarks>
    /// <param name="inputs">Rows x <paramref name="inputSize"/> elements, row-major.</param>
    /// <param name="inputSize">The elements of one input row, at least 1.</param>
    /// <param name="outputs">The targets of each output, in the order in which the network declares them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="inputSize"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">There are no rows or no outputs, the numbers of rows differ, or the targets are more than an array can have.</exception>
    public static Dataset<T> FromOutputs<T>(ReadOnlyMemory<T> inputs, int inputSize, params OutputTargets[] outputs)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(outputs);
        int rows = CountRows(inputs.Length, inputSize);
        if (outputs.Length == 0)
        {
            throw new ArgumentException("There are no outputs; give the targets of each, with OutputTargets.Labels or OutputTargets.Values.", nameof(outputs));
        }

        int size = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(outputs[i], nameof(outputs));
            if (outputs[i].Rows != rows)
            {
                throw new ArgumentException($"{inputs.Length} inputs are {rows} rows of {inputSize}, but the targets of output {i} are {outputs[i].Rows} rows of {outputs[i].Size}.", nameof(outputs));
            }

            size = checked(size + outputs[i].Size);
        }

        var targets = new T[ArraySize.Of(rows, size, "The targets of all outputs lie side by side")];
        for (int row = 0; row < rows; row++)
        {
            int column = row * size;
            foreach (OutputTargets output in outputs)
            {
                output.Write(row, targets.AsSpan(column, output.Size));
                column += output.Size;
            }
        }

        return new Dataset<T>(inputs, inputSize, labels: default, targets, size, weights: default, DatasetRows.All(rows));
    }

    /// <summary>As the other overload, for arrays.</summary>
    /// <inheritdoc cref="FromOutputs{T}(ReadOnlyMemory{T}, int, OutputTargets[])"/>
    public static Dataset<T> FromOutputs<T>(T[] inputs, int inputSize, params OutputTargets[] outputs)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return FromOutputs((ReadOnlyMemory<T>)inputs, inputSize, outputs);
    }

    private static void CheckLabels(int inputs, int inputSize, int rows, ReadOnlySpan<int> labels)
    {
        if (labels.Length != rows)
        {
            throw new ArgumentException($"{inputs} inputs are {rows} rows of {inputSize}, which need {rows} labels, but there are {labels.Length}.", nameof(labels));
        }

        for (int row = 0; row < rows; row++)
        {
            if (labels[row] < 0)
            {
                throw new ArgumentException($"Label {labels[row]} of row {row} is negative; classes are numbered from 0.", nameof(labels));
            }
        }
    }

    private static void CheckTargets(int inputs, int inputSize, int rows, int targets, int targetSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(targetSize, 1);
        if (targets != (long)rows * targetSize)
        {
            throw new ArgumentException($"{inputs} inputs are {rows} rows of {inputSize}, which need {rows} x {targetSize} = {(long)rows * targetSize} targets, but there are {targets}.", nameof(targets));
        }
    }

    private static int CountRows(int inputs, int inputSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSize, 1);
        (int rows, int rest) = int.DivRem(inputs, inputSize);
        if (rest != 0)
        {
            throw new ArgumentException($"Rows of {inputSize} inputs need a length that is a multiple of {inputSize}, but it is {inputs}, which is {rest} too many.", nameof(inputs));
        }

        if (rows == 0)
        {
            throw new ArgumentException($"There are no rows: 0 inputs were given. At least one row of {inputSize} is needed.", nameof(inputs));
        }

        return rows;
    }
}
