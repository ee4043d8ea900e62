namespace NnGen.Generator.Tests.Pages;

/// <summary>
/// What the reader of a block has already: the networks, data and arrays that pages speak of, and the usings of a new project. A block may
/// declare variables and networks of the same names itself.
/// </summary>
internal static class GuideSurroundings
{
    private const string Given = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using NnGen;
        global using static Given;

        public static class Given
        {
            public static DigitNet net = new DigitNet(1);
            public static PriceNet prices = new PriceNet(1);
            public static MpgNet mpgNet = new MpgNet(1);
            public static Dataset<float> train, validation, test, houses;
            public static TrainingOptions options;
            public static TrainingReport report;
            public static float[] image, images, probabilities, rows, values;
            public static int[] labels;
            public static CancellationToken cancellation;
        }

        """;

    private static readonly Dictionary<string, string> s_networks = new()
    {
        ["DigitNet"] = """
            [Network]
            [Input(28 * 28)]
            [Dense(128), ReLU, Dropout(0.2)]
            [Dense(10), Softmax]
            [CrossEntropyLoss]
            public partial class DigitNet;

            """,
        ["PriceNet"] = """
            [Network]
            [Input(8)]
            [Dense(16), ReLU]
            [Dense(1)]
            public partial class PriceNet;

            """,
        ["MpgNet"] = """
            public enum Origin { Usa, Europe, Japan }

            public sealed record Car(float Cylinders, float Displacement, float? Horsepower, float Weight, Origin Origin, [property: Target] float Mpg);

            [Network]
            [Input<Car>]
            [Dense(32), ReLU]
            [Dense(1)]
            public partial class MpgNet;

            """,
        ["Detector"] = """
            [Network]
            [Input(8)]
            [Dense(16), ReLU(Name = "trunk")]
            [Dense(3, Name = "kind")]
            [Dense(2, From = "trunk", Name = "box")]
            [Output("kind"), CrossEntropyLoss]
            [Output("box"), MeanSquaredErrorLoss(Weight = 0.5)]
            public partial class Detector;

            """,
    };

    /// <summary>The files beside a block that declares some types itself.</summary>
    public static IEnumerable<string> Sources(IEnumerable<string> declared) => [Given, .. s_networks.Where(network => !declared.Contains(network.Key)).Select(network => network.Value)];
}
