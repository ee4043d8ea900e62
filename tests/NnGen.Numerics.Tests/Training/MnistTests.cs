using NnGen.Tests.Data;
using Xunit.Abstractions;

namespace NnGen.Numerics.Tests.Training;

/// <summary>The handwritten digits of LeCun, Cortes and Burges, where this machine has them.</summary>
public sealed class MnistTests(ITestOutputHelper output)
{
    /// <summary>What a net of 50 hidden units reaches within some epochs; the share of right answers among the 10,000 of the test set.</summary>
    private const double Accuracy = 0.965;

    [DataFileFact("data/mnist/train-images-idx3-ubyte.gz")]
    public void FiftyHiddenUnits_ReadMoreThan965Of1000Digits()
    {
        (Dataset<float> training, Dataset<float> test) = Mnist.Load(DataFileFactAttribute.Locate("data/mnist"));
        var net = new DigitReader(1);
        TrainingReport report = net.Fit(training, new TrainingOptions { Epochs = 3, BatchSize = 32, Seed = 1, Optimizer = new Adam(2e-3) });
        EvaluationReport tested = net.Evaluate(test);
        output.WriteLine($"{tested.Accuracy:P2} after {report.Epochs.Count} epochs of {report.Rows} images in {report.Seconds:F1} s.");
        Assert.Equal(10_000, tested.Rows);
        Assert.True(tested.Accuracy >= Accuracy, $"{tested.Accuracy:P2} of the test images are read right");
    }
}
