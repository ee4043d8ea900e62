using NnGen.Numerics.Tests.Nets;

namespace NnGen.Numerics.Tests.Training;

/// <summary>
/// Gradient descent on single samples with the perceptron criterion is Rosenblatt's rule: it ends where a straight line separates the
/// classes, and nowhere else. Rosenblatt, 1958; Minsky and Papert, 1969.
/// </summary>
public sealed class PerceptronTests
{
    /// <summary>Weights start within sqrt(2) of 0, and each of the four points has a length of at most sqrt(3) with its bias; these tables are learnt long before.</summary>
    private const int EnoughEpochs = 15;

    /// <summary>So many more show nothing but that it goes on.</summary>
    private const int ManyEpochs = 500;

    private static readonly float[] s_inputs = [0, 0, 0, 1, 1, 0, 1, 1];

    public static TheoryData<string, bool, ulong> Separable
    {
        get
        {
            var cases = new TheoryData<string, bool, ulong>();
            foreach (string name in new[] { "AND", "OR" })
            {
                for (ulong seed = 0; seed < 8; seed++)
                {
                    cases.Add(name, false, seed);
                    cases.Add(name, true, seed);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Separable))]
    public void SeparableTable_IsLearntWithoutAnError(string name, bool shuffle, ulong seed)
    {
        Dataset<float> table = Table(name == "AND" ? [0, 0, 0, 1] : [0, 1, 1, 1]);
        var unit = new Threshold(seed);
        TrainingReport report = unit.Fit(table, Rosenblatt(EnoughEpochs, shuffle, seed));
        Assert.Equal(StopReason.EveryErrorBelowLimit, report.StopReason);
        Assert.Equal(0, unit.Evaluate(table).ZeroOneLoss);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Xor_IsNeverLearnt(ulong seed)
    {
        Dataset<float> table = Table([0, 1, 1, 0]);
        var unit = new Threshold(seed);
        TrainingReport report = unit.Fit(table, Rosenblatt(ManyEpochs, shuffle: true, seed));
        Assert.Equal(StopReason.EpochsDone, report.StopReason);
        Assert.Equal(ManyEpochs, report.Epochs.Count);
        Assert.True(unit.Evaluate(table).ZeroOneLoss >= 0.25);
    }

    /// <summary>w + (t - y) x and b + (t - y), to the bit; y is the unit's answer before.</summary>
    [Fact]
    public void Step_IsRosenblattsRule()
    {
        float[][] points = [[0, 0], [0.5f, -1], [1, 0.25f], [-2, 1], [0, 1]];
        var unit = new Threshold(3);
        OptimizerState<float> state = new Sgd(1).Bind<float>(Info<Threshold>());
        var tape = new Threshold.Tape(1);
        int mistakes = 0;
        foreach (float target in new float[] { 0, 1, 1, 0 })
        {
            foreach (float[] x in points)
            {
                float[] weight = Parameter(unit, "dense1.weight");
                float bias = Parameter(unit, "dense1.bias")[0];
                float answer = unit.Predict(x)[0];
                unit.Forward(x, [target], tape);
                state.Step(unit, tape, 1);
                float change = target - answer;
                mistakes += change == 0 ? 0 : 1;
                Assert.Equal([weight[0] + change * x[0], weight[1] + change * x[1]], Parameter(unit, "dense1.weight"));
                Assert.Equal(bias + change, Parameter(unit, "dense1.bias")[0]);
            }
        }

        Assert.InRange(mistakes, 1, 4 * points.Length - 1);
    }

    /// <summary>A sum of exactly 0 answers 1, so for a target of 0 it is a mistake, though the loss there is 0.</summary>
    [Fact]
    public void SumOfZero_CountsAsAYes()
    {
        var unit = new Threshold(1);
        unit.Parameters.Span.Clear();
        Assert.Equal(1, unit.Predict([1, 1])[0]);
        var tape = new Threshold.Tape(1);
        Assert.Equal(0, unit.Forward([1, 1], [0], tape));
        new Sgd(1).Bind<float>(Info<Threshold>()).Step(unit, tape, 1);
        Assert.Equal([-1f, -1f], Parameter(unit, "dense1.weight"));
        Assert.Equal([-1f], Parameter(unit, "dense1.bias"));
    }

    private static Dataset<float> Table(float[] truth) => Dataset.FromTargets(s_inputs, inputSize: 2, truth, targetSize: 1);

    private static TrainingOptions Rosenblatt(int epochs, bool shuffle, ulong seed) =>
        new() { Epochs = epochs, BatchSize = 1, Shuffle = shuffle, Seed = seed, Optimizer = new Sgd(1), StopWhenEveryErrorBelow = 0.5 };

    private static float[] Parameter(Threshold unit, string name) =>
        ParameterLayout.Export<float>(Info<Threshold>().Parameters.Single(parameter => parameter.Name == name), unit.Parameters.Span);

    private static NetworkInfo Info<TNetwork>()
        where TNetwork : class, INetwork<TNetwork, float> => TNetwork.Info;
}
