using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NnGen;

/// <summary>Weights that are kept as 16 bits: rounding, widening, and the block of floats as such numbers.</summary>
internal static class ShortNumbers
{
    /// <summary>What is smaller is not rounded to infinity: half a unit of the last place above the largest number, 65504.</summary>
    private const float HalfLimit = 65520;

    /// <summary>The same of bfloat16: 0x7F7F8000 as the bits of a float.</summary>
    private const float BFloat16Limit = 3.3961776e38f;

    /// <summary>A block of parameters as the numbers of 16 bits that it holds.</summary>
    /// <exception cref="NotSupportedException">The elements are no floats.</exception>
    public static Span<ushort> Of<T>(Span<T> storage) => typeof(T) == typeof(float)
        ? MemoryMarshal.Cast<float, ushort>(MemoryMarshal.CreateSpan(ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(storage)), storage.Length))
        : throw new NotSupportedException("Only networks of floats keep weights as 16 bits.");

    /// <summary>The same to read.</summary>
    public static ReadOnlySpan<ushort> Of<T>(ReadOnlySpan<T> storage) => Of(MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(storage), storage.Length));

    /// <summary>Whether a number, rounded, is still one: not NaN and not infinite.</summary>
    public static bool IsFinite<T>(WeightStorage storage, T value) => Math.Abs(Unsafe.As<T, float>(ref value)) < (storage == WeightStorage.Half ? HalfLimit : BFloat16Limit);

    /// <summary>The bits of the nearest number, of the even one where two are as near.</summary>
    /// <exception cref="OverflowException">The number is NaN or infinite, or would be rounded to infinity.</exception>
    public static ushort Round<T>(WeightStorage storage, T value)
    {
        float number = Unsafe.As<T, float>(ref value);
        if (!(Math.Abs(number) < (storage == WeightStorage.Half ? HalfLimit : BFloat16Limit)))
        {
            throw new OverflowException(string.Create(CultureInfo.InvariantCulture, $"A weight of {number} cannot be kept as {storage}, whose numbers go up to {Largest(storage)}."));
        }

        if (storage == WeightStorage.Half)
        {
            return BitConverter.HalfToUInt16Bits((Half)number);
        }

        uint bits = BitConverter.SingleToUInt32Bits(number);
        const uint BelowHalf = 0x7FFF;
        return (ushort)((bits + BelowHalf + (bits >> 16 & 1)) >> 16);
    }

    /// <summary>The largest number, in words.</summary>
    public static string Largest(WeightStorage storage) => storage == WeightStorage.Half ? "65504" : "3.3895e38";

    /// <summary>The number that bits stand for.</summary>
    public static float Widen(WeightStorage storage, ushort bits) => storage == WeightStorage.Half
        ? (float)BitConverter.UInt16BitsToHalf(bits)
        : BitConverter.UInt32BitsToSingle((uint)bits << 16);

    /// <summary>The same as an element of a block.</summary>
    public static T WidenTo<T>(WeightStorage storage, ushort bits)
    {
        float number = Widen(storage, bits);
        return Unsafe.As<float, T>(ref number);
    }

    /// <summary>The type of files that has such numbers as they are.</summary>
    public static SafetensorsType TypeOf(WeightStorage storage) => storage == WeightStorage.Half ? SafetensorsType.F16 : SafetensorsType.BF16;
}
