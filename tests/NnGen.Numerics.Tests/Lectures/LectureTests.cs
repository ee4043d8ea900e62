using System.Numerics;

namespace NnGen.Numerics.Tests.Lectures;

/// <summary>The lectures' worked examples give the printed numbers.</summary>
public sealed class LectureTests
{
    /// <summary>The lecture prints four digits, computed from rounded intermediates.</summary>
    private const double NeuronTolerance = 0.00015;

    /// <summary>The lecture prints two digits.</summary>
    private const double TwoDigits = 0.005;

    [Fact]
    public void LogisticNeuron_SumIsAsPrinted()
    {
        var sum = new NeuronSum(0);
        Put<NeuronSum, float>(sum, ("dense1.weight", [0.1, 0.1]), ("dense1.bias", [0.1]));
        Assert.Equal(0.19, sum.Predict([0.4f, 0.5f])[0], NeuronTolerance);
    }

    [Fact]
    public void LogisticNeuron_StepIsAsPrinted()
    {
        Step<Neuron, float>(new Neuron(0));
        Step<NeuronDouble, double>(new NeuronDouble(0));
    }

    [Fact]
    public void LogisticNeuron_SumAfterTheStepIsAsPrinted()
    {
        var sum = new NeuronSum(0);
        Put<NeuronSum, float>(sum, ("dense1.weight", [0.1449, 0.1561]), ("dense1.bias", [0.2122]));
        Assert.Equal(0.3482, sum.Predict([0.4f, 0.5f])[0], NeuronTolerance);
    }

    [Fact]
    public void TwoTwoOne_GivesThePrintedValues()
    {
        (string, double[])[] parameters =
        [
            ("dense1.weight", [1, -2, -4, 2]),
            ("dense1.bias", [5, 3]),
            ("dense2.weight", [4, 2]),
            ("dense2.bias", [-1]),
        ];
        var net = new TwoTwoOne(0);
        var sum = new TwoTwoOneSum(0);
        Put<TwoTwoOne, float>(net, parameters);
        Put<TwoTwoOneSum, float>(sum, parameters);

        var tape = new TwoTwoOne.Tape(1);
        net.Forward([3, 4], [1f], tape);
        Assert.Equal(0.5, tape.Value("sigmoid1")[0][0], TwoDigits);
        Assert.Equal(0.27, tape.Value("sigmoid1")[0][1], TwoDigits);
        Assert.Equal(1.54, sum.Predict([3, 4])[0], TwoDigits);
        Assert.Equal(0.82, net.Predict([3, 4])[0], TwoDigits);
    }

    [Fact]
    public void DigitReader_Has39760Parameters()
    {
        Assert.Equal(39_760, DigitLecture.ParameterCount);
        Assert.Equal(784 * 50 + 50 * 10, DigitLecture.MultiplyAdds);
    }

    private static void Step<TNetwork, T>(TNetwork net)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Put<TNetwork, T>(net, ("dense1.weight", [0.1, 0.1]), ("dense1.bias", [0.1]));
        T[] x = [T.CreateTruncating(0.4), T.CreateTruncating(0.5)];
        T[] target = [T.One];
        NetworkTape<T> tape = TNetwork.CreateTape(1);
        OptimizerState<T> state = new Sgd(0.5).Bind<T>(TNetwork.Info);
        net.Forward(x, target, tape);
        Assert.Equal(0.5474, double.CreateTruncating(tape.Output[0][0]), NeuronTolerance);
        state.Step(net, tape, 0.5);
        Assert.Equal(0.2122, Parameter<TNetwork, T>(net, "dense1.bias")[0], NeuronTolerance);
        Assert.Equal(0.1449, Parameter<TNetwork, T>(net, "dense1.weight")[0], NeuronTolerance);
        Assert.Equal(0.1561, Parameter<TNetwork, T>(net, "dense1.weight")[1], NeuronTolerance);
        net.Forward(x, target, tape);
        Assert.Equal(0.5862, double.CreateTruncating(tape.Output[0][0]), NeuronTolerance);
    }

    private static void Put<TNetwork, T>(TNetwork net, params (string Name, double[] Values)[] parameters)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach ((string name, double[] values) in parameters)
        {
            net.SetParameter(name, Array.ConvertAll(values, T.CreateTruncating));
        }
    }

    private static double[] Parameter<TNetwork, T>(TNetwork net, string name)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Array.ConvertAll(net.Parameter(name), double.CreateTruncating);
}
