using Xunit;

namespace NnGen.Tests.Training;

/// <summary>Whatever an option keeps from step to step comes back from a checkpoint, and no option makes a step allocate.</summary>
public class CheckpointOptionTests
{
    private const int Rows = 21;
    private const int Epochs = 5;
    private const int StepsPerEpoch = 6;

    public static TheoryData<string> Names => [.. Ways.Keys];

    private static Dictionary<string, Way> Ways { get; } = new()
    {
        ["SGD"] = new(new Sgd(0.05)),
        ["momentum"] = new(new Sgd(0.05) { Momentum = 0.9, Dampening = 0.1 }),
        ["Nesterov"] = new(new Sgd(0.05) { Momentum = 0.9, Nesterov = true }),
        ["Adagrad"] = new(new Adagrad(0.1) { RateDecay = 0.1, InitialAccumulator = 0.5 }),
        ["Adadelta"] = new(new Adadelta(0.5)),
        ["RMSprop"] = new(new RmsProp(0.02)),
        ["RMSprop, centred, momentum"] = new(new RmsProp(0.02) { Centered = true, Momentum = 0.5 }),
        ["Adam"] = new(new Adam(0.02)),
        ["AMSGrad"] = new(new Adam(0.02) { AmsGrad = true, WeightDecay = 0.1 }),
        ["AdamW"] = new(new AdamW(0.02)),
        ["Adamax"] = new(new Adamax(0.02)),
        ["NAdam"] = new(new NAdam(0.02)),
        ["RAdam"] = new(new RAdam(0.02)),
        ["Lion"] = new(new Lion(0.01)),
        ["Rprop"] = new(new Rprop(0.01)),
        ["step schedule"] = new(new Adam(0.02), Schedule: new StepSchedule(2, 0.5)),
        ["cosine by steps"] = new(new Sgd(0.05), Schedule: new CosineSchedule(Epochs * StepsPerEpoch) { Unit = ScheduleUnit.Step }),
        ["restarts"] = new(new Sgd(0.05), Schedule: new CosineRestartsSchedule(7, 2) { Unit = ScheduleUnit.Step }),
        ["one cycle"] = new(new Sgd(0.05), Schedule: new OneCycleSchedule(Epochs * StepsPerEpoch)),
        ["warm-up, then plateau"] = new(new Sgd(0.3), Schedule: new WarmUpSchedule(1, new ReduceOnPlateauSchedule { Patience = 0 })),
        ["plateau"] = new(new Sgd(0.3), Schedule: new ReduceOnPlateauSchedule { Patience = 0 }),
        ["penalty and clipping"] = new(new Adam(0.02), Penalty: new WeightPenalty { L1 = 0.01, L2 = 0.1 }, Clipping: GradientClipping.ByNorm(0.5)),
        ["accumulation"] = new(new Adam(0.02), Batches: 4),
        ["average"] = new(new Sgd(0.05), Average: new WeightAverage(0.9)),
        ["average from the initial parameters"] = new(new Sgd(0.05), Average: new WeightAverage(0.9) { FromInitial = true }),
        ["by layer"] = new(
            new Adam(0.02),
            Penalty: WeightPenalty.Sum(new WeightPenalty { L1 = 0.01, Parameters = ["dense1.weight"] }, new WeightPenalty { L2 = 0.1, Parameters = ["dense1.bias"] }),
            Clipping: GradientClipping.ByNorm(new Dictionary<string, double> { ["dense1"] = 0.5 }),
            Norm: new MaxNorm(new Dictionary<string, double> { ["dense1"] = 0.8 })),
        ["average for evaluation"] = new(new Sgd(0.05), Average: new WeightAverage(0.9) { IsKept = false }, Stopping: new EarlyStopping { Patience = 9 }),
        ["all"] = new(
            new NAdam(0.02),
            new CosineSchedule(Epochs),
            new WeightPenalty { L2 = 0.1 },
            GradientClipping.ByValue(0.5),
            Batches: 4,
            new Dictionary<string, double> { ["dense1"] = 0.5 },
            new WeightAverage(0.8),
            new EarlyStopping { Patience = 9 },
            new MaxNorm(0.7)),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void RunThatDies_GoesOnWithTheSameBits(string name)
    {
        Way way = Ways[name];
        Outcome whole = Outcome.Of(way.Options(checkpoint: null), Rows);
        using var directory = new TemporaryDirectory();
        var checkpoint = new CheckpointOptions(directory.File("run")) { EverySteps = 3, Resume = true };

        // Saved: in the first epoch, in the middle, and where gradients wait for others: 9 and 15 are 3 steps into an epoch.
        foreach ((long dies, long saved) in new[] { (5L, 3L), (11L, 9L), (18L, 15L), (20L, 18L) })
        {
            Assert.Throws<InvalidTimeZoneException>(() => Outcome.Of(way.Options(checkpoint, new DyingAt(dies)), Rows));
            Assert.Contains($"\"steps\":{saved},", SafetensorsFile.Read(checkpoint.Path).Metadata["state"], StringComparison.Ordinal);
        }

        whole.AssertSame(Outcome.Of(way.Options(checkpoint), Rows));
        Assert.Equal(Epochs, whole.Report.Epochs.Count);

        // And again from the end, where nothing is left to do.
        whole.AssertSame(Outcome.Of(way.Options(checkpoint, new DyingAt(0)), Rows));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_AllocateNothing(string name)
    {
        using var directory = new TemporaryDirectory();
        var checkpoint = new CheckpointOptions(directory.File("run")) { EverySteps = 7 };
        Assert.Equal(0, Outcome.Of(Ways[name].Options(checkpoint, new Actor { Step = _ => { } }), Rows).Report.BytesAllocatedPerStep);
    }

    [Fact]
    public void EveryOptionThatChangesNumbers_IsNamedIfItDiffers()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.File("run");
        Outcome.Of(Ways["Adam"].Options(new CheckpointOptions(path)), Rows);
        TrainingOptions other = Ways["all"].Options(new CheckpointOptions(path) { Resume = true });
        string message = Assert.Throws<NetworkFileException>(() => Outcome.Of(other, Rows)).Message;
        string[] expected =
        [
            "optimizer: 'Adam, rate 0.02, betas 0.9 and 0.999, epsilon 1E-08' in the file, but 'NAdam, ",
            "schedule: 'none' in the file, but 'cosine over 5 epochs down to 0, by Epoch' here",
            "penalty: 'none' in the file, but ",
            "clipping: 'none' in the file, but 'gradients clipped to value 0.5' here",
            "largest norm of incoming weights: 'none' in the file, but 'norm of incoming weights at most 0.7' here",
            "number of batches a step: '1' in the file, but '4' here",
            "rates of layers: 'none' in the file, but 'dense1 0.5' here",
            "average of the weights: 'none' in the file, but 'weights averaged with decay 0.8' here",
            "early stopping: 'none' in the file, but 'validation loss, ",
        ];
        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void RateThatChanges_StandsInTheReport()
    {
        TrainingReport report = Outcome.Of(Ways["step schedule"].Options(checkpoint: null), Rows).Report;
        Assert.Equal([0.02, 0.02, 0.01, 0.01, 0.005], report.Epochs.Select(epoch => epoch.LearningRate));
        Assert.Matches("epoch 5: .*, rate 0.005, .* samples/s\n", report.ToString());
        Assert.DoesNotMatch("epoch 5: .*, rate", Outcome.Of(Ways["Adam"].Options(checkpoint: null), Rows).Report.ToString());
    }

    private sealed record Way(
        Optimizer Optimizer,
        LearningRateSchedule? Schedule = null,
        WeightPenalty? Penalty = null,
        GradientClipping? Clipping = null,
        int Batches = 1,
        IReadOnlyDictionary<string, double>? Rates = null,
        WeightAverage? Average = null,
        EarlyStopping? Stopping = null,
        MaxNorm? Norm = null)
    {
        public TrainingOptions Options(CheckpointOptions? checkpoint, params TrainingCallback[] callbacks) => new()
        {
            Epochs = Epochs,
            BatchSize = 4,
            Optimizer = Optimizer,
            Schedule = Schedule,
            Penalty = Penalty,
            Clipping = Clipping,
            MaxNorm = Norm,
            AccumulationSteps = Batches,
            LayerRates = Rates,
            WeightAverage = Average,
            EarlyStopping = Stopping,
            Checkpoint = checkpoint,
            Callbacks = callbacks,
        };
    }
}
