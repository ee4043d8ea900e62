using System.Runtime.InteropServices;

namespace NnGen;

/// <content>What is looked at before training.</content>
public sealed partial class Dataset<T>
{
    /// <summary>Looks for the first NaN or infinity, row by row, inputs before targets.</summary>
    /// <returns>Where it stands; null where every number is finite.</returns>
    public DataFault? FindNotFinite()
    {
        // Neighbouring rows are one block: all of them are tested at full speed before a row is looked for.
        if (IsContiguous
            && (IsOfBytes || AllFinite(_inputs.InPlace.Slice(_rows.At(0) * InputSize, Rows * InputSize)))
            && AllFinite(_targets.Span.Slice(_rows.At(0) * TargetSize, Rows * TargetSize)))
        {
            return null;
        }

        for (int row = 0; row < Rows; row++)
        {
            DataFault? fault = IsOfBytes ? null : FindNotFinite(InputRow(row), row, isTarget: false);
            if (fault is null && !HasLabels)
            {
                fault = FindNotFinite(TargetRow(row), row, isTarget: true);
            }

            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>Looks for the first label that a network of so many classes has no output for.</summary>
    /// <param name="classes">The number of classes, at least 1.</param>
    /// <returns>The row, from 0; null where every label fits or the rows have targets instead.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is less than 1.</exception>
    public int? FindLabelOutOfRange(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        return FindLabelOutOfRange(classes, ignored: null) / LabelsPerRow;
    }

    /// <summary>The number of the first label that is neither a class nor the ignored one, row after row; null where every one fits or there are targets.</summary>
    internal int? FindLabelOutOfRange(int classes, int? ignored)
    {
        for (int row = 0; HasLabels && row < Rows; row++)
        {
            ReadOnlySpan<int> labels = LabelRow(row);
            for (int i = 0; i < labels.Length; i++)
            {
                if ((uint)labels[i] >= (uint)classes && labels[i] != ignored)
                {
                    return row * labels.Length + i;
                }
            }
        }

        return null;
    }

    private static DataFault? FindNotFinite(ReadOnlySpan<T> elements, int row, bool isTarget)
    {
        if (AllFinite(elements))
        {
            return null;
        }

        int column = 0;
        while (T.IsFinite(elements[column]))
        {
            column++;
        }

        return new DataFault(row, column, isTarget, double.CreateTruncating(elements[column]));
    }

    // x - x is 0 for finite numbers and NaN for all others, and a sum with a NaN in it is NaN.
    private static bool AllFinite(ReadOnlySpan<T> elements)
    {
        int done = 0;
        if (System.Numerics.Vector<T>.IsSupported)
        {
            ReadOnlySpan<System.Numerics.Vector<T>> vectors = MemoryMarshal.Cast<T, System.Numerics.Vector<T>>(elements);
            System.Numerics.Vector<T> differences = System.Numerics.Vector<T>.Zero;
            foreach (System.Numerics.Vector<T> vector in vectors)
            {
                differences += vector - vector;
            }

            if (!System.Numerics.Vector.EqualsAll(differences, System.Numerics.Vector<T>.Zero))
            {
                return false;
            }

            done = vectors.Length * System.Numerics.Vector<T>.Count;
        }

        for (; done < elements.Length; done++)
        {
            if (!T.IsFinite(elements[done]))
            {
                return false;
            }
        }

        return true;
    }
}
