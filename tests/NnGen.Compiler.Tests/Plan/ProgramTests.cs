using NnGen.Compiler.Graph;
using NnGen.Compiler.Kernels;
using NnGen.Compiler.Kernels.Interpreter;
using NnGen.Compiler.Kernels.Lowering;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Plan;

/// <summary>
/// Planned programs, interpreted, against the graph computed op by op in doubles: plan, fusion, tiling and kernels together change
/// nothing but the last bits, and these not with the width.
/// </summary>
public class ProgramTests
{
    /// <summary>Some twenty additions of numbers around 1, in floats and in doubles.</summary>
    private const double SingleTolerance = 2e-5;

    private const double DoubleTolerance = 1e-12;

    [Theory]
    [MemberData(nameof(SomeNets.Names), MemberType = typeof(SomeNets))]
    public void Predictions_AreThoseOfTheGraph(string name)
    {
        foreach (NetworkDeclaration net in new[] { SomeNets.Get(name), SomeNets.Get(name).Double() })
        {
            NetworkPlan plan = net.Plan();
            NetworkGraph graph = net.Graph().Graph;
            Dictionary<string, double[]> parameters = GraphEvaluator.Draw(graph, seed: 3);
            double[] block = Interpreted.Pack(plan, parameters);
            int size = plan.Facts.InputShape.Size;

            // All heights of tiles, and two chunks of 48.
            foreach (int rows in plan.Facts.IsDouble ? new[] { 3, 10 } : [1, 10, 53])
            {
                double[] inputs = Numbers.Doubles(50 + (ulong)rows, rows * size);
                var evaluator = new GraphEvaluator(graph, parameters);
                double[] expected = [.. inputs.Chunk(size).SelectMany(row => Outputs(graph, evaluator.Row(row)))];
                double[]? first = null;
                foreach (int lanes in plan.Facts.IsDouble ? new[] { 2, 4, 8 } : [4, 8, 16])
                {
                    double[] batch = Interpreted.Rows(plan, plan.PredictBatch, block, inputs, lanes);
                    Numbers.AssertClose(expected, batch, plan.Facts.IsDouble ? DoubleTolerance : SingleTolerance);
                    Assert.Equal(first ?? batch, batch);
                    first = batch;
                }

                double[] single = [.. inputs.Chunk(size).Take(2).SelectMany(row => Interpreted.Rows(plan, plan.Predict, block, row, plan.Facts.Lanes))];
                Numbers.AssertClose([.. expected.Take(single.Length)], single, plan.Facts.IsDouble ? DoubleTolerance : SingleTolerance);
            }
        }
    }

    [Theory]
    [MemberData(nameof(SomeNets.Names), MemberType = typeof(SomeNets))]
    public void LossAndGradients_AreThoseOfTheGraph(string name)
    {
        NetworkDeclaration net = SomeNets.Get(name).With("InputGradient", true);
        foreach (int rows in new[] { 1, 11 })
        {
            Compare(net, rows, x => (float)x, x => x, new SingleArithmetic(), [4, 8, 16], SingleTolerance);
            Compare(net.Double(), rows, x => x, x => x, new DoubleArithmetic(), [2, 4, 8], DoubleTolerance);
        }
    }

    /// <summary>Evaluation has a kernel of its own, in doubles, of outputs or scores and targets; without dropout it says what training says.</summary>
    [Theory]
    [MemberData(nameof(SomeNets.Names), MemberType = typeof(SomeNets))]
    public void EvaluatedLoss_IsThatOfTraining(string name)
    {
        NetworkDeclaration net = SomeNets.Get(name);
        NetworkPlan plan = net.Plan();
        NetworkGraph training = net.Graph(isTraining: true).Graph;
        var evaluator = new GraphEvaluator(training, GraphEvaluator.Draw(training, seed: 9));
        IReadOnlyList<BuiltOutput> outputs = plan.Inference.Outputs;
        int size = plan.Facts.OutputShape.Size;
        const int Rows = 3;
        var arguments = new double[Rows * size + 64];
        var targets = new double[Rows * size + 64];
        var losses = new double[outputs.Sum(output => output.Steps) * Rows];
        var expected = new double[losses.Length];
        for (int row = 0; row < Rows; row++)
        {
            double[] target = GraphEvaluator.OneHot(outputs.Select(output => output.Shape.Size), row);
            Dictionary<Value, double[]> values = evaluator.Row(Numbers.Doubles(80 + (ulong)row, plan.Facts.InputShape.Size), target);
            int first = 0;
            for (int i = 0; i < outputs.Count; i++)
            {
                // All rows of an output, then those of the next.
                BuiltOutput output = outputs[i];
                values[training.RowLosses[i]].CopyTo(expected, first * Rows + row * output.Steps);
                first += output.Steps;
                double[] argument = values[training.RowLosses[i].Producer.Inputs[0]];
                double[] own = [.. target.Skip(output.FirstColumn).Take(output.Shape.Size)];
                own.CopyTo(targets, Rows * output.FirstColumn + row * output.Shape.Size);
                Numbers.AssertClose(values[training.RowLosses[i]], new GraphEvaluator(output.Evaluation, new Dictionary<string, double[]>()).Row(argument, own)[output.Evaluation.RowLoss!], 1e-9);
                argument.CopyTo(arguments, Rows * output.FirstColumn + row * output.Shape.Size);
            }
        }

        foreach (Step step in plan.Evaluation)
        {
            Kernel kernel = new KernelFactory(PlanFacts.DoubleLanes).Get(step.Spec);
            new KernelInterpreter<double>(new DoubleArithmetic(), PlanFacts.DoubleLanes, 4).Run(
                kernel,
                [.. kernel.Memories.Select(memory => step.Operands.Single(operand => operand.Memory == memory).Place).Select(place => place.Area switch
                {
                    Area.Scores => new NnGen.Compiler.Kernels.Interpreter.Memory<double>(arguments, place.Start * Rows),
                    Area.Targets => new(targets, place.Start * Rows),
                    _ => new(losses, place.Start * Rows),
                })],
                [Rows * step.Positions],
                []);
        }

        Numbers.AssertClose(expected, losses, DoubleTolerance);
    }

    /// <summary>The values before a last activation: those of which the loss is computed, or of which the output's probabilities are.</summary>
    [Theory]
    [InlineData("Softmax", "CrossEntropyLoss", true)]
    [InlineData("LogSoftmax", "NegativeLogLikelihoodLoss", true)]
    [InlineData("LogSoftmax", "KLDivergenceLoss", false)]
    [InlineData("Sigmoid", "BinaryCrossEntropyLoss", true)]
    [InlineData("Sigmoid", "MeanSquaredErrorLoss", false)]
    [InlineData("Step", "PerceptronLoss", true)]
    public void Scores_AreWhatTheLastActivationTakes(string activation, string loss, bool isOfScores)
    {
        foreach (int outputs in new[] { 3, 50 })
        {
            NetworkPlan plan = Net(Input(5), Dense(outputs), Node(activation), Node(loss)).Double().Plan();
            NetworkPlan plain = Net(Input(5), Dense(outputs), Node("MeanSquaredErrorLoss")).Double().Plan();
            double[] parameters = Numbers.Doubles(4, plan.StorageLength);
            double[] inputs = Numbers.Doubles(5, 5 * 7);

            Assert.Equal(isOfScores, plan.Inference.Outputs[0].LossTakesScores);
            Assert.Equal(
                new ProgramInterpreter<double>(plain, new DoubleArithmetic(), 4).PredictBatch(parameters, inputs),
                new ProgramInterpreter<double>(plan, new DoubleArithmetic(), 4).Scores(parameters, inputs));
        }
    }

    private static void Compare<T>(NetworkDeclaration net, int rows, Func<double, T> from, Func<T, double> to, IArithmetic<T> arithmetic, int[] widths, double tolerance)
    {
        NetworkPlan plan = net.Plan();
        NetworkGraph graph = net.Graph(isTraining: true).Graph;
        Dictionary<string, double[]> parameters = GraphEvaluator.Draw(graph, seed: 5);
        int outputs = plan.Facts.OutputShape.Size;
        double[] inputs = Numbers.Doubles(60, rows * plan.Facts.InputShape.Size);
        double[] targets = [.. Enumerable.Range(0, rows).SelectMany(row => GraphEvaluator.OneHot(plan.Inference.Outputs.Select(output => output.Shape.Size), row))];
        Dictionary<string, double[]> masks = plan.Training!.Tape.Where(slot => slot.Kind == TapeKind.Mask)
            .ToDictionary(slot => slot.Name, slot => Numbers.Doubles(70, rows * slot.Place.Columns).Select(x => x < -0.4 ? 0.0 : 1).ToArray());
        double[] scales = [.. plan.Inference.Outputs.Select(output => output.Weight * (output.LossDivisor == 0 ? 1 : 1.0 / (rows * output.Steps * output.LossDivisor)))];

        var evaluator = new GraphEvaluator(graph, parameters);
        double loss = 0;
        var inputGradients = new List<double>();
        var predicted = new List<double>();
        for (int row = 0; row < rows; row++)
        {
            int current = row;
            Dictionary<Value, double[]> values = evaluator.Row(
                [.. inputs.Chunk(plan.Facts.InputShape.Size).ElementAt(row)],
                [.. targets.Chunk(outputs).ElementAt(row)],
                (node, i) => masks[node][current * (masks[node].Length / rows) + i],
                scales);
            loss += graph.RowLosses.Select((own, output) => values[own].Sum() * scales[output]).Sum();
            inputGradients.AddRange(graph.Inputs.Where(input => !graph.LossLengths.ContainsKey(input)).SelectMany(input => values[graph.InputGradients[input]]));
            predicted.AddRange(Outputs(graph, values));
        }

        T[] block = [.. Interpreted.Pack(plan, parameters).Select(from)];
        TrainingResult<T>? first = null;
        foreach (int lanes in widths)
        {
            TrainingResult<T> result = new ProgramInterpreter<T>(plan, arithmetic, lanes).Train(
                block, [.. inputs.Select(from)], [.. targets.Select(from)], masks.ToDictionary(mask => mask.Key, mask => mask.Value.Select(from).ToArray()));
            Numbers.AssertClose([loss], [to(result.Loss)], tolerance);
            Numbers.AssertClose(predicted, [.. result.Outputs!.Select(to)], tolerance);
            Numbers.AssertClose(inputGradients, [.. result.InputGradient!.Select(to)], tolerance);
            double[] gradients = [.. result.Gradients.Select(to)];
            foreach (ParameterPlace place in plan.Parameters)
            {
                Numbers.AssertClose(evaluator.Gradients[place.Parameter.Name], Interpreted.Unpack(place, gradients), tolerance);
            }

            // Every width gives the same bits, and what lies between the parameters gets no gradient.
            Assert.Equal(first?.Gradients ?? result.Gradients, result.Gradients);
            Assert.Equal(first is null ? result.Loss : first.Loss, result.Loss);
            HashSet<int> own = [.. plan.Parameters.SelectMany(place => Enumerable.Range(0, place.Parameter.Shape.Size).Select(i => Interpreted.Position(place, i)))];
            Assert.All(Enumerable.Range(0, gradients.Length).Where(i => !own.Contains(i)), i => Assert.Equal(0, gradients[i]));
            first = result;
        }
    }

    /// <summary>All outputs, side by side.</summary>
    private static IEnumerable<double> Outputs(NetworkGraph graph, Dictionary<Value, double[]> values) => graph.Outputs.SelectMany(output => values[output]);
}
