using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NnGen;

/// <summary>Numbers to and from the bytes of a tensor: least significant byte first, whatever the machine.</summary>
internal static class SafetensorsElements
{
    /// <summary>The type that has the elements of an array as they are.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static SafetensorsType TypeOf<T>() => TypeOrOther<T>() is var type && type != SafetensorsType.Other
        ? type
        : throw new NotSupportedException($"Tensors are made of double, float, Half and integers of 8 to 64 bits, not of {typeof(T).Name}.");

    /// <summary>All elements as numbers of a type.</summary>
    /// <exception cref="OverflowException">An element is no whole number, or out of range, and <typeparamref name="T"/> is an integer.</exception>
    public static T[] Read<T>(SafetensorsType type, ReadOnlySpan<byte> bytes, string name)
        where T : unmanaged, INumberBase<T>
    {
        int size = SafetensorsTypes.Bytes(type);
        var elements = new T[bytes.Length / size];
        if (BitConverter.IsLittleEndian && type == TypeOrOther<T>())
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(elements.AsSpan()));
            return elements;
        }

        bool isWhole = IsWhole<T>();
        for (int i = 0; i < elements.Length; i++)
        {
            ReadOnlySpan<byte> element = bytes.Slice(i * size, size);
            elements[i] = isWhole ? ReadWhole<T>(type, element, name, i) : ReadOne<T>(type, element);
        }

        return elements;
    }

    /// <summary>Numbers as the bytes of a type, rounded to the nearest, to even where two are as near.</summary>
    /// <exception cref="ArgumentException">A number is not whole, or out of range, and the type has whole numbers only.</exception>
    public static byte[] Write<T>(SafetensorsType type, ReadOnlySpan<T> elements, string name)
        where T : unmanaged, INumberBase<T>
    {
        int size = SafetensorsTypes.Bytes(type);
        var data = new byte[ArraySize.Of(elements.Length, size, "A tensor has so many bytes")];
        if (BitConverter.IsLittleEndian && type == TypeOrOther<T>())
        {
            MemoryMarshal.AsBytes(elements).CopyTo(data);
            return data;
        }

        for (int i = 0; i < elements.Length; i++)
        {
            try
            {
                WriteOne(type, elements[i], data.AsSpan(i * size, size));
            }
            catch (OverflowException cause)
            {
                throw new ArgumentException($"Element {i} of {name} is {elements[i]}, which is no number of the type {type}.", nameof(elements), cause);
            }
        }

        return data;
    }

    private static SafetensorsType TypeOrOther<T>() =>
        typeof(T) == typeof(float) ? SafetensorsType.F32
        : typeof(T) == typeof(double) ? SafetensorsType.F64
        : typeof(T) == typeof(Half) ? SafetensorsType.F16
        : typeof(T) == typeof(long) ? SafetensorsType.I64
        : typeof(T) == typeof(int) ? SafetensorsType.I32
        : typeof(T) == typeof(short) ? SafetensorsType.I16
        : typeof(T) == typeof(sbyte) ? SafetensorsType.I8
        : typeof(T) == typeof(ulong) ? SafetensorsType.U64
        : typeof(T) == typeof(uint) ? SafetensorsType.U32
        : typeof(T) == typeof(ushort) ? SafetensorsType.U16
        : typeof(T) == typeof(byte) ? SafetensorsType.U8
        : SafetensorsType.Other;

    // One half, of types without fractions, is 0.
    private static bool IsWhole<T>()
        where T : INumberBase<T> => T.IsZero(T.CreateTruncating(0.5));

    private static T ReadOne<T>(SafetensorsType type, ReadOnlySpan<byte> element)
        where T : unmanaged, INumberBase<T> => type switch
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

    private static T ReadWhole<T>(SafetensorsType type, ReadOnlySpan<byte> element, string name, int index)
        where T : unmanaged, INumberBase<T>
    {
        try
        {
            if (SafetensorsTypes.IsFloatingPoint(type))
            {
                return Whole<T, double>(ReadOne<double>(type, element));
            }

            return type == SafetensorsType.U64
                ? T.CreateChecked(BinaryPrimitives.ReadUInt64LittleEndian(element))
                : T.CreateChecked(ReadOne<long>(type, element));
        }
        catch (OverflowException cause)
        {
            throw new OverflowException($"Element {index} of {name} is {ReadOne<double>(type, element).ToString(System.Globalization.CultureInfo.InvariantCulture)}, which is no {typeof(T).Name}.", cause);
        }
    }

    private static void WriteOne<T>(SafetensorsType type, T value, Span<byte> element)
        where T : unmanaged, INumberBase<T>
    {
        switch (type)
        {
            case SafetensorsType.F64:
                BinaryPrimitives.WriteDoubleLittleEndian(element, double.CreateTruncating(value));
                break;
            case SafetensorsType.F32:
                BinaryPrimitives.WriteSingleLittleEndian(element, float.CreateTruncating(value));
                break;
            case SafetensorsType.F16:
                // By way of double, which has every integer up to where a half is infinite.
                BinaryPrimitives.WriteHalfLittleEndian(element, (Half)double.CreateTruncating(value));
                break;
            case SafetensorsType.BF16:
                BinaryPrimitives.WriteUInt16LittleEndian(element, BrainFloat(double.CreateTruncating(value)));
                break;
            case SafetensorsType.I64:
                BinaryPrimitives.WriteInt64LittleEndian(element, Whole<long, T>(value));
                break;
            case SafetensorsType.I32:
                BinaryPrimitives.WriteInt32LittleEndian(element, Whole<int, T>(value));
                break;
            case SafetensorsType.I16:
                BinaryPrimitives.WriteInt16LittleEndian(element, Whole<short, T>(value));
                break;
            case SafetensorsType.I8:
                element[0] = (byte)Whole<sbyte, T>(value);
                break;
            case SafetensorsType.U64:
                BinaryPrimitives.WriteUInt64LittleEndian(element, Whole<ulong, T>(value));
                break;
            case SafetensorsType.U32:
                BinaryPrimitives.WriteUInt32LittleEndian(element, Whole<uint, T>(value));
                break;
            case SafetensorsType.U16:
                BinaryPrimitives.WriteUInt16LittleEndian(element, Whole<ushort, T>(value));
                break;
            case SafetensorsType.BOOL:
                element[0] = Whole<byte, T>(value) is byte truth and <= 1 ? truth : throw new OverflowException();
                break;
            default:
                element[0] = Whole<byte, T>(value);
                break;
        }
    }

    // A checked conversion to integers drops fractions silently.
    private static TWhole Whole<TWhole, T>(T value)
        where TWhole : unmanaged, INumberBase<TWhole>
        where T : unmanaged, INumberBase<T> => T.IsInteger(value) ? TWhole.CreateChecked(value) : throw new OverflowException();

    /// <summary>The nearest bfloat16. A float on the way would round twice, so it keeps in its last bit whether anything was cut off.</summary>
    private static ushort BrainFloat(double value)
    {
        uint bits = BitConverter.SingleToUInt32Bits((float)value);
        if (double.IsNaN(value))
        {
            const uint Quiet = 0x40;
            return (ushort)(bits >> 16 | Quiet);
        }

        if (Math.Abs((double)BitConverter.UInt32BitsToSingle(bits)) > Math.Abs(value))
        {
            bits--;
        }

        if (BitConverter.UInt32BitsToSingle(bits) != value)
        {
            bits |= 1;
        }

        const uint BelowHalf = 0x7FFF;
        return (ushort)((bits + BelowHalf + (bits >> 16 & 1)) >> 16);
    }
}
