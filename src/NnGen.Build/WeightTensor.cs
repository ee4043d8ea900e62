namespace NnGen.Build;

/// <summary>What a header says of one tensor.</summary>
internal sealed class WeightTensor(string name, string type, int[] shape, long begin, long end, long position)
{
    private const int MaximumLength = 0x7FFFFFC7;

    /// <summary>The name.</summary>
    public string Name => name;

    /// <summary>The element type as the file spells it.</summary>
    public string Type => type;

    /// <summary>The sizes of the axes.</summary>
    public IReadOnlyList<int> Shape => shape;

    /// <summary>The first byte, counted from the end of the header.</summary>
    public long Begin => begin;

    /// <summary>The byte behind the last one.</summary>
    public long End => end;

    /// <summary>Where in the file the tensor is described.</summary>
    public long Position => position;

    /// <summary>The shape in words.</summary>
    public string ShapeText => $"[{string.Join(", ", shape)}]";

    /// <summary>Whether the numbers have fractions, as weights do.</summary>
    public bool IsFloatingPoint => type is "F64" or "F32" or "F16" or "BF16";

    /// <summary>The bytes of an element; 0 of types that are not read.</summary>
    public int ElementBytes => type switch
    {
        "F64" or "I64" or "U64" => 8,
        "F32" or "I32" or "U32" => 4,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "I8" or "U8" or "BOOL" => 1,
        _ => 0,
    };

    /// <summary>The number of elements; -1 where it is more than an array can have.</summary>
    public long Count
    {
        get
        {
            long count = 1;
            foreach (int size in shape)
            {
                // Both factors are below 2^31, so the product fits.
                count *= size;
                if (count > MaximumLength)
                {
                    return -1;
                }
            }

            return count;
        }
    }

    /// <summary>The bytes that type and shape ask for, of types that are not known as many as it says; negative where there are too many.</summary>
    public long Bytes
    {
        get
        {
            int bits = ElementBytes > 0 ? 8 * ElementBytes : OtherBits;
            return Count < 0 ? -1 : bits == 0 ? Math.Max(0, end - begin) : (Count * bits + 7) / 8;
        }
    }

    private int OtherBits => type switch
    {
        "C64" => 64,
        "F8_E4M3" or "F8_E5M2" or "F8_E8M0" or "F8_E4M3FNUZ" or "F8_E5M2FNUZ" => 8,
        "F6_E2M3" or "F6_E3M2" => 6,
        "F4" => 4,
        _ => 0,
    };

    /// <summary>Whether a text may name a type.</summary>
    public static bool IsTypeName(string text) =>
        text.Length is > 0 and <= 32 && text.All(character => character is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_');
}
