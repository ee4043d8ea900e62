namespace NnGen;

/// <content>Rows of bytes, which take a quarter of the memory that numbers take.</content>
public static partial class Dataset
{
    /// <summary>
    /// Rows of bytes, such as images, each with the number of its class. Wherever numbers are asked for, a byte is the number that it is, from 0 to 255; a
    /// network brings them to its own range with <c>[Input(1, 28, 28, Element = InputElement.Byte, Scale = 1 / 255.0)]</c>. Nothing is copied; do not change
    /// the memory afterwards.
    /// </summary>
    /// <typeparam name="T">What the network computes in, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="inputs">Rows x <paramref name="inputSize"/> bytes, row-major.</param>
    /// <param name="inputSize">The bytes of one input row, at least 1.</param>
    /// <param name="labels">One class number a row, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="inputSize"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">There are no rows, the lengths do not fit, or a label is negative.</exception>
    public static Dataset<T> FromBytes<T>(ReadOnlyMemory<byte> inputs, int inputSize, ReadOnlyMemory<int> labels)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int rows = CountRows(inputs.Length, inputSize);
        CheckLabels(inputs.Length, inputSize, rows, labels.Span);
        return new Dataset<T>(inputs, inputSize, labels, targets: default, targetSize: 0, weights: default, DatasetRows.All(rows));
    }

    /// <summary>Rows of bytes, each with a row of targets, as the other overload has them.</summary>
    /// <typeparam name="T">What the network computes in, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="inputs">Rows x <paramref name="inputSize"/> bytes, row-major.</param>
    /// <param name="inputSize">The bytes of one input row, at least 1.</param>
    /// <param name="targets">Rows x <paramref name="targetSize"/> elements, row-major.</param>
    /// <param name="targetSize">The elements of one target row, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than 1.</exception>
    /// <exception cref="ArgumentException">There are no rows, or the lengths do not fit.</exception>
    public static Dataset<T> FromBytes<T>(ReadOnlyMemory<byte> inputs, int inputSize, ReadOnlyMemory<T> targets, int targetSize)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int rows = CountRows(inputs.Length, inputSize);
        CheckTargets(inputs.Length, inputSize, rows, targets.Length, targetSize);
        return new Dataset<T>(inputs, inputSize, labels: default, targets, targetSize, weights: default, DatasetRows.All(rows));
    }
}
