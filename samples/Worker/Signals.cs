using NnGen;

namespace Samples.Worker;

/// <summary>Stretches of vibration: of a sound bearing, and of one that rattles.</summary>
internal static class Signals
{
    private const int Length = SignalCoder.InputSize;

    /// <summary>A tone of any strength and phase with its first overtone. The target of each stretch is the stretch.</summary>
    public static Dataset<float> Sound(int rows, int seed)
    {
        var random = new Random(seed);
        float[] all = new float[rows * Length];
        for (int row = 0; row < rows; row++)
        {
            Draw(random, all.AsSpan(row * Length, Length));
        }

        return Dataset.FromTargets(all, Length, all, Length);
    }

    /// <summary>The same with a knock somewhere.</summary>
    public static float[] Faulty(int seed)
    {
        var random = new Random(seed);
        float[] signal = new float[Length];
        Draw(random, signal);
        signal[random.Next(Length)] += random.Next(2) == 0 ? 1 : -1;
        return signal;
    }

    /// <summary>How badly a network paints a stretch: the root of the mean square of what is wrong.</summary>
    public static double Error(SignalCoder net, ReadOnlySpan<float> signal)
    {
        Span<float> painted = stackalloc float[Length];
        net.Predict(signal, painted);
        double sum = 0;
        for (int i = 0; i < Length; i++)
        {
            sum += (painted[i] - signal[i]) * (painted[i] - signal[i]);
        }

        return Math.Sqrt(sum / Length);
    }

    private static void Draw(Random random, Span<float> signal)
    {
        double strength = 0.4 + (0.4 * random.NextDouble());
        double phase = 2 * Math.PI * random.NextDouble();
        for (int i = 0; i < signal.Length; i++)
        {
            double angle = (2 * Math.PI * i / Length) + phase;
            signal[i] = (float)(strength * (Math.Sin(angle) + (0.3 * Math.Sin(2 * angle))));
        }
    }
}
