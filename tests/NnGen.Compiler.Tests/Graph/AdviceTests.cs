using NnGen.Compiler.Model;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Graph;

/// <summary>Where each rule speaks, where it keeps silent, and what it says.</summary>
public class AdviceTests
{
    private static readonly NodeDeclaration s_squared = Node("MeanSquaredErrorLoss");

    public static TheoryData<string, NetworkDeclaration> Given => new()
    {
        // Linear layers, at the second of each pair.
        { "NNG201 at 2", Net(Input(4), Dense(16), Dense(3)) },
        { "NNG201 at 2, NNG201 at 3", Net(Input(4), Dense(8), Dense(8), Dense(1)) },
        { "NNG201 at 2", Net(Input(4), Dense(3), Dense(3)) },
        { "NNG201 at 4", Net(Input(4), Dense(16), Node("Identity"), Dropout(0.5), Dense(3)) },
        { "NNG201 at 2", Net(Input(784), Dense(50).With("Bias", false), Dense(10)) },

        // Sigmoids in a row, at the layer that gets the least.
        { "NNG202 at 1", Net([Input(4), .. Layers(4, "Sigmoid"), Dense(1)]) },
        { "NNG202 at 1, NNG204 at 8", Net([Input(4), .. Layers(4, "Sigmoid"), s_squared]) },
        { "NNG202 at 1", Net([Input(4), .. Layers(10, "Tanh"), Dense(1)]) },
        { "NNG202 at 1", Net([Input(4), .. Layers(5, "Tanh"), .. Layers(2, "Sigmoid"), Dense(1)]) },
        { "NNG202 at 1", Net([Input(4), .. Layers(4, "HardSigmoid"), Dense(1)]) },
        { "NNG202 at 2", Net([Input(4).Named("x"), Dense(4).Named("a"), .. Layers(4, "Sigmoid"), Add("a", "sigmoid4"), Dense(1)]) },

        // Losses and outputs.
        { "NNG203 at 3", Net(Input(4), Dense(3), Node("Softmax"), s_squared) },
        { "NNG203 at 4", Net(Input(4), Dense(3), Node("Softmin"), Node("Identity"), Node("HalfSquaredErrorLoss")) },
        { "NNG204 at 2", Net(Input(4), Dense(3), Node("Softmax"), Node("L1Loss")) },
        { "NNG204 at 2", Net(Input(4), Dense(3), Node("Tanh"), Node("HuberLoss")) },
        { "NNG204 at 2", Net(Input(4), Dense(1), Node("Sigmoid"), s_squared) },
        { "NNG204 at 2", Net(Input(4), Dense(1), Node("HardTanh"), Node("Flatten"), Node("PoissonNegativeLogLikelihoodLoss")) },

        // Equal weights.
        { "NNG205 at 1", Net(Input(4), Dense(3).With("Initializer", "Zeros"), Node("Tanh"), Dense(1).With("Initializer", "Zeros")) },
        { "NNG205 at 1", Net(Input(4), Dense(3).With("Initializer", "Constant"), Node("PReLU"), Dense(2)) },
        { "NNG205 at 1", Net(Input(4), Dense(1).With("Initializer", "Zeros"), Node("ReLU"), Dense(2)) },
        { "NNG205 at 1", Net(Input(4), Dense(3).With("Initializer", "Normal").With("InitializerScale", 0.0), Node("Tanh"), Dense(2)) },
        { "NNG205 at 1", Net(Input(4), Dense(3).With("Initializer", "Constant").With("Bias", false), Node("Tanh"), Dropout(0.1), Dense(2)) },

        { "NNG206 at 2", Net(Input(4), Dense(1), Node("Softmax"), s_squared) },
        { "NNG206 at 2", Net(Input(4), Dense(1), Node("LogSoftmax"), s_squared) },
        { "NNG206 at 2", Net(Input(4), Dense(1), Node("Softmin"), Dense(3)) },
        { "NNG207 at 2", Net(Input(4), Dense(3), Dropout(0.5)) },
        { "NNG207 at 2, NNG207 at 3", Net(Input(4), Dense(3), Dropout(0.5), Dropout(0.1), Node("Softmax")) },
        { "NNG207 at 2", Net(Input(4), Dense(3), Dropout(0.5), Node("PReLU"), Output("prelu1"), s_squared) },
        { "NNG208 at 1", Net(Input(4), Dense(3), Node("Identity"), Node("BatchNorm"), Node("ReLU"), Dense(1)) },
        { "NNG208 at 1, NNG208 at 4", Net(Input(4), Dense(3), Node("BatchNorm").With("Affine", false), Node("ReLU"), Dense(3).With("BiasInitializer", "Normal"), Node("BatchNorm"), Node("Tanh"), Dense(1)) },
        { "NNG208 at 1", Net(Input(1, 6, 6), Convolution("Conv2D", 3), Node("BatchNorm"), Node("ReLU"), Node("GlobalAvgPool")) },
        { "NNG208 at 1", Net(Input(2, 6), Convolution("ConvTranspose1D", 3).With("Groups", 2), Node("BatchNorm"), Node("ReLU"), Node("GlobalAvgPool")) },
        { "NNG210 at 1", Net(Input(1, 13, 12), Node("MaxPool2D").With("Kernel", 2), Node("Flatten"), Dense(1)) },
        { "NNG210 at 1", Net(Input(1, 12), Convolution("Conv1D", 3).With("Stride", 2), Node("ReLU"), Node("GlobalAvgPool")) },
        { "NNG210 at 1", Net(Input(1, 12), Convolution("Conv1D", 3).With("Stride", 2).With("Paddings", new EquatableArray<int>(2, 0)), Node("ReLU"), Node("GlobalAvgPool")) },
        { "NNG211 at 3", Net(Input(1, 16), Causal(2, 1), Node("ReLU"), Causal(2, 2), Node("ReLU"), Node("Select").With("Index", -1).With("Axis", 1), Dense(1)) },
        { "NNG211 at 1", Net(Input(1, 16), Causal(3, 1), Node("ReLU"), Node("Slice").With("Start", 12).With("Axis", 1), Node("Flatten"), Dense(1)) },
        { "NNG211 at 3", Net(Input(2, 16).Named("x"), Causal(2, 1), Node("Tanh").Named("a"), Causal(2, 2), Add("a", "conv1d2"), Node("Select").With("Index", -1).With("Axis", 1), Dense(1)) },
        { "NNG211 at 1", Net(Input(1, 16), Convolution("Conv1D", 3).With("Padding", 1), Node("Select").With("Index", 0).With("Axis", 1), Node("ReLU"), Dense(1)) },
        { "NNG209 at -1", Net(Input(9), Dense(1)).With("TrainingSamples", 1) },
    };

    public static TheoryData<string, NetworkDeclaration> NotGiven => new()
    {
        { "a bottleneck", Net(Input(784), Dense(32), Dense(784)) },
        { "an activation between", Net(Input(4), Dense(16), Node("ReLU"), Dense(3)) },
        { "the first layer is seen elsewhere", Net(Input(4), Dense(4).Named("a"), Dense(4), Add("a", "dense2")) },
        { "an option nobody knows", Net(Input(4), Dense(16).With("Name", "masked").With("Mask", "x"), Dense(3)) },

        { "LeNet", Net(Input(1, 28, 28), Convolution("Conv2D", 5).With("Padding", 2), Node("ReLU"), Node("MaxPool2D").With("Kernel", 2), Convolution("Conv2D", 5), Node("ReLU"), Node("MaxPool2D").With("Kernel", 2), Node("Flatten"), Dense(10), Node("Softmax")) },
        { "halving as in ResNet", Net(Input(3, 32, 32).Named("x"), Convolution("Conv2D", 3).With("Stride", 2).With("Padding", 1).Named("a"), Convolution("Conv2D", 1).With("Stride", 2).From("x").Named("b"), Add("a", "b"), Node("ReLU"), Node("MaxPool2D").With("Kernel", 3).With("Stride", 2).With("Padding", 1), Node("GlobalAvgPool")) },
        { "a window more", Net(Input(1, 13), Node("AvgPool1D").With("Kernel", 2).With("CeilMode", true), Node("Flatten"), Dense(1)) },
        { "padding left out alone", Net(Input(1, 12), Convolution("Conv1D", 3).With("Stride", 2).With("Paddings", new EquatableArray<int>(0, 2)), Node("ReLU"), Node("GlobalAvgPool")) },
        { "causal as far as the beginning", Net(Input(1, 8), Causal(2, 1), Node("ReLU"), Causal(2, 2), Node("ReLU"), Causal(2, 4), Node("Select").With("Index", -1).With("Axis", 1), Dense(1)) },
        { "all places are pooled", Net(Input(1, 64), Causal(2, 1), Node("ReLU"), Node("GlobalAvgPool"), Dense(1)) },
        { "all places go elsewhere", Net(Input(2, 16), Causal(2, 1), Node("Tanh").Named("a"), Node("Select").With("Index", -1).With("Axis", 1).Named("last"), Node("GlobalAvgPool").From("a").Named("all"), Concat("last", "all"), Dense(1)) },
        { "statistics of all places", Net(Input(2, 16), Causal(2, 1), Node("InstanceNorm"), Node("Select").With("Index", -1).With("Axis", 1), Dense(1)) },
        { "a place of no convolution", Net(Input(2, 16), Node("Select").With("Index", -1).With("Axis", 1), Dense(1)) },
        { "a channel and not a place", Net(Input(2, 16), Causal(2, 1), Node("Select").With("Index", 0), Dense(1)) },
        { "a bias before other norms", Net(Input(1, 6, 6), Convolution("Conv2D", 3), Node("InstanceNorm"), Node("ReLU"), Node("GlobalAvgPool")) },

        { "three sigmoids", Net([Input(4), .. Layers(3, "Sigmoid"), Dense(1)]) },
        { "the last sigmoid belongs to the loss", Net([Input(4), .. Layers(4, "Sigmoid")]) },
        { "nine tanh", Net([Input(4), .. Layers(9, "Tanh"), Dense(1)]) },
        { "LeCun's tanh", Net([Input(4), .. Layers(20, "ScaledTanh"), Dense(1)]) },
        { "a way around", Net([Input(4), Dense(4), Node("Sigmoid").Named("a"), .. Layers(3, "Sigmoid"), Add("a", "sigmoid4"), Dense(1)]) },
        { "steep hard sigmoids", Net([Input(4), .. Enumerable.Range(0, 9).SelectMany(_ => new[] { Dense(4), Node("HardSigmoid").With("Alpha", 1.0) }), Dense(1)]) },

        { "cross entropy", Net(Input(4), Dense(3), Node("Softmax")) },
        { "softmax inside", Net(Input(4), Dense(3), Node("Softmax"), Dense(2), s_squared) },
        { "binary cross entropy", Net(Input(4), Dense(1), Node("Sigmoid")) },
        { "hinge", Net(Input(4), Dense(1), Node("Tanh"), Node("HingeLoss")) },
        { "bounded below only", Net(Input(4), Dense(1), Node("ReLU"), s_squared) },
        { "a clamp", Net(Input(4), Dense(1), Node("HardTanh").With("Min", 0.0).With("Max", 9.0), s_squared) },

        { "the last layer starts at zero", Net(Input(4), Dense(3), Node("Tanh"), Dense(2).With("Initializer", "Zeros")) },
        { "only one layer", Net(Input(4), Dense(3).With("Initializer", "Zeros")) },
        { "biases are drawn", Net(Input(4), Dense(3).With("Initializer", "Zeros").With("BiasInitializer", "Normal"), Node("Tanh"), Dense(2)) },
        { "one unit", Net(Input(4), Dense(1).With("Initializer", "Constant"), Node("Tanh"), Dense(2)) },
        { "a branch that starts at zero", Net(Input(4).Named("x"), Dense(4).With("Initializer", "Zeros"), Add("x", "dense1"), Node("ReLU"), Dense(2)) },

        { "two classes", Net(Input(4), Dense(2), Node("Softmax")) },
        { "dropout between layers", Net(Input(4), Dropout(0.2), Dense(3), Node("ReLU"), Dropout(0.5), Dense(3), Node("Softmax")) },
        { "dropout that drops nothing", Net(Input(4), Dense(3), Dropout(0)) },
        { "dropout in a branch", Net(Input(4).Named("x"), Dense(4), Dropout(0.5), Add("x", "dropout1")) },
        { "no bias", Net(Input(4), Dense(3).With("Bias", false), Node("BatchNorm"), Node("ReLU"), Dense(1)) },
        { "a bias before another norm", Net(Input(4), Dense(3), Node("LayerNorm"), Node("ReLU"), Dense(1)) },
        { "an activation before batch norm", Net(Input(4), Dense(3), Node("ReLU"), Node("BatchNorm"), Dense(1)) },
        { "the bias is seen elsewhere", Net(Input(4), Dense(3).Named("a"), Node("BatchNorm"), Add("a", "batchnorm1"), Node("ReLU"), Dense(1)) },
        { "batch norm brings the gradient back", Net([Input(4), .. Enumerable.Range(0, 9).SelectMany(_ => new[] { Dense(4).With("Bias", false), Node("BatchNorm"), Node("Sigmoid") }), Dense(1)]) },
        { "batch norm between linear layers", Net(Input(4), Dense(4).With("Bias", false), Node("BatchNorm"), Dense(4)) },
        { "nine parameters a sample", Net(Input(8), Dense(1)).With("TrainingSamples", 1) },
        { "as many samples as it likes", Net(Input(784), Dense(512)) },
    };

    [Theory]
    [MemberData(nameof(Given))]
    public void Advice_StandsAtItsNode(string expected, NetworkDeclaration net) => Assert.Equal(expected, string.Join(", ", Advice(net)));

    [Theory]
    [MemberData(nameof(NotGiven))]
    public void Advice_KeepsSilent(string why, NetworkDeclaration net) => Assert.True(Advice(net).Length == 0, $"{why}: {string.Join(", ", Advice(net))}");

    [Fact]
    public void Messages_HaveTheNumbersOfTheNetwork()
    {
        Assert.Equal(
            "The gradient of Dense (dense1) comes through 5 Sigmoid: each Sigmoid multiplies it by at most 0.25, so by at most 0.00098 together, unless the weights grow against it. Use [ReLU] or one of its relatives, put [BatchNorm] before the activations, or lead an [Add] around some of them",
            Message(Net([Input(4), .. Layers(5, "Sigmoid"), Dense(1)])));
        Assert.Equal(
            "The gradient of Dense (dense1) comes through 10 Tanh: Tanh has slope 1 at 0 and 0.42 at 1 and -1, and 0.42 to the power of 10 is 0.00017, unless the weights grow against it. Use [ReLU] or one of its relatives, put [BatchNorm] before the activations, or lead an [Add] around some of them",
            Message(Net([Input(4), .. Layers(10, "Tanh"), Dense(1)])));
        Assert.Equal(
            "Net has 101,770 parameters for 1,000 training samples, 102 times as many, and can learn them by heart: hold some samples out to see whether it does, make the layers smaller, or add [Dropout] or a penalty",
            Message(Net(Input(784), Dense(128), Node("ReLU"), Dense(10), Node("Softmax")).With("TrainingSamples", 1000)));
        Assert.Equal(
            "Sigmoid (sigmoid1) gives numbers between 0 and 1, and MeanSquaredErrorLoss takes any number as a target: where yours lie beyond, scale them or end with Dense (dense1); where they are 0 and 1, [BinaryCrossEntropyLoss] learns faster",
            Message(Net(Input(4), Dense(1), Node("Sigmoid"), s_squared)));
        Assert.Equal(
            "Tanh (tanh1) gives numbers between -1 and 1, and PoissonNegativeLogLikelihoodLoss takes the output as the logarithm of the rate, which so lies between 0.3679 and 2.7183: end with Dense (dense1)",
            Message(Net(Input(4), Dense(1), Node("Tanh"), Node("PoissonNegativeLogLikelihoodLoss"))));
        Assert.Equal(
            "All weights of Dense (dense1) start at 0.5, and so do those of Dense (dense2), so its 3 units compute the same, get the same gradient and stay one unit for ever: remove the initializer, or take one that draws",
            Message(Net(Input(4), Constant(3), Node("Tanh"), Constant(1))));
        Assert.Equal(
            "All weights of Dense (dense1) start at 0.5, so its 3 units start as one, and only the weights of Dense (dense2) tell them apart: remove the initializer, or take one that draws",
            Message(Net(Input(4), Constant(3), Node("ReLU"), Dense(1))));
        Assert.Equal(
            "All weights of Dense (dense1) start at 0, so ReLU (relu1) gives 0 and has slope 0 there, and nothing above it learns: remove the initializer, or take one that draws",
            Message(Net(Input(4), Dense(3).With("Initializer", "Zeros"), Node("ReLU"), Dense(1))));
        Assert.Equal(
            "MaxPool2D (maxpool2d1) leaves out the last of 13 lines and the last 2 of 14 columns, whatever stands there: (13 - 3) / 3 is not whole and (14 - 3) / 3 is not whole. CeilMode = true adds a window that is cut at the edge",
            Message(Net(Input(1, 13, 14), Node("MaxPool2D").With("Kernel", 3), Node("Flatten"), Dense(1))));
        Assert.Equal(
            "Conv1D (conv1d1) leaves out the last of 12 places, whatever stands there: (12 + 2 + 0 - 3) / 2 is not whole. 1 more of padding behind the places would make a window of them",
            Message(Net(Input(1, 12), Convolution("Conv1D", 3).With("Stride", 2).With("Paddings", new EquatableArray<int>(2, 0)), Node("ReLU"), Node("GlobalAvgPool"))));
        Assert.Equal(
            "From what Select (select1) takes, Conv1D (conv1d2) reaches 4 of the 16 places of Input (input1), so the first 12 change nothing: take larger kernels, strides or dilations, or more layers, or pool all places, or give shorter rows",
            Message(Net(Input(1, 16), Causal(2, 1), Node("ReLU"), Causal(2, 2), Node("ReLU"), Node("Select").With("Index", -1).With("Axis", 1), Dense(1))));
    }

    private static NodeDeclaration Convolution(string kind, int kernel) => Node(kind).With("Filters", 4).With("Kernel", kernel);

    private static NodeDeclaration Causal(int kernel, int dilation) => Convolution("Conv1D", kernel).With("Padding", -2).With("Dilation", dilation);

    private static NodeDeclaration Constant(int units) => Dense(units).With("Initializer", "Constant").With("InitializerScale", 0.5);

    private static IEnumerable<NodeDeclaration> Layers(int count, string activation) => Enumerable.Range(0, count).SelectMany(_ => new[] { Dense(4), Node(activation) });

    private static string[] Advice(NetworkDeclaration net)
    {
        Assert.Empty(NetworkCompiler.Check(net));
        return [.. NetworkCompiler.Advise(net).Select(problem => $"{problem.Kind.Id} at {problem.Node}")];
    }

    private static string Message(NetworkDeclaration net) => Assert.Single(NetworkCompiler.Advise(net)).Message;
}
