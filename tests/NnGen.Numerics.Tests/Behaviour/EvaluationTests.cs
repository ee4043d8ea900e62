using System.Numerics;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>Evaluation computes its loss from outputs, training from what lies before them: the same number by two ways.</summary>
public sealed class EvaluationTests
{
    /// <summary>More than evaluation takes at a time.</summary>
    private const int Rows = 300;

    /// <summary>Some hundred losses are added in the network's precision, and probabilities near 1 have few bits of their distance to it.</summary>
    private const double SingleTolerance = 3e-5;
    private const double DoubleTolerance = 1e-12;

    /// <summary>Dropout is the identity in evaluation, batch normalisation has other statistics, and after a step only right and wrong can be told: there the losses are different ones.</summary>
    private static readonly Net[] s_nets = [.. NetCatalog.Spread.Concat(NetCatalog.Golden).Concat(NetCatalog.Perceptrons)
        .Where(net => !net.Info.LayerTable.Contains("Dropout", StringComparison.Ordinal) && !net.Info.LayerTable.Contains("BatchNorm", StringComparison.Ordinal) && net.Type != typeof(Threshold) && net.Type != typeof(ThresholdDouble))];

    public static TheoryData<string> Names => NetCatalog.Names(s_nets);

    [Theory]
    [MemberData(nameof(Names))]
    public void LossOverADataset_IsTheLossOfTheForwardPass(string name) => NetCatalog.Find(name).Accept(new BothWays());

    /// <summary>Every loss of the library is among them.</summary>
    [Fact]
    public void Nets_HaveEveryLoss()
    {
        string[] losses = [.. typeof(LossAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LossAttribute))).Select(type => type.Name)];
        HashSet<string> found = [.. s_nets.SelectMany(net => net.Type.GetCustomAttributesData()).Select(attribute => attribute.AttributeType.Name)];
        Assert.NotEmpty(losses);
        Assert.All(losses, loss => Assert.Contains(loss, found));
    }

    /// <summary>A step's outputs are 0 and 1, so evaluation counts the wrong ones.</summary>
    [Fact]
    public void LossAfterAStep_IsTheShareOfWrongAnswers()
    {
        var unit = new Threshold(1);
        Put<Threshold, float>(unit, "dense1.weight", [1, 1]);
        Put<Threshold, float>(unit, "dense1.bias", [-1.5]);
        EvaluationReport report = unit.Evaluate(Dataset.FromTargets<float>([0, 0, 0, 1, 1, 0, 1, 1], 2, [0, 1, 1, 1], 1));
        Assert.Equal(0.5, report.Loss);
        Assert.Equal(0.5, report.ZeroOneLoss);
    }

    private static void Put<TNetwork, T>(TNetwork network, string parameter, double[] values)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ParameterLayout.Import<T>(TNetwork.Info.Parameters.Single(info => info.Name == parameter), Array.ConvertAll(values, T.CreateTruncating), network.Parameters.Span);

    private sealed class BothWays : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            NetworkInfo info = TNetwork.Info;
            TNetwork network = Networks.WithBiases<TNetwork, T>(2);

            // Of losses that take labels and numbers, the one by the even seed and the other by the odd one.
            foreach (int seed in new[] { 2, 3 })
            {
                Batch<T> batch = Batch<T>.Draw(info, Rows, seed);
                Dataset<T> data = batch.Labels is int[] labels
                    ? Dataset.FromLabels(batch.Inputs, info.InputSize, labels)
                    : Dataset.FromTargets(batch.Inputs, info.InputSize, batch.Targets, info.OutputSize);
                double forward = double.CreateTruncating(batch.Forward(network, TNetwork.CreateTape(Rows)));
                EvaluationReport report = Trainer.Evaluate<TNetwork, T>(network, data);
                double tolerance = typeof(T) == typeof(float) ? SingleTolerance : DoubleTolerance;
                Assert.NotEqual(0, forward);
                Assert.Equal(forward, report.Loss, tolerance * Math.Max(1, Math.Abs(forward)));
                Assert.Equal(Rows, report.Rows);
            }
        }
    }
}
