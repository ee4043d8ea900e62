using Xunit;

namespace NnGen.Tests.Training.Reports;

public class ValueAxisTests
{
    [Fact]
    public void NumbersFromNearZero_StartAtZeroWithRoundMarks()
    {
        ValueAxis axis = ValueAxis.Linear([0.1, 0.93], Figures.Short);
        Assert.Equal(["0", "0.2", "0.4", "0.6", "0.8"], axis.Marks.Select(mark => mark.Label));
        Assert.Equal(0, axis.Marks[0].Place);
        Assert.InRange(axis.Place(0.93)!.Value, 0.9, 1);
    }

    [Fact]
    public void NumbersInANarrowBand_FillTheAxis()
    {
        ValueAxis axis = ValueAxis.Linear([0.97, 0.99], Figures.ShortPercent, limit: 1);
        Assert.InRange(axis.Place(0.97)!.Value, 0, 0.1);
        Assert.InRange(axis.Place(0.99)!.Value, 0.9, 1);
        Assert.InRange(axis.Marks.Count, 3, 8);
    }

    [Fact]
    public void NegativeNumbers_AreMarkedWithoutMinusZero()
        => Assert.Equal(["-1", "-0.5", "0", "0.5", "1"], ValueAxis.Linear([-1, 1], Figures.Short).Marks.Select(mark => mark.Label));

    [Theory]
    [InlineData(1e18, 128)]
    [InlineData(1e300, 1e290)]
    [InlineData(double.MaxValue, double.MaxValue)]
    [InlineData(5e-324, 5e-324)]
    [InlineData(0, 0)]
    public void NumbersOnTheEdgeOfDouble_HaveFewMarksAndAPlace(double number, double distance)
    {
        foreach (ValueAxis axis in (ValueAxis[])[ValueAxis.Linear([number, number - distance], Figures.Short), ValueAxis.Logarithmic([number, number - distance], Figures.Short)])
        {
            Assert.InRange(axis.Marks.Count, 0, 12);
            Assert.InRange(axis.Place(number)!.Value, 0, 1);
            Assert.All(axis.Marks, mark => Assert.InRange(mark.Place, 0, 1));
        }
    }

    [Fact]
    public void LogarithmicAxis_PutsZeroAtTheBottomAndNothingWhereThereIsNoNumber()
    {
        ValueAxis axis = ValueAxis.Logarithmic([0, 1e-6, 1, double.NaN], Figures.Short);
        Assert.Equal(0, axis.Place(0));
        Assert.Null(axis.Place(double.NaN));
        Assert.Null(axis.Place(double.PositiveInfinity));
        Assert.Equal(["1e-6", "1e-5", "0.0001", "0.001", "0.01", "0.1", "1"], axis.Marks.Select(mark => mark.Label));
    }
}
