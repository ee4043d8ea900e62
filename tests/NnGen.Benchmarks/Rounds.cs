using System.Diagnostics;

namespace NnGen.Benchmarks;

/// <summary>Something that is timed: a name and a way to do it a number of times.</summary>
/// <param name="Name">The column.</param>
/// <param name="Run">Does it as often as it is told.</param>
internal sealed record Contender(string Name, Action<int> Run)
{
    /// <summary>Does it as often as it is told, and says how many seconds that took.</summary>
    public Func<int, double> Time { get; private init; } = times =>
    {
        long start = Stopwatch.GetTimestamp();
        Run(times);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    };

    /// <summary>A contender that has a clock of its own, such as another process: it gives seconds.</summary>
    public static Contender Clocked(string name, Func<int, double> time) => new(name, times => time(times)) { Time = time };

    /// <summary>A contender of one action.</summary>
    public static Contender Of(string name, Action once) => new(name, times =>
    {
        for (int i = 0; i < times; i++)
        {
            once();
        }
    });
}

/// <summary>What was measured, in nanoseconds a time.</summary>
/// <param name="Median">The middle one of all rounds.</param>
/// <param name="Low">The tenth percentile.</param>
/// <param name="High">The ninetieth percentile.</param>
internal sealed record Timing(double Median, double Low, double High)
{
    /// <summary>Whether the rounds differ so much that the table says so.</summary>
    public bool IsWide => High - Low > 0.1 * Median;
}

/// <summary>
/// Times contenders alternately: a block of each, then again of each. Whatever slows the machine for a while slows all of them, and the
/// median drops it.
/// </summary>
internal sealed class Rounds(bool quick)
{
    private const double BlockMilliseconds = 0.5;

    /// <summary>From there on a block is one call, and a quick report has fewer of them.</summary>
    private const double LongMilliseconds = 50;

    private const int LeastRounds = 9;
    private const int LeastQuickRounds = 3;

    /// <summary>One for each step from the first code over the instrumented to the last.</summary>
    private const int Passes = 3;

    /// <summary>The runtime's limit is 30.</summary>
    private const int CallsOfTierZero = 40;

    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(20);

    /// <summary>How long each contender of a row is timed.</summary>
    private double MillisecondsEach => quick ? 15 : 150;

    /// <summary>The same where some contenders may be missing: null in the place of each of these.</summary>
    public Timing?[] MeasureThose(IReadOnlyList<Contender?> contenders)
    {
        var timings = new Queue<Timing>(Measure([.. contenders.OfType<Contender>()]));
        return [.. contenders.Select(contender => contender is null ? null : timings.Dequeue())];
    }

    /// <summary>The timings, in the order of the contenders.</summary>
    public Timing[] Measure(params IReadOnlyList<Contender> contenders)
    {
        WarmUp(contenders);
        int[] times = [.. contenders.Select(Calibrate)];
        double block = contenders.Select((contender, i) => contender.Time(times[i]) * 1000).Max();
        int rounds = Math.Max(quick && block > LongMilliseconds ? LeastQuickRounds : LeastRounds, (int)(MillisecondsEach / Math.Max(block, BlockMilliseconds))) | 1;
        double[][] measured = [.. contenders.Select(_ => new double[rounds])];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < contenders.Count; i++)
            {
                // The first calls find the caches full of the other contenders' data. A call of many milliseconds has that in it a hundred times over.
                if (block < LongMilliseconds || times[i] > 1)
                {
                    contenders[i].Run(Math.Max(1, times[i] / 4));
                }

                measured[i][round] = contenders[i].Time(times[i]) * 1e9 / times[i];
            }
        }

        return [.. measured.Select(Summarize)];
    }

    /// <summary>
    /// Enough calls, and time between them, for the runtime to compile everything at its last tier. The blocks have more than one time,
    /// so that what the runtime learns about their loops holds.
    /// </summary>
    private static void WarmUp(IReadOnlyList<Contender> contenders)
    {
        for (int pass = 0; pass < Passes; pass++)
        {
            foreach (Contender contender in contenders)
            {
                int times = contender.Time(1) * 1000 < BlockMilliseconds ? 16 : 2;
                long start = Stopwatch.GetTimestamp();
                TimeSpan elapsed = TimeSpan.Zero;
                for (int call = 0; (call < CallsOfTierZero || elapsed < s_warmUp) && elapsed < 4 * s_warmUp; call++)
                {
                    contender.Run(times);
                    elapsed = Stopwatch.GetElapsedTime(start);
                }
            }

            // The runtime compiles in the background once it has seen no new method for 100 ms.
            Thread.Sleep(110);
        }
    }

    /// <summary>How many times make a block.</summary>
    private static int Calibrate(Contender contender)
    {
        int times = 1;
        while (contender.Time(times) * 1000 < BlockMilliseconds && times < 1 << 28)
        {
            times *= 2;
        }

        double each = contender.Time(times) * 1000 / times;
        return Math.Max(1, (int)(BlockMilliseconds / each));
    }

    private static Timing Summarize(double[] values)
    {
        Array.Sort(values);
        int last = values.Length - 1;
        return new Timing(values[values.Length / 2], values[(int)Math.Round(0.1 * last)], values[(int)Math.Round(0.9 * last)]);
    }
}
