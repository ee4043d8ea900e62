using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Emitted;

/// <summary>
/// The networks whose emitted files are kept: each shows something that the others do not. The first is the one of the front page
/// and of the sample.
/// </summary>
internal static class SnapshotNets
{
    /// <summary>The source of each network by the name under which its files are kept.</summary>
    public static IReadOnlyDictionary<string, string> Sources { get; } = new Dictionary<string, string>
    {
        ["DigitNet"] = Nets.Digits,
        ["Xor"] = Net("Xor", "[Input(2)]", "[Dense(2), Sigmoid]", "[Dense(1), Sigmoid]"),
        ["Neuron"] = Net("Neuron", "[Input(2)]", "[Dense(1), Sigmoid]", "[MeanSquaredErrorLoss(Reduction = Reduction.Sum)]"),
        ["Iris"] = Net("Iris", "[Input(4)]", "[Dense(16), Tanh]", "[Dense(3), LogSoftmax]", "[NegativeLogLikelihoodLoss]"),
        ["Residual"] = Net("Residual", "[Input(6)]", "[Dense(6), ReLU(Name = \"stem\")]", "[Dense(6), ReLU(Name = \"branch\")]", "[Add(\"stem\", \"branch\")]", "[Dense(2)]", "[CrossEntropyLoss]"),
        ["SharedInput"] = Net("SharedInput", "[Input(5, Name = \"x\")]", "[Dense(3, Name = \"left\", Bias = false)]", "[Dense(3, From = \"x\", Name = \"right\")]", "[Add(\"left\", \"right\", \"left\"), Tanh]", "[MeanSquaredErrorLoss]"),
        ["Dropouts"] = Net("Dropouts", "[Input(20), Dropout(0.1)]", "[Dense(18), Dropout(0.5), LeakyReLU(0.2)]", "[Dense(1)]", "[BinaryCrossEntropyLoss]"),
        ["SoftmaxInside"] = Net("SoftmaxInside", "[Input(3)]", "[Dense(7), Softmax]", "[Dense(2), Softmax]"),
        ["Flat"] = Net("Flat", "[Input(2, 3, 4)]", "[Flatten, Dense(4)]"),
        ["Doubles"] = Net("Doubles", "(Precision = Precision.Double)", "[Input(3)]", "[Dense(9), Tanh]", "[Dense(2), Sigmoid]"),
        ["Predictor"] = Net("Predictor", "(Emit = Emit.Inference)", "[Input(10)]", "[Dense(20), ReLU]", "[Dense(3), Softmax]"),
        ["InputGradients"] = Net("InputGradients", "(InputGradient = true)", "[Input(4)]", "[Dense(3), ReLU]", "[Dense(2), LogSoftmax]"),
        ["HundredClasses"] = Net("HundredClasses", "[Input(8)]", "[Dense(100), Softmax]", "[CrossEntropyLoss(Reduction = Reduction.Sum)]"),
        ["Filter"] = Net("Filter", "(Streaming = true)", "[Input(12, 1)]", "[GRU(8, ReturnSequence = true)]", "[Dense(1)]", "[MeanSquaredErrorLoss]"),
        ["Towers"] = Net("Towers", "(InputGradient = true)", "[Input(8, Name = \"x\"), Input(3, Name = \"z\")]", "[Dense(20, From = \"x\"), ReLU(Name = \"a\")]", "[Dense(4, From = \"z\"), Sigmoid(Name = \"b\"), Multiply(\"b\", \"b\", Name = \"c\")]", "[Concat(\"a\", \"z\", \"c\"), Dense(3)]", "[CrossEntropyLoss]"),
        ["Heads"] = Net("Heads", "[Input(8)]", "[Dense(16), ReLU(Name = \"trunk\")]", "[Dense(3, Name = \"logits\"), Softmax(Name = \"kind\")]", "[Dense(2, From = \"trunk\", Name = \"box\")]", "[Output(\"kind\"), CrossEntropyLoss]", "[Output(\"box\"), MeanSquaredErrorLoss(Weight = 0.5)]"),
        ["Wide"] = Net("Wide", "(Emit = Emit.Inference)", "[Input(4)]", "[Dense(3000), ReLU]", "[Dense(1)]"),
        ["Masked"] = Net("Masked", "[Input(4)]", "[Dense(3, Mask = [\"1100\", \"0110\", \"0011\"]), Tanh]", "[Dense(40, Connections = Connections.Banded, Bandwidth = 0), Tanh]", "[Dense(40, Connections = Connections.BlockDiagonal, Groups = 5)]"),
        ["Normalized"] = Net("Normalized", "[Input(12), InputScaler]", "[Dense(20, Bias = false), BatchNorm, ReLU, LayerNorm]", "[Dense(3)]", "[CrossEntropyLoss]"),
        ["Sixteen"] = """
            using NnGen;

            namespace Samples;

            /// <summary>A layer of a deep network.</summary>
            [Block]
            [Dense(64), ReLU]
            public class DeepLayer;

            /// <summary>Sixteen equal layers, which are loops.</summary>
            [Network]
            [Input(64)]
            [Use<DeepLayer>(Repeat = 16, Name = "layer")]
            [Dense(10)]
            [CrossEntropyLoss]
            public partial class Sixteen;

            """,
        ["Penguins"] = """
            using NnGen;

            namespace Samples;

            /// <summary>What is to be told.</summary>
            public enum Species
            {
                /// <summary>The first.</summary>
                Adelie,

                /// <summary>The second.</summary>
                Chinstrap,

                /// <summary>The third.</summary>
                Gentoo,
            }

            /// <summary>Known of most of them.</summary>
            public enum Sex
            {
                /// <summary>Yes.</summary>
                Female,

                /// <summary>No.</summary>
                Male,
            }

            /// <summary>What is known of a penguin.</summary>
            public struct Penguin
            {
                /// <summary>A number that is always known.</summary>
                public int BodyMass { get; set; }

                /// <summary>A field.</summary>
                [Log(Offset = 1), Scale(Scaling.MinMax), Missing(Fill.Median), Column("bill_length_mm")]
                public double? BillLength;

                /// <summary>Yes or no.</summary>
                public bool IsBanded { get; init; }

                /// <summary>An enum that may be missing.</summary>
                public Sex? Sex { get; init; }

                /// <summary>Named kinds.</summary>
                [OneHot("Biscoe", "Dream")]
                public string Island { get; init; }

                /// <summary>Learnt kinds.</summary>
                [OneHot(Max = 3)]
                public string Observer { get; init; }

                /// <summary>A date.</summary>
                [Calendar(CalendarPart.Year, CalendarPart.Month)]
                public global::System.DateTime Seen { get; init; }

                /// <summary>A time.</summary>
                [Calendar(CalendarPart.TimeOfDay)]
                public global::System.TimeOnly? Fed { get; init; }

                /// <summary>A price.</summary>
                public decimal? Price { get; init; }

                /// <summary>What the network is not to know.</summary>
                [Ignore]
                public string Name { get; init; }

                /// <summary>What is predicted.</summary>
                [Target]
                public Species Species { get; init; }
            }

            /// <summary>A network that takes records.</summary>
            [Network]
            [Input<Penguin>]
            [Dense(8), ReLU]
            [Dense(3), Softmax]
            public partial class Penguins;

            """,
        ["Nested"] = """
            using NnGen;

            namespace Samples
            {
                /// <summary>Holds others.</summary>
                public static partial class Outer
                {
                    internal partial class Inner
                    {
                        /// <summary>A network two classes deep.</summary>
                        [Network, Input(3), Dense(2)]
                        private sealed partial class Nested
                        {
                            internal static Nested Make() => new(seed: 1);
                        }
                    }
                }
            }
            """,
    };

    /// <summary>The names, for theories.</summary>
    public static TheoryData<string> Names => [.. Sources.Keys];

    private static string Net(string name, params string[] lines)
    {
        bool hasOptions = lines[0].StartsWith('(');
        string options = hasOptions ? lines[0] : "";
        string nodes = string.Join("\n", lines.Skip(hasOptions ? 1 : 0));
        return $"using NnGen;\n\nnamespace Samples;\n\n/// <summary>A network whose emitted files are kept.</summary>\n[Network{options}]\n{nodes}\npublic partial class {name};\n";
    }
}
