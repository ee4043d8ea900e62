using Xunit;

namespace NnGen.Tests.Training;

public class ClassificationTests
{
    [Theory]
    [InlineData(0.1, 0.7, 0.2, 1)]
    [InlineData(0.4, 0.2, 0.4, 0)]
    [InlineData(-3.0, -2.0, -1.0, 2)]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity, 0)]
    public void SeveralScores_GiveTheFirstMaximum(double a, double b, double c, int expected)
        => Assert.Equal(expected, Classification.Classify<double>([a, b, c], ThreeClasses.Info));

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(0.49999999999999994, 0)]
    [InlineData(0.75, 1)]
    public void OneProbability_IsYesFromAHalf(double probability, int expected)
    {
        NetworkInfo info = HandMadeInfo.Of("OneProbability", 2, 1, OutputKind.Probabilities, LossKind.BinaryCrossEntropyOfProbabilities, TargetKind.Values);
        Assert.Equal(expected, Classification.Classify([probability], info));
    }

    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(-1e-300, 0)]
    [InlineData(0.3, 1)]
    public void OneLogit_IsYesFromZero(double logit, int expected)
        => Assert.Equal(expected, Classification.Classify([logit], OneLogit.Info));

    [Fact]
    public void NaN_ThrowsAndNamesTheOutput()
    {
        Assert.Contains("Output 1 of ThreeClasses is NaN", Assert.Throws<ArithmeticException>(() => Classification.Classify<double>([9, double.NaN, 1], ThreeClasses.Info)).Message);
        Assert.Throws<ArithmeticException>(() => Classification.Classify<float>([float.NaN], OneLogit.Info));
    }

    [Fact]
    public void Regression_HasNoClasses()
        => Assert.Contains("is a regression network", Assert.Throws<InvalidOperationException>(() => Classification.Classify<double>([1], Regression.Info)).Message);

    [Fact]
    public void WrongLength_NamesBothNumbers()
        => Assert.Contains("ThreeClasses has 3 outputs, but 2 were given", Assert.Throws<ArgumentException>(() => Classification.Classify<double>([1, 2], ThreeClasses.Info)).Message);
}
