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
        CheckType(name, type);
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

    private SafetensorsTensor(SafetensorsTensor tensor, string name, IReadOnlyList<int> shape, ReadOnlyMemory<byte> data)
    {
        Name = name;
        Type = tensor.Type;
        TypeName = tensor.TypeName;
        Shape = shape;
        Data = data;
        Count = tensor.Count;
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

    /// <summary>A tensor of numbers as they are: <see cref="double"/> as F64, <see cref="float"/> as F32, <see cref="Half"/> as F16, <see cref="long"/> as I64, <see cref="byte"/> as U8 and so on.</summary>
    /// <typeparam name="T"><see cref="double"/>, <see cref="float"/>, <see cref="Half"/>, or an integer of 8 to 64 bits.</typeparam>
    /// <param name="name">The name; any text but <c>__metadata__</c>.</param>
    /// <param name="shape">The sizes of the axes.</param>
    /// <param name="elements">The elements, row-major. Copied.</param>
    /// <exception cref="ArgumentException">The elements are not as many as the shape says, or the name is reserved.</exception>
    /// <exception cref="NotSupportedException">Another element type.</exception>
    public static SafetensorsTensor Create<T>(string name, IReadOnlyList<int> shape, ReadOnlySpan<T> elements)
        where T : unmanaged, System.Numerics.INumberBase<T> => Create(name, shape, elements, SafetensorsElements.TypeOf<T>());

    /// <summary>A tensor of another type than the elements have, such as <see cref="SafetensorsType.BF16"/> of floats: half the file.</summary>
    /// <typeparam name="T">Any type of numbers.</typeparam>
    /// <param name="name">The name; any text but <c>__metadata__</c>.</param>
    /// <param name="shape">The sizes of the axes.</param>
    /// <param name="elements">
    /// The elements, row-major. Rounded to the nearest of a floating-point type, to even where two are as near, and infinite beyond its range.
    /// </param>
    /// <param name="type">The type in the file.</param>
    /// <exception cref="ArgumentException">The elements are not as many as the shape says, the name is reserved, or the type has integers only and an element is none, or out of its range.</exception>
    public static SafetensorsTensor Create<T>(string name, IReadOnlyList<int> shape, ReadOnlySpan<T> elements, SafetensorsType type)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        CheckType(name, type);
        return new SafetensorsTensor(name, type, shape, SafetensorsElements.Write(type, elements, name));
    }

    /// <summary>All elements, converted; rounded where <typeparamref name="T"/> is narrower, and infinite where they exceed its range.</summary>
    /// <typeparam name="T">Any type of numbers. Integers take whole numbers only.</typeparam>
    /// <returns><see cref="Count"/> elements, row-major.</returns>
    /// <exception cref="NotSupportedException">The type is <see cref="SafetensorsType.Other"/>; <see cref="Data"/> has the bytes.</exception>
    /// <exception cref="OverflowException"><typeparamref name="T"/> is an integer, and an element is not whole or out of its range.</exception>
    public T[] ToArray<T>()
        where T : unmanaged, System.Numerics.INumberBase<T> => Type != SafetensorsType.Other
            ? SafetensorsElements.Read<T>(Type, Data.Span, Name)
            : throw new NotSupportedException($"{Name} has the type {TypeName}, which is not read as numbers; save it as F32, F64, F16 or BF16, or take the bytes of Data.");

    /// <summary>The name, type and shape, as in <c>dense1.weight F32 [128, 784]</c>.</summary>
    public override string ToString() => $"{Name} {TypeName} [{string.Join(", ", Shape)}]";

    /// <summary>The same elements under another name and in another shape of as many.</summary>
    internal SafetensorsTensor As(string name, IReadOnlyList<int> shape, ReadOnlyMemory<byte> data) => new(this, name, shape, data);

    private static void CheckType(string name, SafetensorsType type)
    {
        if (!Enum.IsDefined(type) || type == SafetensorsType.Other)
        {
            throw new ArgumentException($"{name} has the type {type}, but a tensor is made of one of the types that are read.", nameof(type));
        }
    }
}
