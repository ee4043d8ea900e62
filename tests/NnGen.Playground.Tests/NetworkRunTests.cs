using NnGen.InMemory;
using Samples.Playground.Data;
using Samples.Playground.Declarations;
using Samples.Playground.Training;

namespace NnGen.Playground.Tests;

/// <summary>The loop by hand, and what is to be seen of it.</summary>
public sealed class NetworkRunTests
{
    private static readonly NetworkProject s_project = new();

    [Fact]
    public async Task Passes_AreTheLectures()
    {
        using LoadedNetworks loaded = await Load("[Network, Input(2), Dense(2, Name = \"hidden\"), Sigmoid, Dense(1, Name = \"output\"), Sigmoid, HalfSquaredErrorLoss] public partial class Net;");
        INetworkRun run = Start(loaded, One(3, 4, 1), new TrainingSettings { BatchSize = 1, Optimizer = new Sgd(0.5) });
        run.Begin(1, Lecture);

        PointPasses passes = run.Explain(3, 4, 1);

        // By hand: in_3 = 5 + 3 - 2 * 4 = 0, in_4 = 3 - 4 * 3 + 2 * 4 = -1, in_5 = -1 + 4 a_3 + 2 a_4; the error is 1/2 (1 - a_5)^2.
        double a4 = 1 / (1 + Math.E);
        double in5 = -1 + (4 * 0.5) + (2 * a4);
        double a5 = 1 / (1 + Math.Exp(-in5));
        double delta5 = (a5 - 1) * a5 * (1 - a5);
        Assert.Equal([0, -1, in5], passes.Neurons.Select(neuron => neuron.Sum), Near);
        Assert.Equal([0.5, a4, a5], passes.Neurons.Select(neuron => neuron.Output), Near);
        Assert.Equal([4 * delta5 * 0.25, 2 * delta5 * a4 * (1 - a4), delta5], passes.Neurons.Select(neuron => neuron.Delta!.Value), Near);
        Assert.Equal(0.5 * (1 - a5) * (1 - a5), passes.Loss, 1e-6);

        run.Step();
        Assert.Equal(-1 - (0.5 * delta5), run.Parameters()["output.bias"][0], 1e-6);
        Assert.Equal((1, 1), (run.Steps, run.Samples));
    }

    [Fact]
    public async Task DeltaWithoutBias_IsThatOfTheSum()
    {
        const string Declaration = "[Network, Input(2), Dense(2, Name = \"hidden\", Bias = false), Tanh, Dense(1, Name = \"output\"), Sigmoid, BinaryCrossEntropyLoss] public partial class Net;";
        using LoadedNetworks loaded = await Load(Declaration);
        INetworkRun run = Start(loaded, One(1, -2, 1), new TrainingSettings());
        run.Begin(1, new Dictionary<string, double[]> { ["hidden.weight"] = [0.5, 0.25, -1, 0.5], ["output.weight"] = [2, -3], ["output.bias"] = [0.5] });

        PointPasses passes = run.Explain(1, -2, 1);

        // in_3 = 0, in_4 = -2; the derivative of binary cross entropy after a sigmoid is a_5 - t, that of tanh 1 - a^2.
        double a4 = Math.Tanh(-2);
        double delta5 = (1 / (1 + Math.Exp(-(0.5 - (3 * a4))))) - 1;
        Assert.Equal([2 * delta5, -3 * delta5 * (1 - (a4 * a4)), delta5], passes.Neurons.Select(neuron => neuron.Delta!.Value), Near);
    }

    [Fact]
    public async Task Dropout_DropsNothingOfWhatIsLookedAt()
    {
        byte[] with = await Maps("[Network, Input(2), Dense(6), Tanh, Dropout(0.5), Dense(1), Sigmoid, BinaryCrossEntropyLoss] public partial class Net;", [0.5]);
        byte[] without = await Maps("[Network, Input(2), Dense(6), Tanh, Dense(1), Sigmoid, BinaryCrossEntropyLoss] public partial class Net;", []);

        Assert.All(with.Zip(without), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
        Assert.True(with.Distinct().Count() > 50);

        static async Task<byte[]> Maps(string declaration, double[] rates)
        {
            using LoadedNetworks loaded = await Load(declaration);
            INetworkRun run = loaded.Visit("Net", new RunFactory(PointData.Make(new DataRequest()), new TrainingSettings(), rates));
            run.Begin(7, new Dictionary<string, double[]>());
            byte[] maps = new byte[9 * 24 * 24];
            run.DrawNeurons(maps, 24);
            return maps;
        }
    }

    [Theory]
    [InlineData("Dense(8), ReLU, Dense(3), Softmax, CrossEntropyLoss", 3)]
    [InlineData("Dense(8), ReLU, Dense(3), LogSoftmax, NegativeLogLikelihoodLoss", 3)]
    [InlineData("Dense(8), GELU, Dense(2), Softmax, CrossEntropyLoss", 2)]
    [InlineData("Dense(8), SiLU, Dense(1), BinaryCrossEntropyLoss", 2)]
    [InlineData("Dense(8), Tanh, Dense(1), Tanh, MeanSquaredErrorLoss", 2)]
    [InlineData("Dense(8), ELU, Dense(1), HingeLoss", 2)]
    [InlineData("Dense(8, Name = \"a\"), Tanh, LayerNorm, Dense(8), Tanh, Concat(\"a\", \"tanh2\"), Dense(1), Sigmoid, BinaryCrossEntropyLoss", 2)]
    public async Task Network_LearnsItsClasses(string layers, int classes)
    {
        using LoadedNetworks loaded = await Load($"[Network, Input(2), {layers}] public partial class Net;");
        var data = PointData.Make(new DataRequest { Shape = "gauss", Classes = classes });
        INetworkRun run = Start(loaded, data, new TrainingSettings { Optimizer = new Adam(0.01), Penalty = new WeightPenalty { L2 = 1e-5 } });
        run.Begin(1, new Dictionary<string, double[]>());
        double before = run.Score().TrainingLoss;
        while (run.Epochs < 20)
        {
            run.Step();
        }

        RunScores after = run.Score();
        Assert.True(after.TrainingLoss < before);
        Assert.InRange(after.TestAccuracy!.Value, 0.9, 1);
        Assert.Equal(run.Layers.Count, after.GradientNorms.Count);
    }

    [Fact]
    public async Task WeightByHand_IsSet()
    {
        using LoadedNetworks loaded = await Load("[Network, Input(2), Dense(3), ReLU, Dense(1), Sigmoid, BinaryCrossEntropyLoss] public partial class Net;");
        INetworkRun run = Start(loaded, PointData.Make(new DataRequest()), new TrainingSettings());
        run.SetWeight(layer: 0, unit: 1, index: 2, value: -100);
        run.SetWeight(layer: 1, unit: 0, index: 2, value: 0.75);

        Assert.Equal(-100, run.Parameters()["dense1.bias"][1]);
        Assert.Equal(0.75, run.Parameters()["dense2.weight"][2]);
        Assert.Equal([(2 * 1) + 1], run.Score().DeadUnits); // inputs are 0 and 1, so the second unit is 3
        Assert.Throws<ArgumentException>(() => run.SetWeight(0, 3, 0, 1));
        Assert.Throws<ArgumentException>(() => run.SetWeight(0, 0, 0, double.NaN));
    }

    [Theory]
    [InlineData("[Network, Input(3), Dense(1), Sigmoid, BinaryCrossEntropyLoss] public partial class Net;", "declare [Input(2)]")]
    [InlineData("[Network, Input(2), Dense(3), Softmax, CrossEntropyLoss] public partial class Net;", "but the network has 3 outputs")]
    public async Task NetworkThatDoesNotFitTheData_IsRefused(string declaration, string message)
    {
        using LoadedNetworks loaded = await Load(declaration);
        Assert.Contains(message, Assert.Throws<DataException>(() => Start(loaded, PointData.Make(new DataRequest()), new TrainingSettings())).Message);
    }

    private static IReadOnlyDictionary<string, double[]> Lecture => new Dictionary<string, double[]>
    {
        ["hidden.weight"] = [1, -2, -4, 2],
        ["hidden.bias"] = [5, 3],
        ["output.weight"] = [4, 2],
        ["output.bias"] = [-1],
    };

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) < 1e-6;

    private static PointData One(double x, double y, double target) => PointData.Make(new DataRequest { Shape = "points", Points = [[x, y, target]], TrainingShare = 1 });

    private static INetworkRun Start(LoadedNetworks loaded, PointData data, TrainingSettings settings) => loaded.Visit("Net", new RunFactory(data, settings, []));

    private static async Task<LoadedNetworks> Load(string declaration)
    {
        Assert.NotNull(DeclarationCheck.Of(declaration, out _));
        return (await s_project.BuildAsync(declaration)).Load();
    }
}
