using Xunit;

namespace NnGen.Tests.Data;

public class NormalizedOutputTests
{
    [Fact]
    public void Outputs_AddUpToOneInTheSameProportions()
    {
        float[] single = [0.5f, 0.25f, 0, 0.25f];
        Outputs.Normalize(single);
        Assert.Equal([0.5f, 0.25f, 0, 0.25f], single);

        double[] outputs = [0.9, 0.3, 0.6];
        Outputs.Normalize(outputs.AsSpan());
        Assert.Equal(1, outputs.Sum(), 1e-15);
        Assert.Equal(0.5, outputs[0], 1e-15);
        Assert.Equal(1.0 / 6, outputs[1], 1e-15);
    }

    [Fact]
    public void TinyOutputs_AreSummedWithoutUnderflow()
    {
        float[] outputs = [float.Epsilon, 3 * float.Epsilon];

        Outputs.Normalize(outputs);

        Assert.Equal([0.25f, 0.75f], outputs);
    }

    [Theory]
    [InlineData(new[] { 0.5, -0.1 }, "Output 1 is -0.1")]
    [InlineData(new[] { -1.0, -1.0 }, "Output 0 is -1")]
    [InlineData(new[] { 0.5, double.NaN }, "Output 1 is NaN")]
    [InlineData(new[] { double.PositiveInfinity, 0.5 }, "Output 0 is Infinity")]
    [InlineData(new[] { 0.0, 0.0 }, "The 2 outputs have the sum 0")]
    [InlineData(new[] { 1.7e308, 1.7e308 }, "The 2 outputs have the sum Infinity")]
    [InlineData(new double[0], "The 0 outputs have the sum 0")]
    public void OutputsThatAreNoShares_AreRefusedAndLeftAlone(double[] outputs, string reason)
    {
        double[] before = [.. outputs];

        ArithmeticException error = Assert.Throws<ArithmeticException>(() => Outputs.Normalize(outputs));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, outputs);
    }

    [Fact]
    public void Normalize_AllocatesNothing()
    {
        var outputs = new double[10];
        Array.Fill(outputs, 0.3);

        Assert.Equal(0, Allocation.Of(() => Outputs.Normalize(outputs.AsSpan())));
    }
}
