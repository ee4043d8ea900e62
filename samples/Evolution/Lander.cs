namespace Samples.Evolution;

/// <summary>A lander that falls towards the moon, straight down. It is to touch down softly, and fuel is short.</summary>
internal static class Lander
{
    /// <summary>Metres a second; below that nothing breaks.</summary>
    public const double SoftSpeed = 2;

    private const double Gravity = 1.62;
    private const double Thrust = 5;
    private const double TankSeconds = 16;
    private const double TimeStep = 0.1;
    private const double Patience = 90;

    /// <summary>The speed at touch-down of a flight from a height with a downward speed; a flight that never ends counts as a crash.</summary>
    public static double Land(Pilot pilot, double height, double speed)
    {
        Span<float> burn = stackalloc float[1];
        double fuel = TankSeconds;
        for (double time = 0; time < Patience; time += TimeStep)
        {
            pilot.Predict([(float)(height / 100), (float)(speed / 20), (float)(fuel / TankSeconds)], burn);
            double share = Math.Min(burn[0], fuel / TimeStep);
            fuel -= share * TimeStep;
            speed += (Gravity - (Thrust * share)) * TimeStep;
            height -= speed * TimeStep;
            if (height <= 0)
            {
                return Math.Abs(speed);
            }
        }

        return 100;
    }

    /// <summary>The mean touch-down speed over some flights; the lower the fitter.</summary>
    public static double MeanSpeed(Pilot pilot)
    {
        double sum = 0;
        for (int flight = 0; flight < 6; flight++)
        {
            sum += Land(pilot, height: 60 + (15 * flight), speed: 4 * (flight % 3));
        }

        return sum / 6;
    }
}
