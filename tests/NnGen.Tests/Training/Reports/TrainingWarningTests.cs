using Xunit;

namespace NnGen.Tests.Training.Reports;

public class TrainingWarningTests
{
    [Fact]
    public void HealthyRun_HasNoWarning() => Assert.Empty(new ReportData { Layers = 5 }.Make().FindWarnings());

    [Fact]
    public void GradientsThatShrinkTowardsTheInput_VanishInTheFirstLayers()
    {
        TrainingWarning warning = Single(new ReportData { Layers = 6, Gradient = (_, layer) => Math.Pow(0.05, 6 - layer) }, TrainingWarningKind.VanishingGradients);
        Assert.Equal(["dense1", "dense2"], warning.Layers);
        Assert.Contains("in dense1 the norm is 3.13e-7, in the last layer dense6 it is 1", warning.Message);
        Assert.Contains("ReLU", warning.Advice);
    }

    [Fact]
    public void SmallGradientsAfterLearning_AreNoWarning()
    {
        Assert.Empty(new ReportData { Gradient = (epoch, _) => epoch < 3 ? 1 : 1e-12 }.Make().FindWarnings());
    }

    [Fact]
    public void SmallGradientsWithoutLearning_Vanish()
    {
        IReadOnlyList<TrainingWarning> warnings = new ReportData { HasAccuracy = false, TrainLoss = _ => 1, ValidationLoss = _ => 1, Gradient = (_, _) => 1e-12 }.Make().FindWarnings();
        Assert.Equal([TrainingWarningKind.VanishingGradients, TrainingWarningKind.LossNotFalling], warnings.Select(warning => warning.Kind));
        Assert.Equal(["dense1", "dense2"], warnings[0].Layers);
    }

    [Fact]
    public void OneQuietEpoch_IsNoWarning() => Assert.Empty(new ReportData { Gradient = (epoch, layer) => epoch == 5 && layer == 1 ? 1e-12 : 1 }.Make().FindWarnings());

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e7)]
    public void HugeGradientInOneEpoch_ExplodesInItsLayer(double norm)
    {
        TrainingWarning warning = Single(new ReportData { Layers = 3, Gradient = (epoch, layer) => epoch == 7 && layer == 2 ? norm : 0.5 }, TrainingWarningKind.ExplodingGradients);
        Assert.Equal(["dense2"], warning.Layers);
        Assert.Contains("explode in dense2", warning.Message);
        Assert.Contains("clipping", warning.Advice);
    }

    [Fact]
    public void GradientsThatGrowTowardsTheInput_ExplodeInTheFirstLayers()
        => Assert.Equal(["dense1"], Single(new ReportData { Layers = 3, Gradient = (_, layer) => Math.Pow(200, 3 - layer) }, TrainingWarningKind.ExplodingGradients).Layers);

    [Theory]
    [InlineData(64, false)]
    [InlineData(65, true)]
    public void MoreThanHalfOfTheUnitsDead_IsAWarning(int dead, bool isWarning)
    {
        IReadOnlyList<TrainingWarning> warnings = new ReportData { Dead = (_, layer) => layer == 2 ? dead : 0 }.Make().FindWarnings();
        Assert.Equal(isWarning ? 1 : 0, warnings.Count);
        if (isWarning)
        {
            Assert.Equal(TrainingWarningKind.DeadUnits, warnings[0].Kind);
            Assert.Contains("65 of 128 in relu2", warnings[0].Message);
        }
    }

    [Fact]
    public void RisingValidationLoss_IsOverfitting_AndNamesTheBestEpoch()
    {
        TrainingWarning warning = Single(new ReportData { ValidationLoss = epoch => 1 + Math.Abs(epoch - 4) * 0.1 }, TrainingWarningKind.Overfitting);
        Assert.Contains("since epoch 4 the validation loss rose from 1 to 1.8", warning.Message);
    }

    /// <summary>By a part of its distance to 0 a loss below 0 rises as one above it does: 0.023 % are noise, 10 % are not.</summary>
    [Fact]
    public void RisingValidationLossBelowZero_IsOverfittingIfItRisesByAsMuch()
    {
        static double Falling(int epoch) => -360 - epoch;
        Assert.Empty(new ReportData { TrainLoss = Falling, ValidationLoss = epoch => -360.5 + Math.Abs(epoch - 4) * 0.01 }.Make().FindWarnings());
        TrainingWarning warning = Single(new ReportData { TrainLoss = Falling, ValidationLoss = epoch => -360.5 + Math.Abs(epoch - 4) * 5 }, TrainingWarningKind.Overfitting);
        Assert.Contains("since epoch 4 the validation loss rose from -360.5 to -320.5", warning.Message);
    }

    /// <summary>A tiny gradient says that all is learnt where the loss fell, below 0 as above it; where it rose, nothing was learnt.</summary>
    [Fact]
    public void TinyGradientsOfALossBelowZero_AreAWarningUnlessItFell()
    {
        static bool Vanishes(Func<int, double> loss) => new ReportData { TrainLoss = loss, Gradient = (_, _) => 1e-9 }.Make().FindWarnings().Any(warning => warning.Kind == TrainingWarningKind.VanishingGradients);
        Assert.True(Vanishes(epoch => -10 + 0.001 * epoch));
        Assert.False(Vanishes(epoch => -10 - epoch));
    }

    [Fact]
    public void RisingValidationLossOfShortDuration_IsNoWarning()
        => Assert.Empty(new ReportData { ValidationLoss = epoch => 1 + Math.Abs(epoch - 10) * 0.1 }.Make().FindWarnings());

    [Fact]
    public void LossThatIsNotFinite_IsAWarning()
        => Assert.Contains("The loss of epoch 5", Single(new ReportData { TrainLoss = epoch => epoch < 5 ? 1.0 / epoch : double.NaN }, TrainingWarningKind.NotFinite).Message);

    [Fact]
    public void RunThatBrokeInItsFirstStep_IsAWarning()
        => Assert.Contains("first step", Single(new ReportData { Epochs = 0, Stop = StopReason.NotFinite }, TrainingWarningKind.NotFinite).Message);

    [Fact]
    public void FailedCheckpoints_AreCountedAndTheLastIsNamed()
    {
        TrainingWarning warning = Single(new ReportData { Failures = [new(10, "a"), new(20, "the disk is full")] }, TrainingWarningKind.CheckpointFailed);
        Assert.StartsWith("2 checkpoints could not be written", warning.Message);
        Assert.EndsWith("After 20 steps: the disk is full", warning.Message);
    }

    private static TrainingWarning Single(ReportData data, TrainingWarningKind kind)
    {
        TrainingWarning warning = Assert.Single(data.Make().FindWarnings());
        Assert.Equal(kind, warning.Kind);
        Assert.NotEqual("", warning.Advice);
        return warning;
    }
}
