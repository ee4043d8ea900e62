namespace NnGen.Generator.Tests.Diagnostics;

/// <summary>Spoils a declaration in a way that a seed chooses.</summary>
internal static class Mutation
{
    private static readonly string[] Declarations =
    [
        "Network|Input(28 * 28)|Dense(128)|ReLU|Dropout(0.2)|Dense(10)|Softmax|CrossEntropyLoss",
        "Network(Precision = Precision.Double, InputGradient = true)|Input(6, Name = \"x\")|Dense(6, Initializer = Init.Uniform, InitializerScale = 0.05)|Tanh(Name = \"left\")"
            + "|Dense(6, From = \"x\", Bias = false)|LeakyReLU(0.2, Name = \"right\")|Add(\"left\", \"right\")|Dense(1)|MeanSquaredErrorLoss(Reduction = Reduction.Sum)",
        "Network(Emit = Emit.Inference)|Input(1, 5, 5)|Flatten|Dense(7, Name = \"a.b_c\")|Sigmoid|Dense(4)|LogSoftmax",
        "Network|Input(3)|Identity(Name = \"in\")|Dense(1, BiasInitializer = Init.Constant, BiasInitializerScale = -0.5)|Output(\"dense1\")|BinaryCrossEntropyLoss",
    ];

    private static readonly string[] Numbers = ["0", "-1", "1", "int.MaxValue", "int.MinValue", "1_000_000", "65536", "99999999999", "double.NaN", "double.PositiveInfinity", "-0.0", "1e300", "0.999"];

    private static readonly string[] Names = ["x", "dense1", "relu1", "nothing", "", " ", "a b", "ä", ".", "1", "left", "right", "input1", "class", "\\\"", "\\n", "dense1.weight"];

    private static readonly string[] Attributes =
    [
        "Input(3)", "Dense(3)", "Dense(3, Name = \"dense1\")", "Flatten", "Softmax", "Add(\"x\")", "Add", "Add(\"x\", \"x\")", "Dropout(1.0)", "LeakyReLU",
        "Output(\"nothing\")", "Output(\"\")", "NegativeLogLikelihoodLoss", "MeanSquaredErrorLoss", "Dense(2, From = \"dense1\")", "ReLU(From = \"input1\")", "Identity", "Network", "Input",
    ];

    /// <summary>The class declaration that a seed gives.</summary>
    public static string Of(int seed)
    {
        var random = new Random(seed);
        List<string> nodes = [.. Declarations[random.Next(Declarations.Length)].Split('|')];
        int changes = 1 + random.Next(3);
        for (int i = 0; i < changes; i++)
        {
            Change(nodes, random);
        }

        string attributes = string.Join("\n", nodes.Select(node => $"[{node}]"));
        return $"using NnGen;\nnamespace Samples;\n{attributes}\npublic partial class Net;\n";
    }

    private static void Change(List<string> nodes, Random random)
    {
        if (nodes.Count < 2)
        {
            nodes.Add(Pick(Attributes, random));
            return;
        }

        int at = random.Next(nodes.Count);
        switch (random.Next(8))
        {
            case 0:
                nodes.RemoveAt(at);
                break;
            case 1:
                nodes.Insert(random.Next(nodes.Count + 1), nodes[at]);
                break;
            case 2:
                int other = random.Next(nodes.Count);
                (nodes[at], nodes[other]) = (nodes[other], nodes[at]);
                break;
            case 3:
                nodes[at] = ReplaceNumber(nodes[at], Pick(Numbers, random));
                break;
            case 4:
                nodes[at] = AddArgument(nodes[at], $"Name = \"{Pick(Names, random)}\"");
                break;
            case 5:
                nodes[at] = AddArgument(nodes[at], $"From = \"{Pick(Names, random)}\"");
                break;
            case 6:
                nodes.Insert(random.Next(nodes.Count + 1), Pick(Attributes, random));
                break;
            default:
                // A misspelling, an enum value out of range, an option of another layer, or an argument less.
                nodes[at] = Pick([nodes[at] + "x", nodes[at].Replace("Init.Uniform", "(Init)77"), AddArgument(nodes[at], "Units = 2"), nodes[at].Split('(')[0]], random);
                break;
        }
    }

    private static string Pick(string[] from, Random random) => from[random.Next(from.Length)];

    private static string ReplaceNumber(string node, string number) =>
        System.Text.RegularExpressions.Regex.Replace(node, @"(?<=[(, ])-?[0-9]+(\.[0-9]+)?(?=[,) ])", number.Replace("$", "$$"));

    private static string AddArgument(string node, string argument) =>
        node.EndsWith(')') ? $"{node[..^1]}, {argument})" : $"{node}({argument})";
}
