using Xunit;

namespace NnGen.Tests.Training.Metrics;

/// <summary>The metrics of classes in evaluation, against their definitions over the outputs of <c>Predict</c>.</summary>
public class ClassMetricTests
{
    private static readonly EvaluationOptions s_all = new() { RocAuc = true };

    [Fact]
    public void LogLossAndAreas_AreThoseOfTheProbabilities()
    {
        AssertDefinitions<ThreeClasses>(y => y);
        AssertDefinitions<ThreeLogits>(Softmax);
        AssertDefinitions<ThreeLogProbabilities>(y => [.. y.Select(Math.Exp)]);
    }

    [Fact]
    public void TopK_CountsRowsWhoseClassIsAmongTheBest()
    {
        // Scores are the inputs, and class 2 always scores 0.5. Of equal scores the first is better.
        HandMadeNetwork<ThreeLogits, double> network = Scores<ThreeLogits>();
        Dataset<double> data = Dataset.FromLabels([1.0, 0, 0.5, 0.5, 1, 0, 0.5, 1], 2, [0, 1, 1, 2]);
        EvaluationReport report = Trainer.Evaluate(network, data);
        Assert.Equal(0.25, report.TopKAccuracy(1));
        Assert.Equal(report.Accuracy, report.TopKAccuracy(1));
        Assert.Equal(0.5, report.TopKAccuracy(2));
        Assert.Equal(1, report.TopKAccuracy(3));
        Assert.Contains("There are 3 classes", Assert.Throws<ArgumentOutOfRangeException>(() => report.TopKAccuracy(4)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => report.TopKAccuracy(0));
    }

    [Fact]
    public void SeveralAnswers_AreScoredEach()
    {
        // A probability is at least 0.5 where the input is not negative.
        HandMadeNetwork<TwoAnswers, double> network = Scores<TwoAnswers>();
        EvaluationReport report = Trainer.Evaluate(network, Dataset.FromTargets([1.0, 0, -1, 1, 2, -2], 2, [1.0, 1, 1, 0, 1, 0], 2), s_all);
        Assert.Equal(new ClassScores(1, 2.0 / 3, 0.8, 3), report.Scores!.Classes[0]);
        Assert.Equal(new ClassScores(0.5, 1, 2.0 / 3, 1), report.Scores.Classes[1]);
        Assert.Equal(new ClassScores(0.75, 0.75, 0.75, 4), report.Scores.Micro);
        Assert.True(double.IsNaN(report.RocAuc!.PerClass[0]));
        Assert.Equal(0.5, report.RocAuc.PerClass[1]);
        Assert.Equal(0.5, report.RocAuc.Value);
        Assert.Null(report.TopKAccuracy(1));
        Assert.Null(report.BalancedAccuracy);
        Assert.Equal(report.Loss, report.LogLoss!.Value, 1e-15);
    }

    [Fact]
    public void OneLogit_HasTwoClassesAndOneArea()
    {
        HandMadeNetwork<OneLogit, double> network = Scores<OneLogit>();
        double[] inputs = [1.0, 0, -1, 0, 2, 0, 0.5, 0, 1, 0];
        double[] targets = [1, 1, 0, 0, 0];
        EvaluationReport report = Trainer.Evaluate(network, Dataset.FromTargets(inputs, 2, targets, 1), s_all);
        Assert.Equal(2, report.Scores!.Classes.Count);
        Assert.Equal(new ClassScores(0.25, 0.5, 1.0 / 3, 2), report.Scores.Classes[1]);
        Assert.Equal(report.Scores.Classes[1].Recall, report.Confusion!.Recall(1));
        Assert.Equal(RocAucTests.OverPairs([1.0, -1, 2, 0.5, 1], [true, true, false, false, false]), report.RocAuc!.Value);
        Assert.Equal(report.Loss, report.LogLoss!.Value, 1e-15);
    }

    [Fact]
    public void ConfidentLogits_AreStillRanked()
    {
        // All probabilities of class 0 round to 1; the logits still tell them apart.
        HandMadeNetwork<ThreeLogits, double> network = Scores<ThreeLogits>();
        Dataset<double> data = Dataset.FromLabels([900.0, 0, 800, 0, 700, 0, 600, 0], 2, [0, 0, 1, 1]);
        RocAuc areas = Trainer.Evaluate(network, data, s_all).RocAuc!;
        Assert.Equal(1, areas.PerClass[0]);
        Assert.Equal(1, areas.PerClass[1]);
        Assert.True(double.IsNaN(areas.PerClass[2]));
        Assert.Equal(1, areas.Value);
    }

    [Fact]
    public void ImpossibleOutcome_CostsWhatItsLogitsSay_OrAHundredWhereThereAreNone()
    {
        Assert.Equal(900, Trainer.Evaluate(Scores<ThreeLogits>(), Dataset.FromLabels([900.0, 0], 2, [1])).LogLoss!.Value);

        // The first probability is exactly 0, the second one half.
        EvaluationReport probabilities = Trainer.Evaluate(Scores<TwoAnswers>(), Dataset.FromTargets([-900.0, 0], 2, [1.0, 0], 2));
        Assert.Equal((100 + Math.Log(2)) / 2, probabilities.LogLoss!.Value, 1e-12);
    }

    /// <summary>-log p of the largest logit is log(1 + sum of exp of the distances): at such distances the sum itself, which 1 would swallow.</summary>
    [Fact]
    public void CertainOutcome_CostsWhatTheOthersAdd() => Assert.Equal(
        Math.Exp(-40) + Math.Exp(-39.5),
        Trainer.Evaluate(Scores<ThreeLogits>(), Dataset.FromLabels([40.0, 0], 2, [0])).LogLoss!.Value,
        1e-32);

    [Fact]
    public void RowWithNaN_IsTakenForNoClass()
    {
        HandMadeNetwork<ThreeLogits, double> network = Scores<ThreeLogits>();
        network.Weight(0, 2) = double.NaN;
        EvaluationReport report = Trainer.Evaluate(network, Dataset.FromLabels([1.0, 0, 0, 1], 2, [0, 1]), s_all);
        Assert.Equal(0, report.TopKAccuracy(3));
        Assert.Equal(new ClassScores(0, 0, 0, 1), report.Scores!.Classes[0]);
        Assert.True(double.IsNaN(report.RocAuc!.Value));
        Assert.True(double.IsNaN(report.LogLoss!.Value));
    }

    [Fact]
    public void AreasNotAskedFor_AreAbsent()
    {
        Assert.Null(Trainer.Evaluate(Scores<ThreeLogits>(), TrainingData.Labelled(5)).RocAuc);
        EvaluationReport regression = Trainer.Evaluate(new HandMadeNetwork<Regression, double>(1), TrainingData.Plane(5), s_all);
        Assert.Null(regression.RocAuc);
        Assert.Null(regression.Scores);
        Assert.Null(regression.LogLoss);
    }

    [Fact]
    public void Table_HasALineForEachMetric()
    {
        HandMadeNetwork<OneLogit, double> network = Scores<OneLogit>();
        EvaluationReport report = Trainer.Evaluate(network, Dataset.FromTargets([1.0, 0, -1, 0, 2, 0, -3, 0], 2, [1.0, 0, 0, 0], 1), s_all);
        string[] expected =
        [
            "rows                 4",
            "loss                 0.70051",
            "accuracy             75.00 %",
            "balanced accuracy    83.33 %",
            "log loss             0.70051",
            "ROC AUC              0.666667",
            "Matthews correlation 0.57735",
            "",
            "class     precision  recall      F1    rows",
            "0            100.0%   66.7%   80.0%       3",
            "1             50.0%  100.0%   66.7%       1",
            "macro         75.0%   83.3%   73.3%       4",
            "micro         75.0%   75.0%   75.0%       4",
            "weighted      87.5%   75.0%   76.7%       4",
        ];
        Assert.Equal(string.Join('\n', expected), report.ToTable());
    }

    [Fact]
    public void TableOfRegression_HasALineForEachOutput()
    {
        var network = new HandMadeNetwork<SummedRegression, double>(1);
        network.Parameters.Span.Clear();
        string[] lines = Trainer.Evaluate(network, Dataset.FromTargets([0.0, 0, 0, 0, 0, 0], 3, [1.0, 2.0, 3.0, -4.0], 2)).ToTable().Split('\n');
        Assert.Contains("mean squared error   7.5", lines);
        Assert.Equal("output  mean squared  mean absolute   R squared", lines[^3]);
        Assert.Equal("1                 10              3     -0.1111", lines[^1]);
    }

    private static void AssertDefinitions<TFacts>(Func<double[], double[]> probabilities)
        where TFacts : struct, IHandMadeFacts
    {
        const int Rows = 300;
        var network = new HandMadeNetwork<TFacts, double>(3);
        Dataset<double> data = TrainingData.Labelled(Rows);
        EvaluationReport report = Trainer.Evaluate(network, data, s_all);
        var columns = new double[3][];
        Array.Fill(columns, []);
        double logLoss = 0;
        for (int row = 0; row < Rows; row++)
        {
            var output = new double[3];
            network.Predict(data.InputRow(row), output);
            double[] p = probabilities(output);
            logLoss -= Math.Log(p[data.Label(row)]) / Rows;
            columns = [.. columns.Select((column, i) => (double[])[.. column, p[i]])];
        }

        int[] labels = [.. Enumerable.Range(0, Rows).Select(data.Label)];
        double[] areas = [.. columns.Select((column, i) => RocAucTests.OverPairs(column, [.. labels.Select(label => label == i)]))];
        Assert.Equal(logLoss, report.LogLoss!.Value, 1e-13);
        Assert.Equal(areas, report.RocAuc!.PerClass);
        Assert.Equal(areas.Average(), report.RocAuc.Value, 1e-15);
        Assert.NotEqual(0.5, areas[0]);
    }

    private static double[] Softmax(double[] logits)
    {
        double sum = logits.Sum(Math.Exp);
        return [.. logits.Select(logit => Math.Exp(logit) / sum)];
    }

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
