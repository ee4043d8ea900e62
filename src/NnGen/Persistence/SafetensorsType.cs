namespace NnGen;

/// <summary>The element types of safetensors files: those that NnGen reads as numbers, and <see cref="Other"/> for the rest.</summary>
public enum SafetensorsType
{
    /// <summary>64-bit floating point.</summary>
    F64,

    /// <summary>32-bit floating point.</summary>
    F32,

    /// <summary>16-bit floating point (IEEE 754 half).</summary>
    F16,

    /// <summary>The upper half of a 32-bit floating point number (bfloat16).</summary>
    BF16,

    /// <summary>64-bit integers.</summary>
    I64,

    /// <summary>32-bit integers.</summary>
    I32,

    /// <summary>16-bit integers.</summary>
    I16,

    /// <summary>Signed bytes.</summary>
    I8,

    /// <summary>64-bit integers without sign.</summary>
    U64,

    /// <summary>32-bit integers without sign.</summary>
    U32,

    /// <summary>16-bit integers without sign.</summary>
    U16,

    /// <summary>Unsigned bytes.</summary>
    U8,

    /// <summary>Truth values, one byte each, 0 or 1.</summary>
    BOOL,

    /// <summary>A type that is carried along as bytes but not read as numbers, such as F8_E4M3 or C64; <see cref="SafetensorsTensor.TypeName"/> says which.</summary>
    Other,
}

/// <summary>Names and sizes of the element types.</summary>
internal static class SafetensorsTypes
{
    /// <summary>Whether the numbers have fractions, as weights do.</summary>
    internal static bool IsFloatingPoint(SafetensorsType type) => type <= SafetensorsType.BF16;

    /// <summary>The bits of an element of a type that is not read; 0 where it is unknown.</summary>
    internal static int OtherBits(string name) => name switch
    {
        "C64" => 64,
        "F8_E4M3" or "F8_E5M2" or "F8_E8M0" or "F8_E4M3FNUZ" or "F8_E5M2FNUZ" => 8,
        "F6_E2M3" or "F6_E3M2" => 6,
        "F4" => 4,
        _ => 0,
    };

    /// <summary>Whether a text may name a type.</summary>
    internal static bool IsName(string name) => name.Length is > 0 and <= 32 && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');

    /// <summary>The bytes of one element of a type that is read.</summary>
    internal static int Bytes(SafetensorsType type) => type switch
    {
        SafetensorsType.F64 or SafetensorsType.I64 or SafetensorsType.U64 => 8,
        SafetensorsType.F32 or SafetensorsType.I32 or SafetensorsType.U32 => 4,
        SafetensorsType.F16 or SafetensorsType.BF16 or SafetensorsType.I16 or SafetensorsType.U16 => 2,
        _ => 1,
    };

    /// <summary>The type that a file spells so.</summary>
    internal static SafetensorsType Parse(string name) => name switch
    {
        "F64" => SafetensorsType.F64,
        "F32" => SafetensorsType.F32,
        "F16" => SafetensorsType.F16,
        "BF16" => SafetensorsType.BF16,
        "I64" => SafetensorsType.I64,
        "I32" => SafetensorsType.I32,
        "I16" => SafetensorsType.I16,
        "I8" => SafetensorsType.I8,
        "U64" => SafetensorsType.U64,
        "U32" => SafetensorsType.U32,
        "U16" => SafetensorsType.U16,
        "U8" => SafetensorsType.U8,
        "BOOL" => SafetensorsType.BOOL,
        _ => SafetensorsType.Other,
    };
}
