using Samples.Playground.Declarations;

namespace NnGen.Playground.Tests;

public sealed class TrainingTextTests
{
    [Fact]
    public void Options_AreRead()
    {
        TrainingSettings? settings = TrainingText.Read(
            """
            new TrainingOptions
            {
                BatchSize = 32,
                Optimizer = new Sgd(0.1) { Momentum = 0.9, Nesterov = true },
                Schedule = new CosineSchedule(200),
                Penalty = new WeightPenalty { L1 = 0.001, L2 = 0.01 },
                Clipping = GradientClipping.ByNorm(1),
            };
            """,
            out TextFault? fault);

        Assert.Null(fault);
        Assert.Equal(32, settings!.BatchSize);
        Sgd optimizer = Assert.IsType<Sgd>(settings.Optimizer);
        Assert.Equal((0.1, 0.9, true), (optimizer.Rate, optimizer.Momentum, optimizer.Nesterov));
        Assert.Equal(0.05, settings.Schedule!.RateAt(0.1, 100), 12); // half of a cosine's way is half of the rate
        Assert.Equal((0.001, 0.01), (settings.Penalty!.L1, settings.Penalty.L2));
        Assert.NotNull(settings.Clipping);
    }

    [Fact]
    public void EveryOptimizerAndSchedule_CanBeNamed()
    {
        Assert.All(TrainingText.Optimizers, name => Assert.Equal(name, TrainingText.Read($"new TrainingOptions {{ Optimizer = new {name}(0.01) }}", out _)?.Optimizer.GetType().Name));
        Assert.All(TrainingText.Schedules.Except(["ConstantSchedule", "ExponentialSchedule"]), name => Assert.Equal(name, TrainingText.Read($"new TrainingOptions {{ Schedule = new {name}(20) }}", out _)?.Schedule?.GetType().Name));
    }

    [Theory]
    [InlineData("new TrainingOptions { BatchSize = 0 }", "Expected a whole number")]
    [InlineData("new TrainingOptions { BatchSize = 1001 }", "from 1 to 1000 rows")]
    [InlineData("new TrainingOptions { Epochs = 3 }", "has no 'Epochs' here")]
    [InlineData("new TrainingOptions { BatchSize = 1, BatchSize = 2 }", "twice")]
    [InlineData("new TrainingOptions { Optimizer = new Sgd(-1) }", "rate")]
    [InlineData("new TrainingOptions { Optimizer = new Sgd(0.1) { Nesterov = true } }", "Momentum")]
    [InlineData("new TrainingOptions { Optimizer = new Adam(0.1) { Momentum = 0.9 } }", "has no 'Momentum' here")]
    [InlineData("new TrainingOptions { Optimizer = new Adam(0.1, 0.2) }", "takes 1 numbers here, not 2")]
    [InlineData("new TrainingOptions { Optimizer = new Process(1) }", "no optimizer 'Process' here")]
    [InlineData("new TrainingOptions { Optimizer = File.Delete(1) }", "no optimizer 'File.Delete' here")]
    [InlineData("new TrainingOptions { Optimizer = 3 }", "Optimizer is something new")]
    [InlineData("new TrainingOptions { Optimizer = new Sgd(System.Environment.TickCount) }", "Expected something new")]
    [InlineData("new TrainingOptions { Optimizer = new Sgd(0.1 + 0.2) }", "Expected something new")]
    [InlineData("new TrainingOptions { [0] = 1 }", "Expected a property")]
    [InlineData("new TrainingOptions { Penalty = new WeightPenalty { L1 = -1 } }", "L1")]
    [InlineData("new TrainingOptions { ", "expected")]
    [InlineData("new Other()", "The options are 'new TrainingOptions")]
    [InlineData("System.Environment.Exit(1)", "Expected something new")]
    [InlineData("() => 1", "Expected something new")]
    [InlineData("", "")]
    public void WrongOptions_AreRefused(string text, string message)
    {
        Assert.Null(TrainingText.Read(text, out TextFault? fault));
        Assert.Contains(message, fault!.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void HostileOptions_AreRefused()
    {
        Assert.Null(TrainingText.Read(new string(' ', 2000), out TextFault? tooLong));
        Assert.Contains("at most 1500", tooLong!.Message);
        Assert.Null(TrainingText.Read(new string('(', 1400), out _));
        Assert.Null(TrainingText.Read(string.Concat(Enumerable.Repeat("new A{B=", 180)), out _));
    }
}
