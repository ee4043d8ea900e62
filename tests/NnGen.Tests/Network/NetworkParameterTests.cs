using NnGen.Tests.Training;
using Xunit;

namespace NnGen.Tests.Network;

/// <summary>Parameters, their gradients and an optimizer's slots by name, in PyTorch's order; copies of networks.</summary>
public class NetworkParameterTests
{
    private static readonly float[] s_weight = [1, 2, 3, 4, 5, 6];

    [Fact]
    public void Parameter_IsWhatWasSetInPyTorchsOrder()
    {
        var net = new FakeNetwork<float>(1);
        net.SetParameter("dense1.weight", s_weight);
        net.SetParameter("dense1.bias", [10, 20]);

        // [out, in]: the first output has the weights 1, 2, 3.
        Assert.Equal(s_weight, net.Parameter("dense1.weight"));
        float[] output = new float[2];
        net.Predict([1f, 1f, 1f], output);
        Assert.Equal([16, 35], output);
        Assert.Equal([2, 3], FakeNetwork<float>.Info.Parameter("dense1.weight").Shape);
    }

    [Fact]
    public void Parameter_IsACopy()
    {
        var net = new FakeNetwork<double>(1);
        net.Parameter("dense1.bias")[0] = 7;
        Assert.Equal([0.25, 0.25], net.Parameter("dense1.bias"));
    }

    [Fact]
    public void SetParameter_LeavesPaddingAlone()
    {
        var net = new FakeNetwork<float>(1);
        net.Parameters.Span.Fill(9);
        net.SetParameter("dense1.weight", s_weight);
        Assert.Equal(6, net.Parameters.Span.ToArray().Count(value => value != 9));
    }

    [Fact]
    public void UnknownName_NamesTheNearestAndAll()
    {
        var net = new FakeNetwork<float>(1);
        string message = Assert.Throws<ArgumentException>(() => net.Parameter("dense1.wieght")).Message;
        Assert.Contains("FakeNetwork has no parameter 'dense1.wieght'. Did you mean 'dense1.weight'? It has: dense1.weight, dense1.bias.", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Did you mean", Assert.Throws<ArgumentException>(() => net.Parameter("kernel")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => net.Parameter(null!));
        Assert.Throws<ArgumentException>(() => net.SetParameter("Dense1.bais", [1, 2]));
    }

    [Fact]
    public void ValuesThatDoNotFit_ChangeNothing()
    {
        var net = new FakeNetwork<float>(1);
        float[] before = net.Parameters.Span.ToArray();
        Assert.Contains("dense1.weight of FakeNetwork has 6 elements, of shape [2, 3], but 5 were given", Assert.Throws<ArgumentException>(() => net.SetParameter("dense1.weight", s_weight.AsSpan(1))).Message, StringComparison.Ordinal);
        Assert.Contains("Element 1 for dense1.bias of FakeNetwork is NaN", Assert.Throws<ArgumentException>(() => net.SetParameter("dense1.bias", [1, float.NaN])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => net.SetParameter("dense1.bias", [float.PositiveInfinity, 0]));
        Assert.Equal(before, net.Parameters.Span.ToArray());
    }

    [Fact]
    public void Clone_IsEqualAndItsOwn()
    {
        var net = new FakeNetwork<float>(5);
        net.SetParameter("dense1.weight", s_weight);
        FakeNetwork<float> clone = net.Clone();
        Assert.Equal(5UL, clone.Seed);
        Assert.Equal(net.Parameters.Span.ToArray(), clone.Parameters.Span.ToArray());
        clone.SetParameter("dense1.bias", [3, 4]);
        Assert.Equal([0.25f, 0.25f], net.Parameter("dense1.bias"));
        net.CopyFrom(clone);
        Assert.Equal([3, 4], net.Parameter("dense1.bias"));
        Assert.Throws<ArgumentNullException>(() => net.CopyFrom(null!));
    }

    [Fact]
    public void CopyFrom_AllocatesNothing()
    {
        var net = new FakeNetwork<float>(5);
        FakeNetwork<float> other = net.Clone();
        Assert.Equal(0, Allocation.Of(() => net.CopyFrom(other)));
    }

    [Fact]
    public void Gradients_HaveTheSameNames()
    {
        NetworkGradients<float> gradients = HandMadeNetwork<SummedRegression, float>.CreateGradients();
        gradients.SetParameter("dense1.weight", s_weight);
        Assert.Equal(s_weight, gradients.Parameter("dense1.weight"));
        Assert.Equal(6, gradients.Buffer.Span.ToArray().Count(value => value != 0));
        Assert.Contains("Did you mean 'dense1.bias'?", Assert.Throws<ArgumentException>(() => gradients.Parameter("dense1.bia")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SlotsOfAnOptimizer_HaveTheSameNames()
    {
        var net = new HandMadeNetwork<SummedRegression, double>(1);
        NetworkGradients<double> gradients = HandMadeNetwork<SummedRegression, double>.CreateGradients();
        gradients.SetParameter("dense1.weight", [1, 2, 3, 4, 5, 6]);
        OptimizerState<double> state = new Sgd(0.1) { Momentum = 0.9 }.Bind<double>(HandMadeNetwork<SummedRegression, double>.Info);
        state.Apply(net, gradients, 0.1);
        string slot = Assert.Single(state.Slots).Name;
        Assert.Equal([1, 2, 3, 4, 5, 6], state.Parameter(slot, "dense1.weight"));
        state.SetParameter(slot, "dense1.bias", [7, 8]);
        Assert.Equal([7, 8], state.Parameter(slot, "dense1.bias"));
        Assert.Contains($"It has: {slot}.", Assert.Throws<ArgumentException>(() => state.Parameter("moment", "dense1.bias")).Message, StringComparison.Ordinal);
        Assert.Contains("It has: dense1.weight, dense1.bias.", Assert.Throws<ArgumentException>(() => state.Parameter(slot, "dense9")).Message, StringComparison.Ordinal);
    }
}
