using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Training;

/// <summary>Cross-validation, searches and the learning-rate finder with an emitted network and real data.</summary>
public sealed class SelectionTests
{
    private static readonly Dataset<float> s_irises = Irises();

    private static readonly TrainingOptions s_options = new() { Epochs = 40, BatchSize = 8, Optimizer = new Adam(0.02) };

    [Fact]
    public void CrossValidatedIrises_AreNearlyAllTold()
    {
        CrossValidationReport report = CrossValidation.Run<SpeciesNet, float>(
            Folds.Stratified(s_irises, 5, seed: 1),
            s_options,
            new CrossValidationOptions { Evaluation = new EvaluationOptions { RocAuc = true } },
            prepare: fold => fold.Transform(StandardScaler.Fit(fold.Training)));
        Assert.All(report.Folds, fold => Assert.Equal([10L, 10, 10], fold.Validation.Scores!.Classes.Select(scores => scores.Support)));
        Assert.InRange(report.Accuracy!.Value.Mean, 0.93, 1);
        Assert.InRange(report.Of(fold => fold.RocAuc!.Value).Mean, 0.98, 1);
        Assert.InRange(report.Of(fold => fold.Scores!.Macro.F1).Mean, 0.93, 1);
    }

    [Fact]
    public void SameSeeds_GiveTheSameBitsOnOneThreadAndTwo()
    {
        IReadOnlyList<Fold<float>> folds = Folds.Stratified(s_irises, 3, seed: 1);
        var twoThreads = new TrainingOptions { Epochs = 40, BatchSize = 8, Optimizer = new Adam(0.02), Threads = 2 };
        double[] first = [.. CrossValidation.Run<SpeciesNet, float>(folds, s_options).Folds.Select(fold => fold.Validation.Loss)];
        double[] second = [.. CrossValidation.Run<SpeciesNet, float>(folds, s_options).Folds.Select(fold => fold.Validation.Loss)];
        double[] shared = [.. CrossValidation.Run<SpeciesNet, float>(folds, twoThreads).Folds.Select(fold => fold.Validation.Loss)];
        Assert.Equal(first, second);
        Assert.Equal(first, shared);
        Assert.Equal(3, first.Distinct().Count());
    }

    [Fact]
    public void RandomSearch_PrefersARateThatLearns()
    {
        (Dataset<float> training, Dataset<float> validation) = s_irises.SplitStratified(0.3, seed: 2);
        IReadOnlyList<Candidate> drawn = RandomSearch.Draw(8, seed: 1, draw => new TrainingOptions
        {
            Epochs = 10,
            BatchSize = draw.Choice("batch", 8, 16),
            Optimizer = new Sgd(draw.LogUniform("rate", 1e-5, 1)),
        });
        SearchReport report = OptionsSearch.Run<SpeciesNet, float>(
            drawn, Folds.Single(training, validation), SelectionScore.Accuracy, prepare: fold => fold.Transform(StandardScaler.Fit(fold.Training)));
        Assert.Equal(8, report.Candidates.Count);
        Assert.InRange(((Sgd)report.BestOptions.Optimizer!).Rate, 0.003, 1);
        Assert.True(report.Candidates[0].Score.Mean > report.Candidates[^1].Score.Mean + 0.2);
    }

    [Fact]
    public void LearningRateTest_LeavesTheNetworkAndIsTheSameOnTwoThreads()
    {
        var network = new SpeciesNet(5);
        float[] before = network.Parameters.Span.ToArray();
        Dataset<float> scaled = StandardScaler.Fit(s_irises).Transform(s_irises);
        LearningRateCurve curve = LearningRateFinder.Run(network, scaled, new TrainingOptions { BatchSize = 16, Optimizer = new Sgd(1) }, from: 1e-4, to: 1e4);
        LearningRateCurve shared = LearningRateFinder.Run(network, scaled, new TrainingOptions { BatchSize = 16, Optimizer = new Sgd(1), Threads = 2 }, from: 1e-4, to: 1e4);
        Assert.Equal(before, network.Parameters.Span.ToArray());
        Assert.Equal(curve.Points, shared.Points);
        Assert.True(curve.HasDiverged);
        Assert.InRange(curve.SteepestDescent!.Value, 1e-3, 10);

        network.Fit(scaled, new TrainingOptions { Epochs = 30, BatchSize = 16, Optimizer = new Sgd(curve.SteepestDescent.Value) });
        Assert.InRange(network.Evaluate(scaled).Accuracy!.Value, 0.9, 1);
    }

    [Fact]
    public void MarginsOfOneOutput_AreTwoClassesWithAnArea()
    {
        var network = new MarginNet(1);
        Put(network, parameter: 0, 2);
        Put(network, parameter: 1, -1);

        // The margins are -3, -1, 1, 3 and 0, and 0 is no.
        Dataset<float> data = Dataset.FromTargets<float>([-1, 0, 1, 2, 0.5f], 1, [-1, 1, -1, 1, -1], 1);
        EvaluationReport report = network.Evaluate(data, new EvaluationOptions { RocAuc = true });
        Assert.Equal([2L, 1, 1, 1], [report.Confusion![0, 0], report.Confusion[0, 1], report.Confusion[1, 0], report.Confusion[1, 1]]);
        Assert.Equal(0.6, report.Accuracy!.Value);
        Assert.Equal(4.0 / 6, report.RocAuc!.Value);
        Assert.Null(report.LogLoss);
        Assert.Null(network.Evaluate(data).RocAuc);
        Assert.All(Folds.Stratified(data, 2, seed: 1), fold => Assert.Equal(1, Enumerable.Range(0, fold.Validation.Rows).Count(row => fold.Validation.TargetRow(row)[0] > 0)));
    }

    private static void Put<TNetwork>(TNetwork network, int parameter, float value)
        where TNetwork : class, INetwork<TNetwork, float> => ParameterLayout.Import<float>(TNetwork.Info.Parameters[parameter], [value], network.Parameters.Span);

    private static Dataset<float> Irises()
    {
        CsvTable table = CsvTable.Read(Path.Combine(Repository.Root, "samples", "Iris", "iris.csv"));
        float[] measures = table.Numbers("sepal_length", "sepal_width", "petal_length", "petal_width");
        return Dataset.FromLabels(measures, 4, table.Categories("species").Labels);
    }
}
