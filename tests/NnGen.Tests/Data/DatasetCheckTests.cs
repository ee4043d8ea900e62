using Xunit;

namespace NnGen.Tests.Data;

public class DatasetCheckTests
{
    [Theory]
    [InlineData(float.NaN, "row 2, input column 3 is NaN")]
    [InlineData(float.PositiveInfinity, "row 2, input column 3 is Infinity")]
    [InlineData(float.NegativeInfinity, "row 2, input column 3 is -Infinity")]
    public void InputThatIsNotFinite_IsFoundAtItsRowAndColumn(float value, string text)
    {
        var inputs = new float[5 * 7];
        inputs[2 * 7 + 3] = value;
        inputs[4 * 7] = float.NaN;

        DataFault? fault = Dataset.FromLabels(inputs, 7, new int[5]).FindNotFinite();

        Assert.Equal(new DataFault(2, 3, IsTarget: false, value), fault);
        Assert.Equal(text, fault.ToString());
    }

    [Fact]
    public void TargetThatIsNotFinite_IsFoundAtItsRowAndColumn()
    {
        DataFault? fault = Dataset.FromTargets<double>(new double[3], 1, [1, 2, 3, double.NaN, 5, 6], 2).FindNotFinite();

        Assert.Equal("row 1, target column 1 is NaN", fault.ToString());
    }

    [Fact]
    public void EveryPlace_IsLookedAt()
    {
        for (int place = 0; place < 67; place++)
        {
            var inputs = new double[67];
            inputs[place] = double.NaN;
            Assert.Equal(new DataFault(0, place, IsTarget: false, double.NaN), Dataset.FromLabels(inputs, 67, [0]).FindNotFinite());
        }
    }

    [Fact]
    public void LargestNumbers_AreFinite()
    {
        float[] inputs = [.. Enumerable.Repeat(float.MaxValue, 50), .. Enumerable.Repeat(float.Epsilon, 50)];

        Assert.Null(Dataset.FromLabels(inputs, 10, new int[10]).FindNotFinite());
    }

    [Fact]
    public void FaultOutsideTheView_IsNotItsBusiness()
    {
        Dataset<float> data = Dataset.FromTargets<float>([1, float.NaN, 3], 1, [1, 2, float.NaN], 1);

        Assert.Null(data.Slice(0, 1).FindNotFinite());
        Assert.Null(data.Select([0, 0]).FindNotFinite());
        Assert.Equal("row 1, input column 0 is NaN", data.Select([0, 1]).FindNotFinite().ToString());
        Assert.Equal("row 0, target column 0 is NaN", data.Slice(2, 1).FindNotFinite().ToString());
    }

    [Fact]
    public void LabelWithoutAnOutput_IsFoundAtItsRow()
    {
        Dataset<float> data = Dataset.FromLabels<float>([1, 2, 3], 1, [0, 4, 2]);

        Assert.Equal(1, data.FindLabelOutOfRange(4));
        Assert.Null(data.FindLabelOutOfRange(5));
        Assert.Equal(0, data.Select([1, 2]).FindLabelOutOfRange(3));
        Assert.Null(Dataset.FromTargets<float>([1], 1, [9], 1).FindLabelOutOfRange(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.FindLabelOutOfRange(0));
    }

    [Fact]
    public void OneHot_PutsAOneInThePlaceOfTheClass()
    {
        Assert.Equal([0f, 0, 1, 1, 0, 0], OneHot.Encode<float>([2, 0], 3));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void OneHotOfAnUnknownClass_NamesTheRow(int label)
    {
        var error = Assert.Throws<ArgumentException>(() => OneHot.Encode<float>([0, label], 3));

        Assert.Contains($"Label {label} of row 1 is out of range: there are the classes 0 to 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OneHotWithoutRoom_TellsBothNumbers()
    {
        var error = Assert.Throws<ArgumentException>(() => OneHot.Encode<double>([0, 1], 3, new double[5]));

        Assert.Contains("make 6 elements, but there is room for 5", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => OneHot.Encode<float>([], 0));
    }
}
