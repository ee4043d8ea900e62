using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NnGen;

/// <summary>Moves parameters between the compiler's layout and the canonical one of files and of PyTorch.</summary>
public static class ParameterLayout
{
    /// <summary>What <see cref="StorageIndex"/> says of an element that is absent.</summary>
    public const int Absent = -1;

    /// <summary>The canonical, row-major elements of a parameter; zero where its mask has none.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="storage">A block laid out as the network's parameters.</param>
    public static T[] Export<T>(ParameterInfo parameter, ReadOnlySpan<T> storage)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        var canonical = new T[Count(parameter)];
        if (parameter.Storage != WeightStorage.Full)
        {
            ReadOnlySpan<ushort> numbers = ShortNumbers.Of(storage);
            for (int i = 0; i < canonical.Length; i++)
            {
                int index = StorageIndex(parameter, i);
                canonical[i] = index == Absent ? canonical[i] : ShortNumbers.WidenTo<T>(parameter.Storage, numbers[index]);
            }

            return canonical;
        }

        for (int i = 0; i < canonical.Length; i++)
        {
            int index = StorageIndex(parameter, i);
            if (index != Absent)
            {
                canonical[i] = storage[index];
            }
        }

        return canonical;
    }

    /// <summary>Puts canonical, row-major elements of a parameter into a block.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="canonical">Exactly as many elements as the parameter has.</param>
    /// <param name="storage">A block laid out as the network's parameters.</param>
    /// <exception cref="ArgumentException"><paramref name="canonical"/> has another length, is not zero where the parameter's mask has no element, or has a number that cannot be kept as its <see cref="ParameterInfo.Storage"/>.</exception>
    public static void Import<T>(ParameterInfo parameter, ReadOnlySpan<T> canonical, Span<T> storage)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        if (canonical.Length != Count(parameter))
        {
            throw new ArgumentException($"{parameter.Name} has {Count(parameter)} elements, but {canonical.Length} were given.", nameof(canonical));
        }

        int unconnected = FindUnconnected(parameter, canonical);
        if (unconnected >= 0)
        {
            throw new ArgumentException($"{DescribeUnconnected(parameter, unconnected, canonical[unconnected])}.", nameof(canonical));
        }

        int excessive = FindExcessive(parameter, canonical);
        if (excessive >= 0)
        {
            throw new ArgumentException($"{DescribeExcessive(parameter, excessive, canonical[excessive])}.", nameof(canonical));
        }

        PutRange(parameter, 0, canonical, storage);
    }

    /// <summary>The number of elements of a parameter, those included that its mask leaves out.</summary>
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

    /// <summary>Which elements of a parameter's memory are trained: 1 where an element lies, 0 where there is padding or none is.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="length">The length of its memory, from <see cref="ParameterInfo.Offset"/> on.</param>
    /// <remarks>For emitted code, which hands no gradient to the update where this is 0.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static AlignedBuffer<T> Presence<T>(ParameterInfo parameter, int length)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameter);
        var presence = new AlignedBuffer<T>(length);
        int count = Count(parameter);
        for (int i = 0; i < count; i++)
        {
            int index = StorageIndex(parameter, i);
            if (index != Absent)
            {
                presence.Span[index - parameter.Offset] = T.One;
            }
        }

        return presence;
    }

    /// <summary>
    /// Where the canonical element <paramref name="index"/> (row-major) lies in the block; <see cref="Absent"/> where the parameter's mask has none. Of a parameter that is kept as 16 bits,
    /// counted in these.
    /// </summary>
    public static int StorageIndex(ParameterInfo parameter, int index)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        if (parameter.Mask is ParameterMask mask && !mask[index])
        {
            return Absent;
        }

        if (parameter.Pieces.Count > 0)
        {
            (int output, int input) = parameter.Order is WeightOrder order ? order.Of(index) : int.DivRem(index, parameter.Shape[1]);
            int number = PieceOf(parameter.Pieces, output);
            ParameterPiece piece = parameter.Pieces[number];
            (int panel, int place) = piece.PanelOutputs > 0 ? int.DivRem(output - piece.First, piece.PanelOutputs) : (0, output - piece.First);
            int row = piece.IsCompact ? parameter.CompactPieces[number]![panel, input] : input;
            return PerElement(parameter) * piece.Offset + panel * piece.PanelStride + place * piece.OutputStride + row * piece.InputStride;
        }

        int position = PerElement(parameter) * parameter.Offset;
        for (int axis = parameter.Shape.Count - 1; axis >= 0; axis--)
        {
            (index, int coordinate) = int.DivRem(index, parameter.Shape[axis]);
            position += coordinate * parameter.Strides[axis];
        }

        return position;
    }

    /// <summary>Writes a canonical element; one that is absent stays so.</summary>
    internal static void Put<T>(ParameterInfo parameter, int index, T value, Span<T> storage)
    {
        int position = StorageIndex(parameter, index);
        if (position == Absent)
        {
            return;
        }

        if (parameter.Storage == WeightStorage.Full)
        {
            storage[position] = value;
        }
        else
        {
            ShortNumbers.Of(storage)[position] = ShortNumbers.Round(parameter.Storage, value);
        }
    }

    /// <summary>Writes canonical elements from <paramref name="first"/> on; those that are absent stay so.</summary>
    internal static void PutRange<T>(ParameterInfo parameter, int first, ReadOnlySpan<T> values, Span<T> storage)
    {
        int columns = parameter.Shape.Count == 0 ? 1 : parameter.Shape[parameter.Shape.Count - 1];
        while (values.Length > 0)
        {
            int row = first / columns;
            ReadOnlySpan<T> ofRow = values[..Math.Min(columns - (first - (row * columns)), values.Length)];
            if (StrideOf(parameter, row) is not int stride)
            {
                for (int i = 0; i < ofRow.Length; i++)
                {
                    Put(parameter, first + i, ofRow[i], storage);
                }
            }
            else if (parameter.Storage == WeightStorage.Full)
            {
                PutStrided(ofRow, storage[StorageIndex(parameter, first)..], stride);
            }
            else
            {
                PutStrided(parameter.Storage, ofRow, ShortNumbers.Of(storage)[StorageIndex(parameter, first)..], stride);
            }

            first += ofRow.Length;
            values = values[ofRow.Length..];
        }
    }

    /// <summary>From one element of a row to the next; null where they are not all there at even distances.</summary>
    private static int? StrideOf(ParameterInfo parameter, int row)
    {
        if (parameter.Mask is not null)
        {
            return null;
        }

        if (parameter.Pieces.Count > 0)
        {
            return parameter.Order is null ? parameter.Pieces[PieceOf(parameter.Pieces, row)].InputStride : null;
        }

        return parameter.Shape.Count == 0 ? 1 : parameter.Strides[parameter.Shape.Count - 1];
    }

    /// <remarks>Optimised from the first call on: a network's constructor calls it for a hundred thousand elements.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PutStrided<T>(ReadOnlySpan<T> values, Span<T> storage, int stride)
    {
        for (int i = 0, position = 0; i < values.Length; i++, position += stride)
        {
            storage[position] = values[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PutStrided<T>(WeightStorage kept, ReadOnlySpan<T> values, Span<ushort> storage, int stride)
    {
        for (int i = 0, position = 0; i < values.Length; i++, position += stride)
        {
            storage[position] = ShortNumbers.Round(kept, values[i]);
        }
    }

    /// <summary>How many numbers of a parameter lie in an element of the block.</summary>
    private static int PerElement(ParameterInfo parameter) => parameter.Storage == WeightStorage.Full ? 1 : 2;

    /// <summary>The first canonical element that would not be finite as the parameter is kept; -1 where there is none.</summary>
    internal static int FindExcessive<T>(ParameterInfo parameter, ReadOnlySpan<T> canonical)
    {
        for (int i = 0; parameter.Storage != WeightStorage.Full && i < canonical.Length; i++)
        {
            if (!ShortNumbers.IsFinite(parameter.Storage, canonical[i]))
            {
                return i;
            }
        }

        return -1;
    }

    internal static string DescribeExcessive<T>(ParameterInfo parameter, int index, T value)
    {
        string number = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}");
        return $"element {index} of {parameter.Name} is {number}, but the network keeps its weights as {parameter.Storage}, whose numbers go up to {ShortNumbers.Largest(parameter.Storage)}: use {nameof(WeightStorage)}.{(parameter.Storage == WeightStorage.Half ? nameof(WeightStorage.BFloat16) : nameof(WeightStorage.Full))}, or smaller weights";
    }

    /// <summary>The first canonical element that is absent and yet not zero; -1 where there is none.</summary>
    internal static int FindUnconnected<T>(ParameterInfo parameter, ReadOnlySpan<T> canonical)
    {
        for (int i = 0; parameter.Mask is ParameterMask mask && i < canonical.Length; i++)
        {
            // Zero of either sign: the default of a number, and what equals it.
            if (!mask[i] && !EqualityComparer<T>.Default.Equals(canonical[i], default))
            {
                return i;
            }
        }

        return -1;
    }

    internal static string DescribeUnconnected<T>(ParameterInfo parameter, int index, T value)
    {
        (int output, int input) = int.DivRem(index, parameter.Shape[1]);
        string number = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}");
        return $"element {index} of {parameter.Name} is {number}, but the network has no connection from input {input} to output {output}: set it to 0, or declare the connection";
    }

    /// <summary>The last piece that begins at the output or before it, by bisection.</summary>
    private static int PieceOf(IReadOnlyList<ParameterPiece> pieces, int output)
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

        return low;
    }
}
