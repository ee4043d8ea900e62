using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NnGen.Numerics;

/// <content>
/// Eight arguments at a time, with the same bits as one: each lane does what the scalar function does, in the same order. A thousand normal
/// numbers are most of what a constructor does.
/// </content>
internal static partial class PortableMath
{
    /// <summary>The bits of 2 to the power 52, in whose last places a small integer is a double.</summary>
    private const long IntegerBits = 0x4330_0000_0000_0000;

    // Tables and not numbers in the loops: the compiler at run time would unroll those, which takes it longer than a network's weights.
    private static ReadOnlySpan<double> LogReciprocals =>
        [1.0 / 23, 1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3, 1];

    private static ReadOnlySpan<double> SineDivisors => [16 * 17, 14 * 15, 12 * 13, 10 * 11, 8 * 9, 6 * 7, 4 * 5, 2 * 3];

    // After 18 x 17.
    private static ReadOnlySpan<double> CosineDivisors => [16 * 15, 14 * 13, 12 * 11, 10 * 9, 8 * 7, 6 * 5, 4 * 3, 2 * 1];

    /// <summary><see cref="Log(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Log(Vector512<double> x)
    {
        Vector512<long> bits = x.AsInt64();
        Vector512<double> exponent = ((bits >>> 52) | Vector512.Create(IntegerBits)).AsDouble() - Vector512.Create(4503599627370496.0 + 1023);
        Vector512<double> significand = ((bits & Vector512.Create(0x000F_FFFF_FFFF_FFFF)) | Vector512.Create(0x3FF0_0000_0000_0000)).AsDouble();
        Vector512<double> isLarge = Vector512.GreaterThan(significand, Vector512.Create(SquareRootOfTwo));
        significand = Vector512.ConditionalSelect(isLarge, significand * Vector512.Create(0.5), significand);
        exponent += isLarge & Vector512<double>.One;

        Vector512<double> s = (significand - Vector512<double>.One) / (significand + Vector512<double>.One);
        Vector512<double> square = s * s;
        Vector512<double> sum = Vector512<double>.Zero;
        foreach (double reciprocal in LogReciprocals)
        {
            sum = (sum * square) + Vector512.Create(reciprocal);
        }

        return (exponent * Vector512.Create(Ln2)) + (Vector512.Create(2.0) * s * sum);
    }

    /// <summary><see cref="SinCosTurns(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector512<double> Sine, Vector512<double> Cosine) SinCosTurns(Vector512<double> turns)
    {
        Vector512<double> quarter = Vector512.Floor((turns * Vector512.Create(4.0)) + Vector512.Create(0.5));
        Vector512<double> angle = (turns - (quarter * Vector512.Create(0.25))) * Vector512.Create(TwoPi);
        Vector512<double> minusSquare = -(angle * angle);
        Vector512<double> sine = Vector512<double>.Zero;
        Vector512<double> cosine = minusSquare / Vector512.Create(18.0 * 17);
        ReadOnlySpan<double> ofSine = SineDivisors;
        ReadOnlySpan<double> ofCosine = CosineDivisors;
        for (int term = 0; term < ofSine.Length; term++)
        {
            sine = (sine + Vector512<double>.One) * minusSquare / Vector512.Create(ofSine[term]);
            cosine = (cosine + Vector512<double>.One) * minusSquare / Vector512.Create(ofCosine[term]);
        }

        sine = angle * (Vector512<double>.One + sine);
        cosine = Vector512<double>.One + cosine;

        // Of the quarters 0 to 4, the last is the first again.
        Vector512<double> one = Vector512.Equals(quarter, Vector512<double>.One);
        Vector512<double> two = Vector512.Equals(quarter, Vector512.Create(2.0));
        Vector512<double> three = Vector512.Equals(quarter, Vector512.Create(3.0));
        Vector512<double> isOdd = one | three;
        Vector512<double> sign = Vector512.Create(-0.0);
        return (
            Vector512.ConditionalSelect(isOdd, cosine, sine) ^ ((two | three) & sign),
            Vector512.ConditionalSelect(isOdd, sine, cosine) ^ ((one | two) & sign));
    }
}
