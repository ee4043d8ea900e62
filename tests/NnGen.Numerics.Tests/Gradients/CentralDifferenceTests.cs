using System.Numerics;
using NnGen.Numerics.Tests.Nets;
using NnGen.Numerics.Tests.Support;

namespace NnGen.Numerics.Tests.Gradients;

/// <summary>Every parameter's and every input's gradient against central differences, in double precision.</summary>
public sealed class CentralDifferenceTests
{
    // The more parameters, the fewer sizes of batch: each parameter costs two forward passes.
    private const int ManyParameters = 2000;
    private const int VeryManyParameters = 20_000;

    public static TheoryData<string, int> Checks
    {
        get
        {
            var checks = new TheoryData<string, int>();
            foreach (Net net in NetCatalog.Spread.Concat(NetCatalog.OutputScaled).Concat(NetCatalog.Heads).Concat(NetCatalog.Steps).Where(net => net.IsDouble))
            {
                int[] rows = net.Info.ParameterCount switch
                {
                    > VeryManyParameters => [1, 3],
                    > ManyParameters => [1, 2, 7],
                    _ => [1, 2, 3, 5, 6, 7, 13],
                };
                foreach (int count in rows)
                {
                    checks.Add(net.Name, count);
                }
            }

            return checks;
        }
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public void Gradients_AgreeWithCentralDifferences(string name, int rows)
    {
        NetCatalog.Find(name).Accept(new Check(rows));
    }

    /// <summary>The check itself must be able to fail: over half a unit to either side, the loss is not straight.</summary>
    [Fact]
    public void TooLongAStep_FailsTheCheck()
    {
        GradientCheckReport report = GradientCheck.Run<OddDouble, double>(new OddDouble(1), [0.1, 0.2, 0.3], [1], new GradientCheckOptions { Step = 0.5 });
        Assert.False(report.Passed, report.ToString());
    }

    private sealed class Check(int rows) : INetAction
    {
        public void Run<TNetwork, T>()
            where TNetwork : class, ITrainableNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            TNetwork network = Networks.WithBiases<TNetwork, T>(11);
            T[] before = network.Parameters.Span.ToArray();
            Batch<T> batch = Batch<T>.Draw(TNetwork.Info, rows, seed: rows);
            GradientCheckReport report = batch.Labels is int[] labels
                ? GradientCheck.Run<TNetwork, T>(network, batch.Inputs, labels)
                : GradientCheck.Run<TNetwork, T>(network, batch.Inputs, batch.Targets);
            Assert.True(report.Passed, report.ToString());
            int padded = TNetwork.Info.Parameters.Sum(parameter => parameter.ZeroRow < 0 ? 0 : parameter.Shape[1]);
            int columns = TNetwork.Info.Inputs.Sum(input => input.IsDifferentiable ? input.Size : 0);
            Assert.Equal(TNetwork.Info.ParameterCount - padded + rows * columns, report.Checked);
            Compare.SameBits<T>(before, network.Parameters.Span, "parameters after the check");
        }
    }
}
