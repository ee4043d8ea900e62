using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>Tables: what is looked up, what is refused, what the padding does.</summary>
public sealed class EmbeddingTests
{
    private static readonly int[] s_labels = [0, 1];

    [Fact]
    public void Predict_GivesTheRowOfTheClass()
    {
        var net = new OneLookup(3);
        float[] table = net.Parameter("embedding1.weight");
        Assert.Equal(table[70..140], net.Predict([1f]));
        var both = new float[140];
        net.PredictBatch([2f, -0f], both);
        Assert.Equal([.. table[140..], .. table[..70]], both);
    }

    [Fact]
    public void Info_TellsTheClasses()
    {
        Assert.Equal([37, 4, 0, 23], NetworkFacts.Of<Lookups, float>().Inputs.Select(input => input.ClassCount));
        ParameterInfo padded = NetworkFacts.Of<PaddedLookups, float>().Parameters.Single(parameter => parameter.Name == "word.weight");
        Assert.Equal(3, padded.ZeroRow);
    }

    [Theory]
    [InlineData(3f, "3")]
    [InlineData(-1f, "-1")]
    [InlineData(1.5f, "1.5")]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    public void WhatIsNoClass_IsRefusedAtEveryDoor(float number, string found)
    {
        var net = new OneLookup(1);
        string message = $"Element 0 of input of row 1 is {found}, but OneLookup takes a class: a whole number from 0 to 2.";
        float[] rows = [0, number];
        var outputs = new float[140];
        Assert.StartsWith(message.Replace("row 1", "row 0", StringComparison.Ordinal), Assert.Throws<ArgumentException>(() => net.Predict([number])).Message, StringComparison.Ordinal);
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => net.PredictBatch(rows, outputs)).Message, StringComparison.Ordinal);
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => net.Forward(rows, outputs, new OneLookup.Tape(2))).Message, StringComparison.Ordinal);
        Assert.All(outputs, output => Assert.Equal(0, output));
        Dataset<float> data = Dataset.FromTargets(rows, 1, outputs, 70);
        string ofData = Assert.Throws<ArgumentException>(() => Trainer.Fit(net, data, new TrainingOptions { Epochs = 1 })).Message;
        Assert.Equal($"OneLookup cannot be trained: The training set has {found} in row 1, element 0 of input, but OneLookup takes a class: a whole number from 0 to 2.", ofData.Split('\n')[0].Replace(", 2 problems:", ": " + ofData.Split('\n').Skip(1).FirstOrDefault()?[2..], StringComparison.Ordinal));
    }

    [Fact]
    public void SeveralInputs_SayWhichIsNoClass()
    {
        var net = new Lookups(1);
        float[] x = new float[19];
        ArgumentException refused = Assert.Throws<ArgumentException>(() => net.Predict([1, 2, 3, 4, 36], [4], x, [0, 1, 2]));
        Assert.StartsWith("Element 0 of language of row 0 is 4, but Lookups takes a class: a whole number from 0 to 3.", refused.Message, StringComparison.Ordinal);

        // The smallest table of an input counts.
        Assert.StartsWith("Element 1 of more of row 0 is 23,", Assert.Throws<ArgumentException>(() => net.Predict([1, 2, 3, 4, 36], [3], x, [0, 23, 2])).Message, StringComparison.Ordinal);
    }

    /// <summary>The padding begins as zeros and stays what it is, whatever is looked up and whatever the optimizer keeps.</summary>
    [Fact]
    public void Padding_BeginsAsZerosAndIsNotTrained()
    {
        var net = new GoldenEmbeddingPadding(5);
        Assert.All(net.Parameter("emb.weight")[..3], value => Assert.Equal(0, value));
        Assert.All(net.Parameter("emb.weight")[3..], value => Assert.NotEqual(0, value));
        net.SetParameter("emb.weight", [.. Enumerable.Range(1, 21).Select(i => i / 10f)]);
        var tape = new GoldenEmbeddingPadding.Tape(2);
        OptimizerState<float> state = new Adam(0.1).Bind<float>(NetworkFacts.Of<GoldenEmbeddingPadding, float>());
        for (int step = 0; step < 3; step++)
        {
            net.Forward([0, 1, 0, 2, 0, 0, 3, 6], s_labels, tape);
            state.Step(net, tape, 0.1f);
        }

        float[] trained = net.Parameter("emb.weight");
        Assert.Equal([0.1f, 0.2f, 0.3f], trained[..3]);
        Assert.All(trained[3..12], (value, i) => Assert.NotEqual((i + 4) / 10f, value));

        // Nobody looked at 4 and 5.
        Assert.Equal([1.3f, 1.4f, 1.5f, 1.6f, 1.7f, 1.8f], trained[12..18]);
    }

    /// <summary>Without a state of its own, what was not looked up is left alone by any update; the gradient there is exactly 0.</summary>
    [Fact]
    public void Gradient_IsTheSumOverThePlacesOfAClass()
    {
        var net = new OneLookup(2);
        var tape = new OneLookup.Tape(3);
        net.Forward([2, 0, 2], new float[210], tape);
        var gradients = new OneLookup.Gradients();
        net.Backward(tape, gradients);
        float[] table = net.Parameter("embedding1.weight");
        float[] gradient = gradients.Parameter("embedding1.weight");
        for (int i = 0; i < 70; i++)
        {
            // The mean of squares over 210 elements; class 2 stands in two rows.
            Assert.Equal(2 * table[i] / 210, gradient[i], 1e-6);
            Assert.Equal(0, gradient[70 + i]);
            Assert.Equal(4 * table[140 + i] / 210, gradient[140 + i], 1e-6);
        }
    }
}
