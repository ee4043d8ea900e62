using NnGen.Numerics.Tests.Nets;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>What normalisations keep, what they leave alone, and what remains of a row.</summary>
public sealed class NormalizationTests
{
    /// <summary>One batch with momentum 1 would make the running statistics the batch's; 0.1 moves them a tenth of the way.</summary>
    [Fact]
    public void TrainingForward_MovesTheRunningStatisticsATenthOfTheWay()
    {
        var net = new GoldenBatchNorm(seed: 1);
        var tape = new GoldenBatchNorm.Tape(2);
        net.Forward([1, 2, 3, 4, 5, 3, 2, 1, 0, -1], new float[10], tape);

        Assert.Equal([0.2f, 0.2f, 0.2f, 0.2f, 0.2f], Parameter(net, "bn.running_mean"), Near);

        // Variances of two values, divided by one: half the square of their distance.
        Assert.Equal([1.1f, 0.9f, 1.1f, 1.7f, 2.7f], Parameter(net, "bn.running_var"), Near);
    }

    [Fact]
    public void BatchOfOneRow_IsTheBiasAndLeavesTheRunningStatisticsAlone()
    {
        var net = new GoldenBatchNorm(seed: 1);
        Import(net, "bn.bias", [1, 2, 3, 4, 5]);
        float[] before = net.Parameters.Span.ToArray();
        var tape = new GoldenBatchNorm.Tape(1);
        net.Forward([7, -7, 70, 0, 1], new float[5], tape);

        Assert.Equal([1f, 2, 3, 4, 5], tape.Output.ToArray(), Near);
        Assert.Equal(before, net.Parameters.Span.ToArray());
    }

    /// <summary>Channels of six columns: one row has six values of each, and thereby a variance.</summary>
    [Fact]
    public void OneRowOfChannels_HasAVariance()
    {
        var net = new GoldenBatchNormChannels(seed: 1);
        var tape = new GoldenBatchNormChannels.Tape(1);
        float[] row = [.. Enumerable.Range(0, 18).Select(i => (float)(i % 6))];
        net.Forward(row, new float[18], tape);

        Assert.Equal([0.25f, 0.25f, 0.25f], Parameter(net, "bn.running_mean"), Near);
        Assert.Equal([1.25f, 1.25f, 1.25f], Parameter(net, "bn.running_var"), Near);
    }

    [Fact]
    public void Prediction_FollowsTheParametersAsTheyAre()
    {
        var net = new GoldenBatchNorm(seed: 1);
        Import(net, "bn.weight", [2, 2, 2, 2, 2]);
        Import(net, "bn.bias", [1, 1, 1, 1, 1]);
        Import(net, "bn.running_mean", [3, 3, 3, 3, 3]);
        Import(net, "bn.running_var", [4, 4, 4, 4, 4]);

        Assert.Equal([-2f, -1, 0, 1, 2], net.Predict([0, 1, 2, 3, 4]), Near);
        Import(net, "bn.running_mean", [0, 0, 0, 0, 0]);
        Assert.Equal([1f, 2, 3, 4, 5], net.Predict([0, 1, 2, 3, 4]), Near);
    }

    [Fact]
    public void TrainedScaler_IsAsItWas()
    {
        var net = new Scaled(seed: 1);
        float[] scale = [.. Enumerable.Range(1, 21).Select(i => 0.1f * i)];
        Import(net, "inputscaler1.scale", scale);
        Import(net, "inputscaler1.offset", scale);
        var random = new Random(3);
        float[] inputs = [.. Enumerable.Range(0, 64 * 21).Select(_ => (float)random.NextDouble())];
        float[] targets = [.. Enumerable.Range(0, 64 * 3).Select(_ => (float)random.NextDouble())];
        double first = net.Fit(Dataset.FromTargets<float>(inputs, 21, targets, 3), new TrainingOptions { Epochs = 1, Optimizer = new AdamW(0.1) { WeightDecay = 0.1 } }).Epochs[0].TrainLoss;
        double last = net.Fit(Dataset.FromTargets<float>(inputs, 21, targets, 3), new TrainingOptions { Epochs = 3, Optimizer = new AdamW(0.1) { WeightDecay = 0.1 } }).Epochs[^1].TrainLoss;

        Assert.True(last < first, $"the loss went from {first} to {last}");
        Assert.Equal(scale, Parameter(net, "inputscaler1.scale"));
        Assert.Equal(scale, Parameter(net, "inputscaler1.offset"));
    }

    /// <summary>The property that it was made for: what has mean 0 and variance 1 keeps both.</summary>
    [Fact]
    public void AlphaDropout_KeepsMeanAndVariance()
    {
        const int Rows = 4000;
        var net = new AlphaDropped(seed: 1);
        var tape = new AlphaDropped.Tape(Rows);
        tape.DrawMasks(seed: 5, step: 1);
        TapeRows<float> mask = tape.Mask("alphadropout1");
        const double Rate = 0.2;
        const double Limit = -1.7580993408473766;
        double a = 1 / Math.Sqrt((1 - Rate) * (1 + Rate * Limit * Limit));
        double b = -a * Rate * Limit;
        var random = new Random(1);
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < Rows; row++)
        {
            foreach (float kept in mask[row])
            {
                double x = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                double y = a * (kept == 1 ? x : Limit) + b;
                sum += y;
                squares += y * y;
            }
        }

        double count = (double)Rows * mask.Columns;
        Assert.InRange(sum / count, -0.02, 0.02);
        Assert.InRange(squares / count, 0.97, 1.03);

        // And the network computes just that: a unit that is dropped is a * limit + b, whatever went in.
        net.Forward(new float[Rows * 12], new int[Rows], tape);
        TapeRows<float> dropped = tape.Value("alphadropout1");
        for (int column = 0; column < mask.Columns; column++)
        {
            if (mask[0][column] == 0)
            {
                Assert.Equal(a * Limit + b, dropped[0][column], 1e-5);
            }
        }
    }

    /// <summary>PyTorch counts batches in a tensor beside the running statistics; such a file fits.</summary>
    [Fact]
    public void FileWithACountOfBatches_IsLoaded()
    {
        var net = new GoldenBatchNorm(seed: 1);
        Import(net, "bn.running_mean", [1, 2, 3, 4, 5]);
        using var saved = new MemoryStream();
        net.Save(saved);
        SafetensorsFile file = SafetensorsFile.Read(new MemoryStream(saved.ToArray()));
        using var counted = new MemoryStream();
        SafetensorsFile.Write(counted, [.. file.Tensors, new SafetensorsTensor("bn.num_batches_tracked", SafetensorsType.I64, [], new byte[sizeof(long)])]);

        Assert.Equal(net.Parameters.Span.ToArray(), GoldenBatchNorm.Load(new MemoryStream(counted.ToArray())).Parameters.Span.ToArray());
    }

    private static bool Near(float expected, float actual) => Math.Abs(expected - actual) < 1e-4;

    private static float[] Parameter<TNetwork>(TNetwork net, string name)
        where TNetwork : class, INetwork<TNetwork, float> => ParameterLayout.Export<float>(Info<TNetwork>(name), net.Parameters.Span);

    private static void Import<TNetwork>(TNetwork net, string name, float[] values)
        where TNetwork : class, INetwork<TNetwork, float> => ParameterLayout.Import<float>(Info<TNetwork>(name), values, net.Parameters.Span);

    private static ParameterInfo Info<TNetwork>(string name)
        where TNetwork : class, INetwork<TNetwork, float> => TNetwork.Info.Parameters.Single(parameter => parameter.Name == name);
}
