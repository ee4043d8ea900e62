using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;
using NnGen.Compiler.Tests.Support;

namespace NnGen.Compiler.Tests.Graph;

/// <summary>
/// The derived backward pass against central differences of the forward pass, both computed op by op in doubles: a wrong adjoint rule
/// is found here, before any kernel runs.
/// </summary>
public class GradientTests
{
    private const int Rows = 3;

    /// <summary>The step that balances truncation and rounding of central differences in doubles.</summary>
    private const double Step = 1e-5;

    private const double Tolerance = 1e-7;

    /// <summary>So many elements of a large parameter are enough: all of them have one formula.</summary>
    private const int MostElements = 20;

    [Theory]
    [MemberData(nameof(SomeNets.Names), MemberType = typeof(SomeNets))]
    public void DerivedGradients_AreTheSlopesOfTheLoss(string name)
    {
        NetworkGraph graph = SomeNets.Get(name).With("InputGradient", true).Graph(isTraining: true).Graph;
        Dictionary<string, double[]> parameters = GraphEvaluator.Draw(graph, seed: 7);
        double[][] inputs = [.. Enumerable.Range(0, Rows).Select(row => Numbers.Doubles(100 + (ulong)row, graph.Inputs.Sum(input => input.Shape.Size)))];
        double[][] targets = [.. Enumerable.Range(0, Rows).Select(row => GraphEvaluator.OneHot(graph.Targets.Select(target => target.Shape.Size), row))];
        double[] scales = [.. graph.RowLosses.Select((_, output) => 0.25 * (output + 1))];

        var evaluator = new GraphEvaluator(graph, parameters);
        var inputGradients = new List<double>();
        for (int row = 0; row < Rows; row++)
        {
            Dictionary<Value, double[]> values = evaluator.Row(inputs[row], targets[row], Mask, scales);
            inputGradients.AddRange(graph.Inputs.SelectMany(input => graph.InputGradients.TryGetValue(input, out Value? gradient) ? values[gradient] : new double[input.Shape.Size]));
        }

        foreach (Parameter parameter in graph.Parameters)
        {
            AssertSlopes([parameters[parameter.Name]], evaluator.Gradients[parameter.Name]);
        }

        AssertSlopes(inputs, inputGradients);

        double Loss() => Enumerable.Range(0, Rows).Sum(row =>
        {
            Dictionary<Value, double[]> values = new GraphEvaluator(graph, parameters).Row(inputs[row], targets[row], Mask);
            return graph.RowLosses.Select((loss, output) => values[loss].Sum() * scales[output]).Sum();
        });

        void AssertSlopes(double[][] at, IReadOnlyList<double> gradients)
        {
            int stride = Math.Max(1, gradients.Count / MostElements);
            int[] chosen = [.. Enumerable.Range(0, gradients.Count).Where(i => i % stride == 0)];
            double[] slopes = [.. chosen.Select(i => Slope(at[i / at[0].Length], i % at[0].Length))];
            Numbers.AssertClose(slopes, [.. chosen.Select(i => gradients[i])], Tolerance);
        }

        double Slope(double[] block, int i)
        {
            double before = block[i];
            block[i] = before + Step;
            double above = Loss();
            block[i] = before - Step;
            double below = Loss();
            block[i] = before;
            return (above - below) / (2 * Step);
        }
    }

    private static double Mask(string node, int element) => element % 3 == 0 ? 0 : 1;
}
