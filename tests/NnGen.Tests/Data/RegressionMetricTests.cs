using NnGen.Tests.Training;
using Xunit;

namespace NnGen.Tests.Data;

/// <summary>Errors of values, and the 0/1 loss of classes.</summary>
public class RegressionMetricTests
{
    [Fact]
    public void ErrorsOfTwoOutputs_AreThoseOfTheFormulas()
    {
        // Outputs 1 and -1 for each row. Targets 1, 3, 2 and -1, -4, -1: errors 0, -2, -1 and 0, 3, 0.
        EvaluationReport report = Evaluate([1, -1], [1, -1, 3, -4, 2, -1]);

        OutputErrors first = report.PerOutput![0];
        Assert.Equal(5.0 / 3, first.MeanSquaredError, 1e-15);
        Assert.Equal(Math.Sqrt(5.0 / 3), first.RootMeanSquaredError, 1e-15);
        Assert.Equal(1, first.MeanAbsoluteError);
        Assert.Equal(1 - 5.0 / 2, first.RSquared, 1e-14);
        OutputErrors second = report.PerOutput[1];
        Assert.Equal(3, second.MeanSquaredError);
        Assert.Equal(1, second.MeanAbsoluteError);
        Assert.Equal(1 - 9.0 / 6, second.RSquared, 1e-14);

        Assert.Equal(7.0 / 3, report.MeanSquaredError!.Value, 1e-15);
        Assert.Equal(Math.Sqrt(7.0 / 3), report.RootMeanSquaredError!.Value, 1e-15);
        Assert.Equal(1, report.MeanAbsoluteError);
        Assert.Equal(-1, report.RSquared!.Value, 1e-14);
        Assert.Null(report.ZeroOneLoss);
    }

    [Fact]
    public void PerfectAnswers_HaveAnRSquaredOfOne()
    {
        Dataset<double> data = Dataset.FromTargets<double>([1, 0, 0, 5, 0, 0], 3, [1, 0, 5, 0.0], 2);
        var network = new HandMadeNetwork<SummedRegression, double>(1);
        network.Parameters.Span.Clear();
        network.Weight(0, 0) = 1;

        EvaluationReport report = Trainer.Evaluate(network, data);

        Assert.Equal(1, report.PerOutput![0].RSquared);
        Assert.True(double.IsNaN(report.PerOutput[1].RSquared));
        Assert.Equal(0, report.MeanAbsoluteError);
    }

    [Fact]
    public void AnswersOfTheMean_HaveAnRSquaredOfZero() =>
        Assert.Equal(0, Evaluate([2, 0], [1, 3, 3, -3, 2, 0]).RSquared!.Value, 1e-15);

    [Fact]
    public void EqualTargets_HaveNoRSquared()
    {
        EvaluationReport report = Evaluate([1, 1], [0.1, 1, 0.1, 2, 0.1, 3]);

        Assert.True(double.IsNaN(report.PerOutput![0].RSquared));
        Assert.False(double.IsNaN(report.PerOutput[1].RSquared));
        Assert.Equal(report.PerOutput[1].RSquared, report.RSquared!.Value);
        Assert.Equal(0.9, report.PerOutput[0].MeanAbsoluteError, 1e-15);
    }

    [Fact]
    public void TargetsFarFromZero_LoseNoRSquared()
    {
        EvaluationReport report = Evaluate([1e9, 0], [1e9 - 1, -1, 1e9 + 1, 1]);

        Assert.Equal(0, report.PerOutput![0].RSquared, 1e-6);
    }

    [Fact]
    public void ManyRowsAtOnce_CountEachRowOnce()
    {
        // More rows than are evaluated at a time.
        var targets = new double[2 * 1000];
        for (int row = 0; row < 1000; row++)
        {
            targets[2 * row] = row;
        }

        EvaluationReport report = Evaluate([499.5, 0], targets);

        Assert.Equal(250, report.PerOutput![0].MeanAbsoluteError, 1e-9);
        Assert.Equal(0, report.PerOutput[0].RSquared, 1e-12);
        Assert.Equal((1000.0 * 1000 - 1) / 12, report.PerOutput[0].MeanSquaredError, 1e-6);
    }

    [Fact]
    public void Classes_HaveAZeroOneLossAndNoErrorsOfValues()
    {
        var network = new HandMadeNetwork<ThreeLogits, double>(1);
        network.Parameters.Span.Clear();
        network.Bias(1) = 1;

        EvaluationReport report = Trainer.Evaluate(network, Dataset.FromLabels<double>([0, 0, 0, 0, 0, 0, 0, 0], 2, [1, 0, 1, 1]));

        Assert.Equal(0.75, report.Accuracy);
        Assert.Equal(0.25, report.ZeroOneLoss);
        Assert.Null(report.RSquared);
        Assert.Null(report.MeanAbsoluteError);
        Assert.Null(report.RootMeanSquaredError);
        Assert.Null(report.PerOutput);
    }

    // A network that always gives these two outputs.
    private static EvaluationReport Evaluate(double[] outputs, double[] targets)
    {
        var network = new HandMadeNetwork<SummedRegression, double>(1);
        network.Parameters.Span.Clear();
        network.Bias(0) = outputs[0];
        network.Bias(1) = outputs[1];
        return Trainer.Evaluate(network, Dataset.FromTargets(new double[targets.Length / 2 * 3], 3, targets, 2));
    }
}
