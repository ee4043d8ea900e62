using System.Globalization;
using NnGen;
using Samples.Evolution;

// Evolution: fifty pilots, of whom the ten best of each generation have children that differ a little. Nobody tells them what to do when.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Pilots = 50;
const int Parents = 10;
const int Generations = 60;
var random = new Random(1);
Pilot[] pilots = [.. Enumerable.Range(0, Pilots).Select(i => new Pilot(seed: (ulong)i))];
double[] speeds = new double[Pilots];

Console.WriteLine($"{Pilots} pilots of {Pilot.Info.ParameterCount} weights. Speed at touch-down in m/s, mean of six flights:");
for (int generation = 0; generation <= Generations; generation++)
{
    // Predictions keep nothing in a network, and each pilot is judged by itself: all cores may fly at once.
    Parallel.For(0, Pilots, i => speeds[i] = Lander.MeanSpeed(pilots[i]));
    Array.Sort(speeds, pilots);
    if (generation % 10 == 0)
    {
        Console.WriteLine($"  generation {generation,2}: best {speeds[0]:F2}, median {speeds[Pilots / 2]:F2}");
    }

    // The worse forty become children of the better ten.
    for (int child = Parents; generation < Generations && child < Pilots; child++)
    {
        pilots[child].CopyFrom(pilots[random.Next(Parents)]);
        Mutate(pilots[child]);
    }
}

Pilot best = pilots[0];
Console.WriteLine("\nThe best one, from heights it never flew from:");
double worst = 0;
foreach (double height in (double[])[70, 90, 110, 125])
{
    double speed = Lander.Land(best, height, speed: 3);
    worst = Math.Max(worst, speed);
    Console.WriteLine($"  {height,3} m: {speed:F2} m/s{(speed < Lander.SoftSpeed ? ", soft" : "")}");
}

return worst < Lander.SoftSpeed ? 0 : 1;

// Every weight moves by a little; the padding between them is nobody's, so it may move too.
void Mutate(Pilot pilot)
{
    double strength = Math.Pow(10, -2 + (1.7 * random.NextDouble()));
    foreach (ref float weight in pilot.Parameters.Span)
    {
        weight += (float)(strength * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
    }
}
