using System.Numerics;
using System.Runtime.CompilerServices;
using NnGen.Numerics;

namespace NnGen.Tests.Training;

/// <summary>
/// A vector of two elements in plain arithmetic, so that hand-made networks can call update rules: two, so that a rule can be given
/// one gradient and a neighbour that it must leave alone.
/// </summary>
internal struct TwoLanes<T>(T first, T second) : ILanes<TwoLanes<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T _first = first;
    private T _second = second;

    public static int Count => 2;

    public static int Registers => 1;

    public static T Sum(TwoLanes<T> x, int count) => Sum(x);

    public static T MaxElement(TwoLanes<T> x, int count) => MaxElement(x);

    public static TwoLanes<T> Zero => new(T.Zero, T.Zero);

    public static TwoLanes<T> Splat(T value) => new(value, value);

    public static TwoLanes<T> Load(ref readonly T source, nint offset)
    {
        ref T first = ref Unsafe.Add(ref Unsafe.AsRef(in source), offset);
        return new TwoLanes<T>(first, Unsafe.Add(ref first, 1));
    }

    public static void Store(TwoLanes<T> value, ref T destination, nint offset) => StoreFirst(value, ref destination, offset, Count);

    public static void StoreFirst(TwoLanes<T> value, ref T destination, nint offset, nint count)
    {
        if (count > 0)
        {
            Unsafe.Add(ref destination, offset) = value._first;
        }

        if (count > 1)
        {
            Unsafe.Add(ref destination, offset + 1) = value._second;
        }
    }

    public static TwoLanes<T> KeepFirst(TwoLanes<T> value, int count, TwoLanes<T> rest)
        => new(count > 0 ? value._first : rest._first, count > 1 ? value._second : rest._second);

    public void MultiplyAdd(TwoLanes<T> x, TwoLanes<T> y) => this = MultiplyAdd(x, y, this);

    public void MultiplyAdd(TwoLanes<T> x, ref readonly T source, nint offset) => MultiplyAdd(x, Load(in source, offset));

    public static TwoLanes<T> MultiplyAdd(TwoLanes<T> x, TwoLanes<T> y, TwoLanes<T> z)
        => new(T.MultiplyAddEstimate(x._first, y._first, z._first), T.MultiplyAddEstimate(x._second, y._second, z._second));

    public static TwoLanes<T> operator +(TwoLanes<T> x, TwoLanes<T> y) => new(x._first + y._first, x._second + y._second);

    public static TwoLanes<T> operator -(TwoLanes<T> x, TwoLanes<T> y) => new(x._first - y._first, x._second - y._second);

    public static TwoLanes<T> operator *(TwoLanes<T> x, TwoLanes<T> y) => new(x._first * y._first, x._second * y._second);

    public static TwoLanes<T> operator /(TwoLanes<T> x, TwoLanes<T> y) => new(x._first / y._first, x._second / y._second);

    public static TwoLanes<T> Max(TwoLanes<T> x, TwoLanes<T> y) => new(T.Max(x._first, y._first), T.Max(x._second, y._second));

    public static TwoLanes<T> Min(TwoLanes<T> x, TwoLanes<T> y) => new(T.Min(x._first, y._first), T.Min(x._second, y._second));

    public static TwoLanes<T> Abs(TwoLanes<T> x) => new(T.Abs(x._first), T.Abs(x._second));

    public static TwoLanes<T> CopySign(TwoLanes<T> x, TwoLanes<T> sign) => new(T.CopySign(x._first, sign._first), T.CopySign(x._second, sign._second));

    public static TwoLanes<T> Sqrt(TwoLanes<T> x) => new(T.Sqrt(x._first), T.Sqrt(x._second));

    public static TwoLanes<T> SelectLess(TwoLanes<T> x, TwoLanes<T> y, TwoLanes<T> whenLess, TwoLanes<T> otherwise)
        => new(x._first < y._first ? whenLess._first : otherwise._first, x._second < y._second ? whenLess._second : otherwise._second);

    public static TwoLanes<T> PowerOfTwo(TwoLanes<T> shifted) => throw new NotSupportedException("No update rule needs powers of two.");

    public static TwoLanes<T> Exponent(TwoLanes<T> x) => throw new NotSupportedException("No update rule needs exponents.");

    public static TwoLanes<T> Significand(TwoLanes<T> x) => throw new NotSupportedException("No update rule needs significands.");

    public static T Sum(TwoLanes<T> x) => x._first + x._second;

    public static void Sum(TwoLanes<T> x, TwoLanes<T> y, TwoLanes<T> z, TwoLanes<T> w, out T sumX, out T sumY, out T sumZ, out T sumW) => (sumX, sumY, sumZ, sumW) = (Sum(x), Sum(y), Sum(z), Sum(w));

    public static T MaxElement(TwoLanes<T> x) => T.Max(x._first, x._second);

    public static T First(TwoLanes<T> x) => x._first;
}
