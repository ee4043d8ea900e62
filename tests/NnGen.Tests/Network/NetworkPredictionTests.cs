using NnGen.Tests.Training;
using Xunit;

namespace NnGen.Tests.Network;

/// <summary>Rows of doubles for networks of floats, and decisions at a threshold.</summary>
public class NetworkPredictionTests
{
    [Fact]
    public void RowOfDoubles_IsRoundedToTheNetworksPrecision()
    {
        var net = new FakeNetwork<float>(3);
        double[] row = [0.1, -0.7, 2.3];
        float[] expected = new float[2];
        net.Predict([0.1f, -0.7f, 2.3f], expected);
        Assert.Equal(expected, net.Predict(row));
        float[] output = new float[2];
        Assert.Equal(0, Allocation.Of(() => net.Predict(row.AsSpan(), output)));
        Assert.Equal(expected, output);
    }

    [Fact]
    public void LogitsOfDoubles_AreClassified()
    {
        var net = new HandMadeNetwork<ThreeLogits, float>(1);
        Assert.Equal(Classification.Classify<float>(net.Predict([0.5, -0.25]), HandMadeNetwork<ThreeLogits, float>.Info), net.Classify([0.5, -0.25]));
    }

    [Theory]
    [InlineData(0.3, 0.3, 1)]
    [InlineData(0.29, 0.3, 0)]
    [InlineData(0.5, 0.5, 1)]
    [InlineData(0.9, 0.95, 0)]
    [InlineData(0.0, 0.0, 1)]
    [InlineData(1.0, 1.0, 1)]
    public void Probability_IsYesFromTheThresholdOn(double probability, double threshold, int expected)
    {
        NetworkInfo info = HandMadeInfo.Of("OneProbability", 2, 1, OutputKind.Probabilities, LossKind.BinaryCrossEntropyOfProbabilities, TargetKind.Values);
        Assert.Equal(expected, Classification.Classify([probability], info, threshold));
    }

    /// <summary>The threshold of a logit is a probability as well: 0.3 is a logit of log(3 / 7) = -0.8473.</summary>
    [Theory]
    [InlineData(-0.8472, 0.3, 1)]
    [InlineData(-0.8474, 0.3, 0)]
    [InlineData(0, 0.5, 1)]
    [InlineData(-1e30, 0, 1)]
    [InlineData(1e30, 1, 0)]
    [InlineData(double.PositiveInfinity, 1, 1)]
    public void Logit_IsYesFromTheLogitOfTheThresholdOn(double logit, double threshold, int expected) =>
        Assert.Equal(expected, Classification.Classify([logit], OneLogit.Info, threshold));

    [Fact]
    public void Threshold_OfANetworksRow()
    {
        var net = new HandMadeNetwork<OneLogit, double>(1);
        net.SetParameter("dense1.weight", [1, 1]);
        net.SetParameter("dense1.bias", [-1]);
        Assert.Equal(0, net.Classify([0.0, 0.0], threshold: 0.3));
        Assert.Equal(1, net.Classify([0.0, 0.0], threshold: 0.2));
    }

    [Fact]
    public void ThresholdThatMeansNothing_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Classification.Classify([1.0], OneLogit.Info, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Classification.Classify([1.0], OneLogit.Info, double.NaN));
        Assert.Contains("ThreeClasses has 3 of kind ClassScores", Assert.Throws<InvalidOperationException>(() => Classification.Classify([1.0, 0, 0], ThreeClasses.Info, 0.5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArithmeticException>(() => Classification.Classify([double.NaN], OneLogit.Info, 0.4));
    }
}
