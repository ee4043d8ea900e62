using NnGen.Compiler.Model;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Graph;

/// <summary>Each kind of problem at the index of the attribute at fault, and no other problem beside it.</summary>
public class ProblemTests
{
    public static TheoryData<string, string, NetworkDeclaration> Faults => new()
    {
        { "NNG010", "-1", Net(Dense(2)) },
        { "NNG010", "-1", Net(Dense(2), Node("ReLU"), Node("MeanSquaredErrorLoss")) },
        { "NNG012", "-1", Net(Input(2)) },
        { "NNG012", "-1", Net(Input(2), Node("MeanSquaredErrorLoss")) },
        { "NNG013", "0", Net(Input(), Dense(2)) },
        { "NNG013", "0", Net(Input(0), Dense(2)) },
        { "NNG013", "0", Net(Input(3, -1), Node("Flatten")) },
        { "NNG013", "0", Net(Input(3, 4, 4).With("Layout", "7"), Node("Flatten"), Dense(2)) },
        { "NNG013", "0", Net(Input(12).With("Layout", "ChannelsLast"), Dense(2)) },
        { "NNG013", "0", Net(Input(2).With("Element", "2"), Dense(2)) },
        { "NNG013", "0", Net(Input(2).With("Scale", 0.0), Dense(2)) },
        { "NNG013", "0", Net(Input(2).With("Scale", 1e-50), Dense(2)) },
        { "NNG013", "0", Net(Input(2).With("Offset", double.NaN), Dense(2)) },
        { "NNG013", "1", Net(Input(2), Dense(0), Node("ReLU")) },
        { "NNG013", "1", Net(Input(2), Dense(-7)) },
        { "NNG013", "1", Net(Input(2), Dense(int.MinValue)) },
        { "NNG013", "1", Net(Input(2), Dropout(1), Dense(2)) },
        { "NNG013", "1", Net(Input(2), Dropout(-0.1), Dense(2)) },
        { "NNG013", "1", Net(Input(2), Dropout(double.NaN), Dense(2)) },
        { "NNG013", "1", Net(Input(2), Node("AlphaDropout").With("Rate", 1.0), Dense(2)) },
        { "NNG013", "1", Net(Input(2), Node("BatchNorm").With("Epsilon", 0.0), Dense(2)) },
        { "NNG013", "1", Net(Input(2), Node("BatchNorm").With("Momentum", 1.5), Dense(2)) },
        { "NNG013", "1", Net(Input(2), Node("BatchNorm").With("Momentum", double.NaN), Dense(2)) },
        { "NNG013", "1", Net(Input(2), Node("LayerNorm").With("Epsilon", -1.0), Dense(2)) },
        { "NNG013", "1", Net(Input(2), Node("RMSNorm").With("Epsilon", double.PositiveInfinity), Dense(2)) },
        { "NNG013", "1", Net(Input(2, 3), Node("LayerNorm").With("Axes", 3), Node("Flatten"), Dense(2)) },
        { "NNG020", "1", Net(Input(2, 3), Node("InputScaler"), Node("Flatten"), Dense(2)) },
        { "NNG013", "2", Net(Input(2), Dense(2), Node("OutputScaler"), Dense(2)) },
        { "NNG024", "3", Net(Input(2), Dense(2), Node("OutputScaler"), Node("CrossEntropyLoss")) },
        { "NNG013", "2", Net(Input(2), Dense(2), Node("LeakyReLU").With("Slope", double.NaN), Dense(2)) },
        { "NNG013", "2", Net(Input(2), Dense(2), Node("LeakyReLU").With("Slope", double.PositiveInfinity), Dense(2)) },
        { "NNG013", "1", Net(Input(2), Dense(2).With("Initializer", "17")) },
        { "NNG013", "1", Net(Input(2), Dense(2).With("BiasInitializer", "-1")) },
        { "NNG013", "1", Net(Input(2), Dense(2).With("BiasInitializer", "Orthogonal")) },
        { "NNG013", "1", Net(Input(2), Dense(2).With("BiasInitializer", "Sparse")) },
        { "NNG013", "1", Net(Input(2), Dense(2).With("Initializer", "Orthogonal").With("InitializerScale", -1.0)) },
        { "NNG013", "1", Net(Input(2), Dense(2).With("Initializer", "Sparse").With("InitializerSparsity", 1.5)) },
        { "NNG013", "1", Net(Input(2), Dense(2).With("Initializer", "Uniform").With("InitializerScale", -1.0)) },
        { "NNG013", "1", Net(Input(2), Dense(2).With("Initializer", "Constant").With("InitializerScale", double.NaN)) },
        { "NNG013", "2", Net(Input(2), Dense(2), Node("MeanSquaredErrorLoss").With("Reduction", "2")) },
        { "NNG013", "-1", Net(Input(2), Dense(2)).With("Precision", "3") },
        { "NNG013", "-1", Net(Input(2), Dense(2)).With("Storage", "3") },
        { "NNG045", "-1", Net(Input(2), Dense(2)).With("Storage", "Half").With("Emit", "Training") },
        { "NNG045", "-1", Net(Input(2), Dense(2)).With("Storage", "BFloat16").Double() },
        { "NNG013", "-1", Net(Input(2), Dense(2)).With("Emit", "9") },
        { "NNG013", "1", Net(Input(2), Dense(2).With("Connections", "9")) },
        { "NNG013", "1", Net(Input(2), Dense(2).With("Connections", "Banded").With("Bandwidth", -1)) },
        { "NNG013", "1", Net(Input(6), Dense(4).With("Connections", "BlockDiagonal").With("Groups", 3)) },
        { "NNG013", "1", Net(Input(6), Dense(4).With("Connections", "BlockDiagonal").With("Groups", 0)) },
        { "NNG013", "1", Net(Input(6), Dense(4).With("Connections", "Random").With("Density", 0.0)) },
        { "NNG013", "1", Net(Input(6), Dense(4).With("Connections", "Random").With("Density", double.NaN)) },
        { "NNG014", "0", Net(Input(1 << 20, 1 << 20), Node("Flatten")) },
        { "NNG014", "1", Net(Input(1 << 12), Dense((1 << 10) + 1).With("Connections", "Banded")) },
        { "NNG014", "0", Net(Input(int.MaxValue), Dense(1)) },
        { "NNG014", "1", Net(Input(1 << 20), Dense(1 << 20)) },
        { "NNG014", "1", Net(Input(2), Dense(int.MaxValue)) },
        { "NNG014", "2", Net(Input(1 << 14), Dense((1 << 14) - 1), Dense(10)) },
        { "NNG015", "1", Net(Input(2), Dense(2).Named("a b")) },
        { "NNG015", "0", Net(Input(2).Named("-"), Dense(2)) },
        { "NNG016", "2", Net(Input(2), Dense(2).Named("a"), Dense(2).Named("a")) },
        { "NNG016", "1", Net(Input(2).Named("a"), Dense(2).Named("a")) },
        { "NNG017", "1", Net(Input(2), Dense(2).From("nowhere")) },
        { "NNG017", "2", Net(Input(2), Dense(2), Add("dense1", "nowhere")) },
        { "NNG017", "2", Net(Input(2), Dense(2), Output("nowhere")) },
        { "NNG018", "1", Net(Input(2), Dense(2).From("dense2"), Dense(2)) },
        { "NNG018", "1", Net(Input(2), Dense(2).From("dense1")) },
        { "NNG018", "1", Net(Input(2), Add("input1", "add1")) },
        { "NNG019", "1", Net(Input(2), Dense(2), Dense(3).From("input1")) },
        { "NNG019", "2", Net(Input(2), Dense(2), Dense(3), Output("dense1")) },
        { "NNG019", "0", Net(Input(2), Input(3), Dense(2)) },
        { "NNG019", "0, 1", Net(Input(2), Input(3), Input(4), Dense(2)) },
        { "NNG014", "1", Net(Input(1 << 28), Input(1), Concat("input1", "input2"), Node("MeanSquaredErrorLoss")) },
        { "NNG016", "1", Net(Input(2).Named("x"), Input(2).Named("x"), Add("x", "x_")) },
        { "NNG020", "1", Net(Input(2, 3), Dense(2), Node("Softmax")) },
        { "NNG020", "2", Net(Input(2, 3), Node("Tanh"), Node("Softmax")) },
        { "NNG013", "1", Net(Input(2, 3), Node("Softmax").With("Axis", 2)) },
        { "NNG013", "1", Net(Input(2, 3), Node("LogSoftmax").With("Axis", -3)) },
        { "NNG013", "1", Net(Input(3, 4), Node("PositionalEncoding").With("Kind", "7"), Node("Flatten"), Dense(2)) },
        { "NNG013", "1", Net(Input(3, 4), Node("PositionalEncoding").With("Base", 1.0), Node("Flatten"), Dense(2)) },
        { "NNG013", "1", Net(Input(3, 4), Node("PositionalEncoding").With("Initializer", "17"), Node("Flatten"), Dense(2)) },
        { "NNG020", "1", Net(Input(12), Node("PositionalEncoding"), Dense(2)) },
        { "NNG013", "1", Net(Input(3, 4), Node("RotaryEncoding").With("Heads", 0), Node("Flatten"), Dense(2)) },
        { "NNG013", "1", Net(Input(3, 6), Node("RotaryEncoding").With("Heads", 2), Node("Flatten"), Dense(2)) },
        { "NNG013", "1", Net(Input(3, 4), Node("RotaryEncoding").With("Heads", 1).With("Base", double.NaN), Node("Flatten"), Dense(2)) },
        { "NNG020", "1", Net(Input(12), Node("RotaryEncoding").With("Heads", 2), Dense(2)) },
        { "NNG013", "1", Net(Input(3, 4), Attention(0), Node("Flatten"), Dense(2)) },
        { "NNG013", "1", Net(Input(3, 4), Attention(3), Node("Flatten"), Dense(2)) },
        { "NNG013", "1", Net(Input(3, 4), Attention(2).With("Value", "input1"), Node("Flatten"), Dense(2)) },
        { "NNG013", "1", Net(Input(3, 4), Attention(2).With("Tied", "dense1"), Node("Flatten"), Dense(2)) },
        { "NNG014", "1", Net(Input(1 << 15, 1), Attention(1).With("Causal", true), Node("Mean").With("Axes", new EquatableArray<int>(0)), Dense(2)) },
        { "NNG014", "1", Net(Input(1 << 15, 1), Attention(1), Node("Mean").With("Axes", new EquatableArray<int>(0)), Dense(2)) },
        { "NNG017", "1", Net(Input(3, 4), Attention(2).With("Key", "nowhere"), Node("Flatten"), Dense(2)) },
        { "NNG018", "1", Net(Input(3, 4), Attention(2).With("KeyMask", "flatten1"), Node("Flatten"), Dense(2)) },
        { "NNG020", "1", Net(Input(12), Attention(2), Dense(2)) },
        { "NNG020", "2", Net(Input(3, 4).Named("x"), Input(5).Named("m"), Attention(2).From("x").With("Key", "m"), Node("Flatten"), Dense(2)) },
        { "NNG020", "2", Net(Input(3, 4).Named("x"), Input(5, 4).Named("m"), Attention(2).From("x").With("Key", "m").With("Value", "x"), Node("Flatten"), Dense(2)) },
        { "NNG020", "2", Net(Input(3, 4).Named("x"), Input(4).Named("m"), Attention(2).From("x").With("KeyMask", "m"), Node("Flatten"), Dense(2)) },
        { "NNG020", "2", Net(Input(3, 4).Named("x"), Input(5, 2).Named("m"), Node("Attention").With("Heads", 2).From("x").With("Key", "m"), Node("Flatten"), Dense(2)) },
        { "NNG020", "3", Net(Input(3, 4), Attention(2).Named("a"), Dense(6), Attention(2).With("Tied", "a"), Node("Flatten"), Dense(2)) },
        { "NNG013", "1", Net(Input(3, 4), Node("LayerNorm").With("Tied", "nowhere"), Node("Flatten"), Dense(2)) },
        { "NNG020", "3", Net(Input(3, 4), Node("LayerNorm").Named("n"), Dense(6), Node("RMSNorm").With("Tied", "n"), Node("Flatten"), Dense(2)) },
        { "NNG013", "1", Net(Input(3), Embedding(0, 4), Node("Flatten"), Dense(2)) },
        { "NNG013", "1", Net(Input(3), Embedding(4, -1), Node("Flatten"), Dense(2)) },
        { "NNG013", "1", Net(Input(3), Embedding(4, 2).With("PaddingIndex", 4), Node("Flatten"), Dense(2)) },
        { "NNG013", "1", Net(Input(3), Embedding(4, 2).With("PaddingIndex", -1), Node("Flatten"), Dense(2)) },
        { "NNG013", "1", Net(Input(3), Embedding(4, 2).With("Initializer", "17"), Node("Flatten"), Dense(2)) },
        { "NNG013", "1", Net(Input(3), Embedding(4, 2).With("Tied", "dense1"), Node("Flatten"), Dense(2)) },
        { "NNG013", "2", Net(Input(3), Embedding(4, 2), Embedding(5, 2).From("input1").With("Tied", "embedding1"), Add("embedding1", "embedding2"), Node("Flatten"), Dense(2)) },
        { "NNG013", "2", Net(Input(3), Embedding(4, 2), Embedding(4, 2).From("input1").With("Tied", "embedding1").With("PaddingIndex", 1), Add("embedding1", "embedding2"), Node("Flatten"), Dense(2)) },
        { "NNG013", "3", Net(Input(1), Embedding(4, 2).With("Sparse", true), Dense(2), Dense(4).With("Tied", "embedding1")) },
        { "NNG013", "2", Net(Input(3), Embedding(4, 2), Embedding(4, 2).From("input1").With("Tied", "embedding1").With("Sparse", true), Add("embedding1", "embedding2"), Node("Flatten"), Dense(2)) },
        { "NNG014", "1", Net(Input(3), Embedding((1 << 24) + 1, 1), Node("Flatten"), Dense(2)) },
        { "NNG014", "1", Net(Input(3), Embedding(1 << 20, 1 << 9), Node("Flatten"), Dense(2)) },
        { "NNG014", "1", Net(Input(1 << 20), Embedding(4, 1 << 9), Node("Flatten"), Dense(2)) },
        { "NNG020", "2", Net(Input(3), Dense(3), Embedding(4, 2), Node("Flatten"), Dense(2)) },
        { "NNG020", "1", Net(Input(3).With("Scale", 2.0), Embedding(4, 2), Node("Flatten"), Dense(2)) },
        { "NNG013", "1", Net(Input(2, 3), Node("Permute").With("Axes", new EquatableArray<int>(0))) },
        { "NNG013", "1", Net(Input(2, 3), Node("Permute").With("Axes", new EquatableArray<int>(0, 0))) },
        { "NNG013", "1", Net(Input(2, 3), Node("Permute").With("Axes", new EquatableArray<int>(0, 2))) },
        { "NNG013", "1", Net(Input(2, 3), Node("Reshape").With("Shape", new EquatableArray<int>(-1, -1))) },
        { "NNG013", "1", Net(Input(2, 3), Node("Reshape").With("Shape", new EquatableArray<int>(0, 6))) },
        { "NNG020", "1", Net(Input(2, 3), Node("Reshape").With("Shape", new EquatableArray<int>(5))) },
        { "NNG020", "1", Net(Input(2, 3), Node("Reshape").With("Shape", new EquatableArray<int>(4, -1))) },
        { "NNG013", "1", Net(Input(2, 3), Node("Slice").With("Start", 2)) },
        { "NNG013", "1", Net(Input(2, 3), Node("Slice").With("Start", 1).With("Stop", 1)) },
        { "NNG013", "1", Net(Input(2, 3), Node("Slice").With("Start", 0).With("Stop", 4).With("Axis", 1)) },
        { "NNG013", "1", Net(Input(2, 3), Node("Slice").With("Start", 0).With("Step", 0)) },
        { "NNG013", "1", Net(Input(2, 3), Node("Slice").With("Start", 0).With("Axis", 2)) },
        { "NNG013", "1", Net(Input(2, 3), Node("Select").With("Index", 2)) },
        { "NNG013", "1", Net(Input(2, 3), Node("Mean")) },
        { "NNG013", "1", Net(Input(2, 3), Node("Mean").With("Axes", new EquatableArray<int>(0, -2))) },
        { "NNG020", "1", Net(Input(2, 3).Named("a"), Node("MatMul").With("Inputs", new EquatableArray<string>("a", "a"))) },
        { "NNG020", "1", Net(Input(4).Named("a"), Node("MatMul").With("Inputs", new EquatableArray<string>("a", "a"))) },
        { "NNG014", "1", Net(Input(1 << 16, 1).Named("a"), Node("MatMul").With("Inputs", new EquatableArray<string>("a", "a")).With("TransposeB", true)) },
        { "NNG014", "2", Net(Input(3, 33), Dense(10), Dense(int.MaxValue), Dense(8), Node("MeanSquaredErrorLoss")) },
        { "NNG013", "1", Net(Input(2, 2).Named("a"), Node("MatMul").With("Inputs", new EquatableArray<string>("a", "a", "a"))) },
        { "NNG013", "1", Net(Input(2, 2).Named("a"), Node("MatMul").With("Inputs", new EquatableArray<string>("a", "a")).With("Scale", 0.0)) },
        { "NNG020", "3", Net(Input(2), Dense(2).Named("a"), Dense(3).Named("b"), Add("a", "b")) },
        { "NNG020", "2", Net(Input(2, 3).Named("a"), Node("Flatten").Named("b"), Add("a", "b")) },
        { "NNG020", "3", Net(Input(2), Dense(2).Named("a"), Dense(3).Named("b"), Multiply("a", "b")) },
        { "NNG013", "1", Net(Input(2), Concat("input1", "input1").With("Axis", 1)) },
        { "NNG013", "1", Net(Input(2, 3), Concat("input1", "input1").With("Axis", -3), Node("Flatten")) },
        { "NNG014", "1", Net(Input(1 << 27), Concat("input1", "input1", "input1")) },
        { "NNG020", "2", Net(Input(2, 3).Named("a"), Node("Flatten").Named("b"), Concat("a", "b")) },
        { "NNG020", "2", Net(Input(2, 3).Named("a"), Concat("a", "a").Named("b"), Concat("a", "b").With("Axis", -1)) },
        { "NNG021", "1", Net(Input(2), Concat("input1")) },
        { "NNG021", "1", Net(Input(2), Add("input1")) },
        { "NNG021", "1", Net(Input(2), Multiply("input1")) },
        { "NNG021", "1", Net(Input(2), Add()) },
        { "NNG022", "2", Net(Input(2), Node("MeanSquaredErrorLoss"), Dense(2)) },
        { "NNG022", "3, 4", Net(Input(2), Dense(2), Node("MeanSquaredErrorLoss"), Node("ReLU"), Dense(2)) },
        { "NNG023", "3", Net(Input(2), Dense(2), Node("MeanSquaredErrorLoss"), Node("CrossEntropyLoss")) },
        { "NNG024", "2", Net(Input(2), Dense(1), Node("CrossEntropyLoss")) },
        { "NNG024", "3", Net(Input(2), Dense(2), Node("Sigmoid"), Node("CrossEntropyLoss")) },
        { "NNG024", "3", Net(Input(2), Dense(2), Node("LogSoftmax"), Node("CrossEntropyLoss")) },
        { "NNG024", "2", Net(Input(2, 3, 4), Node("Identity"), Node("CrossEntropyLoss")) },
        { "NNG024", "3", Net(Input(2), Dense(2), Node("Softmax"), Node("NegativeLogLikelihoodLoss")) },
        { "NNG024", "2", Net(Input(2), Dense(2), Node("NegativeLogLikelihoodLoss")) },
        { "NNG024", "3", Net(Input(2), Dense(2), Node("Tanh"), Node("BinaryCrossEntropyLoss")) },
        { "NNG024", "3", Net(Input(2), Dense(2), Node("Softmax"), Node("BinaryCrossEntropyLoss")) },
        { "NNG025", "-1", Net(Input(2), Dense(2), Node("Tanh")) },
        { "NNG025", "-1", Net(Input(2), Dense(2), Node("ReLU"), Node("Identity")) },
        { "NNG026", "1", Net(Input(2), Node("Convolution7D"), Dense(2)) },
        { "NNG013", "5", Net(Input(2), Dense(2).Named("a"), Dense(2).Named("b").From("input1"), Output("a"), Output("b"), Node("MeanSquaredErrorLoss").With("Weight", -0.5)) },
        { "NNG013", "3", Net(Input(2), Dense(2), Output("dense1"), Node("MeanSquaredErrorLoss").With("Weight", double.NaN)) },
        { "NNG013", "6", Net(Input(2), Dense(2).Named("a"), Dense(2).Named("b").From("input1"), Output("a"), Node("L1Loss"), Output("b"), Node("MeanSquaredErrorLoss").With("Reduction", "Sum")) },
        { "NNG013", "4", Net(Input(2), Dense(2).Named("a"), Dense(2).Named("b").From("input1"), Output("a"), Node("L1Loss").With("Reduction", "Sum"), Output("b")) },
        { "NNG017", "4", Net(Input(2), Dense(2).Named("a"), Dense(2).Named("b").From("input1"), Output("a"), Output("c"), Output("b")) },
        { "NNG019", "2", Net(Input(2), Dense(2).Named("a"), Dense(2).Named("c").From("input1"), Dense(2).Named("b").From("a"), Output("a"), Output("b")) },
        { "NNG023", "5", Net(Input(2), Dense(2).Named("a"), Dense(2).Named("b").From("a"), Output("b"), Node("L1Loss"), Node("HuberLoss"), Output("a")) },
        { "NNG023", "6", Net(Input(2), Dense(2).Named("a"), Dense(2).Named("b").From("a"), Output("b"), Node("L1Loss"), Output("a"), Node("HuberLoss").From("b")) },
        { "NNG024", "6", Net(Input(2), Dense(2).Named("a"), Dense(1).Named("b").From("a"), Output("a"), Node("CrossEntropyLoss"), Output("b"), Node("CrossEntropyLoss")) },
        { "NNG025", "-1", Net(Input(2), Dense(2), Node("Tanh").Named("a"), Dense(1).Named("b").From("a"), Output("a"), Output("b")) },
        { "NNG027", "3, 4", Net(Input(2), Dense(2), Output("dense1"), Output("dense1"), Output("dense1")) },
        { "NNG027", "5", Net(Input(2), Dense(2).Named("a"), Dense(2).Named("b").From("a"), Output("b"), Output("a"), Output("b")) },
        { "NNG029", "2", Net(Input(2), Dense(2), Node("L1Loss").From("input1"), Output("dense1")) },
        { "NNG029", "3", Net(Input(2), Dense(2).Named("a"), Dense(2).Named("b").From("a"), Node("L1Loss"), Output("b"), Output("a")) },
        { "NNG029", "5", Net(Input(2), Dense(2).Named("a"), Dense(2).Named("b").From("a"), Output("b"), Output("a"), Node("L1Loss").From("c")) },
        { "NNG028", "1", Net(Dense(2), Input(2), Dense(2)) },
        { "NNG028", "2, 3", Net(Input(2), Dense(2), Input(2), Input(3), Add("dense1", "input2"), Concat("add1", "input3")) },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Fault_IsReportedAtItsNodeAndNothingElse(string id, string nodes, NetworkDeclaration net)
    {
        string[] expected = [.. nodes.Split(", ").Select(node => $"{id} at {node}")];

        Assert.Equal(expected, net.Problems());
    }

    [Fact]
    public void SeveralFaults_AreReportedAtOnce()
    {
        NetworkDeclaration net = Net(
            Input(4),
            Dense(0),
            Node("ReLU").Named("a b"),
            Dense(3).From("nowhere"),
            Dropout(2).From("input1"),
            Add("input1"),
            Node("MeanSquaredErrorLoss").With("Reduction", "7"),
            Dense(2),
            Node("Convolution7D"));

        Assert.Equal(
            ["NNG013 at 1", "NNG013 at 4", "NNG013 at 6", "NNG015 at 2", "NNG017 at 3", "NNG021 at 5", "NNG022 at 7", "NNG022 at 8", "NNG026 at 8"],
            net.Problems());
    }

    /// <summary>One mistake is one report: what takes the value of a broken node is not to blame.</summary>
    [Fact]
    public void NodesBelowABrokenOne_AreNotReported() =>
        Assert.Equal(["NNG013 at 1"], Net(Input(2), Dense(0), Node("ReLU"), Dense(3), Node("Softmax"), Node("CrossEntropyLoss")).Problems());

    [Fact]
    public void Message_HasTheNumbersAndTheNames()
    {
        Problem problem = Assert.Single(NetworkCompiler.Check(Net(Input(2), Dense(2).Named("a"), Dense(3).Named("b"), Add("a", "b"))));

        Assert.Contains("a gives [2]", problem.Message);
        Assert.Contains("b gives [3]", problem.Message);
        Assert.Contains("Add (add1)", problem.Message);
    }

    /// <summary>As the user wrote it, and not as the compiler calls its op; a node that only renames is looked through.</summary>
    [Theory]
    [InlineData("ReLU", "ReLU (relu1)")]
    [InlineData("HardSwish", "HardSwish (hardswish1)")]
    [InlineData("PReLU", "PReLU (prelu1)")]
    public void MissingLoss_NamesTheLayer(string layer, string named)
    {
        foreach (NetworkDeclaration net in new[] { Net(Input(2), Dense(2), Node(layer)), Net(Input(2), Dense(2), Node(layer), Node("Identity"), Node("Flatten")) })
        {
            Problem problem = Assert.Single(NetworkCompiler.Check(net));
            Assert.Equal($"No loss follows from the output {named}: add one, such as [MeanSquaredErrorLoss]", problem.Message);
        }
    }

    [Fact]
    public void EveryFault_HasAMessageWithoutHoles()
    {
        foreach (object[] row in Faults)
        {
            foreach (Problem problem in NetworkCompiler.Check((NetworkDeclaration)row[2]))
            {
                Assert.DoesNotContain("{", problem.Message);
                Assert.All(problem.Arguments, argument => Assert.NotEmpty(argument));
            }
        }
    }

    /// <summary>Each value is within the limits, and so are the parameters, but the tape of one row is not.</summary>
    [Fact]
    public void TapeTooLong_IsReportedAtTheClass()
    {
        NodeDeclaration[] layers = [.. Enumerable.Repeat(Node("Sigmoid"), 20)];

        Assert.Equal(["NNG014 at -1"], Net([Input(1 << 27), .. layers]).With("InputGradient", true).Problems());
    }

    /// <summary>One message that names both.</summary>
    [Fact]
    public void EmptyDeclaration_LacksInputAndLayers()
    {
        Problem problem = Assert.Single(NetworkCompiler.Check(Net()));

        Assert.Equal("Net has no [Input] and no layers: say the shape of one row first, such as [Input(784)], and its layers below that, such as [Dense(10)]", problem.Message);
    }

    /// <summary>Each node is judged as if those above it were mended, where it is known what they then give.</summary>
    [Fact]
    public void NodesBelowBrokenOnes_AreJudgedByWhatIsKnown()
    {
        NetworkDeclaration units = Net(Input(4), Dense(0), Node("ReLU"), Dense(-1), Dropout(7), Dense(3).From("x"), Node("Softmax"), Node("BinaryCrossEntropyLoss"));
        NetworkDeclaration shapes = Net(Input(2, 3).Named("x"), Dense(4), Node("InputScaler").From("x"), Dropout(-1), Dense(5), Add("dense1", "dense2"));
        NetworkDeclaration masks = Net(Input(3), Dense(2).With("Mask", new EquatableArray<string>("0x1", "01")), Dense(2).With("Connections", "Banded").With("Bandwidth", -1).With("Groups", 2));
        NetworkDeclaration late = Net(Input(0), Dense(1 << 15), Dense(1 << 15), Dense(1 << 13), Dense(1 << 14));

        Assert.Equal(["NNG013 at 1", "NNG013 at 3", "NNG013 at 4", "NNG017 at 5", "NNG024 at 7"], units.Problems());
        Assert.Equal(["NNG013 at 3", "NNG020 at 2", "NNG020 at 5"], shapes.Problems());
        Assert.Equal(["NNG013 at 2", "NNG031 at 1", "NNG031 at 2"], masks.Problems());
        Assert.Equal(["NNG013 at 0", "NNG014 at 2", "NNG014 at 3"], late.Problems());
    }

    /// <summary>What cannot be known is not guessed: neither shapes, nor what a node with a wrong name should have taken, nor which loss is meant.</summary>
    [Fact]
    public void WhatFollowsFromAMistake_IsNotReported()
    {
        Assert.Equal(["NNG013 at 1"], Net(Input(2), Dense(0).Named("a"), Dense(3).Named("b").From("input1"), Add("a", "b"), Node("Softmax"), Node("CrossEntropyLoss")).Problems());
        Assert.Equal(["NNG017 at 2"], Net(Input(2), Dense(3), Dense(3).From("dens1")).Problems());
        Assert.Equal(["NNG016 at 2"], Net(Input(2), Dense(3).Named("a"), Dense(3).Named("a").From("input1"), Add("a", "a")).Problems());
        Assert.Equal(["NNG023 at 3"], Net(Input(2), Dense(1), Node("CrossEntropyLoss"), Node("BinaryCrossEntropyLoss")).Problems());
        Assert.Equal(["NNG022 at 4"], Net(Input(2), Dense(3), Node("Softmax"), Node("CrossEntropyLoss"), Node("Tanh")).Problems());
        Assert.Equal(["NNG013 at 2"], Net(Input(2), Dense(3), Node("LeakyReLU").With("Slope", double.NaN), Node("CrossEntropyLoss")).Problems());
        Assert.Equal(["NNG020 at 1"], Net(Input(2, 3), Node("InputScaler"), Dense(1)).Problems());
        Assert.Equal(["NNG026 at 1"], Net(Input(2), Node("Swirl"), Node("Softmax"), Node("CrossEntropyLoss")).Problems());
    }

    [Theory]
    [InlineData("Units", -1)]
    [InlineData("Initializer", -1)]
    [InlineData("Mask", 1)]
    [InlineData("From", -1)]
    public void Problem_NamesItsOptionAndElement(string option, int element)
    {
        NetworkDeclaration net = Net(Input(2), Dense(0).With("Initializer", "77"), Dense(2).From("nowhere").With("Mask", new EquatableArray<string>("01", "0y")));

        Assert.Equal(element, NetworkCompiler.Check(net).Single(problem => problem.Option == option).Element);
    }

    /// <summary>A network that only predicts needs no loss.</summary>
    [Fact]
    public void InferenceOnly_NeedsNoLoss() =>
        Assert.Empty(Net(Input(2), Dense(2), Node("Tanh")).With("Emit", "Inference").Problems());

    [Fact]
    public void LargestNetwork_IsAllowed() =>
        Assert.Empty(Net(Input(1 << 14), Dense((1 << 14) - 1)).Problems());
}
