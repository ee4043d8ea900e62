namespace NnGen;

/// <summary>Moves parameters between the compiler's layout and the canonical one of files and of PyTorch.</summary>
public static class ParameterLayout
{
    /// <summary>The canonical, row-major elements of a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="storage">A block laid out as the network's parameters.</param>
    public static T[] Export<T>(ParameterInfo parameter, ReadOnlySpan<T> storage)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        var canonical = new T[Count(parameter)];
        for (int i = 0; i < canonical.Length; i++)
        {
            canonical[i] = storage[StorageIndex(parameter, i)];
        }

        return canonical;
    }

    /// <summary>Puts canonical, row-major elements of a parameter into a block.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="canonical">Exactly as many elements as the parameter has.</param>
    /// <param name="storage">A block laid out as the network's parameters.</param>
    /// <exception cref="ArgumentException"><paramref name="canonical"/> has another length.</exception>
    public static void Import<T>(ParameterInfo parameter, ReadOnlySpan<T> canonical, Span<T> storage)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        if (canonical.Length != Count(parameter))
        {
            throw new ArgumentException($"{parameter.Name} has {Count(parameter)} elements, but {canonical.Length} were given.", nameof(canonical));
        }

        for (int i = 0; i < canonical.Length; i++)
        {
            storage[StorageIndex(parameter, i)] = canonical[i];
        }
    }

    /// <summary>The number of elements of a parameter.</summary>
    public static int Count(ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        int count = 1;
        foreach (int size in parameter.Shape)
        {
            count = checked(count * size);
        }

        return count;
    }

    /// <summary>Where the canonical element <paramref name="index"/> (row-major) lies in the block.</summary>
    public static int StorageIndex(ParameterInfo parameter, int index)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        if (parameter.Pieces.Count > 0)
        {
            (int output, int input) = int.DivRem(index, parameter.Shape[1]);
            ParameterPiece piece = Piece(parameter.Pieces, output);
            return piece.Offset + (output - piece.First) * piece.OutputStride + input * piece.InputStride;
        }

        int position = parameter.Offset;
        for (int axis = parameter.Shape.Count - 1; axis >= 0; axis--)
        {
            (index, int coordinate) = int.DivRem(index, parameter.Shape[axis]);
            position += coordinate * parameter.Strides[axis];
        }

        return position;
    }

    /// <summary>The last piece that begins at the output or before it, by bisection.</summary>
    private static ParameterPiece Piece(IReadOnlyList<ParameterPiece> pieces, int output)
    {
        int low = 0;
        int high = pieces.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (pieces[middle].First <= output)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return pieces[low];
    }
}
