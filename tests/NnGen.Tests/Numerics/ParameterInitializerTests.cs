using Xunit;

namespace NnGen.Tests.Numerics;

public class ParameterInitializerTests
{
    private const int FanIn = 200;
    private const int FanOut = 100;

    [Theory]
    [InlineData(Init.Uniform, 0.5)]
    [InlineData(Init.GlorotUniform, 0.1414213562)]
    [InlineData(Init.HeUniform, 0.1732050808)]
    public void UniformKinds_FillTheIntervalOfTheirFormula(Init kind, double bound)
    {
        float[] values = Draw<float>(kind, 0.5);

        Assert.All(values, value => Assert.InRange(value, -(float)bound, float.BitDecrement((float)bound)));
        Assert.InRange(values.Max(), bound * 0.999, bound);
        Assert.InRange(values.Min(), -bound, -bound * 0.999);
        Assert.InRange(values.Average(), -0.02 * bound, 0.02 * bound);
    }

    [Theory]
    [InlineData(Init.Normal, 0.5)]
    [InlineData(Init.GlorotNormal, 0.0816496581)]
    [InlineData(Init.HeNormal, 0.1)]
    public void NormalKinds_HaveTheDeviationOfTheirFormula(Init kind, double deviation)
    {
        double[] values = Draw<double>(kind, 0.5);

        Assert.InRange(Math.Sqrt(values.Average(value => value * value)), 0.97 * deviation, 1.03 * deviation);
        Assert.InRange(values.Average(), -0.035 * deviation, 0.035 * deviation);
        Assert.Contains(values, value => Math.Abs(value) > 3 * deviation);
    }

    [Theory]
    [InlineData(Init.Zeros, 0)]
    [InlineData(Init.Constant, 0.5)]
    public void ConstantKinds_FillEveryElement(Init kind, float expected)
    {
        Assert.All(Draw<float>(kind, 0.5), value => Assert.Equal(expected, value));
    }

    [Theory]
    [InlineData(7, 40)]
    [InlineData(40, 7)]
    [InlineData(30, 30)]
    public void Orthogonal_HasOrthogonalRowsOrColumnsOfTheScale(int outputs, int inputs)
    {
        NetworkInfo info = Network(Parameter(Init.Orthogonal, [outputs, inputs], 0, [inputs, 1], 1.5), outputs * inputs);
        var buffer = new AlignedBuffer<double>(info.StorageLength);
        ParameterInitializer.Initialize(info, buffer, 42);
        double[] values = buffer.Span.ToArray();
        int small = Math.Min(outputs, inputs);
        for (int i = 0; i < small; i++)
        {
            for (int j = 0; j < small; j++)
            {
                double product = Vector(i).Zip(Vector(j), (x, y) => x * y).Sum();
                Assert.Equal(i == j ? 2.25 : 0, product, 1e-12);
            }
        }

        IEnumerable<double> Vector(int index) => outputs <= inputs
            ? values.Skip(index * inputs).Take(inputs)
            : Enumerable.Range(0, outputs).Select(output => values[output * inputs + index]);
    }

    [Fact]
    public void Sparse_LeavesTheSparsityOfEachInputZero()
    {
        double[] values = Draw<double>(Init.Sparse, 0.5);
        var zeros = new HashSet<string>();
        for (int input = 0; input < FanIn; input++)
        {
            int[] places = [.. Enumerable.Range(0, FanOut).Where(output => values[output * FanIn + input] == 0)];

            // 0.853 of 100, rounded up.
            Assert.Equal(86, places.Length);
            zeros.Add(string.Join(" ", places));
        }

        Assert.Equal(FanIn, zeros.Count);
        double[] others = [.. values.Where(value => value != 0)];
        Assert.InRange(Math.Sqrt(others.Average(value => value * value)), 0.47, 0.53);
    }

    [Theory]
    [InlineData(Init.Orthogonal)]
    [InlineData(Init.Sparse)]
    public void MatrixKindsForAVector_AreRefused(Init kind)
    {
        NetworkInfo info = Network(Parameter(kind, [3], 0, [1]), 3);
        string message = Assert.Throws<ArgumentException>(() => ParameterInitializer.Initialize(info, new AlignedBuffer<float>(3), 1)).Message;
        Assert.Contains($"dense1.weight is {kind}, which is for matrices, but its shape is [3]", message);
    }

    [Theory]
    [InlineData(Init.HeUniform)]
    [InlineData(Init.HeNormal)]
    [InlineData(Init.Orthogonal)]
    [InlineData(Init.Sparse)]
    public void AnotherLayout_HasTheSameCanonicalValues(Init kind)
    {
        NetworkInfo rowMajor = Network(Parameter(kind, [3, 5], offset: 0, [5, 1]), 15);
        NetworkInfo padded = Network(Parameter(kind, [3, 5], offset: 4, [1, 16]), 84);
        var first = new AlignedBuffer<float>(15);
        var second = new AlignedBuffer<float>(84);

        ParameterInitializer.Initialize(rowMajor, first, 42);
        ParameterInitializer.Initialize(padded, second, 42);

        Assert.Equal(first.Span.ToArray(), ParameterLayout.Export<float>(padded.Parameters[0], second.Span));
        Assert.Equal(84 - first.Span.ToArray().Count(value => value != 0), second.Span.Count(0f));
    }

    [Fact]
    public void SinglePrecision_HasTheRoundedValuesOfDouble()
    {
        Assert.Equal(Draw<double>(Init.HeNormal, 1).Select(value => (float)value), Draw<float>(Init.HeNormal, 1));
    }

    [Fact]
    public void SeedAndParameter_DecideTheValues()
    {
        float[] values = Draw<float>(Init.Normal, 1);
        NetworkInfo two = Network([Parameter(Init.Normal, [4], 0, [1]), Parameter(Init.Normal, [4], 4, [1])], 8);
        var buffer = new AlignedBuffer<float>(8);
        ParameterInitializer.Initialize(two, buffer, 42);

        Assert.Equal(values, Draw<float>(Init.Normal, 1));
        Assert.NotEqual(values, Draw<float>(Init.Normal, 1, seed: 43));
        Assert.Equal(values[..4], buffer.Span[..4].ToArray());
        Assert.NotEqual(values[..4], buffer.Span[4..].ToArray());
    }

    [Fact]
    public void DefaultLeftByTheCompiler_NamesTheParameter()
    {
        var error = Assert.Throws<ArgumentException>(() => Draw<float>(Init.Default, 1));

        Assert.Contains("dense1.weight is Default", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NegativeScale_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => Draw<float>(Init.Uniform, -1));

        Assert.Contains("Uniform of dense1.weight is -1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BlockOfAnotherLength_TellsBothLengths()
    {
        var error = Assert.Throws<ArgumentException>(() => ParameterInitializer.Initialize(FakeNetwork<float>.Info, new AlignedBuffer<float>(3), 1));

        Assert.Contains("64", error.Message, StringComparison.Ordinal);
        Assert.Contains("has 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DrawnSeeds_Differ()
    {
        Assert.NotEqual(NetworkSeed.Draw(), NetworkSeed.Draw());
    }

    private static T[] Draw<T>(Init kind, double scale, ulong seed = 42)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        NetworkInfo info = Network(Parameter(kind, [FanOut, FanIn], 0, [FanIn, 1], scale), FanIn * FanOut);
        var buffer = new AlignedBuffer<T>(info.StorageLength);
        ParameterInitializer.Initialize(info, buffer, seed);
        return buffer.Span.ToArray();
    }

    private static ParameterInfo Parameter(Init kind, int[] shape, int offset, int[] strides, double scale = 1) => new()
    {
        Name = "dense1.weight",
        Shape = shape,
        Offset = offset,
        Strides = strides,
        Initializer = kind,
        InitializerScale = scale,
        InitializerSparsity = 0.853,
        FanIn = FanIn,
        FanOut = FanOut,
    };

    private static NetworkInfo Network(ParameterInfo parameter, int storageLength) => Network([parameter], storageLength);

    private static NetworkInfo Network(ParameterInfo[] parameters, int storageLength) => new()
    {
        Name = "Sample",
        InputShape = [FanIn],
        OutputShape = [FanOut],
        InputSize = FanIn,
        OutputSize = FanOut,
        ParameterCount = parameters.Sum(ParameterLayout.Count),
        StorageLength = storageLength,
        Parameters = parameters,
        Output = OutputKind.Values,
        Targets = TargetKind.Values,
        Loss = "mean squared error (mean)",
        LossDivisor = 1,
        HasInputGradient = false,
        Reduction = Reduction.Mean,
        LayerTable = "",
    };
}
