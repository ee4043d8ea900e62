namespace NnGen.Tests.Training.Reports;

/// <summary>Made-up runs. Each curve is a plain formula, so that a test knows what the page must say.</summary>
internal sealed record ReportData
{
    public int Epochs { get; init; } = 12;

    public int Layers { get; init; } = 2;

    public bool HasValidation { get; init; } = true;

    public bool HasAccuracy { get; init; } = true;

    public Func<int, double> TrainLoss { get; init; } = epoch => 0.9 / epoch;

    public Func<int, double> ValidationLoss { get; init; } = epoch => 1.1 / epoch;

    /// <summary>The gradient's norm by epoch and layer, both counted from 1.</summary>
    public Func<int, int, double> Gradient { get; init; } = (epoch, layer) => 0.1 * layer / epoch;

    /// <summary>The dead units of 128 by epoch and layer.</summary>
    public Func<int, int, int> Dead { get; init; } = (epoch, layer) => Math.Min(128, epoch + layer);

    public string Network { get; init; } = "DigitNet";

    public string LayerPrefix { get; init; } = "dense";

    public StopReason Stop { get; init; } = StopReason.EpochsDone;

    public IReadOnlyList<CheckpointFailure> Failures { get; init; } = [];

    public TrainingReport Make() => new()
    {
        Network = Network,
        LayerTable = "node    kind     shape  parameters  multiply-adds\ninput1  Input    [4]             0              0\ndense1  Dense    [3]            15             12\ntotal                           15             12",
        Loss = "cross entropy (mean)",
        Optimizer = "Adam rate 0.001",
        Initializers = [new ParameterStart("dense1.weight", Init.HeNormal, null, 4, 3), new ParameterStart("dense1.bias", Init.Constant, 0.5, 4, 3)],
        Seed = 42,
        Rows = 1000,
        BatchSize = 32,
        Epochs = [.. Enumerable.Range(1, Epochs).Select(MakeEpoch)],
        Steps = 32L * Epochs,
        StopReason = Stop,
        CheckpointFailures = Failures,
        Seconds = 1.5 * Epochs,
        BytesAllocatedPerStep = 0,
    };

    public static EvaluationReport Evaluation(int classes = 3)
    {
        var confusion = new ConfusionMatrix(classes);
        for (int actual = 0; actual < classes; actual++)
        {
            for (int row = 0; row < 10; row++)
            {
                confusion.Add(actual, row == 0 ? (actual + 1) % classes : actual);
            }
        }

        return new EvaluationReport
        {
            Rows = 10 * classes,
            Loss = 0.25,
            Accuracy = 0.9,
            MeanSquaredError = null,
            MeanAbsoluteError = null,
            RSquared = null,
            PerOutput = null,
            LargestError = 0.99,
            RowsWithNaN = 0,
            Confusion = confusion,
        };
    }

    private EpochReport MakeEpoch(int epoch) => new()
    {
        Epoch = epoch,
        Steps = 32,
        Rows = 1000,
        TrainLoss = TrainLoss(epoch),
        TrainAccuracy = HasAccuracy ? 1 - 0.5 / epoch : null,
        ValidationLoss = HasValidation ? ValidationLoss(epoch) : null,
        ValidationAccuracy = HasValidation && HasAccuracy ? 1 - 0.6 / epoch : null,
        LearningRate = 0.001 / epoch,
        Layers = Layers == 0 ? null : [.. Enumerable.Range(1, Layers).SelectMany(layer => MakeLayers(epoch, layer))],
        Seconds = 1.5,
        BytesAllocatedPerStep = 0,
    };

    private IEnumerable<LayerStatistics> MakeLayers(int epoch, int layer)
    {
        double gradient = Gradient(epoch, layer);
        yield return new LayerStatistics
        {
            Layer = $"{LayerPrefix}{layer}",
            GradientNorm = gradient,
            LargestGradientNorm = 2 * gradient,
            UpdateNorm = 0.01 * gradient,
            ParameterNorm = 5,
            Weights = new WeightHistogram { Minimum = -epoch, Maximum = epoch, Counts = [1, 5, 9, 4, 1], NotFinite = 0 },
        };
        yield return new LayerStatistics { Layer = $"relu{layer}", Units = 128, DeadUnits = Dead(epoch, layer) };
    }
}
