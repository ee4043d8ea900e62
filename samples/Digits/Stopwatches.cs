using System.Diagnostics;
using NnGen;

namespace Samples.Digits;

/// <summary>Measures on this machine, while other programs run: good for the order of magnitude.</summary>
internal static class Stopwatches
{
    private const int Predictions = 20_000;

    /// <summary>Nanoseconds and allocated bytes of one prediction. The first half only warms up, so that the runtime compiles its last version.</summary>
    public static (double Nanoseconds, double Bytes) Predict(DigitNet net, Dataset<float> data)
    {
        Span<float> p = stackalloc float[DigitNet.OutputSize];
        long started = 0;
        long bytes = 0;
        for (int i = -Predictions; i < Predictions; i++)
        {
            if (i == 0)
            {
                bytes = GC.GetAllocatedBytesForCurrentThread();
                started = Stopwatch.GetTimestamp();
            }

            net.Predict(data.InputRow((i + Predictions) % data.Rows), p);
        }

        double nanoseconds = Stopwatch.GetElapsedTime(started).TotalNanoseconds / Predictions;
        return (nanoseconds, (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / Predictions);
    }
}
