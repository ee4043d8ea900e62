using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Kernels;

/// <summary>The prediction of a row whose zeros are passed over.</summary>
public class SparseRowTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(130)]
    [InlineData(784)]
    public void SparseRow_AgreesWithAPlainLoop(int inputs)
    {
        foreach (int outputs in new[] { 1, 15, 16, 17, 50, 130 })
        {
            NetworkDeclaration net = Sparse(inputs, outputs);
            foreach (NetworkDeclaration declared in new[] { net, net.Double() })
            {
                NetworkPlan plan = declared.Plan();
                Dictionary<string, double[]> parameters = GraphEvaluator.Draw(declared.Graph().Graph, seed: 21);
                double[] x = [.. Numbers.Doubles(22, inputs).Select((value, i) => i % 4 == 1 ? value : i % 3 == 0 ? -0.0 : 0)];
                double[] expected = [.. Enumerable.Range(0, outputs).Select(o =>
                    parameters["dense1.bias"][o] + Enumerable.Range(0, inputs).Sum(i => x[i] * parameters["dense1.weight"][o * inputs + i]))];

                double unit = plan.Facts.IsDouble ? Math.Pow(2, -52) : Math.Pow(2, -23);
                Numbers.AssertClose(expected, Interpreted.Rows(plan, plan.Predict, Interpreted.Pack(plan, parameters), x, plan.Facts.Lanes), unit * (inputs + 2));
            }
        }
    }

    /// <summary>What is passed over is not multiplied: a weight that is no number does not matter where the input is zero, and only there.</summary>
    [Fact]
    public void WeightsOfZeros_DoNotMatter()
    {
        NetworkDeclaration net = Sparse(70, 20);
        NetworkPlan plan = net.Plan();
        Dictionary<string, double[]> parameters = GraphEvaluator.Draw(net.Graph().Graph, seed: 23);
        parameters["dense1.weight"][7 * 70 + 3] = double.NaN;
        double[] block = Interpreted.Pack(plan, parameters);
        var x = new double[70];
        x[2] = 1;
        x[69] = 2;

        Assert.DoesNotContain(Interpreted.Rows(plan, plan.Predict, block, x, 8), double.IsNaN);
        x[3] = 1;
        Assert.True(double.IsNaN(Interpreted.Rows(plan, plan.Predict, block, x, 8)[7]));
    }

    /// <summary>An input that is no number is not zero.</summary>
    [Fact]
    public void InputThatIsNoNumber_ReachesTheOutput()
    {
        NetworkDeclaration net = Sparse(70, 20);
        NetworkPlan plan = net.Plan();
        double[] block = Interpreted.Pack(plan, GraphEvaluator.Draw(net.Graph().Graph, seed: 24));
        var x = new double[70];
        x[65] = double.NaN;

        Assert.All(Interpreted.Rows(plan, plan.Predict, block, x, 8), output => Assert.True(double.IsNaN(output)));
    }

    /// <summary>Only the layer that takes the input knows of its zeros; an option that is off changes nothing.</summary>
    [Fact]
    public void OtherLayers_StayAsTheyAre()
    {
        NetworkPlan sparse = Net(Input(784).With("Sparse", true), Dense(50), Node("ReLU"), Dense(50)).Plan();
        Assert.Equal([true, false], PlanSteps.Of(sparse).Select(step => step.Spec).OfType<DenseRowSpec>().Select(spec => spec.IsSparse));

        NetworkPlan off = Net(Input(784).With("Sparse", false), Dense(50), Node("ReLU"), Dense(50)).Plan();
        NetworkPlan plain = Net(Input(784), Dense(50), Node("ReLU"), Dense(50)).Plan();
        Assert.Equal(PlanSteps.Of(plain).Select(step => step.Spec), PlanSteps.Of(off).Select(step => step.Spec));
    }

    private static NetworkDeclaration Sparse(int inputs, int outputs) => Net(Input(inputs).With("Sparse", true), Dense(outputs)).With("Emit", "Inference");
}
