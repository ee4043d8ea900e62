using System.Globalization;
using Xunit;

namespace NnGen.Tests.Training.Selection;

using Line = HandMadeNetwork<Regression, double>;

public class SearchTests
{
    private static readonly IReadOnlyList<Fold<double>> s_folds = Folds.Of(TrainingData.Plane(40), 2, seed: 1);

    [Fact]
    public void Grid_HasEveryCombination()
    {
        IReadOnlyList<Candidate> grid = GridSearch.Over(
            Axis.Of("rate", 0.5, 0.25), Axis.Of("batch", 1, 2), Axis.Of("shuffled", true),
            (rate, batch, shuffled) => new TrainingOptions { BatchSize = batch, Shuffle = shuffled, Optimizer = new Sgd(rate) });
        Assert.Equal(
            ["rate 0.5, batch 1, shuffled True", "rate 0.5, batch 2, shuffled True", "rate 0.25, batch 1, shuffled True", "rate 0.25, batch 2, shuffled True"],
            grid.Select(candidate => candidate.Name));
        Assert.Equal(2, grid[3].Options.BatchSize);
        Assert.Equal(["rate 0.1"], GridSearch.Over(Axis.Of("rate", 0.1), Options).Select(candidate => candidate.ToString()));
        Assert.Equal(2, GridSearch.Over(Axis.Of("rate", 0.1), Axis.Of<int?>("seed", null, 3), (rate, _) => Options(rate)).Count);
    }

    [Fact]
    public void Best_HasTheLowestMeanLossOfTheSameFolds()
    {
        double[] rates = [0.001, 0.2, 0.01, 0.05];
        SearchReport report = OptionsSearch.Run<Line, double>(GridSearch.Over(new Axis<double>("rate", rates), Options), s_folds);
        double[] losses = [.. rates.Select(rate => CrossValidation.Run<Line, double>(s_folds, Options(rate)).Loss.Mean)];
        Assert.Equal(losses.Order(), report.Candidates.Select(candidate => candidate.Score.Mean));
        Assert.Equal(Array.IndexOf(losses, losses.Min()), report.Best!.Index);
        Assert.Same(report.Best.Candidate.Options, report.BestOptions);
        Assert.Equal("rate 0.2", report.Best.Candidate.Name);
        Assert.False(report.IsCancelled);
    }

    [Fact]
    public void HigherIsBetter_PutsTheHighestFirst()
    {
        SearchReport report = OptionsSearch.Run<Line, double>(GridSearch.Over(Axis.Of("rate", 0.001, 0.2, 0.01), Options), s_folds, SelectionScore.RSquared);
        Assert.Equal([1, 2, 0], report.Candidates.Select(candidate => candidate.Index));
        Assert.True(report.Candidates[0].Score.Mean > report.Candidates[1].Score.Mean);
        var constant = new SelectionScore("constant", _ => 1, higherIsBetter: true);
        Assert.Equal([0, 1], OptionsSearch.Run<Line, double>(GridSearch.Over(Axis.Of("rate", 0.1, 0.2), Options), s_folds, constant).Candidates.Select(candidate => candidate.Index));
    }

    [Fact]
    public void FailingCandidate_IsRecordedAndComesLast()
    {
        var told = new List<string>();
        IReadOnlyList<Candidate> grid = GridSearch.Over(Axis.Of("rate", 1e9, 0.1), rate => new TrainingOptions { Epochs = 100, Optimizer = new Sgd(rate) });
        SearchReport report = OptionsSearch.Run<Line, double>(grid, s_folds, progress: new CandidateProgress(candidate => told.Add(candidate.ToString())));
        Assert.Equal([1, 0], report.Candidates.Select(candidate => candidate.Index));
        CandidateReport failed = report.Candidates[1];
        Assert.NotNull(failed.Failure);
        Assert.Null(failed.Validation);
        Assert.Contains("rate 1000000000: Training of Regression stopped", told[0]);
        Assert.Contains("failed in epoch", report.ToString());
        Assert.Equal("rate 0.1", report.Best!.Candidate.Name);
    }

    [Fact]
    public void NoCandidateLeft_HasNoBestOptions()
    {
        IReadOnlyList<Candidate> hopeless = [new Candidate("hopeless", new TrainingOptions { Epochs = 400, Optimizer = new Sgd(1e9) })];
        SearchReport report = OptionsSearch.Run<Line, double>(hopeless, s_folds);
        Assert.Null(report.Best);
        Assert.Contains("None of the 1 candidates is best", Assert.Throws<InvalidOperationException>(() => report.BestOptions).Message);
        SearchReport cancelled = OptionsSearch.Run<Line, double>(hopeless, s_folds, cancellation: new CancellationToken(canceled: true));
        Assert.True(cancelled.IsCancelled);
        Assert.Contains("cancelled", Assert.Throws<InvalidOperationException>(() => cancelled.BestOptions).Message);
    }

    [Fact]
    public void ScoreNaN_ComesAfterEveryNumber()
    {
        // A validation set of one row has no R squared, but for the second candidate 1 is put in its place.
        int asked = 0;
        var score = new SelectionScore("number", _ => asked++ == 0 ? double.NaN : 1, higherIsBetter: true);
        SearchReport report = OptionsSearch.Run<Line, double>(
            GridSearch.Over(Axis.Of("rate", 0.1, 0.2), Options), Folds.Single(TrainingData.Plane(20), TrainingData.Plane(5)), score);
        Assert.Equal([1, 0], report.Candidates.Select(candidate => candidate.Index));
        Assert.True(double.IsNaN(report.Candidates[1].Score.Mean));
        Assert.Null(report.Candidates[1].Failure);
    }

    [Fact]
    public void Cancellation_KeepsTheCandidatesThatWereFinished()
    {
        using var stop = new CancellationTokenSource();
        SearchReport report = OptionsSearch.Run<Line, double>(
            GridSearch.Over(Axis.Of("rate", 0.1, 0.2), Options), s_folds, progress: new CandidateProgress(_ => stop.Cancel()), cancellation: stop.Token);
        Assert.True(report.IsCancelled);
        Assert.Equal("rate 0.1", Assert.Single(report.Candidates).Candidate.Name);
        Assert.Contains("then cancelled", report.ToString());
    }

    [Fact]
    public void ImpossibleOptions_AreAllNamedBeforeTheFirstStep()
    {
        IReadOnlyList<Candidate> wrong =
        [
            new Candidate("good", new TrainingOptions()),
            new Candidate("lazy", new TrainingOptions { Epochs = 0 }),
            new Candidate("thin", new TrainingOptions { BatchSize = 0 }),
            new Candidate("hasty", new TrainingOptions { EarlyStopping = new EarlyStopping() }),
            new Candidate("saved", new TrainingOptions { Checkpoint = new CheckpointOptions("run") }),
            new Candidate("stray", new TrainingOptions { LayerRates = new Dictionary<string, double> { ["dense9"] = 1 } }),
        ];
        string message = Assert.Throws<ArgumentException>(() => OptionsSearch.Run<Line, double>(wrong, s_folds)).Message;
        Assert.Contains("lazy: Epochs must be at least 1", message);
        Assert.Contains("thin: BatchSize must be at least 1", message);
        Assert.Contains("hasty: EarlyStopping watches the validation loss", message);
        Assert.Contains("saved: Checkpoint is set, but every fold would write to 'run'", message);
        Assert.Contains("stray: ", message);
        Assert.Contains("dense9", message);
        Assert.Contains("There are no candidates", Assert.Throws<ArgumentException>(() => OptionsSearch.Run<Line, double>([], s_folds)).Message);
    }

    [Fact]
    public void ScoreThatRegressionLacks_IsNamed()
    {
        IReadOnlyList<Candidate> grid = GridSearch.Over(Axis.Of("rate", 0.1), Options);
        Assert.Contains("compared by accuracy", Assert.Throws<InvalidOperationException>(() => OptionsSearch.Run<Line, double>(grid, s_folds, SelectionScore.Accuracy)).Message);
    }

    [Fact]
    public void Draws_AreTheSameForTheSameSeedWhateverTheirNumber()
    {
        string[] few = Names(5, seed: 4);
        Assert.Equal(few, Names(50, seed: 4)[..5]);
        Assert.NotEqual(few, Names(5, seed: 5));
        Assert.Equal(50, Names(50, seed: 4).Distinct().Count());
    }

    [Fact]
    public void Draws_FillTheirRangesAndAreWhatTheNameSays()
    {
        var uniform = new List<double>();
        var logarithmic = new List<double>();
        var whole = new List<int>();
        var chosen = new List<string>();
        IReadOnlyList<Candidate> drawn = RandomSearch.Draw(2000, 1, draw =>
        {
            uniform.Add(draw.Uniform("u", -1, 3));
            logarithmic.Add(draw.LogUniform("l", 1e-4, 1));
            whole.Add(draw.Integer("i", 2, 5));
            chosen.Add(draw.Choice("c", "a", "b"));
            return new TrainingOptions();
        });
        Assert.All(uniform, value => Assert.InRange(value, -1, 3));
        Assert.All(logarithmic, value => Assert.InRange(value, 1e-4, 1));
        Assert.Equal([2, 3, 4, 5], whole.Distinct().Order());
        Assert.Equal(["a", "b"], chosen.Distinct().Order());

        // Four standard errors of the means of 2000 draws.
        Assert.Equal(1, uniform.Average(), 4 * 4 / Math.Sqrt(12 * 2000));
        Assert.Equal(-2, logarithmic.Average(Math.Log10), 4 * 4 / Math.Sqrt(12 * 2000));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"u {uniform[7]}, l {logarithmic[7]}, i {whole[7]}, c {chosen[7]}"), drawn[7].Name);
    }

    [Fact]
    public void WrongDraws_AreRefused()
    {
        Assert.Contains("'rate' is drawn by its logarithm", Wrong(draw => draw.LogUniform("rate", 0, 1)).Message);
        Assert.Contains("'rate' is to be drawn between 2 and 1", Wrong(draw => draw.Uniform("rate", 2, 1)).Message);
        Assert.Contains("between NaN and 1", Wrong(draw => draw.Uniform("rate", double.NaN, 1)).Message);
        Assert.Contains("'kind' has no values", Wrong(draw => draw.Choice<string>("kind").Length).Message);
        Assert.Contains("'candidate 0'", Assert.Throws<ArgumentException>(() => RandomSearch.Draw(1, 1, _ => null!)).Message);
        Assert.Contains("'rate' has no values", Assert.Throws<ArgumentException>(() => Axis.Of<int>("rate")).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomSearch.Draw(0, 1, _ => new TrainingOptions()));
    }

    [Fact]
    public void Text_IsATable()
    {
        string[] lines = OptionsSearch.Run<Line, double>(GridSearch.Over(Axis.Of("rate", 0.001, 0.2), Options), s_folds).ToString().Split('\n');
        Assert.Equal("Regression: 2 candidates by loss", lines[0]);
        Assert.Equal("candidate   training loss                loss           +-", lines[1]);
        Assert.StartsWith("rate 0.2   ", lines[2], StringComparison.Ordinal);
        Assert.Equal(lines[1].Length, lines[2].Length);
    }

    private static TrainingOptions Options(double rate) => new() { Epochs = 3, BatchSize = 8, Optimizer = new Sgd(rate) };

    private static string[] Names(int count, ulong seed) =>
        [.. RandomSearch.Draw(count, seed, draw => Options(draw.LogUniform("rate", 1e-4, 1e-1))).Select(candidate => candidate.Name)];

    private static ArgumentException Wrong(Func<SearchDraw, double> draw) => Assert.ThrowsAny<ArgumentException>(() => RandomSearch.Draw(1, 1, d =>
    {
        draw(d);
        return new TrainingOptions();
    }));

    private sealed class CandidateProgress(Action<CandidateReport> action) : IProgress<CandidateReport>
    {
        public void Report(CandidateReport value) => action(value);
    }
}
