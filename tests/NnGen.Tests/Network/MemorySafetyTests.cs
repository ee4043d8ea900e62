using NnGen.Numerics;
using NnGen.Tests.Training;
using Xunit;

namespace NnGen.Tests.Network;

using PlaneNet = HandMadeNetwork<Regression, float>;

/// <summary>With preconditions broken, the library says so instead of reading or writing elsewhere.</summary>
public class MemorySafetyTests
{
    public static TheoryData<string> Optimizers => [.. Updates.Keys];

    private static Dictionary<string, Func<int, int>> Updates { get; } = new()
    {
        ["Adadelta"] = length => Size(new AdadeltaUpdate<float>(length)),
        ["Adagrad"] = length => Size(new AdagradUpdate<float>(length, 0.1)),
        ["Adam"] = length => Size(new AdamUpdate<float>(length, 0.1)),
        ["Adamax"] = length => Size(new AdamaxUpdate<float>(length, 0.1)),
        ["AMSGrad"] = length => Size(new AmsGradUpdate<float>(length, 0.1)),
        ["Lion"] = length => Size(new LionUpdate<float>(length, 0.1)),
        ["Momentum"] = length => Size(new MomentumUpdate<float>(length, 0.1, 0.9)),
        ["NAdam"] = length => Size(new NAdamUpdate<float>(length, 0.1)),
        ["RAdam"] = length => Size(new RAdamUpdate<float>(length, 0.1)),
        ["Rprop"] = length => Size(new RpropUpdate<float>(length, 0.1)),
        ["RMSprop"] = length => Size(new RmsPropUpdate<float, SgdUpdate<float>>(new SgdUpdate<float>(0.1), length)),
        ["RMSprop outside"] = length => Size(new RmsPropUpdate<float, MomentumUpdate<float>>(new MomentumUpdate<float>(1000, 0.1, 0.9), length)),
        ["RMSprop inside"] = length => Size(new RmsPropUpdate<float, MomentumUpdate<float>>(new MomentumUpdate<float>(length, 0.1, 0.9), 1000)),
        ["Centred RMSprop"] = length => Size(new CenteredRmsPropUpdate<float, SgdUpdate<float>>(new SgdUpdate<float>(0.1), length)),
        ["Coupled"] = length => Size(new CoupledDecay<float, AdamUpdate<float>>(new AdamUpdate<float>(length, 0.1), 0.1)),
        ["Decoupled"] = length => Size(new DecoupledDecay<float, AdamUpdate<float>>(new AdamUpdate<float>(length, 0.1), 0.1, 0.1)),
        ["Gradients"] = length => Size(new AccumulateGradients<float>(new AlignedBuffer<float>(length))),
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void EveryUpdateWithSlots_KnowsItsSize(string name) => Assert.Equal(17, Updates[name](17));

    [Fact]
    public void EveryPublicUpdateWithBuffers_SaysItsSize()
    {
        IEnumerable<Type> updates = typeof(AdamUpdate<float>).Assembly.GetExportedTypes().Where(type => type.IsValueType && type.GetInterfaces().Any(i => i.Name == "IParameterUpdate`1"));
        Assert.All(updates.Where(type => type.Name != "SgdUpdate`1"), type => Assert.Contains(typeof(ISizedUpdate), type.GetInterfaces()));
        Assert.True(updates.Count() >= 14);
    }

    [Fact]
    public void UpdatesThatNoConstructorMade_HaveNoRoom()
    {
        Assert.Equal(0, Size(default(AdamUpdate<float>)));
        Assert.Equal(0, Size(default(AmsGradUpdate<float>)));
        Assert.Equal(0, Size(default(AccumulateGradients<float>)));
        Assert.Equal(0, Size(default(RmsPropUpdate<float, SgdUpdate<float>>)));
        Assert.Equal(int.MaxValue, Size(default(SgdUpdate<float>)));
    }

    [Fact]
    public void Size_IsAskedWithoutAllocation()
    {
        var update = new RmsPropUpdate<float, MomentumUpdate<float>>(new MomentumUpdate<float>(9, 0.1, 0.9), 9);
        var plain = new SgdUpdate<float>(0.1);
        int sum = 0;
        long allocated = Allocation.Of(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                sum += UpdateSize.Of(in update) == 9 && UpdateSize.Of(in plain) == int.MaxValue ? 1 : 0;
            }
        });
        Assert.Equal(200, sum);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void StateOfASmallerNetwork_StepsNoLargerOne()
    {
        OptimizerState<float> state = new Adam().Bind<float>(HandMadeNetwork<OneLogit, float>.Info);
        var network = new PlaneNet(1);
        NetworkTape<float> tape = PlaneNet.CreateTape(1);
        network.Forward([1f, 2, 3], [1f], tape);
        string message = Assert.Throws<ArgumentException>(() => state.Step(network, tape, 0.1)).Message;
        Assert.Contains("made for OneLogit, so it cannot step Regression", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => state.Apply(network, PlaneNet.CreateGradients(), 0.1));
    }

    [Fact]
    public void RuleOfOnesOwnWithShortSlots_IsRefused()
    {
        OptimizerState<float> state = OptimizerState<float>.From(new ShortRule(new AlignedBuffer<float>(3)));
        var network = new PlaneNet(1);
        NetworkTape<float> tape = PlaneNet.CreateTape(1);
        network.Forward([1f, 2, 3], [1f], tape);
        Assert.Contains("The slot 'own' of the optimizer has 3 elements", Assert.Throws<ArgumentException>(() => state.Step(network, tape, 0.1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GradientsOfAnotherNetwork_AreNotApplied()
    {
        var network = new PlaneNet(1);
        NetworkGradients<float> other = HandMadeNetwork<OneLogit, float>.CreateGradients();
        new Adam().Bind<float>(PlaneNet.Info).Apply(network, PlaneNet.CreateGradients(), 0.1);
        AssertOutside(() => new WeightPenalty { L2 = 1, IncludeBiases = true }.Bind<float>(PlaneNet.Info).AddGradient(network.Parameters, other));
        AssertOutside(() => new WeightPenalty { L2 = 1, IncludeBiases = true }.Bind<float>(PlaneNet.Info).Value(new AlignedBuffer<float>(2)));
        AssertOutside(() => new WeightPenalty { L1 = 1 }.Bind<float>(PlaneNet.Info).Value(new AlignedBuffer<float>(2)));
    }

    [Fact]
    public void ChecksAtTheDoors_NameWhatIsWrong()
    {
        var small = new AdamUpdate<float>(3, 0.1);
        AssertSays("The update keeps numbers for 3 elements, but the parameter block of Net has 100", () => NetworkArguments.CheckUpdate("Net", new AlignedBuffer<float>(100), ref small));
        AlignedBuffer<float> ten = new(10);
        NetworkArguments.CheckLossOfRows("Net", ten, ten, ten, 5, 2);
        AssertSays("6 rows of Net have 12 values, but the buffer has 10", () => NetworkArguments.CheckLossOfRows("Net", ten, ten, ten, 6, 2));
        AssertSays("5 rows of Net have 10 targets, but the buffer has 9", () => NetworkArguments.CheckLossOfRows("Net", ten, new AlignedBuffer<float>(9), ten, 5, 2));
        AssertSays("5 rows of Net have 5 losses, but the buffer has 4", () => NetworkArguments.CheckLossOfRows("Net", ten, ten, new AlignedBuffer<float>(4), 5, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => NetworkArguments.CheckLossOfRows("Net", ten, ten, ten, -1, 2));
        AssertSays("2147483647 rows of Net", () => NetworkArguments.CheckLossOfRows("Net", ten, ten, ten, int.MaxValue, int.MaxValue));

        PlaneNet net = PlaneNet.Create(seed: 1);
        NetworkTape<float> tape = PlaneNet.CreateTape(4);
        Assert.Throws<InvalidOperationException>(() => NetworkArguments.CheckShare(net, tape, TrainingShare.Whole(1)));
        tape.Rows = 3;
        NetworkArguments.CheckShare(net, tape, TrainingShare.Whole(3));
        AssertSays("The share begins at row 0 and has 4 rows, but the tape holds 3", () => NetworkArguments.CheckShare(net, tape, TrainingShare.Whole(4)));
        AssertSays("The share begins at row", () => NetworkArguments.CheckShare(net, tape, TrainingShare.OfRows(2, 2)));
        AssertSays("The share begins at row", () => NetworkArguments.CheckShare(net, tape, TrainingShare.Whole(-1)));
        AssertSays($"the parameter block of {PlaneNet.Info.Name} has {PlaneNet.Info.StorageLength}", () => NetworkArguments.CheckShare(net, tape, TrainingShare.Whole(3), ref small));
        NetworkTape<float> other = HandMadeNetwork<OneLogit, float>.CreateTape(4);
        other.Rows = 3;
        AssertSays($"{PlaneNet.Info.Name} needs one of its own", () => NetworkArguments.CheckShare(net, other, TrainingShare.Whole(3)));
    }

    [Fact]
    public void StackBufferWithoutRoomToAlign_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => StackMemory.Align(Span<float>.Empty));
        AlignedBuffer<float> aligned = new(64);
        Assert.Throws<ArgumentException>(() => StackMemory.Align(aligned.Span.Slice(1, 15)));
        Assert.True(System.Runtime.CompilerServices.Unsafe.AreSame(ref aligned.Span[16], ref StackMemory.Align(aligned.Span.Slice(1, 16))));
        Assert.Throws<ArgumentException>(() => { StackMemory.AlignSpan(aligned.Span.Slice(1, 15)).Clear(); });
        Span<float> rest = StackMemory.AlignSpan(aligned.Span.Slice(1, 20));
        Assert.True(System.Runtime.CompilerServices.Unsafe.AreSame(ref aligned.Span[16], ref rest[0]));
        Assert.Equal(5, rest.Length);
    }

    [Theory]
    [InlineData(0, 4, 4, 0)]
    [InlineData(1, 4, 4, 0)]
    [InlineData(0, 5, 4, 0)]
    [InlineData(0, 2, 3, 2)]
    [InlineData(-1, 2, 2, 0)]
    [InlineData(int.MaxValue, 1, 2, 0)]
    public void SlotsOutsideARow_AreRefused(int start, int columns, int stride, int column)
    {
        var slot = new TapeSlot("x", TapeSlotKind.Input, start, columns, stride) { Column = column };
        Exception? thrown = Record.Exception(() => new BareTape(4, slot));
        Assert.Equal(start == 0 && columns == 4, thrown is null);
        Assert.True(thrown is null or ArgumentException);
    }

    [Theory]
    [InlineData(2, 4, 0, true)]
    [InlineData(2, 4, 1, true)]
    [InlineData(2, 4, 3, false)]
    [InlineData(2, 7, 0, false)]
    [InlineData(2, 1, 0, false)]
    [InlineData(3, 4, 0, false)]
    [InlineData(-1, 4, 0, false)]
    public void LinesOutsideARow_AreRefused(int line, int lineStride, int column, bool fits)
    {
        var slot = new TapeSlot("x", TapeSlotKind.Input, 0, 4, 8) { Column = column, Line = line, LineStride = lineStride };
        Exception? thrown = Record.Exception(() => new BareTape(8, slot));
        Assert.Equal(fits, thrown is null);
        Assert.True(thrown is null or ArgumentException);
    }

    [Fact]
    public void ValueInMargins_IsCopiedOutOfThem()
    {
        var tape = new BareTape(12, new TapeSlot("x", TapeSlotKind.Value, 0, 4, 12) { Column = 1, Line = 2, LineStride = 5 }) { Rows = 2 };
        for (int i = 0; i < 24; i++)
        {
            tape.Buffer.Span[i] = i;
        }

        Assert.Equal([1, 2, 6, 7, 13, 14, 18, 19], tape.Value("x").ToArray());
        Assert.Equal([13, 14, 18, 19], tape.Value("x")[1].ToArray());
    }

    private static void AssertOutside(Action action) => AssertSays("must belong to the same network", action);

    private static void AssertSays(string expected, Action action) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);

    private static int Size<TUpdate>(TUpdate update)
        where TUpdate : struct => UpdateSize.Of(in update);

    private sealed class BareTape(int elementsPerRow, TapeSlot slot) : NetworkTape<float>(PlaneNet.Info, 2, elementsPerRow, 0, [slot]);

    private readonly struct ShortRule(AlignedBuffer<float> own) : IOptimizerUpdate<float>
    {
        public IReadOnlyList<OptimizerSlot<float>> Slots => [new("own", own)];

        public void BeginStep(long step, double rate)
        {
        }

        public void Update<V>(ref float parameters, nint offset, V gradient, nint count)
            where V : struct, ILanes<V, float> => V.StoreFirst(gradient, ref own.Reference, offset, count);
    }
}
