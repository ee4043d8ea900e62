using NnGen.Search;
using NnGen.Tests.Training;
using Xunit;

namespace NnGen.Tests.Search;

public sealed class PredictorTests
{
    // The first from 1/2 + atan(t)/pi, the second from 1/2 + t / (2 sqrt(2 + t^2)), the others from printed tables.
    [Theory]
    [InlineData(1, 1, 0.75)]
    [InlineData(1, 2, 0.788675134594813)]
    [InlineData(3.182446, 3, 0.975)]
    [InlineData(2.131847, 4, 0.95)]
    [InlineData(-2.015048, 5, 0.05)]
    [InlineData(1.812461, 10, 0.95)]
    [InlineData(-2.042272, 30, 0.025)]
    public void StudentT_TableValues(double t, int freedom, double expected) => Assert.Equal(expected, StudentT.Below(t, freedom), 1e-6);

    [Theory]
    [InlineData(0.975, 1.959964)]
    [InlineData(0.5, 0)]
    [InlineData(0.1, -1.281552)]
    public void NormalQuantile_TableValues(double share, double expected) => Assert.Equal(expected, NormalQuantile.Of(share), 4.5e-4);

    [Fact]
    public void Forecast_OfAPower_IsItsEnd()
    {
        var forecast = CurveForecast.Of([.. Enumerable.Range(1, 6).Select(t => 0.2 + (0.8 / t))], 20);

        Assert.Equal(0.24, forecast.Mean, 1e-6);
        Assert.InRange(forecast.ProbabilityBelow(0.25), 0.999, 1);
        Assert.InRange(forecast.ProbabilityBelow(0.23), 0, 0.001);
    }

    [Fact]
    public void Forecast_OfAnExponential_IsItsEnd()
        => Assert.Equal(0.5 + Math.Exp(-3), CurveForecast.Of([.. Enumerable.Range(1, 5).Select(t => 0.5 + Math.Exp(-0.3 * t))], 10).Mean, 1e-6);

    // Noise of 0.02 makes the end of the same power uncertain by some hundredths, and no more.
    [Fact]
    public void Forecast_OfANoisyCurve_SaysHowSureItIs()
    {
        var noise = new Random(1);
        var forecast = CurveForecast.Of([.. Enumerable.Range(1, 8).Select(t => 0.2 + (0.8 / t) + (0.02 * (noise.NextDouble() - 0.5)))], 20);

        Assert.InRange(forecast.Mean, 0.18, 0.30);
        Assert.InRange(forecast.ProbabilityBelow(0.24), 0.02, 0.98);
        Assert.InRange(forecast.ProbabilityBelow(0.4), 0.98, 1);
    }

    [Fact]
    public void Forecast_OfAConstant_StaysThere() => Assert.Equal(0.7, CurveForecast.Of([0.7, 0.7, 0.7, 0.7], 30).Mean, 1e-6);

    [Fact]
    public void Forecast_NotFinite_IsBelowNothing() => Assert.Equal(0, CurveForecast.Of([1, double.NaN, 1, 1], 30).ProbabilityBelow(1e9));

    [Fact]
    public void Forecast_TooFewEpochs_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => CurveForecast.Of([1, 2, 3], 30));

    [Fact]
    public void Stopping_CutsWhatFlattensAboveTheBest_AndNothingElse()
    {
        Trial trial = Trial(best: 0.1);

        Assert.False(trial.ShouldStop([1, 0.9, 0.85]));
        Assert.True(trial.ShouldStop([1, 0.9, 0.85, 0.83, 0.82]));
        Assert.False(trial.ShouldStop([1, 0.8, 0.6, 0.4, 0.2]));
        Assert.False(trial.ShouldStop([1, 0.05, 0.85, 0.83, 0.82]));
        Assert.False(Trial(best: 0.9).ShouldStop([1, 0.95, 0.93, 0.92, 0.905]));
    }

    // The best known when a trial is asked for counts, which a later result does not change.
    [Fact]
    public void Stopping_InASearch_ComparesWithTrialsThatLieBackFarEnough()
    {
        var method = new RandomSearchMethod(Spaces.Cube(3, 4), new SearchOptions { Lag = 2, Epochs = 20, Stopping = new CurveStopping() });
        double[] bad = [1, 0.9, 0.85, 0.83, 0.82];
        Trial first = method.Next()!;
        Trial second = method.Next()!;
        method.Report(0, TrialResult.Completed(0.1, 20));
        Trial third = method.Next()!;

        Assert.False(first.ShouldStop(bad));
        Assert.False(second.ShouldStop(bad));
        Assert.True(third.ShouldStop(bad));
    }

    // By hand: one row at 0 with the objective 1. Its likelihood prefers the least noise, 0.01, for any length, so the first one, 0.15, stays.
    // There k = exp(-1/2), the mean k / 1.01 and the variance 1 - k^2 / 1.01.
    [Fact]
    public void GaussianProcess_OneRow_ByHand()
    {
        var process = new GaussianProcessPredictor();
        process.Fit([[0]], [1], seed: 0);

        (double mean, double deviation) = process.Predict([0.15]);

        Assert.Equal(Math.Exp(-0.5) / 1.01, mean, 1e-12);
        Assert.Equal(Math.Sqrt(1 - (Math.Exp(-1) / 1.01)), deviation, 1e-12);
    }

    [Fact]
    public void GaussianProcess_SmoothFunction_IsNearIt()
    {
        double[][] rows = [.. Enumerable.Range(0, 11).Select(i => new[] { i / 10.0 })];
        var process = new GaussianProcessPredictor();
        process.Fit(rows, [.. rows.Select(row => Math.Sin(6 * row[0]))], seed: 0);

        Assert.Equal(Math.Sin(6 * 0.35), process.Predict([0.35]).Mean, 0.02);
        Assert.True(process.Predict([3]).StandardDeviation > 5 * process.Predict([0.5]).StandardDeviation);
    }

    [Fact]
    public void Features_ByHand()
    {
        ChoiceSpace space = Spaces.Layers();
        var features = new ConfigurationFeatures(space);

        Assert.Equal(6, features.Count);
        Assert.Equal([0, 0.5, 0, 0, 0, 1], features.Of(space.Create(0, 1, 0, 1)));
        Assert.Equal([1, 1, 1, 0.5, 1, 0], features.Of(space.Create(1, 2, 1, 0)));
    }

    // Blom's formula: of three the shares are 0.625, 1.625 and 2.625 of 3.25; equal ones share the mean of their ranks.
    [Fact]
    public void NormalScores_ByHand()
    {
        double[] scores = PredictorSearch.NormalScores([7, double.PositiveInfinity, -3]);
        Assert.Equal(0, scores[0], 1e-6);
        Assert.Equal(0.8694, scores[1], 1e-3);
        Assert.Equal(-0.8694, scores[2], 1e-3);
        Assert.All(PredictorSearch.NormalScores([4, 4, 4, 4]), score => Assert.Equal(0, score, 1e-6));
    }

    // One of 625 configurations is the best; sixty drawn ones have it in one search of ten.
    [Fact]
    public void PredictorSearch_Bowl_FindsTheBestConfiguration()
    {
        ChoiceSpace space = Spaces.Cube(4, 5);
        int found = Enumerable.Range(0, 10).Count(seed =>
            Spaces.RunInTurns(new PredictorSearch(space, new SearchOptions { Seed = (ulong)seed }), 60).Any(finished => Spaces.Bowl(space, finished.Trial.Configuration) == 0));

        Assert.InRange(found, 8, 10);
    }

    [Fact]
    public void NetworkPredictor_LinearObjective_IsLearnt()
    {
        var predictor = new NetworkPredictor<HandMadeNetwork<Regression, double>, double>(new TrainingOptions { Epochs = 300, BatchSize = 8, Optimizer = new Adam(0.02) });
        double[][] rows = [.. Enumerable.Range(0, 27).Select(i => new[] { (i / 9) / 2.0, (i / 3 % 3) / 2.0, (i % 3) / 2.0 })];
        predictor.Fit(rows, [.. rows.Select(row => row[0] - (2 * row[1]) + 0.5)], seed: 3);

        Assert.Equal(0.25 - 1.5 + 0.5, predictor.Predict([0.25, 0.75]).Mean, 0.02);
        Assert.InRange(predictor.Predict([0.25, 0.75]).StandardDeviation, 0, 0.05);
    }

    [Fact]
    public void NetworkPredictor_TooManyNumbers_IsRefused()
    {
        var predictor = new NetworkPredictor<HandMadeNetwork<Regression, double>, double>();

        Assert.Contains("has 4 numbers, but Regression takes 3", Assert.Throws<ArgumentException>(() => predictor.Fit([[1, 2, 3, 4], [1, 2, 3, 4]], [1, 2], 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new NetworkPredictor<HandMadeNetwork<ThreeLogits, double>, double>());
    }

    private static Trial Trial(double best) => new()
    {
        Number = 0,
        Configuration = Spaces.Layers().Create(0, 0, 0, 0),
        Epochs = 20,
        Seed = 1,
        StopRule = new CurveStopping().Against(best),
    };
}
