using System.Diagnostics;

namespace Samples.Browser;

/// <summary>Measures how long a prediction takes.</summary>
internal static class PredictionTimer
{
    // Browsers' clocks step by up to 0.1 ms, so a portion takes many steps.
    private static readonly TimeSpan s_portion = TimeSpan.FromMilliseconds(4);

    private const int Portions = 9;

    // The runtime compiles what it interprets once it has seen it a few hundred times.
    private const int WarmUps = 600;

    /// <summary>Predicts until nothing becomes faster any more; the page stays alive meanwhile.</summary>
    public static async Task WarmUp(DigitNet net, float[] image)
    {
        float[] outputs = new float[DigitNet.OutputSize];
        for (int i = 0; i < WarmUps; i++)
        {
            net.Predict(image, outputs);
            if (i % 20 == 0)
            {
                await Task.Delay(1);
            }
        }
    }

    /// <summary>The median of nine portions of many predictions, in microseconds a prediction.</summary>
    public static double Microseconds(DigitNet net, ReadOnlySpan<float> image)
    {
        Span<float> outputs = stackalloc float[DigitNet.OutputSize];
        int turns = 1;
        while (Run(net, image, outputs, turns) < s_portion)
        {
            turns *= 2;
        }

        double[] times = new double[Portions];
        foreach (ref double time in times.AsSpan())
        {
            time = Run(net, image, outputs, turns).TotalMicroseconds / turns;
        }

        Array.Sort(times);
        return times[Portions / 2];
    }

    private static TimeSpan Run(DigitNet net, ReadOnlySpan<float> image, Span<float> outputs, int turns)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < turns; i++)
        {
            net.Predict(image, outputs);
        }

        return Stopwatch.GetElapsedTime(start);
    }
}
