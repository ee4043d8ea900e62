using Xunit;

namespace NnGen.Tests.Training;

using PlaneNet = HandMadeNetwork<Regression, double>;

public class CallbackTests
{
    [Fact]
    public void Callbacks_AreToldEverythingInOrder()
    {
        var told = new List<string>();
        var options = new TrainingOptions { Epochs = 2, BatchSize = 4, Optimizer = new Sgd(0.1), Callbacks = [new Teller("a", told), new Teller("b", told)] };
        Trainer.Fit(new PlaneNet(1), TrainingData.Plane(6), options);
        string[] ofOne = ["start 0/2", "step 1.1 of 2 (1)", "step 1.2 of 2 (2)", "epoch 1", "step 2.1 of 2 (3)", "step 2.2 of 2 (4)", "epoch 2", "end EpochsDone"];
        Assert.Equal(ofOne.SelectMany(what => new[] { $"a: {what}", $"b: {what}" }), told);
    }

    [Fact]
    public void Context_HasTheNumbersOfTheStep()
    {
        var losses = new List<(double Loss, double EpochLoss, double Rate)>();
        var callback = new Actor { Step = context => losses.Add((context.Loss, context.EpochLoss, context.LearningRate)) };
        TrainingReport report = Trainer.Fit(new PlaneNet(1), TrainingData.Plane(8), new TrainingOptions { Epochs = 1, BatchSize = 4, Optimizer = new Sgd(0.25), Callbacks = [callback] });
        Assert.Equal(losses[0].Loss, losses[0].EpochLoss);
        Assert.Equal((losses[0].Loss + losses[1].Loss) / 2, losses[1].EpochLoss, 1e-12);
        Assert.Equal(report.Last!.TrainLoss, losses[1].EpochLoss);
        Assert.All(losses, step => Assert.Equal(0.25, step.Rate));
        Assert.Equal(0.25, report.Last.LearningRate);
    }

    [Fact]
    public void StopInTheThirdStep_KeepsThreeSteps()
    {
        var network = new PlaneNet(1);
        var callback = new Actor { Step = context => StopIf(context, context.Steps == 3) };
        TrainingReport report = Trainer.Fit(network, TrainingData.Plane(40), Ordered(callback));

        var expected = new PlaneNet(1);
        Trainer.Fit(expected, TrainingData.Plane(40).Slice(0, 12), Ordered());
        Assert.Equal(StopReason.StoppedByCallback, report.StopReason);
        Assert.Equal(3, report.Steps);
        Assert.Equal(12, report.Last!.Rows);
        Assert.Equal(expected.Parameters.Span.ToArray(), network.Parameters.Span.ToArray());
        Assert.EndsWith("stopped by a callback", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void StopInTheLastStepOfAnEpoch_StillMeasuresIt()
    {
        var callback = new Actor { Step = context => StopIf(context, context.Step == context.StepsPerEpoch) };
        TrainingReport report = Trainer.Fit(new PlaneNet(1), TrainingData.Plane(8), new TrainingOptions { Epochs = 3, BatchSize = 4, Callbacks = [callback] }, TrainingData.Plane(4));
        Assert.Equal(StopReason.StoppedByCallback, report.StopReason);
        Assert.NotNull(Assert.Single(report.Epochs).ValidationLoss);
    }

    [Fact]
    public void StopBeforeTheFirstStep_TrainsNothing()
    {
        var network = new PlaneNet(1);
        double[] before = network.Parameters.Span.ToArray();
        TrainingReport report = Trainer.Fit(network, TrainingData.Plane(8), new TrainingOptions { Callbacks = [new Actor { Start = context => context.RequestStop() }] });
        Assert.Equal(StopReason.StoppedByCallback, report.StopReason);
        Assert.Equal(0, report.Steps);
        Assert.Equal(before, network.Parameters.Span.ToArray());
    }

    [Fact]
    public void StopAtTheEndOfTheLastEpoch_IsDone()
    {
        var callback = new Actor { Epoch = context => context.RequestStop() };
        Assert.Equal(StopReason.EpochsDone, Trainer.Fit(new PlaneNet(1), TrainingData.Plane(8), new TrainingOptions { Epochs = 1, Callbacks = [callback] }).StopReason);
    }

    [Fact]
    public void ExceptionOfACallback_PassesThroughAndLeavesTheStepsDone()
    {
        var network = new PlaneNet(1);
        var callback = new Actor { Step = context => ThrowIf(context.Steps == 3) };
        Assert.Throws<InvalidTimeZoneException>(() => Trainer.Fit(network, TrainingData.Plane(40), Ordered(callback)));
        var expected = new PlaneNet(1);
        Trainer.Fit(expected, TrainingData.Plane(40).Slice(0, 12), Ordered());
        Assert.Equal(expected.Parameters.Span.ToArray(), network.Parameters.Span.ToArray());
    }

    [Fact]
    public void ExceptionAfterAnUpdateThatBrokeTheParameters_LeavesFiniteOnes()
    {
        // The gradient of the first weight is infinite; see TrainerFailureTests.
        var network = new PlaneNet(1);
        network.Parameters.Span.Clear();
        network.Weight(0, 0) = 1e-10;
        Dataset<double> data = Dataset.FromTargets([1e160, 0.0, 0.0], 3, [0.0], 1);
        var callback = new Actor { Step = _ => ThrowIf(true) };
        Assert.Throws<InvalidTimeZoneException>(() => Trainer.Fit(network, data, new TrainingOptions { Optimizer = new Sgd(0.1), Callbacks = [callback] }));
        Assert.Equal(1e-10, network.Weight(0, 0));
    }

    [Fact]
    public void StepWithCallbacks_AllocatesNothing_WhateverTheyAllocate()
    {
        var waste = new List<byte[]>();
        var callback = new Actor { Step = _ => waste.Add(new byte[1000]) };
        TrainingReport report = Trainer.Fit(new PlaneNet(1), TrainingData.Plane(40), Ordered(callback));
        Assert.Equal(10, waste.Count);
        Assert.Equal(0, report.BytesAllocatedPerStep);
    }

    [Fact]
    public void CallbacksThatAreNull_AreNamed()
    {
        Assert.Contains("Callbacks must not be null", Problem(new TrainingOptions { Callbacks = null! }), StringComparison.Ordinal);
        Assert.Contains("Callbacks has an entry that is null", Problem(new TrainingOptions { Callbacks = [null!] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_TellsTheRateAndTheTimeThatIsLeft()
    {
        var reports = new List<TrainingProgress>();
        var options = new TrainingOptions { Epochs = 2, BatchSize = 4, Optimizer = new Sgd(0.1), ProgressInterval = TimeSpan.Zero };
        Trainer.Fit(new PlaneNet(1), TrainingData.Plane(8), options, progress: new DirectProgress(reports.Add));
        Assert.Equal(4, reports.Count);
        Assert.All(reports, report => Assert.Equal(0.1, report.LearningRate));
        Assert.True(reports[0].Remaining > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, reports[^1].Remaining);
    }

    private static TrainingOptions Ordered(params TrainingCallback[] callbacks)
        => new() { Epochs = 1, BatchSize = 4, Shuffle = false, Optimizer = new Sgd(0.1), Callbacks = callbacks };

    private static string Problem(TrainingOptions options) => Assert.Throws<ArgumentException>(() => Trainer.Fit(new PlaneNet(1), TrainingData.Plane(8), options)).Message;

    private static void StopIf(TrainingContext context, bool condition)
    {
        if (condition)
        {
            context.RequestStop();
        }
    }

    // An exception that nothing else throws.
    private static void ThrowIf(bool condition)
    {
        if (condition)
        {
            throw new InvalidTimeZoneException();
        }
    }

    private sealed class Teller(string name, List<string> told) : TrainingCallback
    {
        public override void OnTrainingStart(TrainingContext context) => told.Add($"{name}: start {context.Epoch}/{context.Epochs}");

        public override void OnStepEnd(TrainingContext context) => told.Add($"{name}: step {context.Epoch}.{context.Step} of {context.StepsPerEpoch} ({context.Steps})");

        public override void OnEpochEnd(TrainingContext context, EpochReport report) => told.Add($"{name}: epoch {report.Epoch}");

        public override void OnTrainingEnd(TrainingContext context, TrainingReport report) => told.Add($"{name}: end {report.StopReason}");
    }
}

/// <summary>A callback made of actions.</summary>
internal sealed class Actor : TrainingCallback
{
    public Action<TrainingContext>? Start { get; init; }

    public Action<TrainingContext>? Step { get; init; }

    public Action<TrainingContext>? Epoch { get; init; }

    public override void OnTrainingStart(TrainingContext context) => Start?.Invoke(context);

    public override void OnStepEnd(TrainingContext context) => Step?.Invoke(context);

    public override void OnEpochEnd(TrainingContext context, EpochReport report) => Epoch?.Invoke(context);
}
