using System.Numerics;
using NnGen.Numerics.Tests.Lectures;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Gradients;

/// <summary>
/// The backward pass from a gradient at the output: against central differences of a linear function of the outputs, whose gradient is its
/// coefficients, for every kind of output, with several inputs, dropout and statistics of the batch.
/// </summary>
public sealed class OutputGradientTests
{
    private const int Rows = 5;
    private const double Step = 1e-5;

    /// <summary>Central differences of second order by steps of 1e-5 in double have errors of about 1e-10 of the function's size.</summary>
    private const double Tolerance = 2e-6;

    /// <summary>So many elements of each parameter are checked, evenly spread.</summary>
    private const int MostElements = 12;

    public static TheoryData<string> Doubles => NetCatalog.Names(NetCatalog.Spread.Concat(NetCatalog.OutputScaled).Concat(NetCatalog.Heads).Concat(NetCatalog.Steps).Where(net => net.IsDouble && net.TakesAnyNumbers));

    public static TheoryData<string> Singles => NetCatalog.Names(NetCatalog.Spread.Concat(NetCatalog.OutputScaled).Concat(NetCatalog.Heads).Concat(NetCatalog.Steps).Where(net => !net.IsDouble));

    [Theory]
    [MemberData(nameof(Doubles))]
    public void Gradients_AgreeWithCentralDifferences(string name) => NetCatalog.Find(name).Accept(new Check());

    [Theory]
    [MemberData(nameof(Singles))]
    public void Forms_GiveTheSameBits(string name) => NetCatalog.Find(name).Accept(new Forms());

    /// <summary>Of the mean squared error by hand, and the loss's own: the same number up to rounding; and the loss's own still works afterwards.</summary>
    [Fact]
    public void GradientOfTheLossByHand_IsTheLosssOwn()
    {
        var net = new TwoTwoOneSum(3);
        var tape = new TwoTwoOneSum.Tape(2);
        var expected = new TwoTwoOneSum.Gradients();
        var actual = new TwoTwoOneSum.Gradients();
        float[] inputs = [0.5f, -1, 2, 0.25f];
        float[] targets = [1, -2];
        net.Forward(inputs, targets, tape);
        float[] byHand = [.. targets.Select((target, row) => 2 * (tape.Output[row][0] - target) / 2)];
        net.Backward(byHand, tape, actual);
        net.Backward(tape, expected);
        Compare.Close<float>(expected.Buffer.Span, actual.Buffer.Span, 1e-6, "gradients");
        Assert.Contains(expected.Parameter("dense1.weight"), gradient => gradient != 0);
    }

    [Fact]
    public void BehindAStep_NothingLearnsAndTheMessageSaysSo()
    {
        var net = new Threshold(1);
        var tape = new Threshold.Tape(1);
        net.Forward(new float[Threshold.InputSize], tape);
        NotSupportedException refused = Assert.Throws<NotSupportedException>(() => net.Backward(new float[Threshold.OutputSize], tape, new Threshold.Gradients()));
        Assert.Contains("ends with a step", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongCalls_AreRefused()
    {
        var net = new TwoTwoOne(1);
        var tape = new TwoTwoOne.Tape(2);
        var gradients = new TwoTwoOne.Gradients();
        Assert.Throws<InvalidOperationException>(() => net.Backward([1f], tape, gradients));
        net.Forward([1, 2, 3, 4], tape);
        Assert.Contains("2 rows of 1 outputs have a gradient of 2 elements, but 1 were given", Assert.Throws<ArgumentException>(() => net.Backward([1f], tape, gradients)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => net.Backward([1f, 1f], tape, new TwoTwoOneSum.Gradients()));
        Assert.False(tape.HasOutputGradient);
        Assert.Throws<ArgumentException>(() => net.Forward([1f, 2f, 3f], tape));
        Assert.Throws<ArgumentException>(() => net.Forward(new float[6], tape));
    }

    private sealed class Check : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            NetworkInfo info = TNetwork.Info;
            TNetwork network = Networks.WithBiases<TNetwork, T>(11);
            T[] inputs = Batch<T>.Draw(info, Rows, seed: 4).Inputs;
            T[] coefficients = Coefficients<T>(info);
            NetworkTape<T> tape = TNetwork.CreateTape(Rows + 1);
            NetworkGradients<T> gradients = TNetwork.CreateGradients();
            network.Forward(inputs, tape);
            network.Backward(coefficients, tape, gradients);
            T[] ofInputs = PackedRows.Gradients(tape, info);
            foreach (ParameterInfo parameter in info.Parameters.Where(parameter => !parameter.IsBuffer))
            {
                T[] gradient = gradients.Parameter(parameter.Name);
                for (int i = 0; i < gradient.Length; i += Math.Max(1, gradient.Length / MostElements))
                {
                    int place = ParameterLayout.StorageIndex(parameter, i);
                    if (place != ParameterLayout.Absent)
                    {
                        AssertClose(gradient[i], () => ref network.Parameters.Span[place], Sum, $"{parameter.Name}[{i}]");
                    }
                }
            }

            for (int i = 0; i < inputs.Length; i += Math.Max(1, inputs.Length / MostElements))
            {
                AssertClose(ofInputs[i], () => ref inputs[i], Sum, $"input[{i}]");
            }

            double Sum()
            {
                network.Forward(inputs, tape);
                double sum = 0;
                for (int row = 0; row < Rows; row++)
                {
                    for (int output = 0; output < info.OutputSize; output++)
                    {
                        sum += double.CreateTruncating(tape.Output[row][output] * coefficients[row * info.OutputSize + output]);
                    }
                }

                return sum;
            }
        }

        private delegate ref T Place<T>();

        private static void AssertClose<T>(T gradient, Place<T> place, Func<double> function, string what)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T before = place();
            place() = before + T.CreateTruncating(Step);
            double above = function();
            place() = before - T.CreateTruncating(Step);
            double below = function();
            place() = before;
            double expected = (above - below) / (2 * Step);
            double found = double.CreateTruncating(gradient);
            Assert.True(Math.Abs(found - expected) <= Tolerance * Math.Max(1, Math.Abs(expected)), FormattableString.Invariant($"{what}: {found} instead of {expected}"));
        }
    }

    /// <summary>Added to gradients, handed to an update, by two threads, stepped by an optimizer.</summary>
    private sealed class Forms : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            NetworkInfo info = TNetwork.Info;
            T[] inputs = Batch<T>.Draw(info, Rows, seed: 4).Inputs;
            T[] coefficients = Coefficients<T>(info);
            TNetwork network = Networks.WithBiases<TNetwork, T>(11);
            NetworkTape<T> tape = TNetwork.CreateTape(Rows);
            NetworkGradients<T> expected = TNetwork.CreateGradients();
            network.Forward(inputs, tape);
            network.Backward(coefficients, tape, expected);
            Assert.Equal(info.ParameterCount > 0, expected.Buffer.Span.ContainsAnyExcept(T.Zero));

            using var team = new ThreadTeam(3);
            NetworkTape<T> shared = TNetwork.CreateTape(Rows, team);
            NetworkGradients<T> byThree = TNetwork.CreateGradients();
            var update = new AccumulateGradients<T>(byThree.Buffer);
            network.Forward(inputs, shared);
            network.Backward(coefficients, shared, ref update);
            Compare.SameBits<T>(expected.Buffer.Span, byThree.Buffer.Span, "gradients by three threads");

            TNetwork applied = network.Clone();
            new Sgd(0.5).Bind<T>(info).Apply(applied, expected, 0.5);
            new Sgd(0.5).Bind<T>(info).Step(network, coefficients, tape, 0.5);
            Compare.SameBits<T>(applied.Parameters.Span, network.Parameters.Span, "parameters after a step");
        }
    }

    private static T[] Coefficients<T>(NetworkInfo info)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, Rows * info.OutputSize).Select(_ => T.CreateTruncating(2 * random.NextDouble() - 1))];
    }
}
