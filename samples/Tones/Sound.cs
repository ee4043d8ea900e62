namespace Samples.Tones;

/// <summary>What is to be told apart.</summary>
public enum Event
{
    /// <summary>Faint noise only.</summary>
    Silence,

    /// <summary>A steady tone between 400 and 2000 Hz.</summary>
    Tone,

    /// <summary>A tone that rises or falls quickly.</summary>
    Chirp,

    /// <summary>Loud noise.</summary>
    Noise,
}

/// <summary>Sounds that are made up.</summary>
public static class Sound
{
    public const int Rate = 48_000;

    /// <summary>Adds an event to samples in which faint noise is.</summary>
    public static void Add(Event what, Span<float> samples, Random random)
    {
        double frequency = 400 * Math.Pow(5, random.NextDouble());
        double change = what == Event.Chirp ? (random.Next(2) == 0 ? 1 : -1) * (1 + random.NextDouble()) * 60 : 0;
        double loudness = 0.2 + 0.6 * random.NextDouble();
        double phase = 2 * Math.PI * random.NextDouble();
        for (int i = 0; i < samples.Length; i++)
        {
            double seconds = (double)i / Rate;
            phase += 2 * Math.PI * frequency * Math.Pow(2, change * seconds) / Rate;
            samples[i] += (float)(loudness * (what switch
            {
                Event.Tone or Event.Chirp => Math.Sin(phase),
                Event.Noise => 2 * random.NextDouble() - 1,
                _ => 0,
            }));
        }
    }

    /// <summary>Faint noise.</summary>
    public static float[] Quiet(int samples, Random random) => [.. Enumerable.Range(0, samples).Select(_ => (float)(0.02 * (random.NextDouble() - 0.5)))];
}
