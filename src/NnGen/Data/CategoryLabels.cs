namespace NnGen;

/// <summary>A column of categories: for each row the number of its class, and the name of each class. Immutable, as long as the labels are left alone.</summary>
public sealed class CategoryLabels
{
    internal CategoryLabels(int[] labels, string[] names)
    {
        Labels = labels;
        Names = Array.AsReadOnly(names);
    }

    /// <summary>The class of each row, from 0 to the number of names - 1: the array itself, not a copy.</summary>
    public int[] Labels { get; }

    /// <summary>The names of the classes; a label is an index into them.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Rows x names elements in single precision, row-major: a 1 in the place of the class and 0 elsewhere.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are no names, because there are no rows.</exception>
    public float[] OneHot() => OneHot<float>();

    /// <summary>Rows x names elements, row-major: a 1 in the place of the class and 0 elsewhere.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are no names, because there are no rows.</exception>
    public T[] OneHot<T>()
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => NnGen.OneHot.Encode<T>(Labels, Names.Count);

    /// <summary>Renumbers labels, so that their names are in ordinal order.</summary>
    internal static CategoryLabels Sorted(int[] labels, Dictionary<string, int> numbers)
    {
        var names = new string[numbers.Count];
        numbers.Keys.CopyTo(names, 0);
        Array.Sort(names, StringComparer.Ordinal);
        var renumbered = new int[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            renumbered[numbers[names[i]]] = i;
        }

        for (int row = 0; row < labels.Length; row++)
        {
            labels[row] = renumbered[labels[row]];
        }

        return new CategoryLabels(labels, names);
    }
}
