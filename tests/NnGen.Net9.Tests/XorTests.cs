using System.Reflection;
using System.Runtime.Versioning;

namespace NnGen.Net9.Tests;

/// <summary>XOR in double precision.</summary>
[Network(Precision = Precision.Double)]
[Input(2)]
[Dense(4), Tanh]
[Dense(1), Sigmoid]
[BinaryCrossEntropyLoss]
public partial class XorNet;

public sealed class XorTests : IDisposable
{
    private static readonly Dataset<double> s_xor = Dataset.FromTargets<double>([0, 0, 0, 1, 1, 0, 1, 1], 2, [0, 1, 1, 0], 1);

    private readonly string _folder = Directory.CreateTempSubdirectory("nngen-net9-").FullName;

    [Fact]
    public void Library_IsTheNet9Build()
    {
        string? framework = typeof(NetworkAttribute).Assembly.GetCustomAttribute<TargetFrameworkAttribute>()?.FrameworkName;

        Assert.Equal(".NETCoreApp,Version=v9.0", framework);
    }

    [Fact]
    public void Training_LearnsXor()
    {
        XorNet net = Train(seed: 3, out TrainingReport report);

        Assert.Equal(StopReason.EveryErrorBelowLimit, report.StopReason);
        Assert.Equal(1.0, net.Evaluate(s_xor).Accuracy);
        for (int row = 0; row < s_xor.Rows; row++)
        {
            Assert.Equal((int)s_xor.TargetRow(row)[0], net.Classify(s_xor.InputRow(row)));
        }
    }

    [Fact]
    public void SameSeed_GivesTheSameBits()
    {
        XorNet first = Train(seed: 3, out _);
        XorNet second = Train(seed: 3, out _);

        Assert.Equal(first.Predict([0.25, 0.75]), second.Predict([0.25, 0.75]));
    }

    [Fact]
    public void SavedNetwork_LoadsWithTheSameBits()
    {
        XorNet net = Train(seed: 3, out _);
        string path = Path.Combine(_folder, "xor.safetensors");
        net.Save(path);

        Assert.Equal(net.Predict([0.25, 0.75]), XorNet.Load(path).Predict([0.25, 0.75]));
    }

    [Fact]
    public void Batch_AgreesWithSingleRows()
    {
        XorNet net = Train(seed: 3, out _);
        double[] batch = new double[s_xor.Rows];
        net.PredictBatch([0, 0, 0, 1, 1, 0, 1, 1], batch);

        for (int row = 0; row < s_xor.Rows; row++)
        {
            Assert.Equal(net.Predict(s_xor.InputRow(row))[0], batch[row], 1e-12);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static XorNet Train(ulong seed, out TrainingReport report)
    {
        var net = new XorNet(seed);
        report = net.Fit(s_xor, new TrainingOptions { Epochs = 2000, BatchSize = 4, Optimizer = new Adam(0.05), StopWhenEveryErrorBelow = 0.05 });
        return net;
    }
}
