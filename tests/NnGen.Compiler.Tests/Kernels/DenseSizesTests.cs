using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Kernels;

/// <summary>Dense layers of many sizes against a plain loop: no tile, tail or chain loses or doubles a product.</summary>
public class DenseSizesTests
{
    public static TheoryData<int> Sizes => BudgetTests.Sizes;

    [Theory]
    [MemberData(nameof(Sizes))]
    public void InterpretedLayer_AgreesWithAPlainLoop(int inputs)
    {
        foreach (int outputs in BudgetTests.AllSizes)
        {
            NetworkDeclaration net = Net(Input(inputs), Dense(outputs)).With("Emit", "Inference");

            // Doubles take the same rewrites with half the lanes: the smaller sizes have every tail.
            foreach (NetworkDeclaration declared in inputs < 100 ? new[] { net, net.Double() } : [net])
            {
                NetworkPlan plan = declared.Plan();
                NetworkGraph graph = declared.Graph().Graph;
                Dictionary<string, double[]> parameters = GraphEvaluator.Draw(graph, seed: 11);
                double[] block = Interpreted.Pack(plan, parameters);

                // Both heights of tiles and a single row.
                const int Rows = 11;
                double[] x = Numbers.Doubles(12, Rows * inputs);
                double[] expected = [.. x.Chunk(inputs).SelectMany(row => Plain(row, parameters["dense1.weight"], parameters["dense1.bias"]))];
                double unit = plan.Facts.IsDouble ? Math.Pow(2, -52) : Math.Pow(2, -23);
                double tolerance = unit * (inputs + 2);

                Numbers.AssertClose(expected, Interpreted.Rows(plan, plan.PredictBatch, block, x, plan.Facts.Lanes), tolerance);
                Numbers.AssertClose([.. expected.Take(outputs)], Interpreted.Rows(plan, plan.Predict, block, [.. x.Take(inputs)], plan.Facts.Lanes), tolerance);
            }
        }
    }

    /// <summary>Every output of a batch is the bias plus its products in the order of the inputs, to the last bit.</summary>
    [Theory]
    [InlineData(7, 10)]
    [InlineData(50, 17)]
    [InlineData(130, 31)]
    public void Batch_AddsInTheOrderOfTheInputs(int inputs, int outputs)
    {
        NetworkDeclaration net = Net(Input(inputs), Dense(outputs)).With("Emit", "Inference");
        NetworkPlan plan = net.Plan();
        Dictionary<string, double[]> parameters = GraphEvaluator.Draw(net.Graph().Graph, seed: 13);
        double[] x = Numbers.Doubles(14, 11 * inputs);
        var expected = new List<double>();
        foreach (double[] row in x.Chunk(inputs))
        {
            for (int o = 0; o < outputs; o++)
            {
                float sum = (float)parameters["dense1.bias"][o];
                for (int i = 0; i < inputs; i++)
                {
                    sum = MathF.FusedMultiplyAdd((float)row[i], (float)parameters["dense1.weight"][o * inputs + i], sum);
                }

                expected.Add(sum);
            }
        }

        Assert.Equal(expected, Interpreted.Rows(plan, plan.PredictBatch, Interpreted.Pack(plan, parameters), x, 8));
    }

    private static IEnumerable<double> Plain(double[] x, double[] weight, double[] bias)
    {
        for (int o = 0; o < bias.Length; o++)
        {
            double sum = bias[o];
            for (int i = 0; i < x.Length; i++)
            {
                sum += x[i] * weight[o * x.Length + i];
            }

            yield return sum;
        }
    }
}
