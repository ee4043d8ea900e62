using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>Training on changed images gives the same bits for any number of threads, and after resuming from a checkpoint.</summary>
public sealed class AugmentedTrainingTests : IDisposable
{
    private const int Rows = 150;

    private static readonly ImageAugmentation s_changes = new() { ShiftHorizontal = 2, ShiftVertical = 1, FlipHorizontal = true, Crop = 0.2, Noise = 4 };

    private readonly string _checkpoint = Path.Combine(Path.GetTempPath(), $"nngen-augmented-{Guid.NewGuid():N}.checkpoint");
    private readonly Dataset<float> _data;

    public AugmentedTrainingTests()
    {
        var bytes = new byte[Rows * CameraBytes.InputSize];
        new Random(1).NextBytes(bytes);
        _data = Dataset.FromBytes<float>(bytes, CameraBytes.InputSize, Enumerable.Range(0, Rows * 2).Select(i => i % 3 / 2f).ToArray(), targetSize: 2);
    }

    public void Dispose()
    {
        File.Delete(_checkpoint);
    }

    private static TrainingOptions Options(int epochs, int threads = 1, ImageAugmentation? changes = null, CheckpointOptions? checkpoint = null) =>
        new() { Epochs = epochs, BatchSize = 16, Optimizer = new Adam(0.01), Threads = threads, Seed = 3, Augmentation = changes, Checkpoint = checkpoint };

    private float[] Trained(TrainingOptions options)
    {
        var network = new CameraBytes(1);
        network.Fit(_data, options);
        return network.Parameters.Span.ToArray();
    }

    [Fact]
    public void Threads_ChangeNoBit()
    {
        float[] expected = Trained(Options(2, changes: s_changes));
        Compare.SameBits<float>(expected, Trained(Options(2, threads: 3, changes: s_changes)), "three threads");
        Assert.NotEqual(expected, Trained(Options(2)));
        Compare.SameBits<float>(Trained(Options(2)), Trained(Options(2, changes: new ImageAugmentation())), "nothing set");
    }

    [Fact]
    public void Resumed_GivesTheBitsOfOneRun()
    {
        float[] expected = Trained(Options(3, changes: s_changes));
        Trained(Options(1, changes: s_changes, checkpoint: new CheckpointOptions(_checkpoint)));
        Compare.SameBits<float>(expected, Trained(Options(3, changes: s_changes, checkpoint: new CheckpointOptions(_checkpoint) { Resume = true })), "resumed");
        NetworkFileException refused = Assert.Throws<NetworkFileException>(() => Trained(Options(4, checkpoint: new CheckpointOptions(_checkpoint) { Resume = true })));
        Assert.Contains("changes to images: 'shift 1 x 2, flip False x True, crop 0.2, noise 4, fill 0' in the file, but 'none' here", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongOptions_AreRefusedBeforeTheFirstStep()
    {
        ArgumentException refused = Assert.ThrowsAny<ArgumentException>(() => Trained(Options(1, changes: new ImageAugmentation { ShiftVertical = 6 })));
        Assert.Contains("ShiftVertical must be from 0 to less than the 6 places", refused.Message, StringComparison.Ordinal);
    }
}
