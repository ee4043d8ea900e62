using NnGen.Compiler.Model;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Graph;

/// <summary>Whatever is declared: problems or files, and never an exception.</summary>
public class RandomDeclarationTests
{
    private const int Count = 400;

    private static readonly string[] s_kinds = ["Dense", "Dense", "Dense", "ReLU", "Tanh", "Sigmoid", "LeakyReLU", "Softmax", "LogSoftmax", "Dropout", "Flatten", "Identity", "Add", "Multiply", "Concat", "Input", "Output", "MeanSquaredErrorLoss", "CrossEntropyLoss", "Convolution7D"];

    [Fact]
    public void RandomDeclarations_GiveProblemsOrFiles()
    {
        int sound = 0;
        var ids = new HashSet<string>();
        for (ulong seed = 0; seed < Count; seed++)
        {
            NetworkDeclaration net = Draw(seed);
            EquatableArray<Problem> problems = NetworkCompiler.Check(net);
            EmittedNetwork emitted = NetworkCompiler.Emit(net);
            ids.UnionWith(problems.Select(problem => problem.Kind.Id));
            bool isSound = problems.All(problem => problem.Kind.Severity != ProblemSeverity.Error);
            sound += isSound ? 1 : 0;

            Assert.InRange(emitted.Files.Count, isSound ? 2 : 1, isSound ? 3 : 1);
            Assert.Equal(isSound, emitted.Kernels.Count > 0);
            Assert.All(problems, problem => Assert.InRange(problem.Node, -1, net.Nodes.Count - 1));
            Assert.Equal(problems, NetworkCompiler.Check(net));
        }

        // The test is worth its name only if it reaches much.
        Assert.InRange(sound, 20, Count * 3 / 4);
        Assert.True(ids.Count >= 12, string.Join(", ", ids));
    }

    private static NetworkDeclaration Draw(ulong seed)
    {
        ulong position = 0;
        int Next(int below) => (int)((Numbers.At(seed, position++) + 1) / 2 * below);
        var nodes = new List<NodeDeclaration> { Input([.. Enumerable.Range(0, 1 + Next(5) / 4).Select(_ => 1 + Next(20))]) };
        int length = 1 + Next(5);
        for (int i = 0; i < length; i++)
        {
            NodeDeclaration node = Node(s_kinds[Next(Next(3) == 0 ? s_kinds.Length : 10)]);
            node = node.Kind switch
            {
                "Dense" => node.With("Units", Next(30) - 1),
                "Dropout" => node.With("Rate", Next(12) / 10.0),
                "Add" => Add([.. Enumerable.Range(0, Next(4)).Select(_ => $"n{Next(i + 1)}")]),
                "Multiply" => Multiply([.. Enumerable.Range(0, 2 + Next(2)).Select(_ => $"n{Next(i + 1)}")]),
                "Concat" => Concat([.. Enumerable.Range(0, 1 + Next(3)).Select(_ => $"n{Next(i + 1)}")]).With("Axis", Next(6) == 0 ? -1 : 0),
                "Input" => Input(Next(3)),
                "Output" => Output($"n{Next(i + 1)}"),
                _ => node,
            };
            if (node.Kind != "Output")
            {
                node = Next(3) > 0 ? node.Named($"n{i}") : node;
                node = Next(12) == 0 ? node.From($"n{Next(i + 2)}") : node;
            }

            nodes.Add(node);
        }

        NetworkDeclaration net = Net([.. nodes]);
        return Next(3) switch
        {
            0 => net.Double(),
            1 => net.With("Emit", "Inference"),
            _ => net.With("InputGradient", true),
        };
    }
}
