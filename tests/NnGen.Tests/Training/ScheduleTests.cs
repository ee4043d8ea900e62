using Xunit;

namespace NnGen.Tests.Training;

public class ScheduleTests
{
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData(0, 0.004)]
    [InlineData(5, 0.1)]
    [InlineData(12, 0.0500002)]
    [InlineData(19, 4e-7)]
    [InlineData(30, 4e-7)]
    public void OneCycle_RisesToTheRateAndFallsToNearlyNothing(long step, double expected)
    {
        // Of 20 steps the rise takes 0.3 * 20 - 1, the fall the 14 others.
        var schedule = new OneCycleSchedule(20);
        Assert.Equal(ScheduleUnit.Step, schedule.Unit);
        Assert.Equal(expected, schedule.RateAt(0.1, step), Tolerance);
    }

    [Fact]
    public void WarmUp_RisesByStepsAndThenCountsEpochs()
    {
        ScheduleRun run = new WarmUpSchedule(4, new StepSchedule(2, 0.5)) { StartFactor = 0.2 }.Start(1);

        // Three steps an epoch: the warm-up ends in the second epoch, from which the other schedule counts.
        double[] rates = [.. Enumerable.Range(0, 15).Select(step => run.Rate(step, step / 3))];
        Assert.Equal([0.2, 0.4, 0.6, 0.8, 1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5], rates.Select(rate => Math.Round(rate, 12)));
    }

    [Fact]
    public void Sequence_GoesFromOneToTheNext()
    {
        var schedule = new SequenceSchedule([new ConstantSchedule(), new ExponentialSchedule(0.5), new LinearSchedule(2, 0.1, 0.3)], [2, 5]);
        double[] expected = [1, 1, 1, 0.5, 0.25, 0.1, 0.2, 0.3, 0.3];
        ScheduleRun run = schedule.Start(1);
        for (int epoch = 0; epoch < expected.Length; epoch++)
        {
            Assert.Equal(expected[epoch], run.Rate(7 * epoch, epoch), Tolerance);
            Assert.Equal(expected[epoch], schedule.RateAt(1, epoch), Tolerance);
        }
    }

    [Fact]
    public void Plateau_CutsTheRateAfterMoreBadEpochsThanPatienceAllows()
    {
        ScheduleRun run = new ReduceOnPlateauSchedule { Factor = 0.5, Patience = 1, Threshold = 0.1, Cooldown = 1, Minimum = 0.2 }.Start(1);

        // 0.95 is not better than 1 by a tenth. After each cut an epoch does not count.
        double[] losses = [1, 0.95, 0.94, 0.93, 0.92, 0.91, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5];
        double[] expected = [1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.2, 0.2, 0.2, 0.2, 0.2];
        for (int epoch = 0; epoch < losses.Length; epoch++)
        {
            run.EndEpoch(losses[epoch]);
            Assert.Equal(expected[epoch], run.Rate(epoch + 1, epoch + 1), Tolerance);
        }
    }

    /// <summary>The likelihood of a density may be above 1 and its loss below 0: better is lower there too, and no worse loss becomes the best.</summary>
    [Fact]
    public void Plateau_CutsTheRateWhereLossesAreNegative()
    {
        ScheduleRun run = new ReduceOnPlateauSchedule { Factor = 0.5, Patience = 1, Threshold = 0.1 }.Start(1);

        // From -360.5 a tenth down is -396.55; -390 is not enough, and -330 is worse.
        double[] losses = [-360.5, -360.5, -390, -330, -400, -400, -400];
        double[] expected = [1, 1, 0.5, 0.5, 0.5, 0.5, 0.25];
        for (int epoch = 0; epoch < losses.Length; epoch++)
        {
            run.EndEpoch(losses[epoch]);
            Assert.Equal(expected[epoch], run.Rate(epoch + 1, epoch + 1), Tolerance);
        }
    }

    /// <summary>From above 0 to below it: every step down by more than the threshold counts, and at 0 any.</summary>
    [Fact]
    public void Plateau_FollowsALossThroughZero()
    {
        ScheduleRun run = new ReduceOnPlateauSchedule { Factor = 0.5, Patience = 0, Threshold = 0.1 }.Start(1);
        foreach (double loss in new[] { 1, 0.5, 0, -1e-9, -0.5, -1 })
        {
            run.EndEpoch(loss);
            Assert.Equal(1, run.Rate(1, 1), Tolerance);
        }

        run.EndEpoch(-1.05);
        Assert.Equal(0.5, run.Rate(1, 1), Tolerance);
    }

    [Fact]
    public void RestoredRun_GoesOnWithTheSameRates()
    {
        var schedule = new SequenceSchedule(
            [new ConstantSchedule(), new WarmUpSchedule(3, new ReduceOnPlateauSchedule { Patience = 0, Factor = 0.5 })],
            [1]);
        ScheduleRun whole = schedule.Start(1);
        for (int epoch = 0; epoch < 12; epoch++)
        {
            ScheduleRun resumed = schedule.Start(1);
            resumed.Restore(whole.Numbers);
            Assert.Equal(whole.Rate(2 * epoch, epoch), resumed.Rate(2 * epoch, epoch));
            Assert.Equal(whole.Rate(2 * epoch + 1, epoch), resumed.Rate(2 * epoch + 1, epoch));
            whole.EndEpoch(1);
        }

        Assert.True(whole.Rate(24, 12) < 0.01);
    }

    [Fact]
    public void NumbersOfAnotherSchedule_AreRefused()
        => Assert.Contains(
            "saves 4 numbers, but 2 were given",
            Assert.Throws<ArgumentException>(() => new ReduceOnPlateauSchedule().Start(1).Restore([1, 2])).Message);

    [Fact]
    public void ImpossibleNumbers_AreRefusedByName()
    {
        Assert.Contains("size must be at least 1, but it is 0", Assert.Throws<ArgumentOutOfRangeException>(() => new StepSchedule(0)).Message);
        Assert.Contains("gamma must be", Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialSchedule(0)).Message);
        Assert.Contains("length must be at least 2", Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycleSchedule(1)).Message);
        Assert.Contains("minimum must be", Assert.Throws<ArgumentOutOfRangeException>(() => new CosineSchedule(10, -1)).Message);
        Assert.Contains("Factor must be", Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceOnPlateauSchedule { Factor = 1 }).Message);
        Assert.Contains("2 schedules needs 1 milestones", Assert.Throws<ArgumentException>(() => new SequenceSchedule([new ConstantSchedule(), new ConstantSchedule()], [])).Message);
        Assert.Contains("schedules is null", Assert.Throws<ArgumentException>(() => new SequenceSchedule([null!], [])).Message);
        Assert.Contains("must rise", Assert.Throws<ArgumentException>(() => new SequenceSchedule([new ConstantSchedule(), new ConstantSchedule(), new ConstantSchedule()], [3, 3])).Message);
    }

    [Fact]
    public void Descriptions_NameTheNumbers()
    {
        Assert.Equal("times 0.1 every 30 epochs", new StepSchedule(30).Description);
        Assert.Equal("times 0.9 every step", new ExponentialSchedule(0.9) { Unit = ScheduleUnit.Step }.Description);
        Assert.Equal("warm-up from 0.01 times the rate over 500 steps, then cosine over 90 epochs down to 0", new WarmUpSchedule(500, new CosineSchedule(90)).Description);
        Assert.Equal("constant; after 1 epoch times 0.9 every epoch", new SequenceSchedule([new ConstantSchedule(), new ExponentialSchedule(0.9)], [1]).Description);
    }
}
