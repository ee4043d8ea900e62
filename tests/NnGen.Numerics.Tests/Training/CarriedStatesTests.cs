using NnGen.Numerics.Tests.Golden;
using NnGen.Numerics.Tests.Nets;

namespace NnGen.Numerics.Tests.Training;

/// <summary>Windows of a long series by <c>Fit</c>: each begins with what the one before has left, as PyTorch has it with detached states.</summary>
public sealed class CarriedStatesTests
{
    private const int Rows = 3;

    private static readonly Dictionary<string, string> s_ofGru = new() { ["h0"] = "r.h_n" };
    private static readonly Dictionary<string, string> s_ofLstm = new() { ["h0"] = "r.h_n", ["c0"] = "r.c_n" };

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 1)]
    [InlineData(5, 2)]
    public void Fit_GivesTheParametersOfPyTorch(int epochs, int threads)
    {
        Check<GoldenGruWindowsStepsDouble>("gru_windows_steps_b3", s_ofGru, epochs, threads);
        Check<GoldenLstmWindowsStepsDouble>("lstm_windows_steps_b3", s_ofLstm, epochs, threads);
    }

    /// <summary>Without carrying, the second window begins with what its rows have, and learns something else.</summary>
    [Fact]
    public void WindowsThatAreNotCarried_LearnSomethingElse()
    {
        double[] carried = Trained<GoldenGruWindowsStepsDouble>("gru_windows_steps_b3", new TrainingOptions { CarriedStates = s_ofGru });
        double[] alone = Trained<GoldenGruWindowsStepsDouble>("gru_windows_steps_b3", new TrainingOptions());
        double[] begunAnew = Trained<GoldenGruWindowsStepsDouble>("gru_windows_steps_b3", new TrainingOptions { CarriedStates = s_ofGru, WindowsPerSeries = 1 });

        Assert.NotEqual(carried, alone);
        Assert.Equal(alone, begunAnew);
    }

    [Fact]
    public void Step_AllocatesNothing()
    {
        TrainingReport report = Trainer.Fit(new GoldenLstmWindowsStepsDouble(1), Data("lstm_windows_steps_b3"), Options(new TrainingOptions { CarriedStates = s_ofLstm }, epochs: 20, threads: 1));

        Assert.Equal(0, report.BytesAllocatedPerStep);
    }

    [Fact]
    public void OptionsThatDoNotFit_AreNamedBeforeTheFirstStep()
    {
        string Refused(TrainingOptions options) => Assert.ThrowsAny<ArgumentException>(() => Trainer.Fit(new GoldenGruWindowsStepsDouble(1), Data("gru_windows_steps_b3"), options)).Message;
        var unknown = new Dictionary<string, string> { ["h1"] = "r.h_n" };
        var noState = new Dictionary<string, string> { ["h0"] = "r.c_n" };
        var large = new Dictionary<string, string> { ["h0"] = "r" };

        Assert.Contains("Shuffle must be false", Refused(new TrainingOptions { BatchSize = Rows, CarriedStates = s_ofGru }), StringComparison.Ordinal);
        Assert.Contains("6 rows are no whole number of batches of 4", Refused(new TrainingOptions { BatchSize = 4, Shuffle = false, CarriedStates = s_ofGru }), StringComparison.Ordinal);
        Assert.Contains("an epoch has 2 batches", Refused(new TrainingOptions { BatchSize = Rows, Shuffle = false, CarriedStates = s_ofGru, WindowsPerSeries = 3 }), StringComparison.Ordinal);
        Assert.Contains("WindowsPerSeries is 2", Refused(new TrainingOptions { WindowsPerSeries = 2 }), StringComparison.Ordinal);
        Assert.Contains("has: x, h0", Refused(new TrainingOptions { BatchSize = Rows, Shuffle = false, CarriedStates = unknown }), StringComparison.Ordinal);
        Assert.Contains("r.c_n", Refused(new TrainingOptions { BatchSize = Rows, Shuffle = false, CarriedStates = noState }), StringComparison.Ordinal);
        Assert.Contains("'r' of GoldenGruWindowsStepsDouble has 9 elements, but the input 'h0' has 3", Refused(new TrainingOptions { BatchSize = Rows, Shuffle = false, CarriedStates = large }), StringComparison.Ordinal);
    }

    private static void Check<TNetwork>(string name, Dictionary<string, string> carried, int epochs, int threads)
        where TNetwork : class, ITrainableNetwork<TNetwork, double>
    {
        TNetwork network = WithParameters<TNetwork>(name);
        Trainer.Fit(network, Data(name), Options(new TrainingOptions { CarriedStates = carried }, epochs, threads));
        foreach (ParameterInfo parameter in TNetwork.Info.Parameters)
        {
            double[] expected = Tensor(name, $"step{2 * epochs}/{parameter.Name}");
            double[] actual = network.Parameter(parameter.Name);
            double largest = expected.Max(Math.Abs);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * largest));
        }
    }

    private static double[] Trained<TNetwork>(string name, TrainingOptions options)
        where TNetwork : class, ITrainableNetwork<TNetwork, double>
    {
        TNetwork network = WithParameters<TNetwork>(name);
        Trainer.Fit(network, Data(name), Options(options, epochs: 3, threads: 1));
        return [.. TNetwork.Info.Parameters.SelectMany(parameter => network.Parameter(parameter.Name))];
    }

    private static TNetwork WithParameters<TNetwork>(string name)
        where TNetwork : class, ITrainableNetwork<TNetwork, double>
    {
        TNetwork network = TNetwork.Create(0);
        foreach (ParameterInfo parameter in TNetwork.Info.Parameters)
        {
            network.SetParameter(parameter.Name, Tensor(name, "param/" + parameter.Name));
        }

        return network;
    }

    private static TrainingOptions Options(TrainingOptions options, int epochs, int threads) => new()
    {
        Epochs = epochs,
        BatchSize = Rows,
        Shuffle = false,
        Optimizer = new Sgd(0.1),
        Threads = threads,
        CarriedStates = options.CarriedStates,
        WindowsPerSeries = options.WindowsPerSeries,
    };

    /// <summary>Both windows; the second has other states than it is to begin with.</summary>
    private static Dataset<double> Data(string name)
    {
        GoldenCase @case = GoldenCase.All.Single(@case => @case.Name == name);
        string[] states = name.StartsWith("lstm", StringComparison.Ordinal) ? ["h0", "c0"] : ["h0"];
        var inputs = new List<double>();
        foreach (string window in new[] { "input", "input2" })
        {
            double[] x = Tensor(name, window + "/x");
            for (int row = 0; row < Rows; row++)
            {
                inputs.AddRange(x[(row * 9)..((row + 1) * 9)]);
                foreach (string state in states)
                {
                    inputs.AddRange(window == "input" ? Tensor(name, "input/" + state)[(row * 3)..((row + 1) * 3)] : [0.25, -0.5, 0.125]);
                }
            }
        }

        return Dataset.FromTargets([.. inputs], 9 + 3 * states.Length, [.. Tensor(name, "target/t"), .. Tensor(name, "target2/t")], 9);
    }

    private static double[] Tensor(string name, string tensor) => GoldenCase.All.Single(@case => @case.Name == name).Tensors.Find(tensor)!.ToArray<double>();
}
