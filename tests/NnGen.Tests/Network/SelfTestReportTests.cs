using NnGen.Tests.Training;
using Xunit;

namespace NnGen.Tests.Network;

public class SelfTestReportTests
{
    [Fact]
    public void EqualOutputs_AreExact()
    {
        var net = new FakeNetwork<float>(3);
        SelfTestReport report = SelfTestReport.Of<FakeNetwork<float>, float>(net, Predicted(net), Predicted(net));

        Assert.True(report.IsExact);
        Assert.Equal((3, 2), (report.Rows, report.Outputs));
        Assert.StartsWith("3 rows of 2 outputs agree to the last bit (", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void LargestDistance_IsNamedWithItsPlace()
    {
        var net = new FakeNetwork<float>(3);
        float[] expected = Predicted(net);
        expected[1] = float.BitIncrement(expected[1]);
        expected[4] = float.BitDecrement(float.BitDecrement(float.BitDecrement(expected[4])));

        SelfTestReport report = SelfTestReport.Of<FakeNetwork<float>, float>(net, Predicted(net), expected);

        Assert.False(report.IsExact);
        Assert.Equal((3L, 2, 0), (report.LargestUlp, report.Row, report.Output));
        Assert.Contains("differ by up to 3 ulp", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("at output 0 of row 2", report.ToString(), StringComparison.Ordinal);
        Assert.InRange(report.LargestDifference, 1e-9, 1e-3);
    }

    [Theory]
    [InlineData(0f, -0f, 0)]
    [InlineData(1f, 1.0000001f, 1)]
    [InlineData(-1f, -1.0000001f, 1)]
    [InlineData(float.Epsilon, -float.Epsilon, 2)]
    [InlineData(float.MaxValue, float.PositiveInfinity, 1)]
    [InlineData(float.NaN, float.NaN, 0)]
    [InlineData(float.NaN, 1f, long.MaxValue)]
    public void Distance_CountsTheNumbersBetween(float x, float y, long expected)
    {
        Assert.Equal(expected, SelfTestReport.Distance(x, y));
        Assert.Equal(expected, SelfTestReport.Distance(y, x));
    }

    [Fact]
    public void Distance_OfDoubles()
    {
        Assert.Equal(1, SelfTestReport.Distance(1.0, Math.BitIncrement(1.0)));
        Assert.Equal(long.MaxValue, SelfTestReport.Distance(double.NegativeInfinity, double.PositiveInfinity));
    }

    [Fact]
    public void Rows_AreThoseOfTheFormula()
    {
        Assert.Equal([-2f, -91 / 64f, -54 / 64f, -27 / 64f, 10 / 64f, 47 / 64f], SelfTestRows.Make<float>(FakeNetwork<float>.Info, 2));
        Assert.Throws<ArgumentException>(() => SelfTestReport.Of<FakeNetwork<float>, float>(new FakeNetwork<float>(1), new float[3], new float[3]));
    }

    private static float[] Predicted(FakeNetwork<float> net)
    {
        var outputs = new float[6];
        net.PredictBatch(SelfTestRows.Make<float>(FakeNetwork<float>.Info, 3), outputs);
        return outputs;
    }
}
