using Xunit;

namespace NnGen.Tests.Training;

using PlaneNet = HandMadeNetwork<Regression, double>;

public class TrainerFailureTests
{
    [Fact]
    public void PatienceForNothing_IsRefused()
    {
        string message = Assert.Throws<ArgumentException>(() => Trainer.Fit(new HandMadeNetwork<Regression, double>(1), TrainingData.Plane(8), new TrainingOptions { Patience = 5 })).Message;
        Assert.Contains("Patience is 5, but it counts epochs for MinimumChange, which is null", message);
    }

    [Fact]
    public void ExplodingLoss_NamesEpochAndStepAndKeepsGoodParameters()
    {
        var network = new PlaneNet(1);
        Dataset<double> data = TrainingData.Plane(40);
        var options = new TrainingOptions { Epochs = 1000, BatchSize = 4, Optimizer = new Sgd(50) };
        TrainingException exception = Assert.Throws<TrainingException>(() => Trainer.Fit(network, data, options));

        Assert.Equal((exception.Report.Steps / 10) + 1, exception.Epoch);
        Assert.Equal((exception.Report.Steps % 10) + 1, exception.Step);
        Assert.Contains($"Training of Regression stopped at epoch {exception.Epoch}, step {exception.Step}: the loss is ", exception.Message);
        Assert.Equal(StopReason.NotFinite, exception.Report.StopReason);
        Assert.Equal(exception.Epoch, exception.Report.Epochs.Count);
        Assert.True(double.IsFinite(exception.Report.Last!.TrainLoss));
        Assert.True(double.IsFinite(Trainer.Evaluate(network, data.Slice(0, 4)).Loss));
        Assert.Contains($"the parameters again that it had after {LastCopy(exception.Report.Steps)} steps of this run; the {exception.Report.Steps % 64} steps since are lost.", exception.Message);
        Assert.NotEqual(new PlaneNet(1).Parameters.Span.ToArray(), network.Parameters.Span.ToArray());
    }

    private static long LastCopy(long steps) => steps / 64 * 64;

    [Fact]
    public void InfiniteLossAtTheFirstStep_ChangesNothing()
    {
        var network = new PlaneNet(1);
        double[] before = network.Parameters.Span.ToArray();
        Dataset<double> data = Dataset.FromTargets([1e200, 1e200, 1e200], 3, [0.0], 1);
        TrainingException exception = Assert.Throws<TrainingException>(() => Trainer.Fit(network, data, new TrainingOptions()));
        Assert.Equal((1, 1), (exception.Epoch, exception.Step));
        Assert.Empty(exception.Report.Epochs);
        Assert.Contains("The parameters are those that training started with.", exception.Message);
        Assert.Equal(before, network.Parameters.Span.ToArray());
    }

    [Fact]
    public void LastUpdateThatBreaksTheParameters_IsFoundAndUndone()
    {
        // The output is 1e150 and the loss 1e300, but the gradient of the first weight is infinite.
        var network = new PlaneNet(1);
        network.Parameters.Span.Clear();
        network.Weight(0, 0) = 1e-10;
        Dataset<double> data = Dataset.FromTargets([1e160, 0.0, 0.0], 3, [0.0], 1);
        var options = new TrainingOptions { Epochs = 1, Optimizer = new Sgd(0.1) };
        TrainingException exception = Assert.Throws<TrainingException>(() => Trainer.Fit(network, data, options));
        Assert.Equal((1, 1), (exception.Epoch, exception.Step));
        Assert.Contains("no longer finite after the update", exception.Message);
        Assert.Equal(1, exception.Report.Last!.Steps);
        Assert.Equal(1e-10, network.Weight(0, 0));
    }

    [Fact]
    public void SeveralProblems_AreAllNamedInOneMessage()
    {
        var network = new PlaneNet(1);
        network.Weight(1, 0) = double.NaN;
        Dataset<double> data = Dataset.FromTargets([1.0, 2.0, double.NaN, 4.0], 2, [1.0, 2.0, 3.0, 4.0], 2);
        Dataset<double> validation = Dataset.FromLabels([1.0, 2.0, 3.0], 3, [0]);
        var options = new TrainingOptions { Epochs = 0, BatchSize = -1, Patience = 0, MinimumChange = 0, StopWhenEveryErrorBelow = double.NaN, Optimizer = new Sgd(1) { Nesterov = true } };
        string message = Assert.Throws<ArgumentException>(() => Trainer.Fit(network, data, options, validation)).Message;

        string[] expected =
        [
            "Regression cannot be trained, 11 problems:",
            "Epochs must be at least 1, but it is 0.",
            "BatchSize must be at least 1, but it is -1.",
            "Patience must be at least 1, but it is 0.",
            "MinimumChange must be a finite number above 0 or null, but it is 0.",
            "StopWhenEveryErrorBelow must be a finite number above 0 or null, but it is NaN.",
            "Nesterov needs Momentum above 0",
            "The parameter dense1.weight[1] of Regression is NaN already",
            "The training set has rows of 2 inputs, but Regression takes 3.",
            "The training set has rows of 2 targets, but Regression has 1 outputs.",
            "row 1, input column 0 is NaN",
            "The validation set has class labels, but the loss of Regression",
        ];
        Assert.All(expected, part => Assert.Contains(part, message));
    }

    [Fact]
    public void LabelOutOfRange_NamesRowAndClasses()
    {
        Dataset<double> data = Dataset.FromLabels([1.0, 2.0, 3.0, 4.0], 2, [2, 3]);
        string message = Assert.Throws<ArgumentException>(
            () => Trainer.Fit(new HandMadeNetwork<ThreeClasses, double>(1), data, new TrainingOptions())).Message;
        Assert.Contains("The training set has label 3 in row 1, but ThreeClasses has the classes 0 to 2.", message);
    }

    [Fact]
    public void TargetsWhereOnlyLabelsFit_AreRefused()
    {
        Dataset<double> data = Dataset.FromTargets([1.0, 2.0], 2, [1.0, 0.0, 0.0], 3);
        string message = Assert.Throws<ArgumentException>(
            () => Trainer.Evaluate(new HandMadeNetwork<ThreeLogProbabilities, double>(1), data)).Message;
        Assert.StartsWith("ThreeLogProbabilities cannot be evaluated: The data set has targets, but the loss", message);
    }

    [Fact]
    public void BinaryTargetAboveOne_NamesItsPlace()
    {
        Dataset<double> data = Dataset.FromTargets([1.0, 2.0, 3.0, 4.0], 2, [1.0, 1.5], 1);
        string message = Assert.Throws<ArgumentException>(
            () => Trainer.Fit(new HandMadeNetwork<OneLogit, double>(1), data, new TrainingOptions())).Message;
        Assert.Contains("the target 1.5 in row 1, column 0, but the loss of OneLogit (BinaryCrossEntropyOfLogits (Mean)) takes targets from 0 to 1", message);
    }
}
