using System.Buffers.Binary;

namespace NnGen;

/// <summary>The element types of IDX files; the values are those of the files.</summary>
public enum IdxElementType
{
    /// <summary>Unsigned bytes, as in images and labels.</summary>
    UnsignedByte = 0x08,

    /// <summary>Signed bytes.</summary>
    SignedByte = 0x09,

    /// <summary>16-bit integers.</summary>
    Int16 = 0x0B,

    /// <summary>32-bit integers.</summary>
    Int32 = 0x0C,

    /// <summary>32-bit floating point.</summary>
    Single = 0x0D,

    /// <summary>64-bit floating point.</summary>
    Double = 0x0E,
}

/// <summary>The content of an IDX file: an array of numbers with any number of axes. Immutable.</summary>
public sealed class IdxFile
{
    internal IdxFile(IdxElementType elementType, int[] shape, byte[] data)
    {
        ElementType = elementType;
        Shape = shape;
        Data = data;
    }

    /// <summary>The type of the numbers.</summary>
    public IdxElementType ElementType { get; }

    /// <summary>The sizes of the axes; the first one counts the items, such as images.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The numbers as they stand in the file: row-major, most significant byte first.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The number of numbers.</summary>
    public int Count => Data.Length / ElementBytes(ElementType);

    /// <summary>All numbers, converted; rounded where <typeparamref name="T"/> is narrower.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns><see cref="Count"/> elements, row-major.</returns>
    public T[] ToArray<T>()
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var numbers = new T[Count];
        Convert<T>(ElementType, Data.Span, numbers);
        return numbers;
    }

    /// <summary>Converts numbers as they stand in a file.</summary>
    internal static void Convert<T>(IdxElementType type, ReadOnlySpan<byte> bytes, Span<T> numbers)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int size = ElementBytes(type);
        for (int i = 0; i < numbers.Length; i++)
        {
            ReadOnlySpan<byte> element = bytes.Slice(i * size, size);
            numbers[i] = type switch
            {
                IdxElementType.UnsignedByte => T.CreateTruncating(element[0]),
                IdxElementType.SignedByte => T.CreateTruncating((sbyte)element[0]),
                IdxElementType.Int16 => T.CreateTruncating(BinaryPrimitives.ReadInt16BigEndian(element)),
                IdxElementType.Int32 => T.CreateTruncating(BinaryPrimitives.ReadInt32BigEndian(element)),
                IdxElementType.Single => T.CreateTruncating(BinaryPrimitives.ReadSingleBigEndian(element)),
                _ => T.CreateTruncating(BinaryPrimitives.ReadDoubleBigEndian(element)),
            };
        }
    }

    /// <summary>The bytes of one number; 0 for a type that does not exist.</summary>
    internal static int ElementBytes(IdxElementType type) => type switch
    {
        IdxElementType.UnsignedByte or IdxElementType.SignedByte => 1,
        IdxElementType.Int16 => 2,
        IdxElementType.Int32 or IdxElementType.Single => 4,
        IdxElementType.Double => 8,
        _ => 0,
    };
}
