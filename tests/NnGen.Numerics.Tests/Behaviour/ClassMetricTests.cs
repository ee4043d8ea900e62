using System.Numerics;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>Metrics of classes over what emitted networks give, against their definitions in plain loops.</summary>
public sealed class ClassMetricTests
{
    /// <summary>More than evaluation takes at a time.</summary>
    private const int Rows = 300;

    private const double Tolerance = 1e-12;

    /// <summary>
    /// Of logits in the thousands the probabilities are 0 and 1, where evaluation still tells them apart; of a few classes as inputs many rows are equal but for their last
    /// bits.
    /// </summary>
    private static readonly Net[] s_nets = [.. NetCatalog.Spread.Concat(NetCatalog.Golden).Concat(NetCatalog.Perceptrons)
        .Where(net => net.Info.Output != OutputKind.Values && net.TakesAnyNumbers && net.Info.OutputShape.Count == 1 && !net.Type.Name.Contains("Extreme", StringComparison.Ordinal))];

    public static TheoryData<string> Names => NetCatalog.Names(s_nets);

    [Theory]
    [MemberData(nameof(Names))]
    public void Metrics_AreThoseOfTheirDefinitions(string name) => NetCatalog.Find(name).Accept(new Definitions());

    [Fact]
    public void Nets_HaveEveryKindOfOutputButASingleMargin()
    {
        Assert.Equal([OutputKind.ClassScores, OutputKind.Probabilities, OutputKind.Logits], s_nets.Select(net => net.Info.Output).Distinct().Order());
        Assert.Equal(5, s_nets.Select(net => net.Info.Scale).Distinct().Count());
    }

    private sealed class Definitions : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            NetworkInfo info = TNetwork.Info;
            TNetwork network = Networks.WithBiases<TNetwork, T>(2);
            Batch<T> batch = Batch<T>.Draw(info, Rows, seed: 2);
            Dataset<T> data = batch.Labels is int[] labels
                ? Dataset.FromLabels(batch.Inputs, info.InputSize, labels)
                : Dataset.FromTargets(batch.Inputs, info.InputSize, batch.Targets, info.OutputSize);
            var outputs = new T[Rows * info.OutputSize];
            network.PredictBatch(batch.Inputs, outputs);
            EvaluationReport report = Trainer.Evaluate<TNetwork, T>(network, data, new EvaluationOptions { RocAuc = true });

            double[][] scores = Table(outputs, info.OutputSize);
            double[][] targets = Table(batch.Targets, info.OutputSize);
            CheckScores(info, scores, targets, report);
            CheckAreas(info, scores, targets, report.RocAuc!);
            var behind = new T[outputs.Length];
            network.PredictScores(batch.Inputs, outputs, behind);
            bool hasLogits = info.ScoreScale is OutputScale.ClassLogits or OutputScale.Logits;
            CheckLogLoss(info, hasLogits ? info.ScoreScale!.Value : info.Scale, hasLogits ? Table(behind, info.OutputSize) : scores, targets, report.LogLoss);
        }
    }

    private static void CheckScores(NetworkInfo info, double[][] outputs, double[][] targets, EvaluationReport report)
    {
        Assert.Equal(report.Accuracy!.Value, info.Output == OutputKind.ClassScores ? report.TopKAccuracy(1)!.Value : report.Accuracy.Value);
        if (report.Confusion is ConfusionMatrix matrix)
        {
            Assert.Equal(Rows, matrix.Total);
            Assert.Equal(report.Accuracy.Value, report.Scores!.Micro.F1, Tolerance);
            Assert.Equal(matrix.Scores().Classes, report.Scores.Classes);
        }

        if (info.Output == OutputKind.ClassScores)
        {
            int k = Math.Min(2, info.OutputSize);
            int found = outputs.Zip(targets).Count(row => Best(row.First, k).Contains(Best(row.Second, 1)[0]));
            Assert.Equal((double)found / Rows, report.TopKAccuracy(k)!.Value, Tolerance);
        }
    }

    private static void CheckAreas(NetworkInfo info, double[][] outputs, double[][] targets, RocAuc areas)
    {
        int first = info.Output == OutputKind.ClassScores && info.OutputSize == 2 ? 1 : 0;
        Assert.Equal(info.OutputSize - first, areas.PerClass.Count);
        for (int i = first; i < info.OutputSize; i++)
        {
            double[] column = [.. outputs.Select(row => info.Scale == OutputScale.ClassLogits ? Math.Exp(row[i]) / row.Sum(Math.Exp) : row[i])];
            bool[] positive = [.. targets.Select(row => info.Output == OutputKind.ClassScores ? Best(row, 1)[0] == i : row[i] >= 0.5)];
            Assert.Equal(OverPairs(column, positive), areas.PerClass[i - first], Tolerance);
        }
    }

    /// <summary>By the logits where the network has them: a probability in single precision has lost some of what they say.</summary>
    private static void CheckLogLoss(NetworkInfo info, OutputScale scale, double[][] outputs, double[][] targets, double? logLoss)
    {
        if (info.Scale == OutputScale.Values)
        {
            Assert.Null(logLoss);
            return;
        }

        double sum = 0;
        for (int row = 0; row < Rows; row++)
        {
            for (int i = 0; i < info.OutputSize; i++)
            {
                double y = outputs[row][i];
                double p = scale switch
                {
                    OutputScale.ClassLogits => Math.Exp(y) / outputs[row].Sum(Math.Exp),
                    OutputScale.LogProbabilities => Math.Exp(y),
                    OutputScale.Logits => 1 / (1 + Math.Exp(-y)),
                    _ => y,
                };
                double t = targets[row][i];
                sum -= t * Math.Max(Math.Log(p), -100);
                sum -= info.Output == OutputKind.ClassScores ? 0 : (1 - t) * Math.Max(Math.Log(1 - p), -100);
            }
        }

        double expected = sum / Rows / (info.Output == OutputKind.ClassScores ? 1 : info.OutputSize);
        Assert.Equal(expected, logLoss!.Value, Tolerance * Math.Max(1, expected));
    }

    // The indices of the largest k, the first of equal ones first.
    private static int[] Best(double[] row, int k) => [.. Enumerable.Range(0, row.Length).OrderByDescending(i => row[i]).Take(k)];

    private static double[][] Table<T>(T[] elements, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. elements.Chunk(columns).Select(row => Array.ConvertAll(row, double.CreateTruncating))];

    private static double OverPairs(double[] scores, bool[] positive)
    {
        double wins = 0;
        double pairs = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            for (int j = 0; j < scores.Length; j++)
            {
                if (positive[i] && !positive[j])
                {
                    pairs++;
                    wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }

        return wins / pairs;
    }
}
