using System.Numerics;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>
/// One loss, one value: the training loss of an epoch in batches of every size, the validation loss, the evaluation's and that of the forward
/// pass, with parameters that do not move, against the definition in double. For every loss and every output it accepts, with weights of
/// rows and of classes, smoothed labels, outputs that are saturated, and errors that are tiny.
/// </summary>
public sealed class LossAgreementTests
{
    private const int Rows = 6;

    /// <summary>Of numbers that are the same in every pass; the functions and the additions are all that rounds.</summary>
    private static readonly (double Single, double Double) s_tolerance = (2e-6, 1e-14);

    /// <summary>Of numbers that training and prediction add in different orders.</summary>
    private static readonly (double Single, double Double) s_looseTolerance = (3e-5, 1e-12);

    private static readonly double[] s_rowWeights = [1, 3, 0, 0.5, 2, 1];
    private static readonly int[] s_batchSizes = [1, 2, 3, 6];

    /// <summary>Dropout and statistics of the batch make training compute something else; all other networks of one output are here.</summary>
    private static readonly Net[] s_nets =
    [
        .. NetCatalog.Spread.Concat(NetCatalog.Golden).Concat(NetCatalog.Perceptrons).Concat(NetCatalog.Agreement).Concat(NetCatalog.Steps)
            .Where(net => net.Info.Outputs.Count == 1 && !net.DropsInside && !net.Info.Nodes.Any(node => node.Kind is "Dropout" or "Dropout1D" or "Dropout2D" or "AlphaDropout" or "BatchNorm")),
    ];

    public static TheoryData<string> Names => NetCatalog.Names(s_nets);

    /// <summary>Those in which the biases of a last dense layer alone decide what the loss is a function of.</summary>
    public static TheoryData<string> NamesOfBiased => NetCatalog.Names(s_nets.Where(net => net.TakesAnyNumbers && LastBias(net.Info) is ParameterInfo bias && ParameterLayout.Count(bias) == net.Info.OutputSize));

    [Theory]
    [MemberData(nameof(Names))]
    public void RandomRows_HaveOneLoss(string name) => Find(name).Accept(new RandomRows());

    [Theory]
    [MemberData(nameof(NamesOfBiased))]
    public void SaturatedOutputsAndTinyErrors_HaveOneLoss(string name) => Find(name).Accept(new ExtremeRows());

    /// <summary>Every loss of the library is among them, at every output that it has an example of.</summary>
    [Fact]
    public void Nets_HaveEveryLoss()
    {
        string[] losses = [.. typeof(LossAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LossAttribute))).Select(type => type.Name)];
        HashSet<string> found = [.. s_nets.SelectMany(net => net.Type.GetCustomAttributesData()).Select(attribute => attribute.AttributeType.Name)];
        Assert.NotEmpty(losses);
        Assert.All(losses, loss => Assert.Contains(loss, found));
    }

    /// <summary>PyTorch's: <c>CrossEntropyLoss(weight)</c> of these six rows in one batch.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public void ClassWeights_DivideByWhatTheWholeEpochWeighs(int batchSize)
    {
        var network = new WeightedLogits(1);
        Put(network, "dense1.weight", [0.3f, -0.7f, 1.1f]);
        Put(network, "dense1.bias", [0.1f, 0.2f, -0.3f]);
        Dataset<float> data = Dataset.FromLabels<float>([0.5f, -1, 2, 1.5f, 0.1f, 0.7f], 1, [0, 0, 1, 0, 0, 2]);
        TrainingReport report = network.Fit(data, Still(batchSize), data);
        Assert.Equal(2.69542, report.Last!.TrainLoss, 5e-6);
        Assert.Equal(2.69542, report.Last.ValidationLoss!.Value, 5e-6);
    }

    /// <summary>Rows that weigh nothing have a loss of nothing, in training as in validation.</summary>
    [Fact]
    public void OnlyClassesOfWeightZero_LossIsZero()
    {
        var network = new WeightedLikelihood(1);
        Dataset<float> data = Dataset.FromLabels<float>([0.5f, -1, 2], 1, [1, 1, 1]);
        TrainingReport report = network.Fit(data, Still(2), data);
        Assert.Equal(0, report.Last!.TrainLoss);
        Assert.Equal(0, report.Last.ValidationLoss);
        Assert.Equal(0, network.Forward([0.5f, -1, 2], [1, 1, 1], new WeightedLikelihood.Tape(3)));
    }

    /// <summary>sigmoid(18) is 1 as a float; log(1 + exp(18)) is 18.</summary>
    [Fact]
    public void ProbabilityThatIsRoundedToOne_CostsItsLogit()
    {
        var network = new Certain(1);
        Put(network, "dense1.weight", [18]);
        Put(network, "dense1.bias", [0]);
        Dataset<float> data = Dataset.FromTargets<float>([1], 1, [0], 1);
        Assert.Equal(18, network.Evaluate(data).Loss, 2e-8);
        Assert.Equal(18, network.Evaluate(data).LogLoss!.Value, 2e-8);
        TrainingReport report = network.Fit(data, Still(1), data);
        Assert.Equal(18, report.Last!.ValidationLoss!.Value, 2e-8);
        Assert.Equal(18, report.Last.TrainLoss, 1e-5);

        // Whatever the network is trained by, its probability is that of its logit.
        var squares = new CertainSquares(1);
        Put(squares, "dense1.weight", [18]);
        Put(squares, "dense1.bias", [0]);
        Assert.Equal(1, squares.Evaluate(data).Loss, 1e-7);
        Assert.Equal(18, squares.Evaluate(data).LogLoss!.Value, 2e-8);
    }

    /// <summary>An error whose square is no float has a loss all the same: 9e38.</summary>
    [Fact]
    public void SquareBeyondFloat_IsEvaluatedInDouble()
    {
        var network = new PlainNumber(1);
        network.Parameters.Span.Clear();
        EvaluationReport report = network.Evaluate(Dataset.FromTargets<float>([0], 1, [3e19f], 1));
        Assert.Equal(Math.Pow((double)3e19f, 2), report.Loss);
        Assert.Equal(report.MeanSquaredError, report.Loss);
    }

    /// <summary>After a step training minimises the criterion of the sum before it; how many answers are wrong is another number.</summary>
    [Fact]
    public void LossAfterAStep_IsThePerceptronCriterion()
    {
        var unit = new Threshold(1);
        Put(unit, "dense1.weight", [1, 1]);
        Put(unit, "dense1.bias", [-1.5f]);
        EvaluationReport report = unit.Evaluate(Dataset.FromTargets<float>([0, 0, 0, 1, 1, 0, 1, 1], 2, [0, 1, 1, 1], 1));
        Assert.Equal(0.25, report.Loss);
        Assert.Equal(0.5, report.ZeroOneLoss);
    }

    /// <summary>d^2 / 2 next to 0, which the difference of large terms is not: by PyTorch's doubles.</summary>
    [Theory]
    [InlineData(1e-4, 5.0e-9, 1e-5)]
    [InlineData(5e-5, 1.25e-9, 1e-5)]
    public void LogCosh_OfATinyErrorIsHalfItsSquare(double error, double expected, double tolerance)
    {
        var single = new GoldenLogCosh(1);
        single.Parameters.Span.Clear();
        Dataset<float> data = Dataset.FromTargets(new float[5], 5, [.. Enumerable.Repeat((float)error, 3)], 3);
        Assert.Equal(expected, single.Evaluate(data).Loss, tolerance * expected);
        Assert.Equal(expected, single.Fit(data, Still(1)).Last!.TrainLoss, tolerance * expected);

        var both = new GoldenLogCoshDouble(1);
        both.Parameters.Span.Clear();
        Dataset<double> tiny = Dataset.FromTargets(new double[5], 5, [1e-8, -1e-8, 1e-8], 3);
        Assert.Equal(5e-17, both.Evaluate(tiny).Loss, 1e-12 * 5e-17);
        Assert.Equal(5e-17, both.Fit(tiny, Still(1)).Last!.TrainLoss, 1e-12 * 5e-17);
    }

    private static Net Find(string name) => s_nets.First(net => net.Name == name);

    private static TrainingOptions Still(int batchSize) => new() { Epochs = 1, BatchSize = batchSize, Shuffle = false, Optimizer = new Sgd(1e-300) };

    private static void Put<TNetwork>(TNetwork network, string parameter, float[] values)
        where TNetwork : class, ITrainableNetwork<TNetwork, float> =>
        ParameterLayout.Import<float>(TNetwork.Info.Parameters.Single(info => info.Name == parameter), values, network.Parameters.Span);

    /// <summary>The biases of the last layer, where nothing but a last activation comes behind it.</summary>
    private static ParameterInfo? LastBias(NetworkInfo info)
    {
        NodeInfo last = info.Nodes[^1];
        NodeInfo? layer = last.Kind == "Dense" ? last : info.ScoreScale is not null && last.Inputs.Count == 1 ? info.Nodes.Single(node => node.Name == last.Inputs[0]) : null;
        bool hasOwnWeight = info.Parameters.Any(parameter => parameter.Name == layer?.Name + ".weight");
        return layer?.Kind == "Dense" && hasOwnWeight ? info.Parameters.FirstOrDefault(parameter => parameter.Name == layer.Name + ".bias") : null;
    }

    /// <summary>All ways to the loss of some rows, with and without weights of rows.</summary>
    /// <param name="make">A network with the same parameters each time.</param>
    /// <param name="inputs">The rows.</param>
    /// <param name="labels">Their labels; null for targets.</param>
    /// <param name="targets">Their targets; labels as one-hot rows.</param>
    /// <param name="tolerances">What rounding may change, in parts of the terms' size.</param>
    /// <param name="least">The least size: that of the numbers that went in.</param>
    /// <param name="counts">Whether each step of each row counts; null where all do.</param>
    private static void Check<TNetwork, T>(Func<TNetwork> make, T[] inputs, int[]? labels, T[] targets, (double Single, double Double) tolerances, double least = 0, bool[]? counts = null)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkInfo info = TNetwork.Info;
        TNetwork network = make();
        Dataset<T> plain = labels is null ? Dataset.FromTargets(inputs, info.InputSize, targets, info.OutputSize) : Dataset.FromLabels(inputs, info.InputSize, labels, info.LabelsPerRow);
        double tolerance = typeof(T) == typeof(float) ? tolerances.Single : tolerances.Double;
        foreach (double[]? weights in new[] { null, s_rowWeights })
        {
            Dataset<T> data = weights is null ? plain : plain.WithWeights(Array.ConvertAll(weights, T.CreateTruncating));
            (double loss, double size) = Definition<TNetwork, T>(network, inputs, labels, targets, weights, counts);
            if (!T.IsFinite(T.CreateTruncating(size * Rows * info.OutputSize)))
            {
                // No number of this precision.
                continue;
            }

            // A rate of 1e-300 moves a parameter that is 0 all the same.
            double allowed = tolerance * (size + least) + 1e-290;
            void Near(double found, string what) => Assert.True(Math.Abs(found - loss) <= allowed, $"{what}{(weights is null ? "" : " of weighted rows")} is {found:R}, by definition {loss:R}, allowed are {allowed:R}");
            NetworkTape<T> tape = TNetwork.CreateTape(Rows);
            if (weights is not null)
            {
                tape.SetWeights(Array.ConvertAll(weights, T.CreateTruncating));
            }

            Near(double.CreateTruncating(labels is null ? network.Forward(inputs, targets, tape) : network.Forward(inputs, labels, tape)), "Forward");
            Near(Trainer.Evaluate<TNetwork, T>(network, data).Loss, "Evaluate().Loss");
            foreach (int batchSize in s_batchSizes)
            {
                // A sum over an epoch is one of its batches.
                EpochReport epoch = Trainer.Fit(make(), data, Still(batchSize), data).Last!;
                Near(epoch.TrainLoss, $"TrainLoss in batches of {batchSize}");
                Near(epoch.ValidationLoss!.Value, "ValidationLoss");
            }
        }
    }

    private static (double Loss, double Size) Definition<TNetwork, T>(TNetwork network, T[] inputs, int[]? labels, T[] targets, double[]? weights, bool[]? counts)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkInfo info = TNetwork.Info;
        var outputs = new T[Rows * info.OutputSize];
        var scores = new T[outputs.Length];
        network.PredictScores(inputs, outputs, scores);
        int size = info.OutputSize / info.Steps;
        double[] Step(T[] all, int at) => [.. all.Skip(at * size).Take(size).Select(value => double.CreateTruncating(value))];
        double sum = 0;
        double terms = 0;
        double weight = 0;
        for (int at = 0; at < Rows * info.Steps; at++)
        {
            if (counts?[at] == false)
            {
                continue;
            }

            double ofRow = weights?[at / info.Steps] ?? 1;
            int LengthOf(int row) => info.LengthsColumn < 0 ? info.OutputShape[0] : int.CreateTruncating(inputs[row * info.InputSize + info.LengthsColumn]);
            (double loss, double own) = info.MaxLabels > 0 ? LossFormulas.OfLabels(info, Step(outputs, at), labels!.AsSpan(at * info.MaxLabels, info.MaxLabels), LengthOf(at)) : LossFormulas.OfRow(typeof(TNetwork), info, Step(info.LossTakesScores ? scores : outputs, at), Step(targets, at));
            sum += ofRow * loss;
            terms += ofRow * own;
            weight += ofRow * (labels is null || info.MaxLabels > 0 ? 1 : info.ClassWeights?[labels[at]] ?? 1);
        }

        double divisor = info.Reduction == Reduction.Sum ? 1 : weight * (IsOfEachOutput(info) ? size : 1);
        return (sum / divisor, terms / divisor);
    }

    /// <summary>PyTorch's mean is one over rows and outputs, but where a row has one loss.</summary>
    private static bool IsOfEachOutput(NetworkInfo info) =>
        !new[] { "cross entropy (", "focal loss (", "negative log-likelihood", "multi-class margin", "connectionist", "Kullback-Leibler", "half squared error" }.Any(words => info.Loss.StartsWith(words, StringComparison.Ordinal));

    /// <summary>Rows around 0 through all of the network.</summary>
    private sealed class RandomRows : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            // Of losses that take labels and numbers, the one by the even seed and the other by the odd one.
            foreach (int seed in new[] { 2, 3 })
            {
                Batch<T> batch = Batch<T>.Draw(TNetwork.Info, Rows, seed);
                Check(() => Networks.WithBiases<TNetwork, T>(2), batch.Inputs, batch.Labels, batch.Targets, s_looseTolerance, least: 1, batch.Counts(TNetwork.Info)[0]);
            }
        }
    }

    /// <summary>Weights of 0, so that the biases are what the loss sees: far out, at the edge and next to the targets.</summary>
    private sealed class ExtremeRows : INetAction
    {
        private static readonly double[][] s_biases = [[0, 0, 0, 0], [18, -18, 0.5, -0.5], [20, 0, -3, 1], [40, 40, -40, 0], [-100, 100, 99, 0], [1e4, -1e4, 0, 1], [1e-4, -1e-8, 0, 2e-4]];

        private static readonly double[] s_errors = [1e-4, -5e-5, 1e-8, 0, 0.3, -3, 25, -1e4, 1e-3, 0.01, 0.02, 20];

        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            NetworkInfo info = TNetwork.Info;
            ParameterInfo bias = LastBias(info)!;
            foreach (double[] biases in s_biases)
            {
                T[] values = [.. Enumerable.Range(0, info.OutputSize).Select(i => T.CreateTruncating(biases[i % biases.Length]))];
                TNetwork Make()
                {
                    TNetwork network = TNetwork.Create(1);
                    ParameterInfo weight = info.Parameters.Single(parameter => parameter.Name == bias.Name.Replace(".bias", ".weight", StringComparison.Ordinal));
                    ParameterLayout.Import<T>(weight, new T[ParameterLayout.Count(weight)], network.Parameters.Span);
                    ParameterLayout.Import<T>(bias, values, network.Parameters.Span);
                    return network;
                }

                var inputs = new T[Rows * info.InputSize];
                if (info.Targets.HasFlag(TargetKind.Labels))
                {
                    int[] labels = [.. Enumerable.Range(0, Rows).Select(row => row % info.OutputSize)];
                    var oneHot = new T[Rows * info.OutputSize];
                    for (int row = 0; row < Rows; row++)
                    {
                        oneHot[row * info.OutputSize + labels[row]] = T.One;
                    }

                    Check<TNetwork, T>(Make, inputs, labels, oneHot, s_tolerance);
                }

                if (info.Targets.HasFlag(TargetKind.Values))
                {
                    T[] targets = [.. Enumerable.Range(0, Rows * info.OutputSize).Select(i => Target(info, values, i))];
                    Check<TNetwork, T>(Make, inputs, null, targets, s_tolerance);
                }
            }
        }

        private static T Target<T>(NetworkInfo info, T[] outputs, int i)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            if (info.Output == OutputKind.ClassScores && info.Targets.HasFlag(TargetKind.Labels) || info.Loss.StartsWith("Kullback", StringComparison.Ordinal))
            {
                // A distribution, with classes that are impossible.
                int[] shares = [3, 1, 0, 4];
                int row = i / info.OutputSize;
                double sum = Enumerable.Range(0, info.OutputSize).Sum(c => shares[(row + c) % 4]);
                return T.CreateTruncating(sum == 0 ? 1.0 / info.OutputSize : shares[(row + i % info.OutputSize) % 4] / sum);
            }

            if (info.TargetMinimum == -1)
            {
                return i % 2 == 0 ? T.One : -T.One;
            }

            if (info.TargetMinimum == 0 && info.TargetMaximum == 1)
            {
                return T.CreateTruncating(new[] { 0, 1, 0.25, 0.99999, 1e-6 }[i % 5]);
            }

            double error = s_errors[i % s_errors.Length];
            T target = outputs[i % info.OutputSize] - T.CreateTruncating(error);
            return info.TargetMinimum == 0 ? T.Abs(target) : target;
        }
    }
}
