using NnGen.Numerics;
using Xunit;
using PlaneNet = NnGen.Tests.Training.HandMadeNetwork<NnGen.Tests.Training.Regression, double>;
using TwoPartNet = NnGen.Tests.Training.HandMadeNetwork<NnGen.Tests.Training.TwoParts, double>;

namespace NnGen.Tests.Training;

/// <summary>Penalties, clipping and norms of some layers or parameters only.</summary>
public class LayerOptionsTests
{
    [Fact]
    public void PenaltyOfSomeParameters_CountsThose()
    {
        TwoPartNet network = Network([3, -4, 0], 2);
        Assert.Equal(0.5 * 7 + 0.1 * 25, Value(new WeightPenalty { L1 = 0.5, L2 = 0.1, Parameters = ["first"] }, network), 1e-15);

        // A bias counts where it is named itself, and of a layer if biases do.
        Assert.Equal(0.5 * 2, Value(new WeightPenalty { L1 = 0.5, Parameters = ["second.bias"] }, network), 1e-15);
        Assert.Equal(0.5 * 9, Value(new WeightPenalty { L1 = 0.5, Parameters = ["first.weight", "second"], IncludeBiases = true }, network), 1e-15);
    }

    [Fact]
    public void SumOfPenalties_AddsUpValuesAndGradients()
    {
        TwoPartNet network = Network([3, -4, 0], 2);
        WeightPenalty sum = WeightPenalty.Sum(
            new WeightPenalty { L1 = 0.5, Parameters = ["first"] },
            WeightPenalty.Sum(new WeightPenalty { L2 = 0.1, Parameters = ["second.bias"] }, new WeightPenalty { L2 = 1 }));
        Assert.Equal(3, sum.Terms.Count);
        Assert.Equal(0.5 * 7 + 0.1 * 4 + 25, Value(sum, network), 1e-13);

        NetworkGradients<double> gradients = TwoPartNet.CreateGradients();
        sum.Bind<double>(TwoPartNet.Info).AddGradient(network.Parameters, gradients);
        Assert.Equal([0.5 + 6, -0.5 - 8, 0], gradients.Parameter("first.weight"));
        Assert.Equal([0.4], gradients.Parameter("second.bias"));
        Assert.Equal("penalty 0.5 sum|w| of first + 0.1 sum w^2 of second.bias + 1 sum w^2", sum.Description);
    }

    [Fact]
    public void SumOfNothing_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => WeightPenalty.Sum());
        Assert.Throws<ArgumentException>(() => WeightPenalty.Sum(new WeightPenalty { L1 = 1 }, null!));
        var options = new TrainingOptions { Penalty = WeightPenalty.Sum(new WeightPenalty { L1 = 1 }, new WeightPenalty()) };
        Assert.Contains("L1 = 0 and L2 = 0", Assert.Throws<ArgumentException>(() => Trainer.Fit(new PlaneNet(1), TrainingData.Plane(8), options)).Message);
    }

    [Fact]
    public void NamedParts_AreClippedEachByItsNorm()
    {
        AssertClipped([0.6, 0.8, 0], 2, GradientClipping.ByNorm(new Dictionary<string, double> { ["first"] = 1 }));
        AssertClipped([3, 4, 0], 0.5, GradientClipping.ByNorm(new Dictionary<string, double> { ["second.bias"] = 0.5 }));
        AssertClipped([0.6, 0.8, 0], 1, GradientClipping.ByLayerNorm(1));
        AssertClipped([0.6, 0.8, 0], 1, GradientClipping.ByParameterNorm(1));
        AssertClipped([3, 4, 0], 2, GradientClipping.ByLayerNorm(5.1));
        AssertClipped([3, 3.5, 0], 2, GradientClipping.ByValue(new Dictionary<string, double> { ["first.weight"] = 3.5 }));
    }

    [Fact]
    public void LayerNorm_IsOfWeightAndBiasTogether()
    {
        NetworkGradients<double> gradients = PlaneNet.CreateGradients();
        ParameterLayout.Import<double>(PlaneNet.Info.Parameters[0], [2, 0, 0], gradients.Buffer.Span);
        ParameterLayout.Import<double>(PlaneNet.Info.Parameters[1], [1], gradients.Buffer.Span);
        Assert.Equal(Math.Sqrt(5), GradientClipping.ByLayerNorm(1).Apply(gradients), 1e-15);
        Assert.Equal(1 / Math.Sqrt(5), gradients.Parameter("dense1.bias")[0], 1e-6);

        // Of the weight alone the norm is 2, of the bias 1.
        ParameterLayout.Import<double>(PlaneNet.Info.Parameters[0], [2, 0, 0], gradients.Buffer.Span);
        ParameterLayout.Import<double>(PlaneNet.Info.Parameters[1], [1], gradients.Buffer.Span);
        GradientClipping.ByParameterNorm(1.5).Apply(gradients);
        Assert.Equal(1.5, gradients.Parameter("dense1.weight")[0], 1e-5);
        Assert.Equal([1], gradients.Parameter("dense1.bias"));
    }

    [Fact]
    public void OneClipping_ServesSeveralNetworksAndAllocatesNothingForTheSame()
    {
        GradientClipping clipping = GradientClipping.ByLayerNorm(1);
        NetworkGradients<double> plane = PlaneNet.CreateGradients();
        NetworkGradients<double> twoParts = TwoPartNet.CreateGradients();
        plane.Buffer.Span.Fill(3);
        Assert.Equal(6, clipping.Apply(plane), 1e-15);
        twoParts.Buffer.Span.Fill(3);
        clipping.Apply(twoParts);
        Assert.Equal(1, twoParts.Parameter("second.bias")[0], 1e-6);
        Assert.Equal(0, Allocation.Of(() => clipping.Apply(twoParts)));
    }

    [Fact]
    public void FrozenLayer_DoesNotCountForTheNormOfItsParts()
    {
        var options = new TrainingOptions
        {
            Epochs = 1,
            BatchSize = 8,
            Optimizer = new Sgd(1),
            Clipping = GradientClipping.ByNorm(1e-3),
            LayerRates = new Dictionary<string, double> { ["first"] = 0 },
        };
        var network = new TwoPartNet(1);
        double before = network.Parameters.Span[TwoParts.FirstLength];
        Trainer.Fit(network, TrainingData.Plane(8), options);

        // Alone, the gradient of the bias is scaled to the whole limit.
        Assert.Equal(1e-3, Math.Abs(network.Parameters.Span[TwoParts.FirstLength] - before), 1e-8);
    }

    [Fact]
    public void MaxNorm_HoldsAfterEveryStepAndLeavesFrozenLayersAlone()
    {
        var network = new TwoPartNet(1);
        var options = new TrainingOptions { Epochs = 20, Optimizer = new Sgd(0.3), MaxNorm = new MaxNorm(0.75) };
        TrainingReport report = Trainer.Fit(network, TrainingData.Plane(64), options);
        Assert.Equal(0.75, Norm(network), 1e-12);
        Assert.Equal("SGD, rate 0.3; norm of incoming weights at most 0.75", report.Optimizer);

        double[] before = Network([3, 4, 0], 2).Parameters.Span.ToArray();
        TwoPartNet frozen = Network([3, 4, 0], 2);
        Trainer.Fit(frozen, TrainingData.Plane(8), new TrainingOptions { Epochs = 1, MaxNorm = new MaxNorm(0.75), LayerRates = new Dictionary<string, double> { ["first"] = 0 } });
        Assert.Equal(before.AsSpan(0, TwoParts.FirstLength), frozen.Parameters.Span[..TwoParts.FirstLength]);
    }

    [Fact]
    public void MaxNorm_ComesBeforeTheAverage()
    {
        // The average of weights that never leave the ball does not either.
        var network = new TwoPartNet(1);
        Trainer.Fit(network, TrainingData.Plane(64), new TrainingOptions { Epochs = 5, Optimizer = new Sgd(0.3), MaxNorm = new MaxNorm(0.75), WeightAverage = new WeightAverage(0.5) });
        Assert.InRange(Norm(network), 0.7, 0.75 + 1e-12);
    }

    [Fact]
    public void AverageFromTheInitialParameters_CountsThem()
    {
        double[] initial = new PlaneNet(1).Parameters.Span.ToArray();
        double[] trained = Trained(null);
        Assert.Equal(trained, Trained(new WeightAverage(0.75)));
        double[] averaged = Trained(new WeightAverage(0.75) { FromInitial = true });
        Assert.All(averaged.Select((value, i) => (value, 0.75 * initial[i] + 0.25 * trained[i])), pair => Assert.Equal(pair.Item2, pair.value, 1e-15));

        static double[] Trained(WeightAverage? average)
        {
            var network = new PlaneNet(1);
            Trainer.Fit(network, TrainingData.Plane(8), new TrainingOptions { Epochs = 1, BatchSize = 8, Optimizer = new Sgd(0.1), WeightAverage = average });
            return network.Parameters.Span.ToArray();
        }
    }

    [Fact]
    public void UnknownNames_AreAllNamedBeforeTheFirstStep()
    {
        var options = new TrainingOptions
        {
            Penalty = WeightPenalty.Sum(new WeightPenalty { L1 = 1, Parameters = ["frist"] }, new WeightPenalty { L2 = 1, Parameters = ["second"] }, new WeightPenalty { L2 = 1, Parameters = [] }),
            Clipping = GradientClipping.ByNorm(new Dictionary<string, double> { ["first"] = 1, ["first.weight"] = 2 }),
            MaxNorm = new MaxNorm(new Dictionary<string, double> { ["second"] = 1, ["first.bias"] = 1 }),
        };
        var network = new TwoPartNet(1);
        double[] before = network.Parameters.Span.ToArray();
        string message = Assert.Throws<ArgumentException>(() => Trainer.Fit(network, TrainingData.Plane(8), options)).Message;
        string[] expected =
        [
            "6 problems:",
            "WeightPenalty.Parameters names 'frist', but TwoParts has no trained parameter and no layer of that name; it has: first.weight, second.bias.",
            "WeightPenalty.Parameters names 'second', which has no weights between neurons; name second.bias or set IncludeBiases.",
            "WeightPenalty.Parameters is empty, so nothing is penalised",
            "Clipping names first.weight twice, as 'first' and as 'first.weight'; keep one of them.",
            "MaxNorm names 'first.bias', but TwoParts has no trained parameter",
            "MaxNorm names 'second', which has no weights between neurons; it takes: first.weight.",
        ];
        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.Equal(before, network.Parameters.Span.ToArray());

        // The same sentences where there is no trainer.
        Assert.Contains("'frist'", Assert.Throws<ArgumentException>(() => options.Penalty.Bind<double>(TwoPartNet.Info)).Message);
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => options.Clipping.Apply(TwoPartNet.CreateGradients())).Message);
        Assert.Contains("'first.bias'", Assert.Throws<ArgumentException>(() => options.MaxNorm.Bind<double>(TwoPartNet.Info)).Message);
    }

    [Fact]
    public void NumbersOutOfRange_AreRefusedByName()
    {
        Assert.Contains("maxima[\"first\"] must be", Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByNorm(new Dictionary<string, double> { ["first"] = 0 })).Message);
        Assert.Contains("maxima[\"first\"] must be", Assert.Throws<ArgumentOutOfRangeException>(() => new MaxNorm(new Dictionary<string, double> { ["first"] = double.NaN })).Message);
        Assert.Contains("maximum must be", Assert.Throws<ArgumentOutOfRangeException>(() => new MaxNorm(0)).Message);
        Assert.Throws<ArgumentException>(() => GradientClipping.ByValue(new Dictionary<string, double>()));
        Assert.Throws<ArgumentException>(() => new MaxNorm(new Dictionary<string, double>()));
        Assert.Throws<ArgumentException>(() => new MaxNorm(1).Bind<double>(TwoPartNet.Info).Apply(new AlignedBuffer<double>(3)));
    }

    [Fact]
    public void Rprop_TakesNoRates()
    {
        var options = new TrainingOptions { Optimizer = new Rprop { SmallestStep = 1, LargestStep = 0.5 }, Schedule = new StepSchedule(2, 0.5) };
        string message = Assert.Throws<ArgumentException>(() => Trainer.Fit(new PlaneNet(1), TrainingData.Plane(8), options)).Message;
        Assert.Contains("Rprop: LargestStep is 0.5, below SmallestStep, which is 1.", message, StringComparison.Ordinal);
        Assert.Contains("so a Schedule changes nothing", message, StringComparison.Ordinal);
        Assert.Contains("no rate to test", Assert.Throws<ArgumentException>(() => LearningRateFinder.Run(new PlaneNet(1), TrainingData.Plane(8), new TrainingOptions { Optimizer = new Rprop() })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rprop { Growth = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rprop { Shrink = 0 });
    }

    [Fact]
    public void Rprop_FollowsSignsHoweverSmallGradientsAre()
    {
        // By hand: two steps ahead, the second 1.2 times as long; back is no step, and the next is half as long.
        var update = new RpropUpdate<double>(1, 0.1);
        double[] expected = [-0.1, -0.22, -0.22, -0.16];
        double[] gradients = [1e-200, 3e-200, -1e-200, -1e-200];
        double value = 0;
        for (int step = 1; step <= 4; step++)
        {
            update.BeginStep(step, 0.1);
            update.Update(ref value, 0, Lanes128Double.Splat(gradients[step - 1]), 1);
            Assert.Equal(expected[step - 1], value, 1e-15);
        }
    }

    private static TwoPartNet Network(double[] weight, double bias)
    {
        var network = new TwoPartNet(1);
        ParameterLayout.Import<double>(TwoPartNet.Info.Parameters[0], weight, network.Parameters.Span);
        ParameterLayout.Import<double>(TwoPartNet.Info.Parameters[1], [bias], network.Parameters.Span);
        return network;
    }

    private static double Value(WeightPenalty penalty, TwoPartNet network) => penalty.Bind<double>(TwoPartNet.Info).Value(network.Parameters);

    private static double Norm(TwoPartNet network) => Math.Sqrt(ParameterLayout.Export<double>(TwoPartNet.Info.Parameters[0], network.Parameters.Span).Sum(w => w * w));

    /// <summary>Clips gradients of 3, 4, 0 of the weight and 2 of the bias; the norm is raised by a millionth before dividing.</summary>
    private static void AssertClipped(double[] weight, double bias, GradientClipping clipping)
    {
        NetworkGradients<double> gradients = TwoPartNet.CreateGradients();
        Network([3, 4, 0], 2).Parameters.Span.CopyTo(gradients.Buffer.Span);
        Assert.Equal(Math.Sqrt(29), clipping.Apply(gradients), 1e-14);
        Assert.All(gradients.Parameter("first.weight").Zip(weight), pair => Assert.Equal(pair.Second, pair.First, 2e-6));
        Assert.Equal(bias, gradients.Parameter("second.bias")[0], 2e-6);
    }
}
