using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Emitted;

/// <summary>Every initialiser with every kind of parameter, through the whole way: declared, emitted, compiled and constructed.</summary>
public class InitializerTests
{
    private static readonly Init[] s_kinds = [.. Enum.GetValues<Init>().Except([Init.Default])];

    private static readonly Init[] s_ofMatrices = [Init.Orthogonal, Init.Sparse];

    /// <summary>The inputs and a dense layer, without its initialisers.</summary>
    public static TheoryData<int, string> Layers => new()
    {
        { 1, "Dense(1" },
        { 1, "Dense(300" },
        { 300, "Dense(1" },
        { 20, "Dense(10" },
        { 200, "Dense(10" },
        { 200, "Dense(50" },
        { 60, "Dense(200" },
        { 784, "Dense(50" },
        { 40, "Dense(40, Connections = Connections.Diagonal" },
        { 40, "Dense(70, Connections = Connections.Banded, Bandwidth = 2" },
        { 60, "Dense(30, Connections = Connections.BlockDiagonal, Groups = 10" },
        { 64, "Dense(128, Connections = Connections.BlockDiagonal, Groups = 2" },
        { 40, "Dense(40, Connections = Connections.LowerTriangular" },
        { 100, "Dense(33, Connections = Connections.Random, Density = 0.1" },
        { 100, "Dense(33, Connections = Connections.Random, Density = 0.9" },
        { 3, "Dense(4, Mask = new[] { \"111\", \"000\", \"010\", \"010\" }" },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void EveryInitializer_FillsEveryKindOfParameter(int inputs, string layer)
    {
        string heads = string.Concat(s_kinds.Select(kind => $"[{layer}, From = \"x\", Name = \"{kind}\", Initializer = Init.{kind}, InitializerScale = 0.5{Bias(kind)})]\n"));
        NetworkInfo info = Check($$"""
            using NnGen;
            [Network(Emit = Emit.Inference, Precision = Precision.Double)]
            [Input({{inputs}}, Name = "x")]
            {{heads}}[Concat({{string.Join(", ", s_kinds.Select(kind => $"\"{kind}\""))}})]
            [Output("concat1")]
            public partial class Net;
            """, out double[] storage);
        foreach (Init kind in s_kinds)
        {
            ParameterInfo weight = info.Parameters.Single(parameter => parameter.Name == $"{kind}.weight");
            Assert.Equal(kind, weight.Initializer);
            Describe(weight, [.. Present(weight).Select(element => storage[ParameterLayout.StorageIndex(weight, element)])], 0.5);
        }

        static string Bias(Init kind) => s_ofMatrices.Contains(kind) ? "" : $", BiasInitializer = Init.{kind}, BiasInitializerScale = 0.5";
    }

    /// <summary>Parameters that the layers themselves initialise.</summary>
    [Fact]
    public void OtherParameters_HaveTheirFirstValues()
    {
        NetworkInfo info = Check("""
            using NnGen;
            [Network(Precision = Precision.Double)]
            [Input(20), InputScaler, BatchNorm, LayerNorm, RMSNorm, PReLU(Slope = 0.3), PReLU(PerUnit = true), Dense(3)]
            public partial class Net;
            """, out double[] storage);
        var expected = new Dictionary<string, double>
        {
            ["inputscaler1.scale"] = 1, ["inputscaler1.offset"] = 0,
            ["batchnorm1.weight"] = 1, ["batchnorm1.bias"] = 0, ["batchnorm1.running_mean"] = 0, ["batchnorm1.running_var"] = 1,
            ["layernorm1.weight"] = 1, ["layernorm1.bias"] = 0, ["rmsnorm1.weight"] = 1, ["prelu1.weight"] = 0.3, ["prelu2.weight"] = 0.25,
            ["dense1.bias"] = 0,
        };
        Assert.Equal(info.Parameters.Select(parameter => parameter.Name).Order(), expected.Keys.Append("dense1.weight").Order());
        foreach (ParameterInfo parameter in info.Parameters.Where(parameter => expected.ContainsKey(parameter.Name)))
        {
            Assert.All(ParameterLayout.Export<double>(parameter, storage), value => Assert.Equal(expected[parameter.Name], value));
        }
    }

    /// <summary>Constructs the network, and checks what holds for every initialiser: finite values, and zeros where no parameter lies.</summary>
    private static NetworkInfo Check(string source, out double[] storage)
    {
        using LoadedNet net = LoadedNet.Of(source);
        NetworkInfo info = net.Info<double>("Net");
        storage = net.Parameters<double>("Net", seed: 7);
        var isUsed = new bool[storage.Length];
        foreach (ParameterInfo parameter in info.Parameters)
        {
            Present(parameter).ForEach(element => isUsed[ParameterLayout.StorageIndex(parameter, element)] = true);
        }

        Assert.Equal(info.Parameters.Sum(parameter => Present(parameter).Count), isUsed.Count(used => used));
        for (int i = 0; i < storage.Length; i++)
        {
            Assert.True(isUsed[i] ? double.IsFinite(storage[i]) : storage[i] == 0, $"element {i} of the block is {storage[i]}");
        }

        return info;
    }

    private static List<int> Present(ParameterInfo parameter) =>
        [.. Enumerable.Range(0, ParameterLayout.Count(parameter)).Where(element => ParameterLayout.StorageIndex(parameter, element) != ParameterLayout.Absent)];

    /// <summary>What the formula of an initialiser says of all its values.</summary>
    private static void Describe(ParameterInfo weight, double[] values, double scale)
    {
        double sum = weight.FanIn + weight.FanOut;
        (double bound, double deviation) = weight.Initializer switch
        {
            Init.Uniform => (scale, scale / Math.Sqrt(3)),
            Init.GlorotUniform => (Math.Sqrt(6 / sum), Math.Sqrt(2 / sum)),
            Init.HeUniform => (Math.Sqrt(6.0 / weight.FanIn), Math.Sqrt(2.0 / weight.FanIn)),
            Init.LeCunUniform => (Math.Sqrt(3.0 / weight.FanIn), Math.Sqrt(1.0 / weight.FanIn)),
            Init.TruncatedNormal => (2 * scale, 0.8796 * scale),
            Init.Normal or Init.Sparse => (double.PositiveInfinity, scale),
            Init.GlorotNormal => (double.PositiveInfinity, Math.Sqrt(2 / sum)),
            Init.HeNormal => (double.PositiveInfinity, Math.Sqrt(2.0 / weight.FanIn)),
            Init.LeCunNormal => (double.PositiveInfinity, Math.Sqrt(1.0 / weight.FanIn)),
            Init.Constant => (scale, scale),
            Init.Zeros => (0, 0),
            Init.Orthogonal => (scale * (1 + 1e-12), double.NaN),
            _ => throw new NotSupportedException($"State what {weight.Initializer} draws."),
        };
        Assert.All(values, value => Assert.InRange(value, -bound, bound));
        if (weight.Initializer == Init.Orthogonal)
        {
            Assert.Equal(Math.Min(Vectors(axis: 0), Vectors(axis: 1)) * scale * scale, values.Sum(value => value * value), 1e-9);
        }
        else if (weight.Initializer != Init.Sparse && values.Length >= 1000)
        {
            Assert.InRange(Math.Sqrt(values.Average(value => value * value)), 0.9 * deviation, 1.1 * deviation);
        }

        // The rows, or the columns, with a connection: each has the length.
        int Vectors(int axis) => weight.Shape[0] == weight.Shape[1] || axis == (weight.Shape[0] < weight.Shape[1] ? 0 : 1)
            ? Present(weight).Select(element => axis == 0 ? element / weight.Shape[1] : element % weight.Shape[1]).Distinct().Count()
            : int.MaxValue;
    }
}
