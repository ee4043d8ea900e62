using NnGen.Numerics;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>Dead units, counted on the tape of an emitted network.</summary>
public sealed class GradientWatchTests
{
    private const int Rows = 64;

    [Fact]
    public void UnitsThatNoRowSwitchesOn_AreDead_AndOnlyTheseOfTheActivationsCount()
    {
        var net = new HalfDead(1);
        Switch(net, "dense1.bias", off: [1, 4, 5]);
        Switch(net, "dense2.bias", off: [0]);
        IReadOnlyList<LayerStatistics> layers = Fit(net, new GradientWatch()).Epochs[0].Layers!;

        // The input's third column is always 0, dropout makes zeros, dense layers are what activations take, and the output is a score.
        Assert.Equal(["dense1", "dense2", "dense3", "relu1", "tanh1"], layers.Select(layer => layer.Layer));
        Assert.Equal((8, 3), (layers[3].Units, layers[3].DeadUnits));
        Assert.Equal((6, 0), (layers[4].Units, layers[4].DeadUnits));
        Assert.All(layers.Take(3), layer => Assert.True(layer.GradientNorm > 0));
    }

    [Fact]
    public void Watching_ChangesNoBit()
    {
        var (plain, watched) = (new HalfDead(3), new HalfDead(3));
        Fit(plain, null);
        TrainingReport report = Fit(watched, new GradientWatch { StepsPerEpoch = 3 });
        Assert.Equal(plain.Parameters.Span.ToArray(), watched.Parameters.Span.ToArray());
        Assert.Equal(0, report.Last!.BytesAllocatedPerStep);
    }

    private static TrainingReport Fit(HalfDead net, GradientWatch? watch)
    {
        var random = new CounterRandom(5, 6);
        var inputs = new float[Rows * 3];
        var labels = new int[Rows];
        for (int row = 0; row < Rows; row++)
        {
            inputs[3 * row] = (float)random.UniformAt(0, 0, (uint)row);
            inputs[3 * row + 1] = (float)random.UniformAt(0, 1, (uint)row);
            labels[row] = row % 4;
        }

        var options = new TrainingOptions { Epochs = 3, BatchSize = 8, Optimizer = new Adam(1e-4), Watch = watch };
        return Trainer.Fit(net, Dataset.FromLabels(inputs, 3, labels), options);
    }

    // No input is above 1 and weights are small, so that a bias decides alone.
    private static void Switch(HalfDead net, string name, int[] off)
    {
        ParameterInfo bias = NetworkFacts.Of<HalfDead, float>().Parameters.First(parameter => parameter.Name == name);
        var values = new float[ParameterLayout.Count(bias)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = off.Contains(i) ? -50 : 50;
        }

        ParameterLayout.Import<float>(bias, values, net.Parameters.Span);
    }
}

/// <summary>Activations of two kinds and dropout.</summary>
[Network]
[Input(3)]
[Dense(8), ReLU, Dropout(0.5)]
[Dense(6), Tanh]
[Dense(4), Softmax]
[CrossEntropyLoss]
public partial class HalfDead;
