namespace NnGen;

/// <summary>Puts matrices of as many rows beside each other, such as numbers and one-hot categories.</summary>
public static class Columns
{
    /// <summary>One matrix whose rows are the rows of all blocks, one block after the other.</summary>
    /// <param name="rows">The number of rows of every block, at least 1.</param>
    /// <param name="blocks">At least one block of rows x any number of columns, row-major.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">There is no block, one is no multiple of the rows long, or together they are too large.</exception>
    public static T[] Join<T>(int rows, params ReadOnlySpan<T[]> blocks)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        long length = 0;
        for (int i = 0; i < blocks.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(blocks[i], nameof(blocks));
            if (blocks[i].Length % rows != 0)
            {
                throw new ArgumentException($"Block {i} has {blocks[i].Length} elements, which are not {rows} rows of equal length.", nameof(blocks));
            }

            length += blocks[i].Length;
        }

        if (length is 0 || length > Array.MaxLength)
        {
            throw new ArgumentException($"The {blocks.Length} blocks have {length} elements, but the result has from 1 to {Array.MaxLength}.", nameof(blocks));
        }

        var joined = new T[length];
        int columns = joined.Length / rows;
        int first = 0;
        foreach (T[] block in blocks)
        {
            int width = block.Length / rows;
            for (int row = 0; row < rows; row++)
            {
                block.AsSpan(row * width, width).CopyTo(joined.AsSpan(row * columns + first));
            }

            first += width;
        }

        return joined;
    }
}
