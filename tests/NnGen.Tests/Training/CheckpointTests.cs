using Xunit;

namespace NnGen.Tests.Training;

using DropNet = HandMadeNetwork<RegressionWithDropout, double>;

/// <summary>A run that ends at any step and is resumed gives the same bits as one that ran through.</summary>
public class CheckpointTests
{
    private const int Rows = 21;
    private const int BatchSize = 4;
    private const int StepsPerEpoch = 6;
    private const int Epochs = 4;

    [Fact]
    public void RunThatDiesAtAnyStep_LosesNoMoreThanTheInterval()
    {
        Outcome whole = Train(With(new Adam(0.02), null));
        for (int step = 1; step <= Epochs * StepsPerEpoch; step++)
        {
            using var directory = new TemporaryDirectory();
            var checkpoint = new CheckpointOptions(directory.File("run")) { EverySteps = 5, Resume = true };
            Assert.Throws<InvalidTimeZoneException>(() => Train(With(new Adam(0.02), checkpoint, new DyingAt(step))));
            Outcome resumed = Train(With(new Adam(0.02), checkpoint));
            whole.AssertSame(resumed);
            Assert.Equal(LastSaved(step, every: 5), resumed.Report.ResumedAfterSteps ?? 0);
            Assert.Equal(["run"], directory.Names());
        }
    }

    [Fact]
    public void RunThatDiesAgainAndAgain_GoesOnWithTheSameBits()
    {
        using var directory = new TemporaryDirectory();
        var checkpoint = new CheckpointOptions(directory.File("run")) { EverySteps = 1, EveryEpochs = null, Resume = true };
        for (int step = 2; step <= Epochs * StepsPerEpoch; step++)
        {
            Assert.Throws<InvalidTimeZoneException>(() => Train(With(new Adam(0.02), checkpoint, new DyingAt(step))));
        }

        Train(With(new Adam(0.02), null)).AssertSame(Train(With(new Adam(0.02), checkpoint)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(23)]
    public void StoppedRun_IsSavedAndGoesOnFromThere(int step)
    {
        using var directory = new TemporaryDirectory();
        var checkpoint = new CheckpointOptions(directory.File("run")) { EveryEpochs = null, Resume = true };
        var stop = new Actor
        {
            Step = context =>
            {
                if (context.Steps == step)
                {
                    context.RequestStop();
                }
            },
        };
        Outcome stopped = Train(With(new Adam(0.02), checkpoint, stop));
        Outcome resumed = Train(With(new Adam(0.02), checkpoint));
        Assert.Equal(StopReason.StoppedByCallback, stopped.Report.StopReason);
        Assert.Equal(step, resumed.Report.ResumedAfterSteps);
        Train(With(new Adam(0.02), null)).AssertSame(resumed);
        Assert.Contains($"resumed after {step} steps\n", resumed.Report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void CancelledBetweenTwoEpochs_GoesOnFromThere()
    {
        using var directory = new TemporaryDirectory();
        using var source = new CancellationTokenSource();
        var checkpoint = new CheckpointOptions(directory.File("run")) { EveryEpochs = null, Resume = true };
        var network = new DropNet(1);
        Trainer.Fit(network, TrainingData.Plane(Rows), With(new Adam(0.02), checkpoint, new Actor { Epoch = _ => source.Cancel() }), TrainingData.Plane(5), cancellation: source.Token);
        Outcome resumed = Train(With(new Adam(0.02), checkpoint));
        Assert.Equal(StepsPerEpoch, resumed.Report.ResumedAfterSteps);
        Train(With(new Adam(0.02), null)).AssertSame(resumed);
    }

    [Fact]
    public void FinishedRun_IsReportedAgainWithoutASingleStep()
    {
        using var directory = new TemporaryDirectory();
        var checkpoint = new CheckpointOptions(directory.File("run")) { Resume = true };
        Outcome first = Train(With(new Adam(0.02), checkpoint));
        Outcome second = Train(With(new Adam(0.02), checkpoint, new DyingAt(0)));
        first.AssertSame(second);
        Assert.Equal(Epochs * StepsPerEpoch, second.Report.ResumedAfterSteps);
        Assert.Null(second.Report.BytesAllocatedPerStep);
    }

    [Fact]
    public void FinishedRun_GoesOnIfMoreEpochsAreAskedFor()
    {
        using var directory = new TemporaryDirectory();
        var checkpoint = new CheckpointOptions(directory.File("run")) { Resume = true };
        Train(With(new Adam(0.02), checkpoint, epochs: 2));
        Outcome longer = Train(With(new Adam(0.02), checkpoint));
        Train(With(new Adam(0.02), null)).AssertSame(longer);
    }

    [Fact]
    public void RunThatStoppedEarly_IsOverWhenResumedAndKeepsItsBestEpoch()
    {
        using var directory = new TemporaryDirectory();
        var checkpoint = new CheckpointOptions(directory.File("run")) { EverySteps = 4, Resume = true };
        TrainingOptions Options(CheckpointOptions? own, params TrainingCallback[] callbacks) => new()
        {
            Epochs = 50,
            BatchSize = BatchSize,
            Optimizer = new Sgd(0.2),
            EarlyStopping = new EarlyStopping { Patience = 3 },
            Checkpoint = own,
            Callbacks = callbacks,
        };
        Outcome whole = Train(Options(null));
        Assert.Equal(StopReason.NoImprovement, whole.Report.StopReason);
        Assert.InRange(whole.Report.BestEpoch!.Value, 1, whole.Report.Epochs.Count - 3);

        // Dies after the best epoch, so that both its parameters and the patience spent come from the file.
        Assert.Throws<InvalidTimeZoneException>(() => Train(Options(checkpoint, new DyingAt(whole.Report.Steps - 7))));
        Outcome resumed = Train(Options(checkpoint));
        Assert.NotNull(resumed.Report.ResumedAfterSteps);
        whole.AssertSame(resumed);
        Outcome again = Train(Options(checkpoint, new DyingAt(0)));
        Assert.Equal(StopReason.NoImprovement, again.Report.StopReason);
        whole.AssertSame(again);
    }

    [Fact]
    public void CounterOfTheUnchangedLoss_ComesBack()
    {
        using var directory = new TemporaryDirectory();
        var checkpoint = new CheckpointOptions(directory.File("run")) { Resume = true };
        TrainingOptions Options(params TrainingCallback[] callbacks)
            => new() { Epochs = 50, BatchSize = BatchSize, Shuffle = false, Optimizer = new Sgd(1e-15), MinimumChange = 1e9, Patience = 4, Checkpoint = checkpoint, Callbacks = callbacks };
        Assert.Throws<InvalidTimeZoneException>(() => Train(Options(new DyingAt(3 * StepsPerEpoch + 2))));
        Outcome resumed = Train(Options());
        Assert.Equal(StopReason.LossUnchanged, resumed.Report.StopReason);
        Assert.Equal(5, resumed.Report.Epochs.Count);
    }

    [Theory]
    [InlineData(4, 12)]
    [InlineData(7, 8)]
    public void WatchedRun_HasTheLayersOfEveryEpochAgain(int every, int dies)
    {
        using var directory = new TemporaryDirectory();
        TrainingOptions Options(CheckpointOptions? own, params TrainingCallback[] callbacks) => new()
        {
            Epochs = Epochs,
            BatchSize = BatchSize,
            Optimizer = new Adam(0.02),
            Watch = new GradientWatch { HistogramBins = 3 },
            Checkpoint = own,
            Callbacks = callbacks,
        };
        var checkpoint = new CheckpointOptions(directory.File("run")) { EverySteps = every, EveryEpochs = null, Resume = true };
        Outcome whole = Train(Options(null));
        Assert.Throws<InvalidTimeZoneException>(() => Train(Options(checkpoint, new DyingAt(dies))));
        Outcome resumed = Train(Options(checkpoint));
        whole.AssertSame(resumed);
        Assert.NotNull(resumed.Report.ResumedAfterSteps);
        for (int i = 0; i < Epochs; i++)
        {
            // What was seen of the epoch under way is not in the file: both cases are resumed in the second one.
            bool isWhole = i != 1;
            IReadOnlyList<LayerStatistics> expected = whole.Report.Epochs[i].Layers!;
            IReadOnlyList<LayerStatistics> found = resumed.Report.Epochs[i].Layers!;
            Assert.Equal(expected.Select(layer => layer.Layer), found.Select(layer => layer.Layer));
            Assert.Equal(expected.Select(layer => layer.ParameterNorm), found.Select(layer => layer.ParameterNorm));
            Assert.Equal(isWhole, expected.Select(layer => layer.GradientNorm).SequenceEqual(found.Select(layer => layer.GradientNorm)));
        }
    }

    [Fact]
    public void SinglePrecision_GoesOnWithTheSameBits()
    {
        using var directory = new TemporaryDirectory();
        float[] inputs = Array.ConvertAll(TrainingData.Inputs(Rows, 3), x => (float)x);
        Dataset<float> data = Dataset.FromTargets(inputs, 3, inputs[..Rows], 1);
        float[] Run(CheckpointOptions? checkpoint, params TrainingCallback[] callbacks)
        {
            var network = new HandMadeNetwork<RegressionWithDropout, float>(1);
            Trainer.Fit(network, data, With(new Adam(0.02), checkpoint, callbacks));
            return network.Parameters.Span.ToArray();
        }

        var file = new CheckpointOptions(directory.File("run")) { EverySteps = 4, Resume = true };
        Assert.Throws<InvalidTimeZoneException>(() => Run(file, new DyingAt(10)));
        Assert.Equal(Run(null), Run(file));
    }

    [Fact]
    public void TwoThreads_GoOnWhereOneEnded()
    {
        using var directory = new TemporaryDirectory();
        var checkpoint = new CheckpointOptions(directory.File("run")) { EverySteps = 3, Resume = true };
        Assert.Throws<InvalidTimeZoneException>(() => Train(With(new Adam(0.02), checkpoint, new DyingAt(8))));
        Outcome resumed = Train(new TrainingOptions { Epochs = Epochs, BatchSize = BatchSize, Optimizer = new Adam(0.02), Checkpoint = checkpoint, Threads = 2 });
        Train(With(new Adam(0.02), null)).AssertSame(resumed);
    }

    [Fact]
    public void WithoutResume_TheRunStartsAfreshAndReplacesTheFile()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.File("run");
        Train(With(new Adam(0.02), new CheckpointOptions(path), epochs: 1));
        Outcome afresh = Train(With(new Adam(0.02), new CheckpointOptions(path)));
        Assert.Null(afresh.Report.ResumedAfterSteps);
        Assert.Equal(Epochs * StepsPerEpoch, Train(With(new Adam(0.02), new CheckpointOptions(path) { Resume = true })).Report.ResumedAfterSteps);
    }

    [Fact]
    public void EverySecond_IsMeasuredFromTheLastSave()
    {
        using var directory = new TemporaryDirectory();
        int writes = 0;
        var often = new CheckpointOptions(directory.File("run")) { EveryEpochs = null, EverySeconds = 1e-9, Write = (_, _) => writes++ };
        Train(With(new Sgd(0.1), often));
        Assert.Equal(Epochs * StepsPerEpoch, writes);
        writes = 0;
        Train(With(new Sgd(0.1), new CheckpointOptions(directory.File("run")) { EveryEpochs = null, EverySeconds = 1e9, Write = often.Write }));
        Assert.Equal(1, writes);
    }

    [Theory]
    [InlineData(null, 1, 4)]
    [InlineData(null, 3, 2)]
    [InlineData(5, null, 5)]
    [InlineData(6, 1, 4)]
    [InlineData(7, 2, 5)]
    public void Saves_AreAsManyAsDeclaredAndTheEnd(int? everySteps, int? everyEpochs, int expected)
    {
        using var directory = new TemporaryDirectory();
        int writes = 0;
        Train(With(new Sgd(0.1), new CheckpointOptions(directory.File("run")) { EveryEpochs = everyEpochs, EverySteps = everySteps, Write = (_, _) => writes++ }));
        Assert.Equal(expected, writes);
    }

    [Fact]
    public void StepsBetweenCheckpoints_AllocateNothing()
    {
        using var directory = new TemporaryDirectory();
        Outcome outcome = Train(With(new Adam(0.02), new CheckpointOptions(directory.File("run")) { EverySteps = 1 }));
        Assert.Equal(0, outcome.Report.BytesAllocatedPerStep);
    }

    [Fact]
    public void Checkpoint_IsANetworkFileToo()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.File("run");
        Outcome outcome = Train(With(new Adam(0.02), new CheckpointOptions(path)));
        SafetensorsFile file = SafetensorsFile.Read(path);
        Assert.Equal(
            ["dense1.weight", "dense1.bias", "optimizer.mean/dense1.weight", "optimizer.mean/dense1.bias", "optimizer.square/dense1.weight", "optimizer.square/dense1.bias"],
            file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([1, 3], file.Find("optimizer.mean/dense1.weight")!.Shape);
        Assert.Equal(outcome.Parameters, NetworkFile.Load<DropNet, double>(path).Parameters.Span.ToArray());
    }

    private static long LastSaved(int step, int every)
    {
        // The callback of a step is told before the step is saved.
        int before = step - 1;
        return Math.Max(before / every * every, before / StepsPerEpoch * StepsPerEpoch);
    }

    private static TrainingOptions With(Optimizer optimizer, CheckpointOptions? checkpoint, params TrainingCallback[] callbacks) => With(optimizer, checkpoint, Epochs, callbacks);

    private static TrainingOptions With(Optimizer optimizer, CheckpointOptions? checkpoint, int epochs, params TrainingCallback[] callbacks)
        => new() { Epochs = epochs, BatchSize = BatchSize, Optimizer = optimizer, Checkpoint = checkpoint, Callbacks = callbacks };

    private static Outcome Train(TrainingOptions options)
    {
        var network = new DropNet(1);
        TrainingReport report = Trainer.Fit(network, TrainingData.Plane(Rows), options, TrainingData.Plane(5));
        return new Outcome(network.Parameters.Span.ToArray(), report);
    }
}

/// <summary>Ends a run by an exception, as far as the run can tell without any notice. At step 0: at any step at all.</summary>
internal sealed class DyingAt(long step) : TrainingCallback
{
    public override void OnStepEnd(TrainingContext context)
    {
        if (step == 0 || context.Steps == step)
        {
            throw new InvalidTimeZoneException();
        }
    }
}

/// <summary>What a run with dropout came to.</summary>
internal sealed record Outcome(double[] Parameters, TrainingReport Report)
{
    public static Outcome Of(TrainingOptions options, int rows)
    {
        var network = new DropNet(1);
        TrainingReport report = Trainer.Fit(network, TrainingData.Plane(rows), options, TrainingData.Plane(5));
        return new Outcome(network.Parameters.Span.ToArray(), report);
    }

    public void AssertSame(Outcome other)
    {
        Assert.Equal(Parameters.Select(BitConverter.DoubleToInt64Bits), other.Parameters.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(Report.Steps, other.Report.Steps);
        Assert.Equal(Report.StopReason, other.Report.StopReason);
        Assert.Equal(Report.BestEpoch, other.Report.BestEpoch);
        Assert.Equal(Report.Epochs.Select(Numbers), other.Report.Epochs.Select(Numbers));
    }

    private static (int, int, int, double, double?, double?, double?) Numbers(EpochReport epoch)
        => (epoch.Epoch, epoch.Steps, epoch.Rows, epoch.TrainLoss, epoch.TrainAccuracy, epoch.ValidationLoss, epoch.LearningRate);
}
