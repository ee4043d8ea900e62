using System.Numerics;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>
/// What a target costs that the network thinks impossible: the true cost, which is finite, in training and in evaluation, which both know the
/// logits behind a probability that is rounded to 0.
/// </summary>
public sealed class ImpossibleProbabilityTests
{
    private const double Huge = 1e4;

    [Fact]
    public void SigmoidOfTheWrongSide_CostsTheLogit()
    {
        Check<GoldenBinarySigmoid, float>([Huge, -Huge, Huge], [0, 1, 0], label: null, Huge);
        Check<GoldenBinarySigmoidDouble, double>([Huge, -Huge, Huge], [0, 1, 0], label: null, Huge);
    }

    [Fact]
    public void LogitOfTheWrongSide_CostsItself()
    {
        Check<GoldenBinaryLogits, float>([Huge, -Huge, Huge], [0, 1, 0], label: null, Huge);
        Check<GoldenBinaryLogitsDouble, double>([Huge, -Huge, Huge], [0, 1, 0], label: null, Huge);
    }

    [Fact]
    public void SoftmaxWithoutTheTarget_CostsTheDistance()
    {
        Check<GoldenSoftmaxCrossEntropy, float>([Huge, -Huge, 0], [0, 1, 0], label: 1, 2 * Huge);
        Check<GoldenSoftmaxCrossEntropyDouble, double>([Huge, -Huge, 0], [0, 1, 0], label: 1, 2 * Huge);
    }

    [Fact]
    public void LogitsAgainstTheTarget_CostTheDistance()
    {
        Check<GoldenCrossEntropy, float>([Huge, -Huge, 0], [0, 1, 0], label: 1, 2 * Huge);
        Check<GoldenCrossEntropyDouble, double>([Huge, -Huge, 0], [0, 1, 0], label: 1, 2 * Huge);
    }

    [Fact]
    public void LogSoftmaxAgainstTheTarget_CostsTheDistance()
    {
        Check<GoldenLogSoftmax, float>([Huge, -Huge, 0], [0, 1, 0], label: 1, 2 * Huge);
        Check<GoldenLogSoftmaxDouble, double>([Huge, -Huge, 0], [0, 1, 0], label: 1, 2 * Huge);
    }

    /// <summary>The other way round nothing is lost: what is certain and right costs exactly nothing, not the logarithm of 0 times 0.</summary>
    [Fact]
    public void CertainAndRight_CostsNothing()
    {
        Check<GoldenBinarySigmoid, float>([Huge, -Huge, Huge], [1, 0, 1], label: null, 0);
        Check<GoldenBinarySigmoidDouble, double>([Huge, -Huge, Huge], [1, 0, 1], label: null, 0);
        Check<GoldenSoftmaxCrossEntropy, float>([Huge, -Huge, 0], [1, 0, 0], label: 0, 0);
        Check<GoldenSoftmaxCrossEntropyDouble, double>([Huge, -Huge, 0], [1, 0, 0], label: 0, 0);
        Check<GoldenLogSoftmax, float>([Huge, -Huge, 0], [1, 0, 0], label: 0, 0);
        Check<GoldenLogSoftmaxDouble, double>([Huge, -Huge, 0], [1, 0, 0], label: 0, 0);
    }

    /// <summary>The last layer gives just these logits; the mean over outputs or rows is the cost of each.</summary>
    private static void Check<TNetwork, T>(double[] logits, double[] target, int? label, double cost)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkInfo info = TNetwork.Info;
        TNetwork network = TNetwork.Create(1);
        network.Parameters.Span.Clear();
        ParameterLayout.Import<T>(info.Parameters.Single(parameter => parameter.Name == "fc2.bias"), Array.ConvertAll(logits, T.CreateTruncating), network.Parameters.Span);
        var input = new T[info.InputSize];
        T[] targets = Array.ConvertAll(target, T.CreateTruncating);
        Dataset<T> data = label is int index ? Dataset.FromLabels(input, info.InputSize, [index]) : Dataset.FromTargets(input, info.InputSize, targets, info.OutputSize);
        EvaluationReport report = Trainer.Evaluate<TNetwork, T>(network, data);
        Assert.Equal(cost, report.Loss, 1e-3);
        Assert.Equal(cost, report.LogLoss!.Value, 1e-3);

        NetworkTape<T> tape = TNetwork.CreateTape(1);
        NetworkGradients<T> gradients = TNetwork.CreateGradients();
        foreach (Width<T> width in Width<T>.All)
        {
            _ = label is int known ? network.Forward(input, [known], tape) : network.Forward(input, targets, tape);
            Assert.Equal(cost, double.CreateTruncating(width.Forward(network, tape)), 1e-3);
            gradients.Clear();
            var update = new AccumulateGradients<T>(gradients.Buffer);
            width.Backward(network, tape, ref update);
            Assert.All(gradients.Buffer.Span.ToArray(), value => Assert.True(T.IsFinite(value), $"a gradient is {value}"));
        }
    }
}
