using Xunit;

namespace NnGen.Tests.Training.Metrics;

public class ClassificationScoresTests
{
    [Fact]
    public void ThreeClasses_HaveTheScoresOfTheirDefinitions()
    {
        // Actual and predicted: 0 0, 0 0, 0 1, 1 1, 1 2, 2 2, 2 2, 2 0.
        ClassificationScores scores = Matrix(3, (0, 0, 2), (0, 1, 1), (1, 1, 1), (1, 2, 1), (2, 2, 2), (2, 0, 1)).Scores();
        Assert.Equal(new ClassScores(2.0 / 3, 2.0 / 3, 2.0 / 3, 3), scores.Classes[0]);
        Assert.Equal(new ClassScores(0.5, 0.5, 0.5, 2), scores.Classes[1]);
        Assert.Equal(new ClassScores(2.0 / 3, 2.0 / 3, 2.0 / 3, 3), scores.Classes[2]);
        Assert.Equal((2.0 / 3 + 0.5 + 2.0 / 3) / 3, scores.Macro.Precision, 1e-15);
        Assert.Equal((3 * (2.0 / 3) + 2 * 0.5 + 3 * (2.0 / 3)) / 8, scores.Weighted.F1, 1e-15);
        Assert.Equal(new ClassScores(5.0 / 8, 5.0 / 8, 5.0 / 8, 8), scores.Micro);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void ZeroByZero_IsWhatWasAskedFor(double zeroDivision)
    {
        // No row is taken for class 1, and none is of class 2.
        ClassificationScores scores = Matrix(3, (0, 0, 3), (1, 0, 1), (0, 2, 1)).Scores(zeroDivision);
        Assert.Equal(zeroDivision, scores.Classes[1].Precision);
        Assert.Equal(0, scores.Classes[1].Recall);
        Assert.Equal(zeroDivision, scores.Classes[2].Recall);
        Assert.Equal(0, scores.Classes[2].Precision);
        double expected = double.IsNaN(zeroDivision) ? (0.75 + 0) / 2 : (0.75 + zeroDivision + 0) / 3;
        Assert.Equal(expected, scores.Macro.Precision, 1e-15);
    }

    [Fact]
    public void ClassThatNeverOccurs_IsNoPartOfTheMean()
    {
        ClassificationScores scores = Matrix(4, (0, 0, 1), (1, 1, 1), (1, 0, 1)).Scores();
        Assert.Equal((0.5 + 1) / 2, scores.Macro.Precision);
        Assert.Equal(0, scores.Classes[3].F1);
        Assert.Equal(0, scores.Classes[3].Support);
    }

    [Fact]
    public void OtherMeaningOfZeroByZero_IsRefused() =>
        Assert.Contains("0, 1 or NaN", Assert.Throws<ArgumentOutOfRangeException>(() => Matrix(2, (0, 0, 1)).Scores(0.5)).Message);

    [Fact]
    public void Text_IsAnAlignedTable()
    {
        string[] expected =
        [
            "class     precision  recall      F1    rows",
            "0             75.0%   75.0%   75.0%       4",
            "1                 -    0.0%    0.0%       1",
            "2              0.0%       -    0.0%       0",
            "macro         37.5%   37.5%   25.0%       5",
            "micro         60.0%   60.0%   60.0%       5",
            "weighted      75.0%   60.0%   60.0%       5",
        ];
        Assert.Equal(string.Join('\n', expected), Matrix(3, (0, 0, 3), (1, 0, 1), (0, 2, 1)).Scores(double.NaN).ToString());
    }

    [Fact]
    public void TwoClasses_HaveMatthewsCorrelationOfTheirCounts()
    {
        const double Tp = 6, Tn = 3, Fp = 1, Fn = 2;
        ConfusionMatrix matrix = Matrix(2, (1, 1, 6), (0, 0, 3), (0, 1, 1), (1, 0, 2));
        Assert.Equal((Tp * Tn - Fp * Fn) / Math.Sqrt((Tp + Fp) * (Tp + Fn) * (Tn + Fp) * (Tn + Fn)), matrix.MatthewsCorrelation, 1e-15);
        Assert.Equal((6.0 / 8 + 3.0 / 4) / 2, matrix.BalancedAccuracy);
        Assert.Equal(9.0 / 12, matrix.Accuracy);
        Assert.Equal(12.0 / 15, matrix.F1(1));
    }

    [Fact]
    public void MatthewsCorrelation_IsThatOfOneHotVectors()
    {
        // For several classes it is the covariance of the one-hot rows of actual and predicted classes over the root of the product of their variances.
        (int Actual, int Predicted)[] rows = [(0, 0), (0, 1), (1, 1), (2, 0), (2, 2), (2, 2), (1, 2)];
        double both = 0;
        double actual = 0;
        double predicted = 0;
        for (int i = 0; i < 3; i++)
        {
            double meanActual = rows.Average(row => row.Actual == i ? 1.0 : 0);
            double meanPredicted = rows.Average(row => row.Predicted == i ? 1.0 : 0);
            foreach ((int a, int p) in rows)
            {
                both += ((a == i ? 1 : 0) - meanActual) * ((p == i ? 1 : 0) - meanPredicted);
                actual += Math.Pow((a == i ? 1 : 0) - meanActual, 2);
                predicted += Math.Pow((p == i ? 1 : 0) - meanPredicted, 2);
            }
        }

        ConfusionMatrix matrix = Matrix(3, [.. rows.Select(row => (row.Actual, row.Predicted, 1))]);
        Assert.Equal(both / Math.Sqrt(actual * predicted), matrix.MatthewsCorrelation, 1e-14);
    }

    [Fact]
    public void EverythingTakenForOneClass_HasNoCorrelation()
    {
        Assert.Equal(0, Matrix(2, (0, 0, 90), (1, 0, 10)).MatthewsCorrelation);
        Assert.Equal(0.5, Matrix(3, (0, 0, 90), (1, 0, 10)).BalancedAccuracy);
        Assert.True(double.IsNaN(new ConfusionMatrix(2).BalancedAccuracy));
    }

    private static ConfusionMatrix Matrix(int classes, params (int Actual, int Predicted, int Count)[] cells)
    {
        var matrix = new ConfusionMatrix(classes);
        foreach ((int actual, int predicted, int count) in cells)
        {
            for (int i = 0; i < count; i++)
            {
                matrix.Add(actual, predicted);
            }
        }

        return matrix;
    }
}
