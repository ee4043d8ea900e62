using Xunit;

namespace NnGen.Tests.Training;

using PlaneNet = HandMadeNetwork<Regression, double>;

/// <summary>Two that would change one network's parameters at once: the second is refused.</summary>
public sealed class ParameterAccessTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void SecondFitOnAnotherThread_IsRefusedAndTheFirstGoesOn()
    {
        var network = new PlaneNet(1);
        Exception? second = null;
        TrainingReport report = Train(network, () => second = OnAnotherThread(() => Trainer.Fit(network, TrainingData.Plane(4), new TrainingOptions())));
        Assert.Equal("This Regression cannot be trained by Fit: it is being trained by Fit on another thread, and both would change its parameters. Wait until that has ended, or use a network of its own for each.", Assert.IsType<InvalidOperationException>(second).Message);
        Assert.Equal(StopReason.EpochsDone, report.StopReason);

        var alone = new PlaneNet(1);
        Train(alone, () => { });
        Assert.Equal(alone.Parameters.Span.ToArray(), network.Parameters.Span.ToArray());

        // The claim ends with the run, however that ends.
        Train(network, () => { });
        Assert.Throws<InvalidTimeZoneException>(() => _ = Train(network, () => throw new InvalidTimeZoneException()));
        Train(network, () => { });
    }

    [Fact]
    public void FitInACallbackOfFit_IsRefused()
    {
        var network = new PlaneNet(1);
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => Train(network, () => Trainer.Fit(network, TrainingData.Plane(4), new TrainingOptions())));
        Assert.Contains("it is being trained by Fit, and both", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WritersOnAnotherThread_AreRefused()
    {
        var network = new PlaneNet(1);
        string path = _directory.File("net.safetensors");
        NetworkFile.Save<PlaneNet, double>(network, path);
        var refused = new List<Exception?>();
        Train(network, () =>
        {
            refused.Add(OnAnotherThread(() => NetworkFile.LoadInto<PlaneNet, double>(network, path)));
            refused.Add(OnAnotherThread(() => ParameterInitializer.Initialize(PlaneNet.Info, network.Parameters, 1)));
            refused.Add(OnAnotherThread(() => GradientCheck.Run<PlaneNet, double>(network, [1.0, 2, 3], [1.0])));
        });
        Assert.Equal(3, refused.Count);
        Assert.All(refused, exception => Assert.IsType<InvalidOperationException>(exception));
    }

    [Fact]
    public void WritersAndReadersInACallback_AreAllowed()
    {
        var network = new PlaneNet(1);
        string path = _directory.File("net.safetensors");
        NetworkFile.Save<PlaneNet, double>(network, path);
        double[] start = network.Parameters.Span.ToArray();
        double[]? loaded = null;
        Train(network, () =>
        {
            Trainer.Evaluate(network, TrainingData.Plane(4));
            GradientCheck.Run<PlaneNet, double>(network, [1.0, 2, 3], [1.0]);
            NetworkFile.LoadInto<PlaneNet, double>(network, path);
            loaded = network.Parameters.Span.ToArray();
        });
        Assert.Equal(start, loaded);
    }

    private static TrainingReport Train(PlaneNet network, Action inTheFirstStep)
    {
        var callback = new Actor
        {
            Step = context =>
            {
                if (context.Steps == 1)
                {
                    inTheFirstStep();
                }
            },
        };
        return Trainer.Fit(network, TrainingData.Plane(8), new TrainingOptions { Epochs = 2, BatchSize = 4, Callbacks = [callback] });
    }

    private static Exception? OnAnotherThread(Action action)
    {
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(action));
        thread.Start();
        thread.Join();
        return thrown;
    }
}
