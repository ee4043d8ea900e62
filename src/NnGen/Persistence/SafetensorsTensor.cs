using System.Buffers.Binary;

namespace NnGen;

/// <summary>A named array of numbers in a safetensors file. Immutable.</summary>
public sealed class SafetensorsTensor
{
    /// <summary>A tensor of bytes as they stand in files.</summary>
    /// <param name="name">The name; any text but <c>__metadata__</c>.</param>
    /// <param name="type">The element type.</param>
    /// <param name="shape">The sizes of the axes, each 0 or more; none for a single number. Copied.</param>
    /// <param name="data">The elements, row-major, least significant byte first. Not copied.</param>
    /// <exception cref="ArgumentException">The name is reserved, a size is negative, or the bytes are not as many as type and shape say.</exception>
    public SafetensorsTensor(string name, SafetensorsType type, IReadOnlyList<int> shape, ReadOnlyMemory<byte> data)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(shape);
        if (!Enum.IsDefined(type) || type == SafetensorsType.Other)
        {
            throw new ArgumentException($"{name} has the type {type}, but a tensor is made of one of the types that are read.", nameof(type));
        }

        if (name == SafetensorsHeader.MetadataName)
        {
            throw new ArgumentException($"The name {name} is reserved for the metadata of the file.", nameof(name));
        }

        int[] sizes = [.. shape];
        long elements = SafetensorsHeader.CountElements(sizes);
        long bytes = elements * SafetensorsTypes.Bytes(type);
        if (elements < 0 || data.Length != bytes)
        {
            string expected = elements < 0 ? "no possible number of" : $"{bytes}";
            throw new ArgumentException($"{name} of type {type} and shape [{string.Join(", ", sizes)}] has {expected} bytes, but {data.Length} were given.", nameof(data));
        }

        Name = name;
        Type = type;
        TypeName = type.ToString();
        Shape = sizes;
        Data = data;
        Count = (int)elements;
    }

    /// <summary>A tensor of a file, which was checked.</summary>
    internal SafetensorsTensor(SafetensorsEntry entry, byte[] data)
    {
        Name = entry.Name;
        Type = entry.Type;
        TypeName = entry.TypeName;
        Shape = entry.Shape;
        Data = data;
        Count = (int)SafetensorsHeader.CountElements(entry.Shape);
    }

    /// <summary>The name, such as <c>dense1.weight</c>.</summary>
    public string Name { get; }

    /// <summary>The element type.</summary>
    public SafetensorsType Type { get; }

    /// <summary>What files call the element type, such as <c>F32</c>, or <c>F8_E4M3</c> where <see cref="Type"/> is <see cref="SafetensorsType.Other"/>.</summary>
    public string TypeName { get; }

    /// <summary>The sizes of the axes.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The elements as they stand in the file: row-major, least significant byte first.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The number of elements.</summary>
    public int Count { get; }

    /// <summary>A tensor of 32- or 64-bit floating point numbers.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="name">The name; any text but <c>__metadata__</c>.</param>
    /// <param name="shape">The sizes of the axes.</param>
    /// <param name="elements">The elements, row-major. Copied.</param>
    /// <exception cref="ArgumentException">The elements are not as many as the shape says, or the name is reserved.</exception>
    /// <exception cref="NotSupportedException">Another element type.</exception>
    public static SafetensorsTensor Create<T>(string name, IReadOnlyList<int> shape, ReadOnlySpan<T> elements)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        SafetensorsType type = TypeOf<T>();
        int size = SafetensorsTypes.Bytes(type);
        var data = new byte[ArraySize.Of(elements.Length, size, "A tensor has so many bytes")];
        for (int i = 0; i < elements.Length; i++)
        {
            Span<byte> element = data.AsSpan(i * size, size);
            if (type == SafetensorsType.F32)
            {
                BinaryPrimitives.WriteSingleLittleEndian(element, float.CreateTruncating(elements[i]));
            }
            else
            {
                BinaryPrimitives.WriteDoubleLittleEndian(element, double.CreateTruncating(elements[i]));
            }
        }

        return new SafetensorsTensor(name, type, shape, data);
    }

    /// <summary>All elements, converted; rounded where <typeparamref name="T"/> is narrower, and infinite where they exceed its range.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns><see cref="Count"/> elements, row-major.</returns>
    /// <exception cref="NotSupportedException">The type is <see cref="SafetensorsType.Other"/>; <see cref="Data"/> has the bytes.</exception>
    public T[] ToArray<T>()
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        if (Type == SafetensorsType.Other)
        {
            throw new NotSupportedException($"{Name} has the type {TypeName}, which is not read as numbers; save it as F32, F64, F16 or BF16, or take the bytes of Data.");
        }

        int size = SafetensorsTypes.Bytes(Type);
        var elements = new T[Count];
        ReadOnlySpan<byte> bytes = Data.Span;
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = Convert<T>(Type, bytes.Slice(i * size, size));
        }

        return elements;
    }

    /// <summary>The name, type and shape, as in <c>dense1.weight F32 [128, 784]</c>.</summary>
    public override string ToString() => $"{Name} {TypeName} [{string.Join(", ", Shape)}]";

    /// <summary>The type that files give the elements of a network.</summary>
    /// <exception cref="NotSupportedException">Neither <see cref="float"/> nor <see cref="double"/>.</exception>
    internal static SafetensorsType TypeOf<T>()
    {
        if (typeof(T) == typeof(float))
        {
            return SafetensorsType.F32;
        }

        return typeof(T) == typeof(double)
            ? SafetensorsType.F64
            : throw new NotSupportedException($"Only float and double can be written, not {typeof(T).Name}.");
    }

    private static T Convert<T>(SafetensorsType type, ReadOnlySpan<byte> element)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => type switch
        {
            SafetensorsType.F64 => T.CreateTruncating(BinaryPrimitives.ReadDoubleLittleEndian(element)),
            SafetensorsType.F32 => T.CreateTruncating(BinaryPrimitives.ReadSingleLittleEndian(element)),
            SafetensorsType.F16 => T.CreateTruncating(BinaryPrimitives.ReadHalfLittleEndian(element)),
            SafetensorsType.BF16 => T.CreateTruncating(BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(element) << 16)),
            SafetensorsType.I64 => T.CreateTruncating(BinaryPrimitives.ReadInt64LittleEndian(element)),
            SafetensorsType.I32 => T.CreateTruncating(BinaryPrimitives.ReadInt32LittleEndian(element)),
            SafetensorsType.I16 => T.CreateTruncating(BinaryPrimitives.ReadInt16LittleEndian(element)),
            SafetensorsType.I8 => T.CreateTruncating((sbyte)element[0]),
            SafetensorsType.U64 => T.CreateTruncating(BinaryPrimitives.ReadUInt64LittleEndian(element)),
            SafetensorsType.U32 => T.CreateTruncating(BinaryPrimitives.ReadUInt32LittleEndian(element)),
            SafetensorsType.U16 => T.CreateTruncating(BinaryPrimitives.ReadUInt16LittleEndian(element)),
            _ => T.CreateTruncating(element[0]),
        };
}
