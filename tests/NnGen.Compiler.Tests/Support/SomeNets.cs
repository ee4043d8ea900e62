using NnGen.Compiler.Model;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Support;

/// <summary>Networks that exercise what the stages can do: chains and graphs, every kind of loss, odd sizes.</summary>
internal static class SomeNets
{
    private static readonly Dictionary<string, NetworkDeclaration> s_nets = new()
    {
        ["neuron"] = Net(Input(2), Dense(1), Node("Sigmoid"), Node("MeanSquaredErrorLoss").With("Reduction", "Sum")),
        ["xor"] = Net(Input(2), Dense(2), Node("Sigmoid"), Dense(1), Node("Sigmoid")),
        ["iris"] = Net(Input(4), Dense(16), Node("Tanh"), Dense(3), Node("Softmax")),
        ["logits"] = Net(Input(5), Dense(19), Node("ReLU"), Dense(7), Node("CrossEntropyLoss").With("Reduction", "Sum")),
        ["likelihood"] = Net(Input(3), Dense(4), Node("LogSoftmax"), Node("NegativeLogLikelihoodLoss")),
        ["labels at steps"] = Net(Input(3, 4), Dense(5), Node("Softmax"), Node("CrossEntropyLoss")),
        ["errors at steps"] = Net(Input(1).Named("lengths"), Input(3, 4).Named("x"), Dense(18).From("x"), Node("HuberLoss").With("Lengths", "lengths")),
        ["focal"] = Net(Input(3), Dense(4), Node("Softmax"), Node("FocalLoss").With("Gamma", 1.5)),
        ["focal logits"] = Net(Input(3), Dense(70), Node("FocalLoss")),
        ["focal answers"] = Net(Input(3), Dense(20), Node("Sigmoid"), Node("BinaryFocalLoss").With("Alpha", 0.25).With("Gamma", 1.5)),
        ["odd"] = Net(Input(13), Dense(17), Node("LeakyReLU").With("Slope", 0.2), Dense(31), Node("LeakyReLU").With("Slope", -0.3), Dense(1)),
        ["linear"] = Net(Input(3), Dense(33).With("Bias", false), Dense(5)),
        ["residual"] = Net(Input(6).Named("x"), Dense(6), Node("ReLU").Named("stem"), Dense(6), Node("Tanh").Named("branch"), Add("stem", "branch", "x"), Dense(2)),
        ["twice"] = Net(Input(5).Named("x"), Dense(3).Named("a"), Dense(3).From("x").Named("b"), Add("a", "b", "a"), Node("Sigmoid"), Node("BinaryCrossEntropyLoss")),
        ["shared"] = Net(Input(4), Dense(18), Node("Tanh").Named("t"), Dense(5).Named("l"), Dense(5).From("t").Named("r"), Add("l", "r"), Node("Softmax")),
        ["gate"] = Net(Input(5).Named("x"), Dense(7), Node("Tanh").Named("a"), Dense(7).From("x"), Node("Sigmoid").Named("g"), Multiply("a", "g"), Dense(3)),
        ["cube"] = Net(Input(4).Named("x"), Dense(4).Named("d"), Node("Tanh").Named("t"), Multiply("d", "t", "x", "t"), Node("MeanSquaredErrorLoss")),
        ["concat"] = Net(Input(5).Named("x"), Dense(20), Node("Tanh").Named("a"), Dense(3).From("x"), Node("ReLU").Named("b"), Concat("a", "x", "b"), Dense(4)),
        ["joins"] = Net(Input(7).Named("x"), Node("Softmax").Named("s"), Dense(130).From("x").Named("d"), Concat("s", "x", "s").Named("c"), Concat("c", "d"), Node("Tanh"), Node("MeanSquaredErrorLoss")),
        ["axes"] = Net(Input(2, 3, 4).Named("x"), Node("Tanh").Named("t"), Concat("x", "t").With("Axis", -1).Named("c"), Concat("c", "c", "c").With("Axis", 1).Named("e"), Concat("e", "e"), Node("Flatten"), Dense(2)),
        ["towers"] = Net(Input(5).Named("x"), Input(3).Named("z"), Dense(20).From("x"), Node("Tanh").Named("a"), Dense(4).From("z"), Node("ReLU").Named("b"), Concat("a", "b", "z"), Dense(2)),
        ["inputs"] = Net(Input(7).Named("x"), Input(2, 3).Named("z"), Input(7).Named("y").With("Sparse", true), Node("Flatten").From("z").Named("f"), Dense(7).From("y").Named("d"), Multiply("d", "x").Named("m"), Concat("x", "f", "y").Named("c"), Concat("m", "c"), Dense(5), Node("Softmax")),
        ["packed"] = Net(Input(4).Named("x"), Input(18).Named("z"), Concat("x", "z"), Node("Tanh"), Node("MeanSquaredErrorLoss")),
        ["dropout"] = Net(Input(6), Dropout(0.25), Dense(20), Dropout(0.5), Node("ReLU"), Dense(2)),
        ["inside"] = Net(Input(4), Dense(5), Node("Softmax"), Dense(3), Node("LogSoftmax"), Dense(2)),
        ["elementwise"] = Net(Input(7).Named("x"), Node("Tanh").Named("t"), Node("Sigmoid").From("x").Named("s"), Add("t", "s", "x"), Node("MeanSquaredErrorLoss")),
        ["flatten"] = Net(Input(2, 3, 4), Node("Sigmoid"), Node("Flatten"), Dense(3)),
        ["rows"] = Net(Input(18).Named("x"), Node("Softmax"), Dense(70), Node("Softmax").Named("p"), Dense(70).From("p"), Add("p", "dense2"), Node("LogSoftmax")),
        ["middle"] = Net(Input(4), Dense(3).Named("a"), Node("Tanh").Named("b"), Output("b"), Node("MeanSquaredErrorLoss")),
        ["masked"] = Net(Input(5), Dense(19).With("Connections", "LowerTriangular"), Node("Tanh"), Dense(20).With("Connections", "Random").With("Density", 0.3), Node("ReLU"), Dense(2)),
        ["connected"] = Net(
            Input(40).Named("x"),
            Dense(51).With("Connections", "Banded").With("Bandwidth", 2),
            Node("Tanh"),
            Dense(40).With("Connections", "Random").With("Density", 0.03).With("Bias", false).Named("few"),
            Add("few", "x"),
            Node("LeakyReLU").With("Slope", 0.2),
            Dense(32).With("Connections", "BlockDiagonal").With("Groups", 2),
            Node("Softmax")),
        ["tied"] = Net(Input(6).Named("x"), Dense(6).Named("a"), Node("Tanh"), Dense(6).With("Tied", "a"), Node("Sigmoid"), Dense(6).With("Tied", "a").With("Bias", false), Dense(2)),
        ["tied wide"] = Net(Input(70), Dense(70).Named("a"), Node("Sigmoid"), Dense(70).With("Tied", "a"), Dense(3)),
        ["tied masked"] = Net(Input(20), Dense(20).Named("a").With("Connections", "LowerTriangular"), Node("Tanh"), Dense(20).With("Tied", "a"), Dense(20).With("Tied", "a").With("Transposed", true), Dense(3)),
        ["autoencoder"] = Net(Input(21), Dense(5).Named("encoder"), Node("Tanh"), Dense(21).With("Tied", "encoder").With("Transposed", true), Node("Sigmoid"), Node("MeanSquaredErrorLoss")),
        ["positions"] = Net(Input(5, 4), Dense(6), Node("Tanh"), Node("Flatten"), Dense(3), Node("MeanSquaredErrorLoss")),
        ["positions wide"] = Net(Input(7, 33), Dense(50), Node("ReLU"), Dense(19), Node("Sigmoid"), Node("MeanSquaredErrorLoss")).With("InputGradient", true),
        ["positions softmax"] = Net(Input(3, 5), Dense(7), Node("Softmax"), Node("LogSoftmax").With("Axis", 0), Dense(4), Node("MeanSquaredErrorLoss")),
        ["positions several"] = Net(Input(3, 4).Named("x"), Input(2).Named("z"), Dense(5).From("x"), Node("Flatten").Named("f"), Concat("f", "z"), Dense(2), Node("MeanSquaredErrorLoss")).With("InputGradient", true),
        ["positions masked"] = Net(Input(3, 40), Dense(48).With("Connections", "BlockDiagonal").With("Groups", 4), Node("ReLU"), Dense(2), Node("MeanSquaredErrorLoss")),
        ["positions dropout"] = Net(Input(3, 6), Dense(20), Dropout(0.3), Node("Tanh"), Dense(4), Node("MeanSquaredErrorLoss")),
        ["permute"] = Net(Input(5, 4), Dense(6), Node("Reshape").With("Shape", Numbers(5, 2, 3)), Node("Permute").With("Axes", Numbers(2, 0, 1)), Node("Tanh"), Node("Flatten"), Dense(2), Node("MeanSquaredErrorLoss")),
        ["transpose wide"] = Net(Input(19, 33), Dense(21), Node("Permute").With("Axes", Numbers(1, 0)), Dense(9), Node("MeanSquaredErrorLoss")).With("InputGradient", true),
        ["slices"] = Net(Input(5), Dense(7).Named("fc"), Node("Slice").With("Start", 0).With("Stop", 3).Named("low"), Node("Slice").With("Start", 1).With("Stop", 7).With("Step", 2).From("fc"), Node("Sigmoid").Named("g"), Multiply("low", "g").Named("both"), Concat("both", "fc"), Dense(2), Node("MeanSquaredErrorLoss")),
        ["select"] = Net(Input(3, 20), Dense(18).Named("fc"), Node("Select").With("Index", -1).Named("last"), Node("Slice").With("Start", 2).With("Stop", 17).With("Axis", 1).From("fc"), Node("Mean").With("Axes", Numbers(0)).Named("m"), Concat("last", "m"), Dense(2), Node("MeanSquaredErrorLoss")).With("InputGradient", true),
        ["means"] = Net(Input(5, 3), Dense(4), Node("Tanh").Named("act"), Node("Mean").With("Axes", Numbers(0)).Named("m1"), Node("Mean").With("Axes", Numbers(1)).From("act").Named("m2"), Concat("m1", "m2"), Dense(2), Node("MeanSquaredErrorLoss")),
        ["means of three axes"] = Net(Input(3, 4, 35), Dense(18).Named("fc"), Node("Mean").With("Axes", Numbers(0, 2)).Named("a"), Node("Mean").With("Axes", Numbers(1)).From("fc").With("KeepAxes", true), Node("Mean").With("Axes", Numbers(0, 1)).Named("b"), Node("Mean").With("Axes", Numbers(0, 1, 2)).From("fc").Named("c"), Concat("a", "b", "c"), Node("MeanSquaredErrorLoss")).With("InputGradient", true),
        ["matmul"] = Net(Input(3, 3).Named("x"), Input(4, 5).Named("z"), Dense(4).From("x").Named("a"), Dense(2).From("z").Named("b"), Node("MatMul").With("Inputs", Texts("a", "b")), Node("Tanh"), Node("MeanSquaredErrorLoss")),
        ["attention"] = Net(Input(9, 6).Named("x"), Dense(20).Named("q"), Dense(20).From("x").Named("k"), Node("MatMul").With("Inputs", Texts("q", "k")).With("TransposeB", true).With("Scale", 0.25), Node("Softmax").Named("p"), Node("MatMul").With("Inputs", Texts("p", "x")), Node("MeanSquaredErrorLoss")).With("InputGradient", true),
        ["matmul transposed"] = Net(Input(2, 7, 17).Named("x"), Dense(19), Node("Tanh").Named("a"), Node("MatMul").With("Inputs", Texts("a", "x")).With("TransposeA", true), Node("Sigmoid"), Node("MeanSquaredErrorLoss")).With("InputGradient", true),
        ["concat of positions"] = Net(Input(3, 5).Named("x"), Dense(7).Named("a"), Dense(7).From("x").Named("b"), Concat("a", "b").Named("c"), Dense(6).Named("d"), Node("Tanh").From("c").Named("t"), Concat("d", "t").With("Axis", 1), Dense(2), Node("Flatten"), Dense(3), Node("MeanSquaredErrorLoss")).With("InputGradient", true),
        ["concat of inputs at positions"] = Net(Input(3, 5).Named("x"), Input(2, 5).Named("z"), Concat("x", "z").Named("c"), Dense(6).Named("d"), Dense(6).From("z").Named("e"), Concat("d", "e"), Node("Mean").With("Axes", Numbers(0)), Node("MeanSquaredErrorLoss")).With("InputGradient", true),
        ["tied at positions"] = Net(Input(4, 6).Named("x"), Dense(6).Named("a"), Node("Tanh").Named("t"), Dense(6).With("Tied", "a").Named("b"), Node("Select").With("Index", 1).Named("s"), Dense(6).With("Tied", "a").Named("c"), Dense(6).With("Tied", "a").With("Transposed", true).From("b").Named("d"), Node("Mean").With("Axes", Numbers(0)).Named("m"), Add("c", "m"), Node("MeanSquaredErrorLoss")).With("InputGradient", true),
        ["slope of each unit at positions"] = Net(Input(3, 6), Dense(20), Node("PReLU").With("PerUnit", true), Dense(17), Node("PReLU"), Node("MeanSquaredErrorLoss")).With("InputGradient", true),
        ["product at positions"] = Net(Input(3, 6).Named("x"), Dense(20).Named("a"), Dense(20).From("x").Named("b"), Node("Sigmoid").Named("g"), Multiply("a", "g").Named("p"), Dense(4), Node("Softmax").Named("s"), Node("Reshape").With("Shape", Numbers(4, -1)), Dense(2), Node("Flatten").Named("f"), Node("Flatten").From("p").Named("q"), Concat("f", "q"), Dense(3), Node("CrossEntropyLoss")),
        ["rows and columns of one"] = Net(Input(1, 1, 5), Dense(1), Node("Permute").With("Axes", Numbers(2, 1, 0)), Dense(1), Node("Softmax").With("Axis", 0), Node("Slice").With("Start", 0), Node("Reshape").With("Shape", Numbers(1)), Dense(2), Node("MeanSquaredErrorLoss")).With("InputGradient", true),
        ["norm"] = Net(Input(21), Dense(18), Node("LayerNorm"), Node("MeanSquaredErrorLoss")),
        ["norm at positions"] = Net(Input(4, 21), Dense(18), Node("LayerNorm"), Node("MeanSquaredErrorLoss")),
        ["norm of two axes"] = Net(Input(4, 21), Dense(6), Node("RMSNorm").With("Axes", 2), Node("MeanSquaredErrorLoss")),
        ["norm of positions"] = Net(Input(4, 21), Dense(18), Node("LayerNorm"), Node("ReLU"), Dense(6), Node("RMSNorm").With("Axes", 2), Node("MeanSquaredErrorLoss")),
        ["heads"] = Net(Input(8), Dense(16), Node("ReLU").Named("trunk"), Dense(3).Named("logits"), Node("Softmax").Named("kind"), Dense(2).From("trunk").Named("box"), Output("kind"), Node("CrossEntropyLoss"), Output("box"), Node("MeanSquaredErrorLoss").With("Weight", 0.5)),
        ["supervised"] = Net(Input(5), Dense(4).Named("a"), Node("Tanh").Named("t"), Dense(2).Named("o1"), Dense(2).From("t").Named("o2"), Add("o1", "o2").Named("sum"), Output("o1"), Output("sum"), Output("o2"), Node("L1Loss").From("o2"), Node("HuberLoss").With("Weight", 2.0).From("o1")),
        ["inner outputs"] = Net(
            Input(9).Named("x"),
            Dense(17), Node("Sigmoid").Named("s"), Output("s"), Node("BinaryCrossEntropyLoss").With("Weight", 0.25).With("Reduction", "Sum"),
            Dense(20).Named("z"), Node("Softmax").Named("p"), Output("p"), Node("FocalLoss").With("Reduction", "Sum"),
            Dense(3).From("p").Named("d"), Output("d"), Node("MeanSquaredErrorLoss").With("Reduction", "Sum")),
        ["renamed outputs"] = Net(Input(4).Named("x"), Input(3).Named("y"), Dense(6).From("x").Named("d"), Node("Identity").Named("i"), Concat("d", "y").Named("c"), Dense(2), Output("d"), Output("i"), Output("x"), Output("c"), Output("dense2")),
        ["heads at positions"] = Net(Input(3, 5).Named("x"), Dense(6), Node("Tanh").Named("t"), Dense(2).Named("a"), Dense(3).From("t"), Node("Sigmoid").Named("b"), Output("a"), Output("t"), Output("b"), Node("BinaryCrossEntropyLoss"), Node("MeanSquaredErrorLoss").From("t")),
    };

    private static EquatableArray<int> Numbers(params int[] values) => new(values);

    private static EquatableArray<string> Texts(params string[] values) => new(values);

    static SomeNets()
    {
        foreach (KeyValuePair<string, NetworkDeclaration> net in SomeImageNets.All)
        {
            s_nets.Add(net.Key, net.Value);
        }
    }

    public static IReadOnlyCollection<string> All => s_nets.Keys;

    public static TheoryData<string> Names => [.. s_nets.Keys];

    public static NetworkDeclaration Get(string name) => s_nets[name];
}
