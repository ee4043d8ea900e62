using NnGen.Numerics.Tests.Nets;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>The doors of emitted code: with preconditions broken they say so, before anything is read or written elsewhere.</summary>
public sealed class DoorTests
{
    private static int StorageLength { get; } = NetworkFacts.Of<GoldenBatchNorm, float>().StorageLength;

    [Fact]
    public void UpdateOfASmallerNetwork_IsRefusedByEveryDoor()
    {
        var net = new GoldenBatchNorm(seed: 1);
        GoldenBatchNorm.Tape tape = Forwarded(net);
        float[] before = net.Parameters.Span.ToArray();
        var update = new AdamUpdate<float>(3, 0.1);
        ITrainableNetwork<GoldenBatchNorm, float> contract = net;
        Action[] calls =
        [
            () => net.Backward(tape, ref update),
            () => contract.Backward(tape, ref update),
            () => contract.BackwardAt<Lanes256, Physical256, AdamUpdate<float>>(tape, ref update),
            () => contract.UpdateShare(tape, TrainingShare.Whole(2), ref update),
        ];
        Assert.All(calls, call => Assert.Contains($"the parameter block of GoldenBatchNorm has {StorageLength}", Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal));
        Assert.Equal(before, net.Parameters.Span.ToArray());

        // One of the right size passes them.
        var right = new AdamUpdate<float>(StorageLength, 0.1);
        net.Backward(tape, ref right);
        Assert.NotEqual(before, net.Parameters.Span.ToArray());
    }

    [Fact]
    public void StateBoundToASmallerNetwork_IsRefused()
    {
        OptimizerState<float> state = new Adam().Bind<float>(NetworkFacts.Of<GoldenBatchNorm, float>());
        var net = new Normalized(seed: 1);
        var tape = new Normalized.Tape(1);
        net.Forward(new float[13], new float[3], tape);
        Assert.Contains("made for GoldenBatchNorm, so it cannot step Normalized", Assert.Throws<ArgumentException>(() => state.Step(net, tape, 0.1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LossOfMoreRowsThanABufferHas_IsRefused()
    {
        INetwork<GoldenBatchNorm, float> net = new GoldenBatchNorm(seed: 1);
        AlignedBuffer<double> two = new(10);
        net.LossOfRows(two, two, new AlignedBuffer<double>(2), 2);
        Assert.Throws<ArgumentException>(() => net.LossOfRows(two, two, new AlignedBuffer<double>(2), 1_000_000));
        Assert.Throws<ArgumentException>(() => net.LossOfRows(two, two, new AlignedBuffer<double>(1), 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => net.LossOfRows(two, two, two, -1));
        Assert.Throws<ArgumentNullException>(() => net.LossOfRows(two, null!, two, 1));
    }

    [Fact]
    public void WidthsOfATestsChoice_CheckLengthsToo()
    {
        INetwork<GoldenBatchNorm, float> net = new GoldenBatchNorm(seed: 1);
        Assert.Throws<ArgumentException>(() => net.PredictAt<Lanes128, Physical128>(new float[4], new float[5]));
        Assert.Throws<ArgumentException>(() => net.PredictAt<Lanes128, Physical128>(new float[5], new float[4]));
        Assert.Throws<ArgumentException>(() => net.PredictBatchAt<Lanes128, Physical128>(new float[500], new float[5]));
        Assert.Throws<ArgumentException>(() => net.PredictBatchAt<Lanes128, Physical128>(new float[11], new float[10]));
        INetwork<Towers, float> several = new Towers(seed: 1);
        NetworkInfo info = NetworkFacts.Of<Towers, float>();
        Assert.Throws<ArgumentException>(() => several.PredictAt<Lanes128, Physical128>(new float[info.InputSize - 1], new float[info.OutputSize]));
        Assert.Throws<ArgumentException>(() => several.PredictBatchAt<Lanes128, Physical128>(new float[10 * info.InputSize], new float[info.OutputSize]));
    }

    [Fact]
    public void SharesOfRowsThatATapeHasNot_AreRefused()
    {
        var net = new GoldenBatchNorm(seed: 1);
        ITrainableNetwork<GoldenBatchNorm, float> contract = net;
        GoldenBatchNorm.Tape tape = Forwarded(net);
        Assert.Throws<ArgumentException>(() => contract.RunShare(tape, 0, TrainingShare.Whole(100_000)));
        Assert.Throws<ArgumentException>(() => contract.RunShare(tape, 0, TrainingShare.OfRows(50_000, 50_000)));
        Assert.Throws<ArgumentException>(() => contract.RunShare(new Normalized.Tape(4), 0, TrainingShare.Whole(1)));
        Assert.Throws<InvalidOperationException>(() => contract.RunShare(new GoldenBatchNorm.Tape(4), 0, TrainingShare.Whole(1)));
        Assert.Throws<InvalidOperationException>(() => contract.ForwardAt<Lanes128, Physical128>(new GoldenBatchNorm.Tape(4)));
        Assert.Throws<ArgumentException>(() => contract.ForwardAt<Lanes128, Physical128>(new Normalized.Tape(4)));
    }

    /// <summary>A forward pass that overflows has moved the running statistics already.</summary>
    [Theory]
    [InlineData(3e19f, 1)]
    [InlineData(1, 3e38f)]
    public void TrainingThatFailsAtOnce_LeavesRunningStatisticsAsTheyWere(float input, float target)
    {
        var net = new GoldenBatchNorm(seed: 1);
        float[] rows = [.. Enumerable.Range(0, 40).Select(i => i % 7 * 0.3f)];
        net.Fit(Dataset.FromTargets(rows, 5, rows, 5), new TrainingOptions { Epochs = 3, BatchSize = 4 });
        float[] before = net.Parameters.Span.ToArray();
        rows[0] = input;
        float[] targets = new float[40];
        targets[1] = target;

        TrainingException failure = Assert.Throws<TrainingException>(() => net.Fit(Dataset.FromTargets(rows, 5, targets, 5), new TrainingOptions { BatchSize = 8, Optimizer = new Sgd(1) }));
        Assert.Contains("The parameters are those that training started with.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, net.Parameters.Span.ToArray());
    }

    [Fact]
    public void TapeForMoreRowsThanMemoryHas_GivesTheNumbers()
    {
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => new GoldenBatchNorm.Tape(int.MaxValue)).Message;
        Assert.Contains("A tape of GoldenBatchNorm for 2,147,483,647 rows has ", message, StringComparison.Ordinal);
        Assert.Contains("AccumulationSteps", message, StringComparison.Ordinal);
    }

    private static GoldenBatchNorm.Tape Forwarded(GoldenBatchNorm net)
    {
        var tape = new GoldenBatchNorm.Tape(4);
        float[] targets = [1, 1, 1, 1, 1, 2, 2, 2, 2, 2];
        net.Forward(new float[10], targets, tape);
        return tape;
    }
}
