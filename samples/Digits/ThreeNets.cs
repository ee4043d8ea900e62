using System.Diagnostics;
using NnGen;

namespace Samples.Digits;

/// <summary>The classic: one small layer of sigmoids.</summary>
[Network]
[Input(28 * 28)]
[Dense(15), Sigmoid]
[Dense(10), Softmax]
[CrossEntropyLoss]
public partial class SigmoidNet;

/// <summary>One layer of rectified units.</summary>
[Network]
[Input(28 * 28)]
[Dense(50), ReLU]
[Dense(10), Softmax]
[CrossEntropyLoss]
public partial class ReLUNet;

/// <summary>Two layers with batch normalisation and dropout. A bias before a batch normalisation would be dead, so there is none.</summary>
[Network]
[Input(28 * 28)]
[Dense(256, Bias = false), BatchNorm, ReLU, Dropout(0.3)]
[Dense(128, Bias = false), BatchNorm, ReLU, Dropout(0.3)]
[Dense(10), Softmax]
[CrossEntropyLoss]
public partial class BatchNormNet;

/// <summary>Three networks of the textbooks, each with the training that suits it. MNIST is what their figures are known for.</summary>
internal static class ThreeNets
{
    public static void Run(Arguments arguments)
    {
        switch (arguments.Verb)
        {
            case "sigmoid":
                Run<SigmoidNet>(arguments, new TrainingOptions { Epochs = 10, BatchSize = 32, Optimizer = new Adam(3e-3), Schedule = new CosineSchedule(10) });
                break;
            case "relu":
                Run<ReLUNet>(arguments, new TrainingOptions { Epochs = 10, BatchSize = 32, Optimizer = new Adam(2e-3), Schedule = new CosineSchedule(10) });
                break;
            default:
                Run<BatchNormNet>(arguments, new TrainingOptions { Epochs = 25, BatchSize = 128, Optimizer = new Adam(4e-3), Schedule = new CosineSchedule(25) });
                break;
        }
    }

    private static void Run<TNetwork>(Arguments arguments, TrainingOptions options)
        where TNetwork : class, ITrainableNetwork<TNetwork, float>
    {
        (Dataset<float> train, Dataset<float> test) = arguments.Data is null ? DrawnDigits.Load(arguments.Seed) : Mnist.Load(arguments.Data);
        Console.WriteLine($"{TNetwork.Info.Name}: {train.Rows} images to learn from, {test.Rows} to be tested with.\n\n{TNetwork.Info.LayerTable}\n");

        TNetwork net = TNetwork.Create((ulong)arguments.Seed);
        var clock = Stopwatch.StartNew();
        TrainingReport report = Trainer.Fit(net, train, options, progress: new EpochLines());
        clock.Stop();
        EvaluationReport tested = Trainer.Evaluate(net, test);
        Terminal.Line($"{report.Optimizer}");
        Terminal.Line($"test accuracy {Terminal.Number(100 * tested.Accuracy ?? 0, "F2")} %, loss {Terminal.Number(tested.Loss, "F4")}");
        Terminal.Line($"{Terminal.Number(clock.Elapsed.TotalSeconds, "F2")} s for {report.Epochs.Count} epochs, {Terminal.Number(report.Epochs.Sum(epoch => (double)epoch.Rows) / report.Seconds)} images learnt a second, {Terminal.Number(report.BytesAllocatedPerStep ?? 0, "0.##")} bytes allocated a step");
        if (arguments.Output is string file)
        {
            NetworkFile.Save<TNetwork, float>(net, file);
            Terminal.Line($"saved to {file}");
        }
    }
}
