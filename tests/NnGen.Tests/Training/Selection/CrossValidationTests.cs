using Xunit;

namespace NnGen.Tests.Training.Selection;

using Line = HandMadeNetwork<Regression, double>;
using Classes = HandMadeNetwork<ThreeClasses, double>;

public class CrossValidationTests
{
    private static readonly TrainingOptions s_options = new() { Epochs = 3, BatchSize = 8, Optimizer = new Sgd(0.1) };

    [Fact]
    public void EachFold_IsTrainedAndMeasuredAsByHand()
    {
        IReadOnlyList<Fold<double>> folds = Folds.Of(TrainingData.Plane(50), 4, seed: 2);
        CrossValidationReport report = CrossValidation.Run<Line, double>(folds, s_options, new CrossValidationOptions { Seed = 10 });
        var losses = new double[4];
        for (int i = 0; i < 4; i++)
        {
            var network = new Line((ulong)(10 + i));
            Trainer.Fit(network, folds[i].Training, s_options);
            losses[i] = Trainer.Evaluate(network, folds[i].Validation).Loss;
            Assert.Equal(losses[i], report.Folds[i].Validation.Loss);
            Assert.Equal(Trainer.Evaluate(network, folds[i].Training).Loss, report.Folds[i].Training.Loss);
            Assert.Equal(3, report.Folds[i].Run.Epochs.Count);
            Assert.Null(report.Folds[i].Run.Last!.ValidationLoss);
        }

        double mean = losses.Average();
        Assert.Equal(mean, report.Loss.Mean, 1e-15);
        Assert.Equal(Math.Sqrt(losses.Sum(loss => (loss - mean) * (loss - mean)) / 3), report.Loss.StandardDeviation, 1e-15);
        Assert.Equal(report.Loss, report.MeanSquaredError);
        Assert.Null(report.Accuracy);
        Assert.Equal(report.Of(fold => fold.RSquared!.Value), report.RSquared);
        Assert.False(report.IsCancelled);
    }

    [Fact]
    public void Preparation_SeesEachFoldOnceAndItsResultIsTrained()
    {
        var seen = new List<int>();
        IReadOnlyList<Fold<double>> folds = Folds.Of(TrainingData.Plane(20), 2, seed: 2);
        CrossValidationReport report = CrossValidation.Run<Line, double>(folds, s_options, prepare: fold =>
        {
            seen.Add(fold.Number);
            return fold.TransformTargets(StandardScaler.FitTargets(fold.Training)) with { Training = fold.Training.Slice(0, 7) };
        });
        Assert.Equal([0, 1], seen);
        Assert.All(report.Folds, fold => Assert.Equal(7, fold.Run.Rows));
        Assert.Contains("prepare gave null for fold 0", Assert.Throws<ArgumentException>(() => CrossValidation.Run<Line, double>(folds, s_options, prepare: _ => null!)).Message);
    }

    [Fact]
    public void ValidationEachEpoch_ReachesTraining()
    {
        CrossValidationReport report = CrossValidation.Run<Line, double>(Folds.Of(TrainingData.Plane(20), 2, 2), s_options, new CrossValidationOptions { ValidateEachEpoch = true });
        Assert.Equal(report.Folds[1].Validation.Loss, report.Folds[1].Run.Last!.ValidationLoss);
    }

    [Fact]
    public void Cancellation_KeepsTheFoldsThatWereFinished()
    {
        using var stop = new CancellationTokenSource();
        var progress = new FoldProgress(fold =>
        {
            if (fold.Fold == 1)
            {
                stop.Cancel();
            }
        });
        CrossValidationReport report = CrossValidation.Run<Line, double>(Folds.Of(TrainingData.Plane(20), 4, 2), s_options, progress: progress, cancellation: stop.Token);
        Assert.True(report.IsCancelled);
        Assert.Equal([0, 1], report.Folds.Select(fold => fold.Fold));
    }

    [Fact]
    public void CancelledBeforeTheFirstFold_HasNoMean()
    {
        CrossValidationReport report = CrossValidation.Run<Line, double>(Folds.Of(TrainingData.Plane(20), 4, 2), s_options, cancellation: new CancellationToken(canceled: true));
        Assert.True(report.IsCancelled);
        Assert.Equal(0, report.Loss.Count);
        Assert.True(double.IsNaN(report.Loss.Mean));
        Assert.Null(report.Accuracy);
    }

    [Fact]
    public void BrokenTraining_IsThrown() =>
        Assert.Throws<TrainingException>(() => CrossValidation.Run<Line, double>(Folds.Of(TrainingData.Plane(20), 2, 2), new TrainingOptions { Epochs = 400, Optimizer = new Sgd(1e6) }));

    [Fact]
    public void WrongArguments_AreRefused()
    {
        Assert.Contains("There is no fold", Assert.Throws<ArgumentException>(() => CrossValidation.Run<Line, double>([], s_options)).Message);
        Assert.Contains("Epochs must be at least 1", Assert.Throws<ArgumentException>(() => CrossValidation.Run<Line, double>(Folds.Of(TrainingData.Plane(20), 2, 2), new TrainingOptions { Epochs = 0 })).Message);
        Assert.Contains("takes 2", Assert.Throws<ArgumentException>(() => CrossValidation.Run<Classes, double>(Folds.Of(TrainingData.Plane(20), 2, 2), s_options)).Message);
    }

    [Fact]
    public void Checkpoint_IsRefusedBecauseFoldsWouldShareTheFile()
    {
        using var directory = new TemporaryDirectory();
        var options = new TrainingOptions { Checkpoint = new CheckpointOptions(directory.File("run")) };
        string message = Assert.Throws<ArgumentException>(() => CrossValidation.Run<Line, double>(Folds.Of(TrainingData.Plane(20), 2, 2), options)).Message;
        Assert.StartsWith("Regression cannot be cross-validated: Checkpoint is set, but every fold would write to '", message);
        Assert.Empty(directory.Names());
    }

    [Theory]
    [InlineData(MonitoredValue.ValidationLoss, "validation loss")]
    [InlineData(MonitoredValue.ValidationAccuracy, "validation accuracy")]
    public void EarlyStoppingOnValidationThatTrainingIsNotGiven_NamesTheOption(MonitoredValue monitor, string words)
    {
        var options = new TrainingOptions { EarlyStopping = new EarlyStopping { Monitor = monitor } };
        string message = Assert.Throws<ArgumentException>(() => CrossValidation.Run<Classes, double>(Folds.Of(TrainingData.Labelled(20), 2, 2), options)).Message;
        Assert.StartsWith($"ThreeClasses cannot be cross-validated: EarlyStopping watches the {words}, but the validation rows of the folds are kept from training; set CrossValidationOptions.ValidateEachEpoch", message);
    }

    [Fact]
    public void EarlyStoppingOnValidationThatTrainingIsGiven_Stops()
    {
        var options = new TrainingOptions { Epochs = 500, BatchSize = 8, Optimizer = new Sgd(0.2), EarlyStopping = new EarlyStopping { Patience = 2 } };
        CrossValidationReport report = CrossValidation.Run<Line, double>(Folds.Of(TrainingData.Plane(20), 2, 2), options, new CrossValidationOptions { ValidateEachEpoch = true });
        Assert.All(report.Folds, fold => Assert.Equal(StopReason.NoImprovement, fold.Run.StopReason));
    }

    [Fact]
    public void Text_HasALineForEachFoldAndTheMean()
    {
        CrossValidationReport report = CrossValidation.Run<Classes, double>(
            Folds.Stratified(TrainingData.Labelled(21), 2, 2), s_options, new CrossValidationOptions { Evaluation = new EvaluationOptions { RocAuc = true } });
        string[] lines = report.ToString().Split('\n');
        Assert.Equal("ThreeClasses: 2 folds", lines[0]);
        Assert.Equal("fold    rows  training loss  validation loss   accuracy", lines[1]);
        Assert.StartsWith("0         11", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("+-", lines[^1], StringComparison.Ordinal);
        Assert.Equal(6, lines.Length);
        Assert.All(lines[2..], line => Assert.Equal(lines[1].Length, line.Length));
        Assert.NotNull(report.Folds[0].Validation.RocAuc);
    }

    [Fact]
    public void OneNumber_HasNoDeviation()
    {
        Assert.Equal("0.25", MeanAndDeviation.Of([0.25]).ToString());
        Assert.Equal("2 +- 1.4", MeanAndDeviation.Of([1.0, 3]).ToString());
    }

    private sealed class FoldProgress(Action<FoldReport> action) : IProgress<FoldReport>
    {
        public void Report(FoldReport value) => action(value);
    }
}
