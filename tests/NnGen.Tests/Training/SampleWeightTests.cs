using Xunit;

namespace NnGen.Tests.Training;

using LabelNet = HandMadeNetwork<ThreeLogits, double>;
using PlaneNet = HandMadeNetwork<Regression, double>;

/// <summary>Training and evaluation of rows that count more or less than others.</summary>
public class SampleWeightTests
{
    private static readonly double[] Counts = [2, 1, 0, 3, 1, 2, 1, 0, 2, 1];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void WholeWeightsOfAFullBatch_TrainLikeRowsSoManyTimes(int threads)
    {
        Dataset<double> data = TrainingData.Labelled(10);
        (LabelNet weighted, TrainingReport ofWeighted) = Fit(data.WithWeights(Counts), threads: threads);
        (LabelNet repeated, TrainingReport ofRepeated) = Fit(Repeat(data), threads: threads);

        AssertNear(repeated.Parameters.Span, weighted.Parameters.Span);
        Assert.Equal(ofRepeated.Last!.TrainLoss, ofWeighted.Last!.TrainLoss, 1e-12);
        Assert.Equal(ofRepeated.Last.TrainAccuracy!.Value, ofWeighted.Last.TrainAccuracy!.Value, 1e-12);
    }

    [Fact]
    public void RowsOfWeightZero_ChangeNothing()
    {
        Dataset<double> data = TrainingData.Labelled(10);
        double[] weights = [1, 1, 1, 1, 1, 1, 0, 0, 0, 0];
        (LabelNet weighted, TrainingReport ofWeighted) = Fit(data.WithWeights(weights));
        (LabelNet sliced, TrainingReport ofSliced) = Fit(data.Slice(0, 6));
        AssertNear(sliced.Parameters.Span, weighted.Parameters.Span);
        Assert.Equal(ofSliced.Last!.TrainLoss, ofWeighted.Last!.TrainLoss, 1e-12);
        Assert.Equal(ofSliced.Last.TrainAccuracy, ofWeighted.Last.TrainAccuracy);
    }

    [Fact]
    public void EqualWeights_TrainLikeNone_AlsoInAShortLastBatch()
    {
        Dataset<double> data = TrainingData.Labelled(10);
        (LabelNet weighted, TrainingReport ofWeighted) = Fit(data.WithWeights([.. Enumerable.Repeat(0.25, 10)]), batchSize: 4, shuffle: true);
        (LabelNet plain, TrainingReport ofPlain) = Fit(data, batchSize: 4, shuffle: true);
        AssertNear(plain.Parameters.Span, weighted.Parameters.Span);
        Assert.Equal(ofPlain.Last!.TrainLoss, ofWeighted.Last!.TrainLoss, 1e-12);
        Assert.Equal(ofPlain.Last.TrainAccuracy!.Value, ofWeighted.Last.TrainAccuracy!.Value, 1e-12);
        Assert.Equal(10, ofWeighted.Last.Rows);
    }

    [Fact]
    public void TrainingLoss_IsTheWeightedMeanOverTheBatches()
    {
        Dataset<double> data = TrainingData.Plane(10).WithWeights(Counts);
        var network = new PlaneNet(1);
        double before = Trainer.Evaluate(network, data).Loss;
        TrainingReport report = Trainer.Fit(network, data, new TrainingOptions { Epochs = 1, BatchSize = 4, Optimizer = new Sgd(1e-12) });
        Assert.Equal(before, report.Last!.TrainLoss, 1e-9);
    }

    /// <summary>A row that weighs 3 is three rows, in every metric; weights ten times as large change no mean.</summary>
    [Fact]
    public void Evaluation_CountsRowsAsOftenAsTheyWeigh()
    {
        AssertLikeRepeated(new LabelNet(5), TrainingData.Labelled(10));
        AssertLikeRepeated(new PlaneNet(5), TrainingData.Plane(10));
        AssertLikeRepeated(new HandMadeNetwork<TwoAnswers, double>(5), Dataset.FromTargets(TrainingData.Inputs(10, 2), 2, [.. Enumerable.Range(0, 20).Select(i => i % 3 == 0 ? 1.0 : 0)], 2));
        AssertLikeRepeated(new HandMadeNetwork<OneLogit, double>(5), Dataset.FromTargets(TrainingData.Inputs(10, 2), 2, [.. Enumerable.Range(0, 10).Select(i => i % 3 == 0 ? 1.0 : 0)], 1));
    }

    private static void AssertLikeRepeated<TFacts>(HandMadeNetwork<TFacts, double> network, Dataset<double> data)
        where TFacts : struct, IHandMadeFacts
    {
        var all = new EvaluationOptions { RocAuc = true };
        EvaluationReport weighted = Trainer.Evaluate(network, data.WithWeights(Counts), all);
        EvaluationReport repeated = Trainer.Evaluate(network, Repeat(data), all);
        EvaluationReport heavy = Trainer.Evaluate(network, data.WithWeights([.. Counts.Select(count => 10 * count)]), all);
        Assert.Equal(10, weighted.Rows);
        Assert.NotEqual(Trainer.Evaluate(network, data).Loss, weighted.Loss);
        Assert.Equal(Numbers(repeated), Numbers(weighted), Near);
        Assert.Equal(Numbers(repeated), Numbers(heavy), Near);
        Assert.Equal(repeated.Confusion?.ToString(), weighted.Confusion?.ToString());
        Assert.Equal(repeated.Scores?.ToString(), weighted.Scores?.ToString());

        static bool Near(double x, double y) => (double.IsNaN(x) && double.IsNaN(y)) || Math.Abs(x - y) <= 1e-12 * Math.Max(1, Math.Abs(x));

        static double[] Numbers(EvaluationReport report) =>
        [
            report.Loss,
            .. new[]
            {
                report.Accuracy, report.MeanSquaredError, report.MeanAbsoluteError, report.RSquared, report.LogLoss, report.BalancedAccuracy,
                report.MatthewsCorrelation, report.RocAuc?.Value, report.TopKAccuracy(1), report.Scores?.Macro.F1, report.Scores?.Weighted.Precision,
            }.Select(number => number ?? -1),
            .. report.PerOutput?.SelectMany(errors => new[] { errors.MeanSquaredError, errors.MeanAbsoluteError, errors.RSquared }) ?? [],
        ];
    }

    /// <summary>Part of a row is part of a row: 0.25 + 0.5 of class 0, of which 0.25 are found.</summary>
    [Fact]
    public void ConfusionMatrix_AddsWeights()
    {
        var matrix = new ConfusionMatrix(2);
        matrix.Add(0, 0, 0.25);
        matrix.Add(0, 1, 0.5);
        matrix.Add(1, 1);
        Assert.Equal(1.75, matrix.Total);
        Assert.Equal(0.25 / 0.75, matrix.Recall(0), 1e-15);
        Assert.Equal(1.25 / 1.75, matrix.Accuracy, 1e-15);
        Assert.Contains("0.25", matrix.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add(0, 0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add(0, 0, double.NaN));
    }

    /// <summary>PyTorch's weighted mean is one over the whole epoch: batches have no share of their own.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    public void ClassWeights_GiveOneLossForEveryBatchSize(int batchSize)
    {
        // The class 0 weighs nothing.
        Dataset<double> data = TrainingData.Labelled(10);
        var network = new HandMadeNetwork<WeightlessClass, double>(5);
        double sum = 0;
        int counted = 0;
        for (int row = 0; row < 10; row++)
        {
            if (data.Label(row) > 0)
            {
                var output = new double[3];
                network.Predict(data.InputRow(row), output);
                sum -= Math.Log(output[data.Label(row)]);
                counted++;
            }
        }

        double expected = sum / counted;
        TrainingReport report = Trainer.Fit(network, data, new TrainingOptions { Epochs = 1, BatchSize = batchSize, Shuffle = false, Optimizer = new Sgd(1e-30) }, data);
        Assert.Equal(expected, report.Last!.TrainLoss, 1e-12);
        Assert.Equal(expected, report.Last.ValidationLoss!.Value, 1e-12);
    }

    /// <summary>Where nothing weighs anything, training and validation say 0 alike.</summary>
    [Fact]
    public void OnlyClassesOfWeightZero_LossIsZeroEverywhere()
    {
        Dataset<double> data = Dataset.FromLabels(TrainingData.Inputs(4, 2), 2, [0, 0, 0, 0]);
        TrainingReport report = Trainer.Fit(new HandMadeNetwork<WeightlessClass, double>(5), data, new TrainingOptions { Epochs = 1, BatchSize = 3 }, data);
        Assert.Equal(0, report.Last!.TrainLoss);
        Assert.Equal(0, report.Last.ValidationLoss);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Step_AllocatesNothing(bool shuffle)
    {
        (_, TrainingReport report) = Fit(TrainingData.Labelled(10).WithWeights(Counts), batchSize: 4, shuffle: shuffle);
        Assert.Equal(0, report.BytesAllocatedPerStep);
    }

    [Fact]
    public void BatchOfWeightZero_IsAStepThatLearnsNothing()
    {
        double[] weights = [0, 0, 0, 0, 1, 1, 1, 1, 0, 0];
        (LabelNet weighted, TrainingReport report) = Fit(TrainingData.Labelled(10).WithWeights(weights), batchSize: 4);
        (LabelNet sliced, _) = Fit(TrainingData.Labelled(10).Slice(4, 4), batchSize: 4);
        AssertNear(sliced.Parameters.Span, weighted.Parameters.Span);
        Assert.Equal(15, report.Steps);
    }

    [Fact]
    public void AccumulatedBatchesOfWeightZero_LeaveFiniteParameters()
    {
        double[] weights = [0, 0, 0, 0, 1, 1, 1, 1, 0, 0];
        var network = new LabelNet(1);
        Trainer.Fit(network, TrainingData.Labelled(10).WithWeights(weights), new TrainingOptions { Epochs = 2, BatchSize = 2, AccumulationSteps = 2, Shuffle = false });
        Assert.All(network.Parameters.Span.ToArray(), parameter => Assert.True(double.IsFinite(parameter)));
    }

    [Fact]
    public void ViewThatAllWeighsZero_IsRefused()
    {
        Dataset<double> none = TrainingData.Labelled(10).WithWeights([0, 0, 1, 1, 1, 1, 1, 1, 1, 1]).Slice(0, 2);
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Trainer.Fit(new LabelNet(1), TrainingData.Labelled(4), new TrainingOptions { Epochs = 1 }, none));
        Assert.Contains("The validation set has rows that all weigh 0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckpointOfOtherWeights_IsRefused()
    {
        using var directory = new TemporaryDirectory();
        Dataset<double> data = TrainingData.Labelled(10);
        TrainingOptions options = new() { Epochs = 1, Checkpoint = new CheckpointOptions(directory.File("run")) { Resume = true } };
        Trainer.Fit(new LabelNet(1), data.WithWeights(Counts), options);
        double[] others = [.. Counts];
        others[0] = 1;
        Assert.Throws<NetworkFileException>(() => Trainer.Fit(new LabelNet(1), data.WithWeights(others), options));
        Assert.Contains("and weights", Assert.Throws<NetworkFileException>(() => Trainer.Fit(new LabelNet(1), data, options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ResumedWithinAnEpoch_GivesTheSameSums()
    {
        using var directory = new TemporaryDirectory();
        Dataset<double> data = TrainingData.Labelled(10).WithWeights(Counts);
        TrainingOptions With(CheckpointOptions? checkpoint, int? limit) => new()
        {
            Epochs = 2, BatchSize = 3, Checkpoint = checkpoint, Callbacks = limit is int steps ? [new StopsAfter(steps)] : [],
        };
        var checkpoint = new CheckpointOptions(directory.File("run")) { Resume = true };
        TrainingReport whole = Trainer.Fit(new LabelNet(1), data, With(null, null));
        Trainer.Fit(new LabelNet(1), data, With(checkpoint, 6));
        TrainingReport resumed = Trainer.Fit(new LabelNet(1), data, With(checkpoint, null));
        Assert.Equal(6, resumed.ResumedAfterSteps);
        Assert.Equal(whole.Last!.TrainLoss, resumed.Last!.TrainLoss);
        Assert.Equal(whole.Last.TrainAccuracy, resumed.Last.TrainAccuracy);
    }

    private static (LabelNet Network, TrainingReport Report) Fit(Dataset<double> data, int batchSize = 100, bool shuffle = false, int threads = 1)
    {
        var network = new LabelNet(1);
        TrainingReport report = Trainer.Fit(network, data, new TrainingOptions { Epochs = 5, BatchSize = batchSize, Shuffle = shuffle, Threads = threads, Optimizer = new Sgd(0.5) });
        return (network, report);
    }

    private static Dataset<double> Repeat(Dataset<double> data) =>
        data.Select([.. Counts.SelectMany((count, row) => Enumerable.Repeat(row, (int)count))]);

    private static void AssertNear(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-12);
        }
    }

    private sealed class StopsAfter(int steps) : TrainingCallback
    {
        public override void OnStepEnd(TrainingContext context)
        {
            if (context.Steps == steps)
            {
                context.RequestStop();
            }
        }
    }
}
