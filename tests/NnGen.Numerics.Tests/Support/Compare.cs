using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NnGen.Numerics.Tests.Support;

/// <summary>Compares arrays of numbers and names the first or the worst difference.</summary>
internal static class Compare
{
    /// <summary>Asserts equal bits; on a machine that does not fuse multiply-adds, where bits are not promised, <see cref="Close{T}"/>.</summary>
    public static void SameBits<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!Machine.Fuses)
        {
            Close(expected, actual, Unfused<T>(), what);
            return;
        }

        if (expected.Length != actual.Length)
        {
            Assert.Fail($"{what}: {actual.Length} elements instead of {expected.Length}");
        }

        for (int i = 0; i < expected.Length; i++)
        {
            if (!MemoryMarshal.AsBytes(expected.Slice(i, 1)).SequenceEqual(MemoryMarshal.AsBytes(actual.Slice(i, 1))))
            {
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{what}[{i}]: {actual[i]:R} instead of {expected[i]:R}, bits differ"));
            }
        }
    }

    /// <summary>What unfused arithmetic may differ by, relative to the largest element: the tolerances that the golden files give to gradients.</summary>
    public static double Unfused<T>() => typeof(T) == typeof(float) ? 1e-4 : 1e-10;

    /// <summary>Asserts that no element differs by more than so much of the largest one.</summary>
    public static void Close<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, double relative, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Difference(expected, actual, relative, 0) is string difference)
        {
            Assert.Fail($"{what}{difference}");
        }
    }

    /// <summary>The worst element where <c>abs(actual - expected) &lt;= atol + rtol * max(abs(expected))</c> fails; null where it holds for all.</summary>
    public static string? Difference<TExpected, TActual>(ReadOnlySpan<TExpected> expected, ReadOnlySpan<TActual> actual, double rtol, double atol)
        where TExpected : unmanaged, IBinaryFloatingPointIeee754<TExpected>
        where TActual : unmanaged, IBinaryFloatingPointIeee754<TActual>
    {
        if (expected.Length != actual.Length)
        {
            return $": {actual.Length} elements instead of {expected.Length}";
        }

        double scale = 0;
        foreach (TExpected value in expected)
        {
            scale = Math.Max(scale, Math.Abs(double.CreateTruncating(value)));
        }

        double limit = atol + rtol * scale;
        double worst = -1;
        int position = -1;
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(double.CreateTruncating(actual[i]) - double.CreateTruncating(expected[i]));
            if (!(error <= limit) && !(error <= worst))
            {
                worst = error;
                position = i;
            }
        }

        return position < 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"[{position}]: {actual[position]:R} instead of {expected[position]:R}, off by {worst:G3}, allowed {limit:G3}");
    }
}
