using Xunit;
using PlaneNet = NnGen.Tests.Training.HandMadeNetwork<NnGen.Tests.Training.Regression, double>;

namespace NnGen.Tests.Training;

public class StepPipelineTests
{
    [Fact]
    public void WatchedSteps_HaveTheBitsOfFusedOnes()
    {
        double[] plain = Train(new TrainingOptions { Optimizer = new Adam(0.1) }, watch: null);
        var watch = new Watch();
        Assert.Equal(plain, Train(new TrainingOptions { Optimizer = new Adam(0.1) }, watch));
        Assert.Equal([2, 4, 6], watch.Steps);
        Assert.All(watch.Changes, change => Assert.True(change > 0));
        Assert.All(watch.Gradients, gradient => Assert.True(gradient > 0));
    }

    [Fact]
    public void Schedule_GivesEachStepItsRate()
    {
        var byEpochs = new Recorder(ScheduleUnit.Epoch);
        var bySteps = new Recorder(ScheduleUnit.Step);
        Dataset<double> data = TrainingData.Plane(10);
        Trainer.Fit(new PlaneNet(1), data, new TrainingOptions { Epochs = 3, BatchSize = 4, Optimizer = new Sgd(0.5), Schedule = byEpochs });
        Trainer.Fit(new PlaneNet(1), data, new TrainingOptions { Epochs = 2, BatchSize = 4, Optimizer = new Sgd(0.5), Schedule = bySteps });

        Assert.Equal([0, 0, 0, 1, 1, 1, 2, 2, 2], byEpochs.Counts);
        Assert.Equal([0, 1, 2, 3, 4, 5], bySteps.Counts);
    }

    [Fact]
    public void ScheduledRate_IsTheOneThatStepsAreTakenWith()
    {
        Dataset<double> data = TrainingData.Plane(12);
        var scheduled = new PlaneNet(1);
        var plain = new PlaneNet(1);
        Trainer.Fit(scheduled, data, new TrainingOptions { Epochs = 2, Optimizer = new Sgd(0.2), Schedule = new Recorder(ScheduleUnit.Epoch) });
        Trainer.Fit(plain, data, new TrainingOptions { Epochs = 2, Optimizer = new Sgd(0.1) });

        Assert.Equal(plain.Parameters.Span.ToArray(), scheduled.Parameters.Span.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ScheduleWithoutANumber_IsNamedAndLeavesGoodParameters(int accumulationSteps)
    {
        var network = new PlaneNet(1);
        var options = new TrainingOptions { Epochs = 9, BatchSize = 4, Schedule = new RunningOut(), AccumulationSteps = accumulationSteps };
        string message = Assert.Throws<InvalidOperationException>(() => Trainer.Fit(network, TrainingData.Plane(4), options)).Message;
        Assert.Equal("Regression: the schedule 'running out' gave the rate NaN for step 3; a rate is a finite number.", message);
        Assert.All(network.Parameters.Span.ToArray(), parameter => Assert.True(double.IsFinite(parameter)));
    }

    [Fact]
    public void NumbersOfOtherOptions_AreRefused()
    {
        var pipeline = new StepPipeline<PlaneNet, double>(new PlaneNet(1), new TrainingOptions());
        Assert.Contains("they belong to other options", Assert.Throws<ArgumentException>(() => pipeline.Restore(1, [1, 2])).Message);
    }

    private static double[] Train(TrainingOptions options, Watch? watch)
    {
        var network = new PlaneNet(1);
        var pipeline = new StepPipeline<PlaneNet, double>(network, options) { Watch = watch };
        NetworkTape<double> tape = PlaneNet.CreateTape(4);
        Dataset<double> data = TrainingData.Plane(4);
        Assert.True(data.TryGetContiguous(0, 4, out ReadOnlySpan<double> inputs, out ReadOnlySpan<double> targets));
        for (int step = 1; step <= 6; step++)
        {
            network.Forward(inputs, targets, tape);
            pipeline.Step(tape, isLastOfEpoch: step == 6);
        }

        Assert.Equal(6, pipeline.Steps);
        return network.Parameters.Span.ToArray();
    }

    private sealed class Watch : IStepWatch<double>
    {
        private double[] _before = [];

        public List<long> Steps { get; } = [];

        public List<double> Gradients { get; } = [];

        public List<double> Changes { get; } = [];

        public bool IsDue(long step)
        {
            if (step % 2 == 0)
            {
                Steps.Add(step);
            }

            return step % 2 == 0;
        }

        public void BeforeUpdate(ReadOnlySpan<double> parameters, NetworkGradients<double> gradients)
        {
            _before = parameters.ToArray();
            Gradients.Add(gradients.Buffer.Span.ToArray().Sum(Math.Abs));
        }

        public void AfterUpdate(ReadOnlySpan<double> parameters) => Changes.Add(_before.Zip(parameters.ToArray(), (x, y) => Math.Abs(x - y)).Sum());
    }

    /// <summary>Halves the rate throughout and remembers what it was asked.</summary>
    private sealed class Recorder : LearningRateSchedule
    {
        public Recorder(ScheduleUnit unit) => Unit = unit;

        public List<long> Counts { get; } = [];

        public override string Description => "half";

        public override double RateAt(double rate, long count)
        {
            Counts.Add(count);
            return rate / 2;
        }
    }

    /// <summary>Has a rate for two steps.</summary>
    private sealed class RunningOut : LearningRateSchedule
    {
        public override string Description => "running out";

        public override double RateAt(double rate, long count) => count < 2 ? rate : double.NaN;
    }
}
