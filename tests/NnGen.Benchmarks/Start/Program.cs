using System.Diagnostics;

namespace NnGen.Benchmarks.Start;

/// <summary>Predicts once and prints how long that took since the time in its argument, in milliseconds, and the resident bytes.</summary>
internal static class Program
{
    private static void Main(string[] arguments)
    {
        long start = arguments.Length > 0 ? long.Parse(arguments[0]) : Stopwatch.GetTimestamp();
        var net = new StartNet(seed: 42);
        Span<float> input = stackalloc float[StartNet.InputSize];
        input.Fill(0.5f);
        Span<float> output = stackalloc float[StartNet.OutputSize];
        net.Predict(input, output);
        double milliseconds = (Stopwatch.GetTimestamp() - start) * 1000.0 / Stopwatch.Frequency;
        Console.WriteLine($"{milliseconds} {Environment.WorkingSet}");
    }
}
