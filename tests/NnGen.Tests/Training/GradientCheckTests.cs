using Xunit;

namespace NnGen.Tests.Training;

public class GradientCheckTests
{
    [Fact]
    public void RightGradients_PassForEveryLoss()
    {
        AssertPasses(new HandMadeNetwork<Regression, double>(1), TrainingData.Inputs(5, 1), 4 + 15);
        AssertPasses(new HandMadeNetwork<SummedRegression, double>(1), TrainingData.Inputs(5, 2), 8 + 15);
        AssertPasses(new HandMadeNetwork<TwoAnswers, double>(1), Array.ConvertAll(TrainingData.Inputs(5, 2), Math.Abs), 6 + 10);
        AssertPasses(new HandMadeNetwork<OneLogit, double>(1), Array.ConvertAll(TrainingData.Inputs(5, 1), Math.Abs), 3 + 10);
        AssertPassesWithLabels(new HandMadeNetwork<ThreeClasses, double>(1));
        AssertPassesWithLabels(new HandMadeNetwork<ThreeLogits, double>(1));
        AssertPassesWithLabels(new HandMadeNetwork<ThreeLogProbabilities, double>(1));
    }

    [Fact]
    public void WrongGradient_IsFoundAndNamed()
    {
        var network = new HandMadeNetwork<WrongRegression, double>(1);
        double[] before = network.Parameters.Span.ToArray();
        GradientCheckReport report = GradientCheck.Run<HandMadeNetwork<WrongRegression, double>, double>(network, TrainingData.Inputs(5, 3), TrainingData.Inputs(5, 1));
        Assert.False(report.Passed);
        Assert.False(report.CheckedInput);
        Assert.Equal(4, report.Checked);
        Assert.Equal(("dense1.weight", 1), (report.Largest.Name, report.Largest.Index));
        Assert.Equal(report.Largest.Analytic, 1.01 * report.Largest.Numeric, 1e-8);
        Assert.StartsWith("FAILED: 4 gradients", report.ToString());
        Assert.Equal(before, network.Parameters.Span.ToArray());
    }

    [Fact]
    public void SinglePrecision_PassesWithItsOwnTolerance()
    {
        float[] inputs = Array.ConvertAll(TrainingData.Inputs(5, 2), x => (float)x);
        int[] labels = [0, 1, 2, 1, 0];
        var network = new HandMadeNetwork<ThreeClasses, float>(1);
        GradientCheckReport report = GradientCheck.Run<HandMadeNetwork<ThreeClasses, float>, float>(network, inputs, labels);
        Assert.True(report.Passed, report.ToString());
        Assert.Equal(1e-2, report.Tolerance);
    }

    [Fact]
    public void NaNGradient_DoesNotPass()
    {
        var network = new HandMadeNetwork<Regression, double>(1);
        network.Bias(0) = double.NaN;
        GradientCheckReport report = GradientCheck.Run<HandMadeNetwork<Regression, double>, double>(network, TrainingData.Inputs(2, 3), TrainingData.Inputs(2, 1));
        Assert.False(report.Passed);
    }

    [Fact]
    public void BadArguments_AreNamed()
    {
        var network = new HandMadeNetwork<Regression, double>(1);
        string length = Assert.Throws<ArgumentException>(() => Run(network, new double[4], new double[1], null)).Message;
        string option = Assert.Throws<ArgumentException>(() => Run(network, new double[3], new double[1], new GradientCheckOptions { Step = 0 })).Message;
        Assert.Contains("positive multiple of 3, but it is 4", length);
        Assert.Contains("Step must be a finite number above 0", option);
    }

    private static void AssertPasses<TFacts>(HandMadeNetwork<TFacts, double> network, double[] targets, int expectedCount)
        where TFacts : struct, IHandMadeFacts
    {
        double[] before = network.Parameters.Span.ToArray();
        GradientCheckReport report = Run(network, TrainingData.Inputs(5, TFacts.Info.InputSize), targets, null);
        Assert.True(report.Passed, report.ToString());
        Assert.True(report.CheckedInput);
        Assert.Equal(expectedCount, report.Checked);
        Assert.Equal(before, network.Parameters.Span.ToArray());
    }

    private static void AssertPassesWithLabels<TFacts>(HandMadeNetwork<TFacts, double> network)
        where TFacts : struct, IHandMadeFacts
    {
        int[] labels = [0, 1, 2, 1, 0];
        GradientCheckReport report = GradientCheck.Run<HandMadeNetwork<TFacts, double>, double>(network, TrainingData.Inputs(5, 2), labels);
        Assert.True(report.Passed, report.ToString());
        Assert.Equal(9 + 10, report.Checked);
    }

    private static GradientCheckReport Run<TFacts>(HandMadeNetwork<TFacts, double> network, double[] inputs, double[] targets, GradientCheckOptions? options)
        where TFacts : struct, IHandMadeFacts
        => GradientCheck.Run<HandMadeNetwork<TFacts, double>, double>(network, inputs, targets, options);
}
