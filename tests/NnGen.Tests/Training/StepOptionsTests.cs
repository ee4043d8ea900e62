using Xunit;
using PlaneNet = NnGen.Tests.Training.HandMadeNetwork<NnGen.Tests.Training.Regression, double>;
using TwoPartNet = NnGen.Tests.Training.HandMadeNetwork<NnGen.Tests.Training.TwoParts, double>;

namespace NnGen.Tests.Training;

public class StepOptionsTests
{
    [Theory]
    [InlineData(32, 4)]
    [InlineData(30, 4)]
    [InlineData(24, 3)]
    public void AccumulatedBatches_TrainLikeOneLargeBatch(int rows, int batches)
    {
        // Of 30 rows the last batch has 6 and counts for 6.
        double[] small = Train(rows, new TrainingOptions { BatchSize = 8, AccumulationSteps = batches, Epochs = 3, Optimizer = new Adam(0.1) }, out TrainingReport report);
        double[] large = Train(rows, new TrainingOptions { BatchSize = 8 * batches, Epochs = 3, Optimizer = new Adam(0.1) }, out _);
        AssertNear(large, small);
        Assert.Equal(3 * ((rows - 1) / 8 + 1), report.Steps);
    }

    [Fact]
    public void BatchesLeftAtTheEndOfAnEpoch_ChangeTheParametersToo()
    {
        // Five batches in groups of two, two and one, so that the next epoch begins with a new group.
        double[] actual = Train(40, new TrainingOptions { BatchSize = 8, AccumulationSteps = 2, Epochs = 1, Optimizer = new Sgd(0.1) }, out _);
        var network = new PlaneNet(1);
        Dataset<double> data = TrainingData.Plane(40);
        NetworkTape<double> tape = PlaneNet.CreateTape(16);
        foreach ((int start, int count) in new[] { (0, 16), (16, 16), (32, 8) })
        {
            Assert.True(data.TryGetContiguous(start, count, out ReadOnlySpan<double> inputs, out ReadOnlySpan<double> targets));
            network.Forward(inputs, targets, tape);
            var update = new SgdUpdate<double>(0.1);
            network.Backward(tape, ref update);
        }

        AssertNear(network.Parameters.Span.ToArray(), actual);
    }

    [Fact]
    public void SummedLoss_AccumulatesSums()
    {
        Dataset<double> data = Dataset.FromTargets(TrainingData.Inputs(8, 3), 3, new double[16], 2);
        var small = new HandMadeNetwork<SummedRegression, double>(3);
        var large = new HandMadeNetwork<SummedRegression, double>(3);
        Trainer.Fit(small, data, new TrainingOptions { Epochs = 2, BatchSize = 4, AccumulationSteps = 2, Shuffle = false, Optimizer = new Sgd(0.01) });
        Trainer.Fit(large, data, new TrainingOptions { Epochs = 2, BatchSize = 8, Shuffle = false, Optimizer = new Sgd(0.01) });
        AssertNear(large.Parameters.Span.ToArray(), small.Parameters.Span.ToArray());
    }

    [Fact]
    public void FrozenLayer_DoesNotChangeByABit()
    {
        var network = new TwoPartNet(1);
        double[] before = network.Parameters.Span.ToArray();
        var options = new TrainingOptions
        {
            Epochs = 3,
            Optimizer = new AdamW(0.1),
            Penalty = new WeightPenalty { L2 = 0.1, IncludeBiases = true },
            LayerRates = new Dictionary<string, double> { ["first"] = 0 },
        };
        Trainer.Fit(network, TrainingData.Plane(20), options);
        Assert.Equal(before.AsSpan(0, TwoParts.FirstLength), network.Parameters.Span[..TwoParts.FirstLength]);
        Assert.NotEqual(before[TwoParts.FirstLength], network.Parameters.Span[TwoParts.FirstLength]);
    }

    [Fact]
    public void BatchesThatWeighNothing_LeaveTheParametersAsTheyAre()
    {
        // With class weights the mean divides by 0 here, and 0 times 1 / 0 would be no number.
        var network = new HandMadeNetwork<WeightlessClass, double>(3);
        double[] before = network.Parameters.Span.ToArray();
        Dataset<double> data = Dataset.FromLabels(TrainingData.Inputs(8, 2), 2, new int[8]);
        Trainer.Fit(network, data, new TrainingOptions { Epochs = 1, BatchSize = 2, AccumulationSteps = 2, Optimizer = new Sgd(0.1) });
        Assert.Equal(before, network.Parameters.Span.ToArray());
    }

    [Fact]
    public void LayerRates_AreInTheReportByName()
    {
        var options = new TrainingOptions { Epochs = 1, Optimizer = new Sgd(0.1), LayerRates = new Dictionary<string, double> { ["second"] = 0.5, ["first"] = 0 } };
        Assert.Equal("SGD, rate 0.1; rates of layers: first 0, second 0.5", Trainer.Fit(new TwoPartNet(1), TrainingData.Plane(8), options).Optimizer);
    }

    [Fact]
    public void LayerRate_MultipliesTheRateOfThatLayerOnly()
    {
        double[] start = new TwoPartNet(1).Parameters.Span.ToArray();
        double[] plain = Change(start, null);
        double[] halved = Change(start, new Dictionary<string, double> { ["second"] = 0.5 });
        Assert.Equal(plain.AsSpan(0, TwoParts.FirstLength), halved.AsSpan(0, TwoParts.FirstLength));
        Assert.Equal(0.5, halved[TwoParts.FirstLength] / plain[TwoParts.FirstLength], 1e-12);

        static double[] Change(double[] start, IReadOnlyDictionary<string, double>? rates)
        {
            var network = new TwoPartNet(1);
            Trainer.Fit(network, TrainingData.Plane(8), new TrainingOptions { Epochs = 1, BatchSize = 8, Optimizer = new Sgd(0.1), LayerRates = rates });
            return [.. network.Parameters.Span.ToArray().Zip(start, (after, before) => after - before)];
        }
    }

    [Fact]
    public void FrozenLayer_DoesNotCountForTheNorm()
    {
        var gradients = (HandMadeGradients<Regression, double>)PlaneNet.CreateGradients();
        gradients.Buffer.Span.Fill(3);
        Assert.Equal(6, GradientClipping.ByNorm(1).Apply(gradients), 1e-12);
        double norm = Math.Sqrt(gradients.Parameter("dense1.weight").Append(gradients.Parameter("dense1.bias")[0]).Sum(x => x * x));
        Assert.Equal(6 / (6 + 1e-6), norm, 1e-12);

        // With the bias frozen there are three gradients.
        gradients.Buffer.Span.Fill(4);
        GradientClipping clipping = GradientClipping.ByNorm(1);
        clipping.Clip(gradients, clipping.Groups(PlaneNet.Info, parameter => parameter.Name == "dense1.weight"));
        Assert.Equal(1, Math.Sqrt(gradients.Parameter("dense1.weight").Sum(x => x * x)), 1e-6);
        Assert.Equal([4], gradients.Parameter("dense1.bias"));
    }

    [Fact]
    public void PaddingOfGradients_IsNobodysAndStaysZero()
    {
        NetworkGradients<double> gradients = PlaneNet.CreateGradients();
        GradientClipping.ByValue(1).Apply(gradients);
        new WeightPenalty { L1 = 1, IncludeBiases = true }.Bind<double>(PlaneNet.Info).AddGradient(new PlaneNet(1).Parameters, gradients);
        int own = gradients.Trained.Ranges.Sum(range => range.Length);
        Assert.Equal(PlaneNet.Info.ParameterCount, own);
        Assert.True(gradients.Buffer.Length > own);
        Assert.InRange(gradients.Buffer.Span.ToArray().Count(x => x != 0), 1, own);
    }

    [Fact]
    public void WeightAverage_IsThatOfTheParametersAfterEachStep()
    {
        const double Decay = 0.75;
        double[] average = [];
        for (int steps = 1; steps <= 5; steps++)
        {
            double[] trained = Train(8, new TrainingOptions { Epochs = steps, BatchSize = 8, Optimizer = new Sgd(0.1) }, out _);
            average = steps == 1 ? trained : [.. average.Zip(trained, (a, w) => Decay * a + (1 - Decay) * w)];
        }

        double[] last = Train(8, new TrainingOptions { Epochs = 5, BatchSize = 8, Optimizer = new Sgd(0.1) }, out _);
        double[] kept = Train(8, new TrainingOptions { Epochs = 5, BatchSize = 8, Optimizer = new Sgd(0.1), WeightAverage = new WeightAverage(Decay) }, out TrainingReport report);
        double[] dropped = Train(8, new TrainingOptions { Epochs = 5, BatchSize = 8, Optimizer = new Sgd(0.1), WeightAverage = new WeightAverage(Decay) { IsKept = false } }, out _);
        AssertNear(average, kept);
        Assert.Equal(last, dropped);
        Assert.Equal("SGD, rate 0.1; weights averaged with decay 0.75", report.Optimizer);
    }

    [Fact]
    public void Validation_IsOfTheAveragedParameters()
    {
        var network = new PlaneNet(1);
        Dataset<double> data = TrainingData.Plane(16);
        TrainingReport report = Trainer.Fit(
            network, data, new TrainingOptions { Epochs = 4, Optimizer = new Sgd(0.1), WeightAverage = new WeightAverage(0.5) }, validation: data);
        Assert.Equal(Trainer.Evaluate(network, data).Loss, report.Epochs[^1].ValidationLoss);
    }

    [Fact]
    public void ReportedLoss_HasThePenalty()
    {
        Dataset<double> data = TrainingData.Plane(8);
        var network = new PlaneNet(1);
        double squares = Enumerable.Range(0, 3).Sum(i => network.Weight(i, 0) * network.Weight(i, 0));
        double magnitudes = Enumerable.Range(0, 3).Sum(i => Math.Abs(network.Weight(i, 0)));
        double plain = Trainer.Evaluate(network, data).Loss;
        TrainingReport report = Trainer.Fit(network, data, new TrainingOptions { Epochs = 1, Penalty = new WeightPenalty { L1 = 0.3, L2 = 0.2 } });
        Assert.Equal(plain + 0.3 * magnitudes + 0.2 * squares, report.Epochs[0].TrainLoss, 1e-12);
    }

    [Fact]
    public void SumsOverLongRanges_AreThoseOfPlainLoops()
    {
        var values = new AlignedBuffer<float>(3000);
        var random = new Random(1);
        foreach (ref float value in values.Span)
        {
            value = random.NextSingle() - 0.5f;
        }

        ParameterRange[] ranges = [new(1, 2), new(5, 1000), new(1010, 16), new(1030, 1969)];
        float[] counted = [.. ranges.SelectMany(range => values.Span.Slice(range.Start, range.Length).ToArray())];
        Assert.Equal(counted.Sum(x => (double)x * x), FlatPasses<float>.Widest.SumOfSquares(values, ranges), 1e-4);
        Assert.Equal(counted.Sum(x => Math.Abs((double)x)), FlatPasses<float>.Widest.SumOfMagnitudes(values, ranges), 1e-4);
    }

    [Fact]
    public void EverythingOn_AllocatesNothing()
    {
        TrainingReport report = Trainer.Fit(new PlaneNet(1), TrainingData.Plane(50), Everything());
        Assert.Equal(0, report.BytesAllocatedPerStep);
    }

    [Fact]
    public void FirstChange_MayAllocateAfterBatchesThatOnlyGather()
    {
        var options = new TrainingOptions { Epochs = 2, BatchSize = 4, Optimizer = new LateRoom(), AccumulationSteps = 3 };
        Assert.Equal(0, Trainer.Fit(new PlaneNet(1), TrainingData.Plane(50), options).BytesAllocatedPerStep);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(10)]
    public void EverythingOn_RestoredInTheMiddle_GoesOnWithTheSameBits(int cut)
    {
        Assert.Equal(Run(cut: 0), Run(cut));
    }

    [Fact]
    public void ImpossibleOptions_AreNamedAtOnceBeforeTheFirstStep()
    {
        var network = new PlaneNet(1);
        double[] before = network.Parameters.Span.ToArray();
        var options = new TrainingOptions
        {
            AccumulationSteps = 0,
            Penalty = new WeightPenalty(),
            Optimizer = new Sgd(0.1) { Decoupled = true },
            Schedule = new WarmUpSchedule(2, new ReduceOnPlateauSchedule { Unit = ScheduleUnit.Step }),
            LayerRates = new Dictionary<string, double> { ["dense7"] = 1, ["dense1"] = -1 },
        };
        string message = Assert.Throws<ArgumentException>(() => Trainer.Fit(network, TrainingData.Plane(8), options)).Message;
        string[] expected =
        [
            "Regression cannot be trained, 6 problems:",
            "AccumulationSteps must be at least 1, but it is 0.",
            "The penalty has L1 = 0 and L2 = 0",
            "Sgd: Decoupled says how weights decay, but WeightDecay is 0",
            "ReduceOnPlateauSchedule looks at the loss of whole epochs",
            "LayerRates names 'dense7', but Regression has no layer of that name with parameters; it has: dense1.",
            "LayerRates['dense1'] must be a finite number of 0 or more, but it is -1; 0 freezes the layer.",
        ];
        Assert.All(expected, part => Assert.Contains(part, message));
        Assert.Equal(before, network.Parameters.Span.ToArray());
    }

    [Fact]
    public void EveryLayerFrozen_IsRefused()
    {
        var options = new TrainingOptions { LayerRates = new Dictionary<string, double> { ["dense1"] = 0 } };
        Assert.Contains("nothing to train", Assert.Throws<ArgumentException>(() => Trainer.Fit(new PlaneNet(1), TrainingData.Plane(8), options)).Message);
    }

    [Fact]
    public void NumbersOutOfRange_AreRefusedByName()
    {
        Assert.Contains("maximum must be", Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByNorm(0)).Message);
        Assert.Contains("maximum must be", Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByValue(double.NaN)).Message);
        Assert.Contains("decay must be", Assert.Throws<ArgumentOutOfRangeException>(() => new WeightAverage(1)).Message);
        Assert.Contains("L1 must be", Assert.Throws<ArgumentOutOfRangeException>(() => new WeightPenalty { L1 = -1 }).Message);
        Assert.Contains("WeightDecay must be", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { WeightDecay = -1 }).Message);
    }

    private static TrainingOptions Everything() => new()
    {
        Epochs = 3,
        BatchSize = 8,
        AccumulationSteps = 2,
        Optimizer = new NAdam(0.05) { WeightDecay = 0.01 },
        Penalty = WeightPenalty.Sum(new WeightPenalty { L1 = 0.01, L2 = 0.01 }, new WeightPenalty { L2 = 0.02, Parameters = ["dense1.bias"] }),
        Clipping = GradientClipping.ByLayerNorm(0.5),
        MaxNorm = new MaxNorm(0.5),
        LayerRates = new Dictionary<string, double> { ["dense1"] = 0.5 },
        WeightAverage = new WeightAverage(0.9),
        Schedule = new WarmUpSchedule(2, new ReduceOnPlateauSchedule { Patience = 0, Factor = 0.5 }),
    };

    /// <summary>Twelve batches in three epochs, with a pipeline that is saved and made anew after some of them.</summary>
    private static double[] Run(int cut)
    {
        var network = new PlaneNet(1);
        TrainingOptions options = Everything();
        var pipeline = new StepPipeline<PlaneNet, double>(network, options);
        NetworkTape<double> tape = PlaneNet.CreateTape(8);
        Dataset<double> data = TrainingData.Plane(30);
        for (int batch = 1; batch <= 12; batch++)
        {
            int first = (batch - 1) % 4 * 8;
            Assert.True(data.TryGetContiguous(first, Math.Min(8, 30 - first), out ReadOnlySpan<double> inputs, out ReadOnlySpan<double> targets));
            network.Forward(inputs, targets, tape);
            pipeline.Step(tape, isLastOfEpoch: batch % 4 == 0);
            if (batch % 4 == 0)
            {
                pipeline.EndEpoch(monitored: 1);
            }

            if (batch == cut)
            {
                var resumed = new StepPipeline<PlaneNet, double>(network, options);
                Assert.Equal(pipeline.Slots.Select(slot => slot.Name), resumed.Slots.Select(slot => slot.Name));
                foreach ((OptimizerSlot<double> from, OptimizerSlot<double> to) in pipeline.Slots.Zip(resumed.Slots))
                {
                    from.Values.Span.CopyTo(to.Values.Span);
                }

                resumed.Restore(pipeline.Steps, pipeline.Numbers);
                pipeline = resumed;
            }
        }

        pipeline.Finish();
        return network.Parameters.Span.ToArray();
    }

    private static double[] Train(int rows, TrainingOptions options, out TrainingReport report)
    {
        var network = new PlaneNet(1);
        var ordered = new TrainingOptions
        {
            Shuffle = false,
            Epochs = options.Epochs,
            BatchSize = options.BatchSize,
            Optimizer = options.Optimizer,
            AccumulationSteps = options.AccumulationSteps,
            WeightAverage = options.WeightAverage,
        };
        report = Trainer.Fit(network, TrainingData.Plane(rows), ordered);
        return network.Parameters.Span.ToArray();
    }

    private static void AssertNear(double[] expected, double[] actual)
        => Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-10));

    /// <summary>Takes its memory in the first change, as the runtime does when it loads code.</summary>
    private sealed class LateRoom() : Optimizer(0.1)
    {
        public override string Description => "late room";

        protected override OptimizerState<T> CreateState<T>(NetworkInfo info) => new State<T>();

        private sealed class State<T> : OptimizerState<T>
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            private T[]? _room;

            public override IReadOnlyList<OptimizerSlot<T>> Slots => [];

            public override void Step<TNetwork>(TNetwork network, NetworkTape<T> tape, double rate) => throw new NotSupportedException();

            public override void Apply<TNetwork>(TNetwork network, NetworkGradients<T> gradients, double rate) => _room ??= new T[1000];
        }
    }
}
