using NnGen.Numerics.Tests.Nets;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>Weights of more than two axes are drawn as matrices, as PyTorch's initialisers do: all axes but the first are one.</summary>
public sealed class ConvolutionInitializerTests
{
    private static double[] Weight(WholeKernelsDouble net, string name) => ParameterLayout.Export<double>(WholeKernelsDouble.Info.Parameter(name), net.Parameters.Span);

    [Fact]
    public void Orthogonal_RowsAreOrthogonalAndOfLengthOne()
    {
        double[][] rows = [.. Weight(new WholeKernelsDouble(3), "conv2d2.weight").Chunk(16 * 2 * 2)];
        Assert.Equal(48, rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                Assert.Equal(i == j ? 1 : 0, rows[i].Zip(rows[j], (a, b) => a * b).Sum(), 1e-12);
            }
        }
    }

    /// <summary>Of 5 weights of each input half are 0, rounded up.</summary>
    [Fact]
    public void Sparse_EachInputLosesItsShare()
    {
        double[][] rows = [.. Weight(new WholeKernelsDouble(3), "conv2d3.weight").Chunk(48)];
        Assert.All(Enumerable.Range(0, 48), input => Assert.Equal(3, rows.Count(row => row[input] == 0)));
    }
}
