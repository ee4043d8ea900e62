using NnGen.Numerics;

namespace NnGen.Soak.Tests;

/// <summary>The process that is killed: trains, saves every few steps, and says each step.</summary>
internal static class Child
{
    /// <summary>The steps between two checkpoints.</summary>
    public const int EverySteps = 25;

    /// <summary>The steps of an epoch; no multiple of it is one of the interval for long.</summary>
    public const int StepsPerEpoch = 13;

    /// <summary>The file with the state.</summary>
    public const string Checkpoint = "run.checkpoint";

    /// <summary>The file with the trained network.</summary>
    public const string Result = "net.safetensors";

    private const int BatchSize = 8;
    private const int Rows = StepsPerEpoch * BatchSize - 3;

    /// <summary>Trains in a folder from where the last process got to.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="epochs">The epochs of the whole run.</param>
    /// <returns>0 where all is well.</returns>
    public static int Train(string folder, long epochs)
    {
        // The parent says after how many steps to wait for being killed; nothing, or the end of the input, is never.
        long limit = long.TryParse(Console.ReadLine(), out long steps) ? steps : long.MaxValue;
        var network = new SoakNet(seed: 11);
        TrainingReport report = network.Fit(Data(Rows, seed: 1), Options(folder, (int)epochs, new Speaker(limit)), Data(40, seed: 2));
        network.Save(Path.Combine(folder, Result));
        foreach (CheckpointFailure failure in report.CheckpointFailures)
        {
            Console.Error.WriteLine(failure.Message);
        }

        Console.WriteLine($"end: {report.StopReason}");
        return report.CheckpointFailures.Count;
    }

    // Everything that keeps something from step to step is on.
    private static TrainingOptions Options(string folder, int epochs, TrainingCallback callback) => new()
    {
        Epochs = epochs,
        BatchSize = BatchSize,
        Optimizer = new AdamW(0.01),
        Schedule = new WarmUpSchedule(40, new ReduceOnPlateauSchedule { Patience = 2 }),
        Penalty = new WeightPenalty { L2 = 1e-4 },
        Clipping = GradientClipping.ByNorm(1),
        AccumulationSteps = 3,
        WeightAverage = new WeightAverage(0.99),
        EarlyStopping = new EarlyStopping { Patience = int.MaxValue },
        Checkpoint = new CheckpointOptions(Path.Combine(folder, Checkpoint)) { EverySteps = EverySteps, EveryEpochs = null, Resume = true },
        Callbacks = [callback],
    };

    private static Dataset<float> Data(int rows, ulong seed)
    {
        var random = new CounterRandom(seed, 1);
        var inputs = new float[rows * SoakNet.InputSize];
        var labels = new int[rows];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = (float)random.UniformAt(0, 0, (uint)i) - 0.5f;
        }

        for (int row = 0; row < rows; row++)
        {
            float sum = inputs[row * SoakNet.InputSize] + inputs[row * SoakNet.InputSize + 1];
            labels[row] = sum < -0.2f ? 0 : sum > 0.2f ? 1 : 2;
        }

        return Dataset.FromLabels(inputs, SoakNet.InputSize, labels);
    }

    /// <summary>Says each step before it is saved, and stands still after the last one allowed.</summary>
    private sealed class Speaker(long limit) : TrainingCallback
    {
        private long _steps;

        public override void OnTrainingStart(TrainingContext context) => Console.WriteLine($"start: {context.Steps}");

        public override void OnStepEnd(TrainingContext context)
        {
            Console.WriteLine(context.Steps);
            if (++_steps == limit)
            {
                // Ends with the parent, should that go first.
                Console.ReadLine();
                Environment.Exit(3);
            }
        }
    }
}
