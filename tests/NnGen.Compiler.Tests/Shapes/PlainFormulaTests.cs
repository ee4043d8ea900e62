using System.Collections.Concurrent;
using NnGen.Compiler.Graph;
using NnGen.Compiler.Kernels.Interpreter;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Shapes;

/// <summary>
/// Interpreted dense layers and what is fused behind them against the formula of the textbook: every size with each of the partners, and pairs of all kinds; all pairs
/// where the environment says <c>NNGEN_SHAPES=all</c> (a few minutes). What is interpreted has exactly the memory that is promised, and what
/// nobody has written is not a number.
/// </summary>
public class PlainFormulaTests
{
    private const int PairsOfAllKinds = 600;
    private const int PairsOfTraining = 60;

    /// <summary>A tile of six, one of four and a single row.</summary>
    private const int Rows = 11;

    [Fact]
    public void EverySizeWithAPartner_GivesThePlainFormula() => Check(DenseShapes.WithPartners);

    [Fact]
    public void PairsOfAllKinds_GiveThePlainFormula() => Check(DenseShapes.IsComplete ? DenseShapes.AllPairs : DenseShapes.Draw(PairsOfAllKinds, seed: 43));

    [Fact]
    public void Training_GivesTheGradientsOfThePlainFormula() => ForEach(DenseShapes.Draw(PairsOfTraining, seed: 44), Gradients);

    private static void Check(IReadOnlyList<(int In, int Out)> pairs) => ForEach(pairs, Predictions);

    private static void ForEach(IReadOnlyList<(int In, int Out)> pairs, Action<int, int> check)
    {
        var failures = new ConcurrentBag<string>();
        Parallel.ForEach(pairs, pair =>
        {
            try
            {
                check(pair.In, pair.Out);
            }
            catch (Exception failure) when (failure is Xunit.Sdk.XunitException or ArgumentException or IndexOutOfRangeException)
            {
                failures.Add($"{pair.In} x {pair.Out}: {failure.Message}");
            }
        });
        Assert.True(failures.IsEmpty, $"{failures.Count} pairs, such as\n{string.Join("\n", failures.OrderBy(failure => failure.Length).Take(10))}");
    }

    private static void Predictions(int inputs, int outputs)
    {
        // Every fourth pair takes sparse inputs; of all inputs, one of three is zero.
        NodeDeclaration input = Input(inputs).With("Sparse", (inputs + outputs) % 4 == 0);
        NetworkDeclaration net = Net([input, Dense(outputs), .. Activation(inputs + outputs / 4)]).With("Emit", "Inference");
        NetworkPlan plan = net.Plan();
        NetworkGraph graph = net.Graph().Graph;
        Dictionary<string, double[]> parameters = GraphEvaluator.Draw(graph, seed: (ulong)inputs);
        var evaluator = new GraphEvaluator(graph, parameters);
        double[] block = Interpreted.Pack(plan, parameters);
        double[] x = [.. Numbers.Doubles((ulong)outputs, Rows * inputs).Select(value => Math.Abs(value) < 1.0 / 3 ? 0 : value)];
        double[] expected = [.. x.Chunk(inputs).SelectMany(row => evaluator.Row(row)[graph.Output])];

        // Another number of lanes for each pair: 4, 8 or 16.
        int lanes = plan.Facts.Lanes >> (inputs + outputs) % 3;
        double tolerance = Math.Pow(2, -23) * (inputs + 4);
        Numbers.AssertClose(expected, Interpreted.Rows(plan, plan.PredictBatch, block, x, lanes), tolerance);
        Numbers.AssertClose([.. expected.Take(outputs)], Interpreted.Rows(plan, plan.Predict, block, [.. x.Take(inputs)], lanes), tolerance);
    }

    /// <summary>What follows the sums goes round: nothing, a function, and what reads parameters of its own.</summary>
    private static NodeDeclaration[] Activation(int number) => (number % 5) switch
    {
        0 => [],
        1 => [Node("Sigmoid")],
        2 => [Node("LeakyReLU").With("Slope", -0.3)],
        3 => [Node("PReLU").With("PerUnit", true)],
        _ => [Node("PReLU")],
    };

    /// <summary>In doubles, where a tight tolerance finds a product lost among a thousand.</summary>
    private static void Gradients(int inputs, int outputs)
    {
        NetworkDeclaration net = Net(Input(inputs), Dense(outputs), Node("HalfSquaredErrorLoss").With("Reduction", "Sum")).With("InputGradient", true).Double();
        NetworkPlan plan = net.Plan();
        Dictionary<string, double[]> parameters = GraphEvaluator.Draw(net.Graph().Graph, seed: (ulong)inputs);
        double[] weight = parameters["dense1.weight"];
        double[] x = Numbers.Doubles((ulong)outputs, Rows * inputs);
        double[] t = Numbers.Doubles((ulong)outputs + 1, Rows * outputs);
        TrainingResult<double> found = new ProgramInterpreter<double>(plan, new DoubleArithmetic(), plan.Facts.Lanes >> (inputs + outputs) % 3)
            .Train(Interpreted.Pack(plan, parameters), x, t, new Dictionary<string, double[]>());

        var dw = new double[weight.Length];
        var db = new double[outputs];
        var dx = new double[x.Length];
        for (int row = 0; row < Rows; row++)
        {
            double[] y = [.. Plain(x[(row * inputs)..((row + 1) * inputs)], weight, parameters["dense1.bias"])];
            for (int o = 0; o < outputs; o++)
            {
                double dy = y[o] - t[row * outputs + o];
                db[o] += dy;
                for (int i = 0; i < inputs; i++)
                {
                    dw[o * inputs + i] += dy * x[row * inputs + i];
                    dx[row * inputs + i] += dy * weight[o * inputs + i];
                }
            }
        }

        double tolerance = 1e-14 * (inputs + outputs);
        Numbers.AssertClose(dw, Interpreted.Unpack(plan.Parameters[0], found.Gradients), tolerance);
        Numbers.AssertClose(db, Interpreted.Unpack(plan.Parameters[1], found.Gradients), tolerance);
        Numbers.AssertClose(dx, found.InputGradient!, tolerance);
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
