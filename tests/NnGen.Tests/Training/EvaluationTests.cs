using Xunit;

namespace NnGen.Tests.Training;

public class EvaluationTests
{
    [Fact]
    public void LossOfEveryKind_EqualsThatOfForward()
    {
        double[] oneHot = OneHotRows();
        AssertSameLoss<Regression>(TrainingData.Plane(301));
        AssertSameLoss<SummedRegression>(Dataset.FromTargets(TrainingData.Inputs(7, 3), 3, TrainingData.Inputs(7, 2), 2));
        AssertSameLoss<ThreeClasses>(TrainingData.Labelled(31));
        AssertSameLoss<ThreeClasses>(Dataset.FromTargets(TrainingData.Inputs(3, 2), 2, [0.2, 0.3, 0.5, 1, 0, 0, 0.6, 0.4, 0], 3));
        AssertSameLoss<ThreeLogits>(TrainingData.Labelled(31));
        AssertSameLoss<ThreeLogits>(Dataset.FromTargets(TrainingData.Inputs(3, 2), 2, oneHot, 3));
        AssertSameLoss<ThreeLogProbabilities>(TrainingData.Labelled(31));
        AssertSameLoss<TwoAnswers>(Dataset.FromTargets(TrainingData.Inputs(3, 2), 2, [0.2, 0.3, 1, 0, 0, 1], 2));
        AssertSameLoss<OneLogit>(Dataset.FromTargets(TrainingData.Inputs(3, 2), 2, [0.2, 1, 0], 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(16)]
    public void AnyNumberOfThreads_GivesTheSameNumbers(int threads)
    {
        var network = new HandMadeNetwork<ThreeClasses, double>(1);
        Dataset<double> data = TrainingData.Labelled(1501);
        EvaluationReport expected = Trainer.Evaluate(network, data, new EvaluationOptions { RocAuc = true });
        EvaluationReport actual = Trainer.Evaluate(network, data, new EvaluationOptions { RocAuc = true, Threads = threads });
        Assert.Equal(expected.ToString(), actual.ToString());
        Assert.Equal((expected.Loss, expected.Accuracy, expected.LargestError, expected.RocAuc!.ToString()), (actual.Loss, actual.Accuracy, actual.LargestError, actual.RocAuc!.ToString()));
        Assert.Throws<ArgumentOutOfRangeException>(() => Trainer.Evaluate(network, data, new EvaluationOptions { Threads = -1 }));
    }

    [Fact]
    public void Regression_HasMeanSquaredErrorAndNoClasses()
    {
        var network = new HandMadeNetwork<SummedRegression, double>(1);
        network.Parameters.Span.Clear();
        Dataset<double> data = Dataset.FromTargets([0.0, 0, 0, 0, 0, 0], 3, [1.0, 2.0, 3.0, -4.0], 2);
        EvaluationReport report = Trainer.Evaluate(network, data);
        Assert.Equal(30, report.Loss);
        Assert.Equal(7.5, report.MeanSquaredError);
        Assert.Equal(4, report.LargestError);
        Assert.Null(report.Accuracy);
        Assert.Null(report.Confusion);
        Assert.Equal("loss 30, mean squared error 7.5, 2 rows", report.ToString());
    }

    /// <summary>An output without variance has no R squared, and takes it from no other: the first explains 1 - 2/8 of its targets 1 and 5.</summary>
    [Fact]
    public void RSquared_LeavesOutConstantTargets()
    {
        var network = new HandMadeNetwork<SummedRegression, double>(1);
        network.Parameters.Span.Clear();
        network.Weight(0, 0) = 1;
        EvaluationReport report = Trainer.Evaluate(network, Dataset.FromTargets([2.0, 0, 0, 4, 0, 0], 3, [1.0, 3.0, 5.0, 3.0], 2));
        Assert.True(double.IsNaN(report.PerOutput![1].RSquared));
        Assert.Equal(0.75, report.PerOutput[0].RSquared, 1e-15);
        Assert.Equal(0.75, report.RSquared!.Value, 1e-15);
        Assert.True(double.IsNaN(Trainer.Evaluate(network, Dataset.FromTargets([2.0, 0, 0], 3, [1.0, 3.0], 2)).RSquared!.Value));
    }

    [Fact]
    public void ClassScores_FillTheConfusionMatrix()
    {
        // Scores are the inputs, and class 2 always scores 0.5.
        HandMadeNetwork<ThreeLogits, double> network = Scores<ThreeLogits>();
        Dataset<double> data = Dataset.FromLabels([1.0, 0, 0, 1, 0, 0, 1, 0.9], 2, [0, 0, 2, 0]);
        EvaluationReport report = Trainer.Evaluate(network, data);
        Assert.Equal(0.75, report.Accuracy);
        Assert.Equal(2, report.Confusion![0, 0]);
        Assert.Equal(1, report.Confusion[0, 1]);
        Assert.Equal(1, report.Confusion[2, 2]);
        Assert.Null(report.MeanSquaredError);

        Dataset<double> soft = Dataset.FromTargets([1.0, 0, 0, 1], 2, [0.4, 0.3, 0.3, 0.4, 0.3, 0.3], 3);
        Assert.Equal(0.5, Trainer.Evaluate(network, soft).Accuracy);
    }

    [Fact]
    public void YesOrNoOutputs_AreThresholdedEach()
    {
        // A probability is at least 0.5 where the input is not negative.
        HandMadeNetwork<TwoAnswers, double> two = Scores<TwoAnswers>();
        EvaluationReport report = Trainer.Evaluate(two, Dataset.FromTargets([1.0, 0, -1, 1], 2, [1.0, 1, 1, 0.8], 2));
        Assert.Equal(0.75, report.Accuracy);
        Assert.Null(report.Confusion);

        HandMadeNetwork<OneLogit, double> one = Scores<OneLogit>();
        EvaluationReport single = Trainer.Evaluate(one, Dataset.FromTargets([1.0, 0, -1, 0, 2, 0], 2, [1.0, 1, 0], 1));
        Assert.Equal(1.0 / 3, single.Accuracy);
        Assert.Equal(1, single.Confusion![1, 1]);
        Assert.Equal(1, single.Confusion[1, 0]);
        Assert.Equal(1, single.Confusion[0, 1]);
        Assert.Equal(1 / (1 + Math.Exp(-2)), single.LargestError, 1e-15);
    }

    [Fact]
    public void ErrorOfALabel_IsWhatItsProbabilityLacks()
    {
        HandMadeNetwork<ThreeLogits, double> network = Scores<ThreeLogits>();
        double sum = Math.Exp(1) + Math.Exp(2) + Math.Exp(0.5);
        double error = Trainer.Evaluate(network, Dataset.FromLabels([1.0, 2.0], 2, [1])).LargestError;
        Assert.Equal(1 - Math.Exp(2) / sum, error, 1e-14);
    }

    [Fact]
    public void NaNAmongTheOutputs_CountsAsWrong()
    {
        HandMadeNetwork<ThreeLogits, double> network = Scores<ThreeLogits>();
        network.Bias(1) = double.NaN;
        EvaluationReport report = Trainer.Evaluate(network, Dataset.FromLabels([1.0, 0, 0, 1], 2, [0, 1]));
        Assert.Equal(2, report.RowsWithNaN);
        Assert.Equal(0, report.Accuracy);
        Assert.True(double.IsNaN(report.Loss));
        Assert.True(double.IsNaN(report.LargestError));
        Assert.Equal(0, report.Confusion!.Total);
    }

    private static void AssertSameLoss<TFacts>(Dataset<double> data)
        where TFacts : struct, IHandMadeFacts
    {
        var network = new HandMadeNetwork<TFacts, double>(11);
        NetworkTape<double> tape = HandMadeNetwork<TFacts, double>.CreateTape(data.Rows);
        double expected;
        if (data.HasLabels)
        {
            data.TryGetContiguous(0, data.Rows, out ReadOnlySpan<double> inputs, out ReadOnlySpan<int> labels);
            expected = network.Forward(inputs, labels, tape);
        }
        else
        {
            data.TryGetContiguous(0, data.Rows, out ReadOnlySpan<double> inputs, out ReadOnlySpan<double> targets);
            expected = network.Forward(inputs, targets, tape);
        }

        Assert.Equal(expected, Trainer.Evaluate(network, data).Loss, 1e-12 * Math.Abs(expected));
    }

    private static double[] OneHotRows() => [0, 0, 1, 1, 0, 0, 0, 1, 0];

    // The first outputs are the inputs; a third one is 0.5.
    private static HandMadeNetwork<TFacts, double> Scores<TFacts>()
        where TFacts : struct, IHandMadeFacts
    {
        var network = new HandMadeNetwork<TFacts, double>(1);
        network.Parameters.Span.Clear();
        for (int i = 0; i < Math.Min(2, TFacts.Info.OutputSize); i++)
        {
            network.Weight(i, i) = 1;
        }

        if (TFacts.Info.OutputSize == 3)
        {
            network.Bias(2) = 0.5;
        }

        return network;
    }
}
