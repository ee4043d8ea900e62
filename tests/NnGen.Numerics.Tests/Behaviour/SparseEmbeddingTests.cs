using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>
/// Sparse tables: a step changes the rows that its batch looks up, as PyTorch does, and nothing else. The numbers are PyTorch's, in double: of <c>sparse=True</c> with SGD,
/// SparseAdam (which adds epsilon elsewhere than Adam, so there it is next to nothing) and Adagrad; for the other optimizers, which it does not have for sparse gradients, of dense ones, where the rows that were
/// not looked up and what is kept of them were put back after each step.
/// </summary>
public sealed class SparseEmbeddingTests
{
    private const int Rows = 3;
    private const int Features = 3;
    private const int Classes = 7;

    private static readonly Step[] s_steps =
    [
        new([1, 0, 2, 1, 3, 1, 0, 0, 2, 2, 2, 4], [1, 5, 0, 3, 2, 2], [0, 1, 1]),
        new([1, 0, 0, 0, 1, 3, 0, 0, 3, 3, 1, 0], [1, 1, 0, 0, 1, 3], [1, 1, 0]),
        new([5, 2, 2, 0, 4, 5, 0, 0, 2, 4, 4, 4], [5, 0, 2, 5, 4, 4], [0, 0, 1]),
    ];

    /// <summary>The rows 1 to 5 after three steps; 0 is the padding, and nobody looks up 6.</summary>
    private static readonly (Func<Optimizer> Make, double[] Rows)[] s_cases =
    [
        (() => new Sgd(0.5), [-0.462615849665015, -0.3095296821709208, 0.12092072413489598, 0.29538954635363934, 0.3129855875699094, 0.11830901479945537, -0.482527592883834, -0.4398300637023469, 0.00715021657090513, 0.3490104759541013, 0.4613130043138677, 0.2166333052550849, -0.29064673989896317, -0.48524530143560174, -0.31258887461260554]),
        (() => new Sgd(0.5) { Momentum = 0.9 }, [-0.40495490288079494, -0.29435801364926956, 0.05063249362982179, 0.09057625866959401, 0.2410897975541158, 0.3293282180093666, -0.5497069636443097, -0.457506206768211, 0.08904132936980896, 0.3559669821178076, 0.45954786122250496, 0.19928717054513145, -0.28659633515678784, -0.5114041841039464, -0.3757042860896691]),
        (() => new Sgd(0.5) { Momentum = 0.9, Dampening = 0.5 }, [-0.38911124287383203, -0.29457537304546144, 0.022038660980916933, 0.09227278679807371, 0.2612007457301639, 0.37049898688058963, -0.5735476053182706, -0.4571791366671863, 0.13206770824742678, 0.35298076843245507, 0.44874519920467226, 0.18072820415901686, -0.2832901654904557, -0.47769632177589894, -0.3074910230493054]),
        (() => new Sgd(0.5) { Momentum = 0.9, Nesterov = true }, [-0.34710950511766236, -0.2601419053503187, 0.020312618525698708, -0.16903155580505547, 0.08171874211744048, 0.447793589193792, -0.6124726135007398, -0.5097796737815818, 0.08989086433746901, 0.3399890806768138, 0.4423750871905666, 0.19046529842818438, -0.39514787032178494, -0.6787940223788352, -0.5452045263086989]),
        (() => new Sgd(0.5) { WeightDecay = 0.1 }, [-0.4163079345834652, -0.27780702246709366, 0.11026089741129322, 0.25560648258340785, 0.2781132354018832, 0.1167910017732399, -0.4391953681191021, -0.39888768454576407, 0.008941434671761256, 0.31822542674922955, 0.4175119164731137, 0.1924639847877942, -0.26300865486807606, -0.44046977871272674, -0.2866996433590743]),
        (() => new Adam(0.1) { Epsilon = 1e-30 }, [-0.38233265275618733, -0.17419338115030614, 0.031338708058589314, 0.3318280652668017, 0.21161213144486538, 0.07432459489935309, -0.5619667860673727, -0.5700539023709084, 0.10635280091934422, 0.23962551745212235, 0.3854398222307714, 0.24953057684315064, -0.19427757722928918, -0.3939261843176649, -0.32257564717085546]),
        (() => new Adam(0.1) { AmsGrad = true }, [-0.382332661775048, -0.1741934346411844, 0.03133871641395045, 0.33182806956738253, 0.21161215198575067, 0.07432459092615548, -0.5619667785567359, -0.570053856591096, 0.1063527936765376, 0.23962554235643446, 0.38543986279568465, 0.2495305566189295, -0.19427759839797784, -0.3939262143725682, -0.3225756301687288]),
        (() => new AdamW(0.1) { WeightDecay = 0.1 }, [-0.37329611610334074, -0.1680924580730568, 0.02935413761567525, 0.3231366394845331, 0.20484563805035544, 0.0748998383536286, -0.5528037464487893, -0.5616286263916258, 0.10619346288964022, 0.2318529301500388, 0.3777537514258411, 0.24754402035692222, -0.18764014582087252, -0.3866113617283398, -0.3189435741557329]),
        (() => new RmsProp(0.1), [0.06601836491184238, -0.27902646290012645, -0.553429616287016, -1.1791658635318099, -1.6033785642308773, 1.5509597937181203, -1.9600402405788286, -2.3853835968796995, 1.3595713218966863, 0.41855860465537353, 0.4536235879977141, 0.07243160167842211, -0.37275356755254674, -0.4786106886647308, -0.14612361911764749]),
        (() => new RmsProp(0.1) { Momentum = 0.9, Centered = true }, [0.9751492119559428, 0.6288950644058561, -1.4617117490313074, -2.335486096971021, -2.533194911697568, 2.714284068590869, -2.8737718823914506, -3.301920143851466, 2.272407014984741, -0.48374078924021763, -0.4509175635245354, 0.974356110646795, 0.5265947878481768, 0.4258732204161193, -1.0445785166929562]),
        (() => new Adagrad(0.1), [-0.45195680302503083, -0.24468445053899363, 0.1005718499212435, 0.39351028776201397, 0.272473694251858, 0.013484827615976528, -0.49355693947780555, -0.4992607082556463, 0.03844636939685281, 0.22811625452040163, 0.4204578487640696, 0.26246015553726404, -0.19788629790029225, -0.4216034000545855, -0.3202160643069515]),
        (() => new Adadelta(1), [-0.4947606396562026, -0.32655409993429635, 0.14159750407642474, 0.4772664091436647, 0.374122575097362, -0.06993149668209724, -0.4555405482429869, -0.41954128852293515, 0.002186375071406086, 0.41435230967540926, 0.44623544044786195, 0.07594542509964888, -0.37288400261606774, -0.4719569085053101, -0.14454364628396257]),
        (() => new Adamax(0.1), [-0.3840916552975901, -0.18897064413836714, 0.03265506273536718, 0.3518864241452148, 0.24011265730909104, 0.05486664471262063, -0.5613404059326118, -0.5560432398241142, 0.10601672145337335, 0.2706057682299906, 0.37038653309124187, 0.21819810345774565, -0.218732150335787, -0.38169031669112236, -0.2961890011361662]),
        (() => new NAdam(0.1), [-0.4430644722247869, -0.22966141616092683, 0.09197497822940312, 0.38252178755716276, 0.25606973588740717, 0.024272246358379608, -0.5019062235678474, -0.5146270292618499, 0.04648765374508308, 0.2088100666056177, 0.4325409214250498, 0.28189891601257433, -0.1779661356329725, -0.4333819362884883, -0.34042375046651663]),
        (() => new RAdam(0.1), [-0.48123643752700335, -0.32300646234654184, 0.12547035025497646, 0.4262670326336195, 0.36268325807035956, -0.007379125542573851, -0.4704558938600275, -0.4237242400689992, 0.019792351654360572, 0.40138039976055123, 0.44915219794073896, 0.0952271569532392, -0.3630098323416559, -0.4747532721710143, -0.1588683400976164]),
        (() => new Rprop(0.1), [-0.39499624830022273, -0.22682181043180596, 0.04183109273161312, 0.38008514332518295, 0.15695112717165227, 0.027249983095693237, -0.5555651309423385, -0.5195357645382263, 0.1022128489940254, 0.20192697936624604, 0.35372339072509806, 0.2883686091039168, -0.15984395642941063, -0.37882974016169235, -0.35758166902579847]),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, s_cases.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Steps_GivePyTorchsNumbers(int number)
    {
        (Func<Optimizer> make, double[] expected) = s_cases[number];
        Optimizer optimizer = make();
        SparsePaddingDouble net = Start();
        var tape = new SparsePaddingDouble.Tape(Rows);
        OptimizerState<double> state = optimizer.Bind<double>(SparsePaddingDouble.Info);
        foreach (Step step in s_steps)
        {
            net.Forward(step.X, step.Z, step.Labels, tape);
            state.Step(net, tape, optimizer.Rate);
        }

        AssertRows(expected, net, optimizer.Description);
    }

    /// <summary>Only rows that were looked up count for the norm, and the others are zeros anyway.</summary>
    [Fact]
    public void ClippedSteps_GivePyTorchsNumbers()
    {
        double[] norms = [1.0645040161634034, 0.5753851731116391, 0.4358402884636062];
        double[] expected = [-0.4124880230228212, -0.18701033638295744, 0.061516619083180304, 0.3459845615417192, 0.20198059706333096, 0.0578249663972804, -0.5319430401226523, -0.5554731604605406, 0.07651746443473093, 0.2481621478161371, 0.4053854032721665, 0.24102725002259245, -0.20199131004973214, -0.4233027005027672, -0.3140569644505323];
        SparsePaddingDouble net = Start();
        var tape = new SparsePaddingDouble.Tape(Rows);
        var gradients = new SparsePaddingDouble.Gradients();
        var clipping = GradientClipping.ByNorm(0.1);
        OptimizerState<double> state = new Adam(0.1).Bind<double>(SparsePaddingDouble.Info);
        for (int i = 0; i < s_steps.Length; i++)
        {
            net.Forward(s_steps[i].X, s_steps[i].Z, s_steps[i].Labels, tape);
            gradients.Clear();
            net.Backward(tape, gradients);
            Assert.Equal(norms[i], clipping.Apply(gradients), 1e-12);
            state.Apply(net, gradients, 0.1);
        }

        AssertRows(expected, net, "clipped");
        SparsePaddingDouble fitted = Start();
        Trainer.Fit(fitted, Data(), Options(new Adam(0.1), clipping: clipping));
        AssertRows(expected, fitted, "clipped by Fit");
    }

    /// <summary>The rows that any of the batches has looked up are changed, once, when the last of them has come.</summary>
    [Fact]
    public void AccumulatedSteps_GivePyTorchsNumbers()
    {
        SparsePaddingDouble net = Start();
        Trainer.Fit(net, Data(), Options(new Adam(0.1), batches: 2));
        AssertRows([-0.39499633656496885, -0.22682214588708194, 0.04183116513960522, 0.33294710913136877, 0.21490703425663424, 0.07341128850891836, -0.555564699009787, -0.5195341229693664, 0.10221249465790094, 0.23899078427045917, 0.256575778874391, 0.2509567817609668, -0.18799805156007096, -0.2802087914068628, -0.3288733236169011], net, "accumulated");
    }

    /// <summary>The way by a gradient in memory, where rows of earlier steps must not be seen again, is that of the kernels to the last bit, with threads too.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_ByAGradientInMemory_SameBits(int number)
    {
        double[] Train(GradientClipping? clipping, IReadOnlyDictionary<string, double>? rates, int threads)
        {
            SparsePaddingDouble net = Start();
            Trainer.Fit(net, Data(), Options(s_cases[number].Make(), epochs: 3, clipping: clipping, rates: rates, threads: threads));
            return net.Parameters.Span.ToArray();
        }

        double[] direct = Train(null, null, 1);
        Compare.SameBits<double>(direct, Train(GradientClipping.ByNorm(1e9), null, 1), "by a gradient");
        Compare.SameBits<double>(direct, Train(GradientClipping.ByLayerNorm(1e9), null, 3), "by layers and three threads");
        Compare.SameBits<double>(direct, Train(null, new Dictionary<string, double> { ["fc"] = 1 }, 2), "by groups and two threads");
        Compare.SameBits<double>(direct, Train(null, null, 3), "by three threads");
    }

    /// <summary>A run that dies where gradients wait for those of other batches knows which rows they are of.</summary>
    [Fact]
    public void RunThatDies_GoesOnWithTheSameBits()
    {
        string path = Path.Combine(Path.GetTempPath(), $"nngen-sparse-{Guid.NewGuid():N}");
        try
        {
            double[] Train(CheckpointOptions? checkpoint, int diesAt)
            {
                SparsePaddingDouble net = Start();
                TrainingOptions options = Options(new Adam(0.1), epochs: 4, batches: 2, checkpoint: checkpoint, callback: new DyingAt(diesAt));
                if (diesAt > 0)
                {
                    Assert.Throws<InvalidTimeZoneException>(() => Trainer.Fit(net, Data(), options));
                }
                else
                {
                    Trainer.Fit(net, Data(), options);
                }

                return net.Parameters.Span.ToArray();
            }

            double[] whole = Train(null, 0);
            var checkpoint = new CheckpointOptions(path) { EverySteps = 1, Resume = true };
            Train(checkpoint, 5);
            Train(checkpoint, 8);
            Compare.SameBits<double>(whole, Train(checkpoint, 0), "resumed");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void RowsThatNobodyLooksUp_KeepTheirBitsAndWhatIsKeptOfThem()
    {
        foreach (Optimizer optimizer in Optimizers.All)
        {
            var net = new SparseLookups(3);
            var tape = new SparseLookups.Tape(2);
            OptimizerState<float> state = optimizer.Bind<float>(SparseLookups.Info);
            float[] x = new float[38];
            var targets = new float[] { 1, 2, 3, 4, 5, 6 };
            net.Forward([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 2, 3], x, [10, 11, 12, 20, 21, 22], targets, tape);
            state.Step(net, tape, optimizer.Rate);

            float[][] Of(string name) => [net.Parameter(name), .. state.Slots.Select(slot => state.Parameter(slot.Name, name))];
            float[][] before = Of("word.weight");
            float[][] kinds = Of("which.weight");
            net.Forward([0, 1, 2, 3, 4, 4, 4, 7, 7, 1], [1, 1, 1, 1], x, [10, 11, 1, 20, 21, 1], targets, tape);
            state.Step(net, tape, optimizer.Rate);
            int[] touched = [0, 1, 2, 3, 4, 7, 10, 11, 20, 21];
            AssertOnly(touched, before, Of("word.weight"), 19, optimizer.Description);
            AssertOnly([1], kinds, Of("which.weight"), 19, optimizer.Description);
        }
    }

    [Fact]
    public void SliceOfAnInput_TellsTheRows()
    {
        var net = new SparseSlice(1);
        var tape = new SparseSlice.Tape(2);
        float[] before = net.Parameter("kind.weight");
        OptimizerState<float> state = new Adam(0.1).Bind<float>(SparseSlice.Info);
        float[] rows = [3, 2, 1, 0, 4, 1, 0, 0, 0, 0, 1, 1];
        var gradients = new SparseSlice.Gradients();
        net.Forward(rows, new float[4], tape);
        net.Backward(tape, gradients);
        state.Apply(net, gradients, 0.1);
        AssertOnly([1, 4], [before], [net.Parameter("kind.weight")], 3, "by a gradient");
        before = net.Parameter("kind.weight");
        net.Forward(rows, new float[4], tape);
        state.Step(net, tape, 0.1);
        AssertOnly([1, 4], [before], [net.Parameter("kind.weight")], 3, "by the kernels");
    }

    /// <summary>Whoever takes gradients is given each row that was looked up once, and no other: as many as the batch has numbers, however large the table is.</summary>
    [Fact]
    public void Update_IsGivenTheRowsOfTheBatchAndEachOnce()
    {
        var net = new SparseLookups(1);
        var tape = new SparseLookups.Tape(2);
        net.Forward([5, 5, 5, 5, 5, 5, 5, 5, 36, 5], [3, 3, 3, 3], new float[38], [0, 0, 0, 5, 22, 0], new float[6], tape);
        var count = new CountUpdates([.. new int[SparseLookups.Info.StorageLength]]);
        net.Backward(tape, ref count);
        foreach ((string name, int[] rows) in new (string, int[])[] { ("word.weight", [0, 5, 22, 36]), ("which.weight", [3]), ("table.weight", [0, 5, 22]) })
        {
            ParameterInfo table = SparseLookups.Info.Parameter(name);
            int features = table.Shape[1];
            for (int i = 0; i < table.Shape[0] * features; i++)
            {
                Assert.Equal(rows.Contains(i / features) ? 1 : 0, count.Counts[ParameterLayout.StorageIndex(table, i)]);
            }
        }
    }

    [Fact]
    public void GradientOfOnesOwn_ChangesItsRows()
    {
        var net = new SparseLookups(1);
        var gradients = new SparseLookups.Gradients();
        float[] before = net.Parameter("word.weight");
        var own = new float[37 * 19];
        own.AsSpan(30 * 19, 19).Fill(1);
        gradients.SetParameter("word.weight", own);
        new Sgd(0.5).Bind<float>(SparseLookups.Info).Apply(net, gradients, 0.5);
        Assert.Equal([.. before.Select((value, i) => value - 0.5f * own[i])], net.Parameter("word.weight"));
        gradients.Clear();
        Assert.All(gradients.Buffer.Span.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Info_TellsWhatIsLookedUp()
    {
        ParameterInfo Of(string name) => SparseLookups.Info.Parameter(name);
        Assert.Equal([new(0, 5), new(26, 3)], Of("word.weight").Lookups.Order(Comparer<ParameterLookup>.Create((a, b) => a.First - b.First)));
        Assert.Equal([new ParameterLookup(5, 2)], Of("which.weight").Lookups);
        Assert.Equal([new ParameterLookup(4, 2)], SparseSlice.Info.Parameter("kind.weight").Lookups);
        Assert.True(Of("table.weight").IsSparse);
        Assert.False(Of("dense1.weight").IsSparse);
    }

    /// <summary>A penalty has a gradient everywhere.</summary>
    [Fact]
    public void PenaltyOfATable_IsRefused()
    {
        const string Expected = "The penalty counts emb.weight, whose gradient is sparse, but a penalty has a gradient in all 7 rows of it; name the other parameters in WeightPenalty.Parameters, leave Sparse out of the embedding, or use an optimizer's WeightDecay, which decays a row in the steps that look it up.";
        Assert.Contains(Expected, Assert.Throws<ArgumentException>(() => new WeightPenalty { L2 = 1 }.Bind<double>(SparsePaddingDouble.Info)).Message, StringComparison.Ordinal);
        Assert.Contains(Expected, Assert.Throws<ArgumentException>(() => Trainer.Fit(Start(), Data(), new TrainingOptions { Epochs = 1, Penalty = new WeightPenalty { L1 = 1 } })).Message, StringComparison.Ordinal);
        SparsePaddingDouble net = Start();
        Trainer.Fit(net, Data(), new TrainingOptions { Epochs = 1, Penalty = new WeightPenalty { L1 = 1, Parameters = ["fc.weight"] } });
        Assert.True(double.IsFinite(net.Parameter("fc.weight")[0]));
    }

    [Fact]
    public void StepsByAGradientInMemory_AllocateNothing()
    {
        SparsePaddingDouble net = Start();
        var tape = new SparsePaddingDouble.Tape(Rows);
        var gradients = new SparsePaddingDouble.Gradients();
        var clipping = GradientClipping.ByNorm(0.1);
        OptimizerState<double> state = new Adam(0.1).Bind<double>(SparsePaddingDouble.Info);
        long least = long.MaxValue;
        for (int run = 0; run < 5; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (Step step in s_steps)
            {
                net.Forward(step.X, step.Z, step.Labels, tape);
                gradients.Clear();
                net.Backward(tape, gradients);
                clipping.Apply(gradients);
                state.Apply(net, gradients, 0.1);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private static SparsePaddingDouble Start()
    {
        var net = new SparsePaddingDouble(1);
        net.SetParameter("emb.weight", Table());
        net.SetParameter("fc.weight", [.. Enumerable.Range(0, 2 * Features).Select(i => Math.Sin(5 * (i / Features) + 2 * (i % Features)))]);
        net.SetParameter("fc.bias", [0.1, -0.2]);
        return net;
    }

    private static double[] Table() => [.. Enumerable.Range(0, Classes * Features).Select(i => Math.Cos(3 * (i / Features) + i % Features) / 2)];

    private static Dataset<double> Data() => Dataset.FromLabels<double>(
        [.. s_steps.SelectMany(step => Enumerable.Range(0, Rows).SelectMany(row => step.X.Skip(4 * row).Take(4).Concat(step.Z.Skip(2 * row).Take(2))))], 6, [.. s_steps.SelectMany(step => step.Labels)]);

    private static TrainingOptions Options(
        Optimizer optimizer,
        int epochs = 1,
        int batches = 1,
        GradientClipping? clipping = null,
        IReadOnlyDictionary<string, double>? rates = null,
        int threads = 1,
        CheckpointOptions? checkpoint = null,
        TrainingCallback? callback = null) => new()
    {
        Epochs = epochs,
        BatchSize = Rows,
        Shuffle = false,
        Optimizer = optimizer,
        AccumulationSteps = batches,
        Clipping = clipping,
        LayerRates = rates,
        Threads = threads,
        Checkpoint = checkpoint,
        Callbacks = callback is null ? [] : [callback],
    };

    private static void AssertRows(double[] expected, SparsePaddingDouble net, string what)
    {
        double[] start = Table();
        double[] table = net.Parameter("emb.weight");
        Compare.SameBits<double>(start.AsSpan(0, Features), table.AsSpan(0, Features), $"padding, {what}");
        Compare.SameBits<double>(start.AsSpan(6 * Features), table.AsSpan(6 * Features), $"row 6, {what}");
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], table[Features + i], 1e-10 * Math.Max(1, Math.Abs(expected[i])));
        }
    }

    private static void AssertOnly(int[] touched, float[][] before, float[][] after, int features, string what)
    {
        for (int slot = 0; slot < before.Length; slot++)
        {
            for (int row = 0; row < before[slot].Length / features; row++)
            {
                ReadOnlySpan<float> was = before[slot].AsSpan(row * features, features);
                ReadOnlySpan<float> now = after[slot].AsSpan(row * features, features);
                if (!touched.Contains(row))
                {
                    Compare.SameBits(was, now, $"{(slot == 0 ? "parameters" : $"slot {slot}")} of row {row}, {what}");
                }
                else if (slot == 0)
                {
                    Assert.False(was.SequenceEqual(now), $"row {row}, {what}");
                }
            }
        }
    }

    /// <summary>A batch: four numbers of words and two of others, and a label, for each of its rows.</summary>
    private sealed record Step(double[] X, double[] Z, int[] Labels);

    private readonly struct CountUpdates(int[] counts) : IParameterUpdate<float>
    {
        public int[] Counts => counts;

        public void Update<V>(ref float parameters, nint offset, V gradient, nint count)
            where V : struct, ILanes<V, float>
        {
            for (nint lane = 0; lane < Math.Min(count, V.Count); lane++)
            {
                counts[offset + lane]++;
            }
        }
    }

    private sealed class DyingAt(long step) : TrainingCallback
    {
        private long _steps;

        public override void OnStepEnd(TrainingContext context)
        {
            if (++_steps == step)
            {
                throw new InvalidTimeZoneException();
            }
        }
    }
}
