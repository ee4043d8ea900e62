using System.Globalization;
using System.Numerics;

namespace NnGen;

/// <summary>
/// Finds a learning rate by the range test of Smith, 2017: trains with a rate that grows from step to step, from far too small to far too
/// large, and watches the loss fall, settle and run away.
/// </summary>
/// <remarks>
/// <code>
/// LearningRateCurve curve = LearningRateFinder.Run(net, images, new TrainingOptions { Optimizer = new Sgd(0.1) });
/// Console.WriteLine(curve);
/// File.WriteAllText("rates.csv", curve.ToCsv());
/// net.Fit(images, new TrainingOptions { Optimizer = new Sgd(curve.SteepestDescent ?? 0.01) });
/// </code>
/// </remarks>
public static class LearningRateFinder
{
    /// <summary>Trains a copy of a network with growing rates; the network itself is left as it is.</summary>
    /// <param name="network">The network; only read.</param>
    /// <param name="data">The training set. Epochs follow each other until all steps are done.</param>
    /// <param name="options">How to train: the optimizer, of which the rate is replaced, the batch size and what else shapes a step. Epochs, schedule and rules that stop training do not count; a checkpoint is refused.</param>
    /// <param name="from">The first rate, above 0.</param>
    /// <param name="to">The last rate, above the first. From one step to the next the rate grows by the same factor.</param>
    /// <param name="steps">The number of steps, at least 2.</param>
    /// <param name="smoothing">The part of the smoothed loss that a step keeps, at least 0 and less than 1.</param>
    /// <param name="divergence">The test ends where the smoothed loss is this many times the lowest one, above 1.</param>
    /// <param name="cancellation">Stops before the next step; the steps done by then are in the curve.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">Options, parameters or data do not fit; the message names every problem.</exception>
    public static LearningRateCurve Run<TNetwork, T>(
        TNetwork network,
        Dataset<T> data,
        TrainingOptions options,
        double from = 1e-7,
        double to = 10,
        int steps = 100,
        double smoothing = 0.9,
        double divergence = 4,
        CancellationToken cancellation = default)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        Check(double.IsFinite(from) && from > 0, from, "a finite number above 0", nameof(from));
        Check(double.IsFinite(to) && to > from, to, $"a finite number above {nameof(from)}", nameof(to));
        Check(smoothing is >= 0 and < 1, smoothing, "at least 0 and less than 1", nameof(smoothing));
        Check(divergence > 1, divergence, "above 1", nameof(divergence));
        TrainingChecks.BeforeRateTest(network, data, options);
        TNetwork copy = TNetwork.Create(network.Seed);
        network.Parameters.Span.CopyTo(copy.Parameters.Span);
        var sweep = new LearningRateSweep(from, to, steps);
        using ThreadTeam? team = options.MakeTeam();
        return new LearningRateTest<TNetwork, T>(copy, data, options, sweep, smoothing, divergence, team).Run(cancellation);
    }

    private static void Check(bool isRight, double value, string expected, string name)
    {
        if (!isRight)
        {
            throw new ArgumentOutOfRangeException(name, string.Create(CultureInfo.InvariantCulture, $"{name} must be {expected}, but it is {value}."));
        }
    }
}

/// <summary>A rate that grows by the same factor from step to step, whatever the optimizer's own is.</summary>
internal sealed class LearningRateSweep(double from, double to, int steps) : LearningRateSchedule
{
    /// <summary>The steps from the first rate to the last.</summary>
    public int Steps { get; } = steps;

    public override ScheduleUnit Unit => ScheduleUnit.Step;

    public override string Description => string.Create(CultureInfo.InvariantCulture, $"from {from} to {to} in {Steps} steps");

    public override double RateAt(double rate, long count)
    {
        double part = (double)count / (Steps - 1);
        return part >= 1 ? to : from * Math.Exp(part * Math.Log(to / from));
    }
}
