using System.Numerics;

namespace NnGen;

/// <summary>The targets of one of several outputs, for <see cref="Dataset.FromOutputs{T}(T[], int, OutputTargets[])"/>: class labels, or rows of numbers.</summary>
public abstract class OutputTargets
{
    private protected OutputTargets(int size, int rows)
    {
        Size = size;
        Rows = rows;
    }

    /// <summary>The columns that they take of a packed row of targets: the size of the output.</summary>
    public int Size { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>Class labels: each becomes a row with a 1 in the place of the class and 0 elsewhere.</summary>
    /// <param name="labels">One class number a row, in [0, <paramref name="classes"/>).</param>
    /// <param name="classes">The number of classes, the size of the output, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">A label is out of range.</exception>
    public static OutputTargets Labels(ReadOnlyMemory<int> labels, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ReadOnlySpan<int> all = labels.Span;
        for (int row = 0; row < all.Length; row++)
        {
            if ((uint)all[row] >= (uint)classes)
            {
                throw new ArgumentException($"Label {all[row]} of row {row} is out of range: there are the classes 0 to {classes - 1}.", nameof(labels));
            }
        }

        return new OfLabels(labels, classes, labelsPerRow: 1);
    }

    /// <summary>As the other overload, for an array.</summary>
    /// <inheritdoc cref="Labels(ReadOnlyMemory{int}, int)"/>
    public static OutputTargets Labels(int[] labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return Labels((ReadOnlyMemory<int>)labels, classes);
    }

    /// <summary>Class labels at each step of a sequence: each step becomes such a row.</summary>
    /// <param name="labels">Rows x <paramref name="labelsPerRow"/> class numbers in [0, <paramref name="classes"/>); one that is negative says that there is none, and its step is 0 everywhere.</param>
    /// <param name="classes">The number of classes, at least 1.</param>
    /// <param name="labelsPerRow">The labels of a row, at least 1; with the classes the size of the output.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than 1.</exception>
    /// <exception cref="ArgumentException">A label is out of range, or their number is no multiple of <paramref name="labelsPerRow"/>.</exception>
    public static OutputTargets Labels(ReadOnlyMemory<int> labels, int classes, int labelsPerRow)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(labelsPerRow, 1);
        if (labels.Length % labelsPerRow != 0)
        {
            throw new ArgumentException($"Rows of {labelsPerRow} labels need a number that is a multiple of {labelsPerRow}, but there are {labels.Length}.", nameof(labels));
        }

        ReadOnlySpan<int> all = labels.Span;
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i] >= classes)
            {
                throw new ArgumentException($"Label {LabelFault.At(labelsPerRow, i, all[i])} is out of range: there are the classes 0 to {classes - 1}.", nameof(labels));
            }
        }

        return new OfLabels(labels, classes, labelsPerRow);
    }

    /// <summary>As the other overload, for an array.</summary>
    /// <inheritdoc cref="Labels(ReadOnlyMemory{int}, int, int)"/>
    public static OutputTargets Labels(int[] labels, int classes, int labelsPerRow)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return Labels((ReadOnlyMemory<int>)labels, classes, labelsPerRow);
    }

    /// <summary>Rows of numbers.</summary>
    /// <param name="values">Rows x <paramref name="size"/> elements, row-major.</param>
    /// <param name="size">The size of the output, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">The length is no multiple of <paramref name="size"/>.</exception>
    public static OutputTargets Values<T>(ReadOnlyMemory<T> values, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return values.Length % size == 0
            ? new OfValues<T>(values, size)
            : throw new ArgumentException($"Rows of {size} targets need a length that is a multiple of {size}, but it is {values.Length}.", nameof(values));
    }

    /// <summary>As the other overload, for an array.</summary>
    /// <inheritdoc cref="Values{T}(ReadOnlyMemory{T}, int)"/>
    public static OutputTargets Values<T>(T[] values, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(values);
        return Values((ReadOnlyMemory<T>)values, size);
    }

    /// <summary>Writes a row into columns that are 0.</summary>
    internal abstract void Write<T>(int row, Span<T> columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private sealed class OfLabels(ReadOnlyMemory<int> labels, int classes, int labelsPerRow) : OutputTargets(checked(classes * labelsPerRow), labels.Length / labelsPerRow)
    {
        internal override void Write<T>(int row, Span<T> columns)
        {
            ReadOnlySpan<int> own = labels.Span.Slice(row * labelsPerRow, labelsPerRow);
            for (int step = 0; step < own.Length; step++)
            {
                if (own[step] >= 0)
                {
                    columns[step * classes + own[step]] = T.One;
                }
            }
        }
    }

    private sealed class OfValues<TValue>(ReadOnlyMemory<TValue> values, int size) : OutputTargets(size, values.Length / size)
        where TValue : unmanaged, IBinaryFloatingPointIeee754<TValue>
    {
        internal override void Write<T>(int row, Span<T> columns)
        {
            ReadOnlySpan<TValue> from = values.Span.Slice(row * Size, Size);
            for (int i = 0; i < from.Length; i++)
            {
                columns[i] = T.CreateTruncating(from[i]);
            }
        }
    }
}
