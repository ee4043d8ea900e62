using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NnGen;

/// <summary>
/// What a network with compiled-in weights predicts where the program runs, held against what the compiler's interpreter computed when it was built. Processor,
/// instruction set, Native AOT and trimming should change nothing: where multiply and add are fused, as every x64 with AVX2 and every Arm64 does, the
/// bits are the same at every vector width. Immutable.
/// </summary>
public sealed record SelfTestReport
{
    internal SelfTestReport()
    {
    }

    /// <summary>The number of rows that were predicted, each by <c>Predict</c> and all by <c>PredictBatch</c>.</summary>
    public int Rows { get; init; }

    /// <summary>The numbers that were compared for each row.</summary>
    public int Outputs { get; init; }

    /// <summary>The largest distance in units of the last place: how many numbers of the precision lie from one to the other. 0 where all bits are the same.</summary>
    public long LargestUlp { get; init; }

    /// <summary>The largest difference; not a number where only one of two numbers is one.</summary>
    public double LargestDifference { get; init; }

    /// <summary>The row of the largest distance; 0 where there is none.</summary>
    public int Row { get; init; }

    /// <summary>The output of the largest distance; 0 where there is none.</summary>
    public int Output { get; init; }

    /// <summary>The width of the vectors in bits: 128, 256 or 512.</summary>
    public int VectorBits { get; init; }

    /// <summary>Whether this machine fuses multiply and add, on which the last bits depend.</summary>
    public bool FusesMultiplyAdd { get; init; }

    /// <summary>Whether all bits are the same.</summary>
    public bool IsExact => LargestUlp == 0;

    /// <summary>The result in words.</summary>
    public override string ToString()
    {
        string machine = string.Create(CultureInfo.InvariantCulture, $"{VectorBits} bits, multiply and add {(FusesMultiplyAdd ? "fused" : "not fused")}");
        return IsExact
            ? string.Create(CultureInfo.InvariantCulture, $"{Rows} {(Rows == 1 ? "row" : "rows")} of {Outputs} outputs agree to the last bit ({machine})")
            : string.Create(CultureInfo.InvariantCulture, $"{Rows} {(Rows == 1 ? "row" : "rows")} of {Outputs} outputs differ by up to {LargestUlp} ulp, {LargestDifference:R} at output {Output} of row {Row} ({machine})");
    }

    /// <summary>Predicts the rows of the test: for emitted code.</summary>
    /// <param name="network">The network with its compiled-in weights.</param>
    /// <param name="single">What <c>Predict</c> gave when it was built, one row after the other.</param>
    /// <param name="batch">What <c>PredictBatch</c> gave, which may add in another order.</param>
    /// <exception cref="ArgumentException">These are no whole rows, or not as many.</exception>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public static SelfTestReport Of<TNetwork, T>(TNetwork network, ReadOnlySpan<T> single, ReadOnlySpan<T> batch)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkInfo info = TNetwork.Info;
        (int rows, int rest) = int.DivRem(single.Length, info.OutputSize);
        if (rest != 0 || batch.Length != single.Length)
        {
            throw new ArgumentException($"{info.Name} has {info.OutputSize} outputs a row, but {single.Length} and {batch.Length} numbers were given.", nameof(single));
        }

        T[] inputs = SelfTestRows.Make<T>(info, rows);
        var one = new T[single.Length];
        for (int row = 0; row < rows; row++)
        {
            network.Predict(inputs.AsSpan(row * info.InputSize, info.InputSize), one.AsSpan(row * info.OutputSize, info.OutputSize));
        }

        var many = new T[single.Length];
        network.PredictBatch(inputs, many);

        long largest = 0;
        double difference = 0;
        int at = 0;
        for (int i = 0; i < 2 * single.Length; i++)
        {
            int index = i % single.Length;
            (T found, T expected) = i < single.Length ? (one[index], single[index]) : (many[index], batch[index]);
            long ulp = Distance(found, expected);
            if (ulp > largest)
            {
                (largest, difference, at) = (ulp, double.CreateTruncating(found) - double.CreateTruncating(expected), index);
            }
        }

        return new SelfTestReport
        {
            Rows = rows,
            Outputs = info.OutputSize,
            LargestUlp = largest,
            LargestDifference = Math.Abs(difference),
            Row = at / info.OutputSize,
            Output = at % info.OutputSize,
            VectorBits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128,
            FusesMultiplyAdd = Fma.IsSupported || AdvSimd.IsSupported,
        };
    }

    /// <summary>How many numbers of the precision lie from one to the other; the zeros are one number, and what is no number is far from all others.</summary>
    internal static long Distance<T>(T x, T y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (T.IsNaN(x) || T.IsNaN(y))
        {
            return T.IsNaN(x) == T.IsNaN(y) ? 0 : long.MaxValue;
        }

        // The patterns of negative numbers count downwards from that of minus zero.
        (Int128 left, Int128 right) = typeof(T) == typeof(float)
            ? (Ordered(BitConverter.SingleToInt32Bits(float.CreateTruncating(x)), int.MinValue), Ordered(BitConverter.SingleToInt32Bits(float.CreateTruncating(y)), int.MinValue))
            : (Ordered(BitConverter.DoubleToInt64Bits(double.CreateTruncating(x)), long.MinValue), Ordered(BitConverter.DoubleToInt64Bits(double.CreateTruncating(y)), long.MinValue));
        Int128 distance = Int128.Abs(left - right);
        return distance > long.MaxValue ? long.MaxValue : (long)distance;
    }

    private static Int128 Ordered(long bits, long minusZero) => bits >= 0 ? bits : (Int128)minusZero - bits;
}
