using NnGen.Numerics.Tests.Nets;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>Sequences of different lengths: what stands behind the end is nobody's.</summary>
public sealed class LengthsTests
{
    /// <summary>Padding may be anything, not even numbers: outputs and gradients are those of the sequence alone.</summary>
    [Fact]
    public void Padding_MayBeAnything()
    {
        var net = new RecurrentLengths(3);
        float[] steps = [.. Enumerable.Range(0, 15).Select(i => 0.1f * i - 0.7f)];
        float[] spoilt = [.. steps.Select((value, i) => i < 9 ? value : i % 2 == 0 ? float.NaN : float.PositiveInfinity)];
        float[] clean = [.. steps.Select((value, i) => i < 9 ? value : 0)];
        Assert.Equal(net.Predict(clean, [3]), net.Predict(spoilt, [3]));
        Assert.NotEqual(net.Predict(clean, [3]), net.Predict(clean, [4]));
        Assert.Equal(Gradients(net, clean), Gradients(net, spoilt));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(2.5f)]
    [InlineData(float.NaN)]
    public void LengthThatThereIsNot_IsRefused(float length)
    {
        var net = new RecurrentLengths(1);
        string message = Assert.Throws<ArgumentException>(() => net.Predict(new float[15], [length])).Message;
        Assert.Contains("a length: a whole number from 1 to 5", message, StringComparison.Ordinal);
    }

    private static float[] Gradients(RecurrentLengths net, float[] steps)
    {
        var tape = new RecurrentLengths.Tape(1);
        var gradients = new RecurrentLengths.Gradients();
        net.Forward(steps, [3], [0.5f, -0.5f], tape);
        net.Backward(tape, gradients);
        return gradients.Buffer.Span.ToArray();
    }
}
