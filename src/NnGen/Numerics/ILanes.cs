namespace NnGen.Numerics;

/// <summary>
/// A vector of numbers that emitted kernels compute with. A kernel is written once over this interface and compiled for each width:
/// <see cref="Lanes512"/>, <see cref="Lanes256"/> and <see cref="Lanes128"/> hold 16 floats on every machine (one, two or four registers),
/// so that sums are added in the same order everywhere; the <c>Physical</c> structs hold one register.
/// What loads and stores goes where it is told, unchecked, as in <see cref="System.Runtime.Intrinsics.Vector128"/>: an update rule takes the
/// offset and the count that it is called with.
/// Implementations are mutable structs: accumulating in place is what lets the compiler keep an accumulator in its register.
/// </summary>
/// <typeparam name="TSelf">The implementing struct.</typeparam>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ILanes<TSelf, T>
    where TSelf : struct, ILanes<TSelf, T>
    where T : unmanaged
{
    private const string OfFloats = "Only networks of floats keep weights as 16 bits.";

    /// <summary>The number of elements.</summary>
    static abstract int Count { get; }

    /// <summary>The number of registers that hold the elements: 1, 2 or 4.</summary>
    static abstract int Registers { get; }

    /// <summary>All elements zero.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>All elements equal to <paramref name="value"/>.</summary>
    static abstract TSelf Splat(T value);

    /// <summary>Reads <see cref="Count"/> elements from <paramref name="offset"/> elements after <paramref name="source"/>.</summary>
    static abstract TSelf Load(ref readonly T source, nint offset);

    /// <summary>
    /// Reads <see cref="Count"/> numbers of 16 bits, bfloat16, from <paramref name="offset"/> of them after <paramref name="source"/>. Floats only.
    /// </summary>
    static virtual TSelf LoadBFloat16(ref readonly ushort source, nint offset) => throw new NotSupportedException(OfFloats);

    /// <summary>
    /// Reads <see cref="Count"/> finite numbers of 16 bits, IEEE 754's binary16, from <paramref name="offset"/> of them after <paramref name="source"/>. Floats only.
    /// </summary>
    static virtual TSelf LoadHalf(ref readonly ushort source, nint offset) => throw new NotSupportedException(OfFloats);

    /// <summary>Writes all elements to <paramref name="offset"/> elements after <paramref name="destination"/>.</summary>
    static abstract void Store(TSelf value, ref T destination, nint offset);

    /// <summary>Writes the first <paramref name="count"/> elements, or all of them where there are fewer.</summary>
    static abstract void StoreFirst(TSelf value, ref T destination, nint offset, nint count);

    /// <summary>The first <paramref name="count"/> elements of <paramref name="value"/>, followed by those of <paramref name="rest"/>.</summary>
    static abstract TSelf KeepFirst(TSelf value, int count, TSelf rest);

    /// <summary>Adds <c>x * y</c> in place; fused where the hardware can.</summary>
    void MultiplyAdd(TSelf x, TSelf y);

    /// <summary>Adds <c>x</c> times the elements at <paramref name="offset"/> in place; fused where the hardware can.</summary>
    void MultiplyAdd(TSelf x, ref readonly T source, nint offset);

    /// <summary>Adds <c>x</c> times the bfloat16 at <paramref name="offset"/> in place; fused where the hardware can. Floats only.</summary>
    void MultiplyAddBFloat16(TSelf x, ref readonly ushort source, nint offset) => throw new NotSupportedException(OfFloats);

    /// <summary>Adds <c>x</c> times the finite binary16 at <paramref name="offset"/> in place; fused where the hardware can. Floats only.</summary>
    void MultiplyAddHalf(TSelf x, ref readonly ushort source, nint offset) => throw new NotSupportedException(OfFloats);

    /// <summary><c>x * y + z</c>; fused where the hardware can.</summary>
    static abstract TSelf MultiplyAdd(TSelf x, TSelf y, TSelf z);

    /// <summary>The elementwise sum.</summary>
    static abstract TSelf operator +(TSelf x, TSelf y);

    /// <summary>The elementwise difference.</summary>
    static abstract TSelf operator -(TSelf x, TSelf y);

    /// <summary>The elementwise product.</summary>
    static abstract TSelf operator *(TSelf x, TSelf y);

    /// <summary>The elementwise quotient.</summary>
    static abstract TSelf operator /(TSelf x, TSelf y);

    /// <summary>The larger elements; NaN where <paramref name="y"/> is NaN, so the value under test comes second.</summary>
    static abstract TSelf Max(TSelf x, TSelf y);

    /// <summary>The smaller elements; NaN where <paramref name="y"/> is NaN, so the value under test comes second.</summary>
    static abstract TSelf Min(TSelf x, TSelf y);

    /// <summary>The absolute values.</summary>
    static abstract TSelf Abs(TSelf x);

    /// <summary>The magnitudes of <paramref name="x"/> with the signs of <paramref name="sign"/>.</summary>
    static abstract TSelf CopySign(TSelf x, TSelf sign);

    /// <summary>The correctly rounded square roots.</summary>
    static abstract TSelf Sqrt(TSelf x);

    /// <summary><paramref name="whenLess"/> where <c>x &lt; y</c>, <paramref name="otherwise"/> elsewhere and where either is NaN.</summary>
    static abstract TSelf SelectLess(TSelf x, TSelf y, TSelf whenLess, TSelf otherwise);

    /// <summary>
    /// 2 to the power n, where the elements hold the bits of <c>magic + n</c> with magic = 1.5 x 2^23 + 127 (float) or 1.5 x 2^52 + 1023 (double):
    /// the exponent bits are shifted into place. Only for n in the range of normal numbers.
    /// </summary>
    static abstract TSelf PowerOfTwo(TSelf shifted);

    /// <summary>The power of two of normal positive elements, as a number: floor(log2 x).</summary>
    static abstract TSelf Exponent(TSelf x);

    /// <summary>The significands of normal positive elements, in [1, 2).</summary>
    static abstract TSelf Significand(TSelf x);

    /// <summary>The sum of all elements, by halving: elements 0 and n/2 first. The order is the same at every width.</summary>
    static abstract T Sum(TSelf x);

    /// <summary>The sums of all elements of four vectors, each added up as <see cref="Sum(TSelf)"/> does: half the operations of four.</summary>
    static abstract void Sum(TSelf x, TSelf y, TSelf z, TSelf w, out T sumX, out T sumY, out T sumZ, out T sumW);

    /// <summary>The sum of the first <paramref name="count"/> elements, where those behind them are 0: so many may be left out as make halves.</summary>
    static abstract T Sum(TSelf x, int count);

    /// <summary>The largest element, by halving.</summary>
    static abstract T MaxElement(TSelf x);

    /// <summary>The largest of the first <paramref name="count"/> elements, where none behind them is larger: so many may be left out as make halves.</summary>
    static abstract T MaxElement(TSelf x, int count);

    /// <summary>The first element.</summary>
    static abstract T First(TSelf x);
}
