using Xunit;

namespace NnGen.Tests.Data;

public class ScalerTests
{
    private static readonly double[] Matrix = [1, -10, 5, 3, 30, 5, 2, 0, 5];

    [Fact]
    public void MinMax_SendsTheEndsOfEachColumnToTheEndsOfTheRange()
    {
        MinMaxScaler<double> scaler = MinMaxScaler.Fit(Matrix, 3);
        double[] rows = [.. Matrix];

        scaler.Transform(rows);

        Assert.Equal([-1, -1, 0, 1, 1, 0, 0, -0.5, 0], rows);
        Assert.Equal([1.0, -10, 5], scaler.Minima.ToArray());
        Assert.Equal([3.0, 30, 5], scaler.Maxima.ToArray());
        Assert.Equal((-1, 1, 3), (scaler.Low, scaler.High, scaler.Columns));
    }

    [Fact]
    public void MinMaxOfAStatedRange_HitsItsEndsExactly()
    {
        float[] values = [0.1f, 0.7f, 0.3f];

        MinMaxScaler.Fit(values, 1, 0.1, 0.9).Transform(values);

        Assert.Equal([0.1f, 0.9f], [values[0], values[1]]);
        Assert.Equal(0.1 + 0.8 / 3, values[2], 1e-7);
    }

    [Fact]
    public void ValuesBeyondTheTrainingData_LieBeyondTheRange()
    {
        double[] rows = [5, 50, 5, -1, -10, 5];

        MinMaxScaler.Fit(Matrix, 3, 0, 1).Transform(rows);

        Assert.Equal([2, 1.5, 0.5, -1, 0, 0.5], rows);
    }

    [Fact]
    public void Standard_GivesMeanZeroAndDeviationOne()
    {
        StandardScaler<double> scaler = StandardScaler.Fit(Matrix, 3);
        double[] rows = [.. Matrix];

        scaler.Transform(rows);

        // Column 0: mean 2, mean square of the distances 2/3.
        Assert.Equal(2, scaler.Means[0]);
        Assert.Equal(Math.Sqrt(2.0 / 3), scaler.Deviations[0], 1e-15);
        for (int column = 0; column < 2; column++)
        {
            double[] values = [rows[column], rows[column + 3], rows[column + 6]];
            Assert.Equal(0, values.Sum(), 1e-14);
            Assert.Equal(3, values.Sum(x => x * x), 1e-14);
        }
    }

    [Fact]
    public void ConstantColumn_GoesToTheMiddleAndBack()
    {
        double[] values = [5, 9, -3];
        MinMaxScaler.Fit([5.0, 5, 5], 1, 2, 4).Transform(values);
        Assert.Equal([3, 3, 3], values);
        MinMaxScaler.Fit([5.0, 5, 5], 1, 2, 4).Inverse(values);
        Assert.Equal([5, 5, 5], values);

        double[] others = [0.1, 9, -3];
        StandardScaler<double> standard = StandardScaler.Fit([0.1, 0.1, 0.1], 1);
        standard.Transform(others);
        Assert.Equal([0, 0, 0], others);
        standard.Inverse(others);
        Assert.Equal([0.1, 0.1, 0.1], others);
        Assert.Equal(0, standard.Deviations[0]);
    }

    [Fact]
    public void Inverse_UndoesTransform()
    {
        double[] values = NnGen.Tests.Training.TrainingData.Inputs(50, 4);
        foreach (Scaler<double> scaler in new Scaler<double>[] { MinMaxScaler.Fit(values, 4, 0.2, 0.7), StandardScaler.Fit(values, 4) })
        {
            double[] there = [.. values];
            scaler.Transform(there);
            Assert.NotEqual(values, there);
            scaler.Inverse(there);
            Assert.All(Enumerable.Range(0, values.Length), i => Assert.Equal(values[i], there[i], 1e-15));
        }
    }

    [Fact]
    public void LargeOffset_LosesNoDeviation()
    {
        // Sums of squares would lose it: 1e8 squared has no digits left for 1.
        StandardScaler<double> scaler = StandardScaler.Fit([1e8 - 1, 1e8 + 1, 1e8 - 1, 1e8 + 1], 1);

        Assert.Equal(1e8, scaler.Means[0], 1e-7);
        Assert.Equal(1, scaler.Deviations[0], 1e-7);
    }

    [Fact]
    public void NotFiniteNumbers_StayWhatTheyAre()
    {
        double[] special = [double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        foreach (Scaler<double> scaler in new Scaler<double>[] { MinMaxScaler.Fit([1.0, 2], 1, 0, 1), MinMaxScaler.Fit([1.0], 1), StandardScaler.Fit([1.0, 2], 1), StandardScaler.Fit([1.0], 1) })
        {
            double[] values = [.. special];
            scaler.Transform(values);
            Assert.Equal(special, values);
            scaler.Inverse(values);
            Assert.Equal(special, values);
        }
    }

    [Fact]
    public void TransformedDataset_KeepsLabelsInTheOrderOfTheView()
    {
        Dataset<float> data = Dataset.FromLabels<float>([0, 10, 1, 20, 2, 30, 9, 90], 2, [0, 1, 2, 3]).Select([2, 0, 1]);

        Dataset<float> scaled = MinMaxScaler.Fit(data).Transform(data);

        Assert.Equal([1f, 1], scaled.InputRow(0).ToArray());
        Assert.Equal([-1f, -1], scaled.InputRow(1).ToArray());
        Assert.Equal([0f, 0], scaled.InputRow(2).ToArray());
        Assert.Equal([2, 0, 1], [scaled.Label(0), scaled.Label(1), scaled.Label(2)]);
        Assert.Equal([2f, 30], data.InputRow(0).ToArray());
        Assert.True(scaled.IsContiguous);
    }

    [Fact]
    public void TransformedTargets_LeaveTheInputs()
    {
        Dataset<double> data = Dataset.FromTargets<double>([1, 2, 3], 1, [10, 0, 30, 0, 20, 6], 2).Select([1, 2, 0]);
        StandardScaler<double> scaler = StandardScaler.FitTargets(data);

        Dataset<double> scaled = scaler.TransformTargets(data);

        Assert.Equal(20, scaler.Means[0]);
        Assert.Equal([2.0], scaled.InputRow(0).ToArray());
        Assert.Equal(0, scaled.TargetRow(1)[0]);
        Assert.Equal(Math.Sqrt(2), scaled.TargetRow(1)[1], 1e-15);
        double[] back = scaled.TargetRow(0).ToArray();
        scaler.Inverse(back);
        Assert.Equal([30, 0], back);

        double[] ends = MinMaxScaler.FitTargets(data).TransformTargets(data).TargetRow(0).ToArray();
        Assert.Equal([1, -1], ends);
    }

    [Fact]
    public void InputsScaledWithTargetsBeside_KeepTheTargets()
    {
        Dataset<double> data = Dataset.FromTargets<double>([1, 3], 1, [10, 20, 30, 40], 2).Select([1, 0]);

        Dataset<double> scaled = StandardScaler.Fit(data).Transform(data);

        Assert.Equal([1.0], scaled.InputRow(0).ToArray());
        Assert.Equal([30.0, 40], scaled.TargetRow(0).ToArray());
    }

    [Fact]
    public void NotFiniteTrainingData_NameRowAndColumn()
    {
        Dataset<float> data = Dataset.FromTargets<float>([1, 2, 3, float.NaN], 2, [1, float.PositiveInfinity], 1);

        AssertWrong<ArgumentException>(() => MinMaxScaler.Fit(data), "Row 1, input column 1 is NaN");
        AssertWrong<ArgumentException>(() => StandardScaler.FitTargets(data), "Row 1, target column 0 is Infinity");
        AssertWrong<ArgumentException>(() => StandardScaler.Fit([1.0, double.NaN], 1), "Row 1, column 0 is NaN");
    }

    [Fact]
    public void NumbersThatOverflow_AreRefused()
    {
        double[] wide = [-1.5e308, 1.5e308];

        AssertWrong<ArgumentException>(() => MinMaxScaler.Fit(wide, 1), "Column 0 goes from -1.5E+308 to 1.5E+308, which is more than a double can span");
        AssertWrong<ArgumentException>(() => StandardScaler.Fit(wide, 1), "its squares are more than a double can hold");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(double.MinValue, double.MaxValue)]
    public void RangeThatIsNone_IsRefused(double low, double high) =>
        AssertWrong<ArgumentOutOfRangeException>(() => MinMaxScaler.Fit([1.0, 2], 1, low, high), "must go from a finite number to a larger one");

    [Fact]
    public void RowsOfAnotherSize_TellBothNumbers()
    {
        StandardScaler<double> scaler = StandardScaler.Fit(Matrix, 3);
        Dataset<double> labelled = Dataset.FromLabels<double>([1, 2], 2, [0]);

        AssertWrong<ArgumentException>(() => scaler.Transform(new double[4]), "fitted on rows of 3 columns, but 4 elements are no multiple of 3");
        AssertWrong<ArgumentException>(() => scaler.Inverse(new double[1]), "no multiple of 3");
        AssertWrong<ArgumentException>(() => scaler.Transform(labelled), "fitted on 3 columns, but the rows have 2 inputs");
        AssertWrong<InvalidOperationException>(() => scaler.TransformTargets(labelled), "labels, not targets");
        AssertWrong<InvalidOperationException>(() => StandardScaler.FitTargets(labelled), "OneHot.Encode");
        AssertWrong<ArgumentException>(() => StandardScaler.Fit(new double[4], 3), "multiple of 3, but it is 4");
        AssertWrong<ArgumentException>(() => StandardScaler.Fit(Array.Empty<double>(), 3), "but it is 0");
        AssertWrong<ArgumentOutOfRangeException>(() => MinMaxScaler.Fit(new double[4], 0), "'0'");
        AssertWrong<ArgumentNullException>(() => MinMaxScaler.Fit((double[])null!, 1), "rows");
        AssertWrong<ArgumentNullException>(() => StandardScaler.Fit((Dataset<double>)null!), "data");
    }

    private static void AssertWrong<TException>(Action action, string reason)
        where TException : Exception
    {
        TException error = Assert.Throws<TException>(action);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
