namespace NnGen;

/// <summary>Class labels as rows with a 1 in the place of the class and 0 elsewhere.</summary>
public static class OneHot
{
    /// <summary>Writes one row for each label.</summary>
    /// <param name="labels">Class numbers in [0, <paramref name="classes"/>).</param>
    /// <param name="classes">The number of classes, at least 1.</param>
    /// <param name="rows">Labels x <paramref name="classes"/> elements, row-major, overwritten.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is less than 1.</exception>
    /// <exception cref="ArgumentException"><paramref name="rows"/> has another length, or a label is out of range.</exception>
    public static void Encode<T>(ReadOnlySpan<int> labels, int classes, Span<T> rows)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (rows.Length != (long)labels.Length * classes)
        {
            throw new ArgumentException($"{labels.Length} labels of {classes} classes make {(long)labels.Length * classes} elements, but there is room for {rows.Length}.", nameof(rows));
        }

        for (int row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)classes)
            {
                throw new ArgumentException($"Label {labels[row]} of row {row} is out of range: there are the classes 0 to {classes - 1}.", nameof(labels));
            }
        }

        rows.Clear();
        for (int row = 0; row < labels.Length; row++)
        {
            rows[row * classes + labels[row]] = T.One;
        }
    }

    /// <summary>As the other overload, into an array of its own.</summary>
    /// <param name="labels">Class numbers in [0, <paramref name="classes"/>).</param>
    /// <param name="classes">The number of classes, at least 1.</param>
    /// <returns>Labels x <paramref name="classes"/> elements, row-major.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">A label is out of range, or the rows are more than an array can hold.</exception>
    public static T[] Encode<T>(ReadOnlySpan<int> labels, int classes)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        var rows = new T[ArraySize.Of(labels.Length, classes, "One-hot rows have an element for each class")];
        Encode<T>(labels, classes, rows);
        return rows;
    }
}
