using NnGen.Compiler.Graph;
using NnGen.Compiler.Kernels.Interpreter;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Tests.Shapes;
using NnGen.Compiler.Tests.Support;
using Xunit.Abstractions;

namespace NnGen.Compiler.Tests.Graph;

/// <summary>
/// Networks of sequences that seeds draw, planned and interpreted in doubles: what they predict is what their graphs say op by op, their gradients are the slopes of
/// the loss, no kernel leaves its memory, and where they run step by step, the steps have the bits of the sequence.
/// </summary>
public class RandomSequenceTests(ITestOutputHelper output)
{
    /// <summary>So many in an ordinary run.</summary>
    private const int Few = 60;

    /// <summary>So many where the environment says <c>NNGEN_SHAPES=all</c>; <c>NNGEN_NETWORKS</c> says another number.</summary>
    private const int Many = 240;

    private const int Rows = 3;

    private const double Tolerance = 1e-9;

    /// <summary>The steps of central differences: the slope must be the gradient for one of them, since another one may reach across an edge, as of ReLU.</summary>
    private static readonly double[] s_steps = [2e-5, 3e-6, 2e-4];

    private const double SlopeTolerance = 5e-7;

    [Fact]
    public void DrawnNetworks_ComputeWhatTheirGraphsSay_AndTheirSlopes()
    {
        // Other seeds than usual by NNGEN_SEED: whatever fails is told with its own, and can be drawn again.
        ulong first = ulong.TryParse(Environment.GetEnvironmentVariable("NNGEN_SEED"), out ulong given) ? given : 1;
        int count = int.TryParse(Environment.GetEnvironmentVariable("NNGEN_NETWORKS"), out int number) ? number : DenseShapes.IsComplete ? Many : Few;
        output.WriteLine($"Seeds {first} to {first + (ulong)count - 1}.");
        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        var failures = new List<string>();
        (int drawn, int refused, int streams) = (0, 0, 0);
        for (ulong seed = first; seed < first + (ulong)count; seed++)
        {
            DrawnSequenceNet? net = null;
            string? difference;
            try
            {
                net = new DrawnSequenceNet(seed);
                (drawn, refused, streams) = (drawn + net.Drawn, refused + net.Refused, streams + (net.IsStream ? 1 : 0));
                foreach (string kind in net.Kinds)
                {
                    kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
                }

                difference = Difference(net.Net, seed);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // What the compiler or the interpreter throws belongs to the seed, and the other seeds still count.
                difference = exception.ToString();
            }

            if (difference is not null)
            {
                failures.Add($"Seed {seed}: {difference}\n{net}");
            }
        }

        output.WriteLine($"{drawn} layers, {refused} refused, {streams} networks step by step; {string.Join(", ", kinds.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {pair.Value}"))}");
        Assert.True(failures.Count == 0, $"{failures.Count} of {count}:\n" + string.Join("\n", failures));
        Assert.True(refused <= drawn, $"{refused} draws were refused, and {drawn} were not.");
    }

    /// <summary>What is wrong with a network; null where nothing is.</summary>
    private static string? Difference(NetworkDeclaration net, ulong seed)
    {
        NetworkPlan plan = net.Plan();
        PlanProof proof = new PlanProof(plan).Predictions().Training().Steps();
        if (proof.Failures.FirstOrDefault() is string outside)
        {
            return outside;
        }

        var parameters = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (Parameter parameter in plan.Parameters.Select(place => place.Parameter))
        {
            double[] values = Numbers.Doubles(seed * 31 + (ulong)parameters.Count, parameter.Shape.Size);
            parameters[parameter.Name] = parameter.Name.EndsWith(".running_var", StringComparison.Ordinal) ? [.. values.Select(value => 1 + value / 2)] : values;
        }

        double[] block = Interpreted.Pack(plan, parameters);
        var batch = new SequenceBatch(plan, Rows, seed * 31 + 20);
        int lanes = 2 << (int)(seed % 3);
        ProgramInterpreter<double> interpreter = Interpreter(plan, lanes);
        return Predictions(net, plan, parameters, block, batch, interpreter) is string wrong ? $"{lanes} lanes: {wrong}"
            : Gradients(net, plan, parameters, block, batch, interpreter, seed) is string wrongGradient ? $"{lanes} lanes: {wrongGradient}"
            : plan.Step is null ? null
            : Steps(plan, block, batch, interpreter) is string wrongStep ? $"{lanes} lanes: {wrongStep}" : null;
    }

    /// <summary>What nobody has written must not matter.</summary>
    private static ProgramInterpreter<double> Interpreter(NetworkPlan plan, int lanes) => new(plan, new DoubleArithmetic(), lanes) { Unwritten = double.NaN };

    private static string? Predictions(NetworkDeclaration net, NetworkPlan plan, Dictionary<string, double[]> parameters, double[] block, SequenceBatch batch, ProgramInterpreter<double> interpreter)
    {
        NetworkGraph graph = net.Graph().Graph;
        double[][] expected = [.. new GraphEvaluator(graph, parameters).Forward(batch.Inputs).Select(values => graph.Outputs.SelectMany(value => values[value]).ToArray())];
        double[] predicted = interpreter.PredictBatch(block, [.. batch.Inputs.SelectMany(row => row)]);
        double[] atAnotherWidth = Interpreter(plan, 8).PredictBatch(block, [.. batch.Inputs.SelectMany(row => row)]);
        return Numbers.Unlike([.. expected.SelectMany(row => row)], predicted, Tolerance) is string wrongBatch ? $"predictions: {wrongBatch}"
            : Numbers.Unlike(expected[0], interpreter.Predict(block, batch.Inputs[0]), Tolerance) is string wrongRow ? $"one prediction: {wrongRow}"
            : !predicted.SequenceEqual(atAnotherWidth) ? "predictions have other bits at another width"
            : null;
    }

    private static string? Gradients(NetworkDeclaration net, NetworkPlan plan, Dictionary<string, double[]> parameters, double[] block, SequenceBatch batch, ProgramInterpreter<double> interpreter, ulong seed)
    {
        NetworkGraph graph = net.Graph(isTraining: true).Graph;
        static double Mask(string node, int row, int element) => (row + element) % 3 == 0 ? 0 : 1;
        Dictionary<string, double[]> masks = plan.Training!.Tape.Where(slot => slot.Kind == TapeKind.Mask)
            .ToDictionary(slot => slot.Name, slot => Enumerable.Range(0, Rows * slot.Place.Columns).Select(i => Mask(slot.Name, i / slot.Place.Columns, i % slot.Place.Columns)).ToArray());
        double[] totals = [.. batch.Counts.Select(counts => (double)counts.Count(counted => counted))];
        TrainingResult<double> result = interpreter.Train(block, [.. batch.Inputs.SelectMany(row => row)], [.. batch.Targets.SelectMany(row => row)], masks, totals, counts: batch.Counts);
        var evaluator = new GraphEvaluator(graph, parameters);
        evaluator.Held = evaluator.Forward(batch.Inputs, batch.Targets, Mask);
        if (Numbers.Unlike([Loss()], [(double)result.Loss], Tolerance) is string wrongLoss)
        {
            return $"the loss: {wrongLoss}";
        }

        ParameterPlace[] places = [.. plan.Parameters.Where(place => !place.Parameter.IsBuffer)];
        double[][] gradients = [.. places.Select(place => Interpreted.Unpack(place, result.Gradients))];
        double[][] at = [.. places.Select(place => parameters[place.Parameter.Name])];
        if (WrongSlope(at, [.. gradients.SelectMany(gradient => gradient)], seed) is string wrong)
        {
            return string.Join("\n", Enumerable.Range(0, places.Length).Select(i => WrongSlope([at[i]], gradients[i], seed) is string own ? $"  {places[i].Parameter.Name}: {own}" : "").Where(text => text.Length > 0).Prepend("parameters: " + wrong));
        }

        return result.InputGradient is not null && WrongSlope(batch.Inputs, OfWholeRows(plan, result.InputGradient), seed) is string wrongInput ? $"the inputs: {wrongInput}" : null;

        double Loss()
        {
            Dictionary<Value, double[]>[] rows = evaluator.Forward(batch.Inputs, batch.Targets, Mask);
            return plan.Inference.Outputs.Select((built, i) =>
            {
                double sum = rows.SelectMany(values => values[graph.RowLosses[i]]).Where((_, step) => batch.Counts[i][step]).Sum();
                return built.Weight * (built.LossDivisor == 0 ? sum : sum / (totals[i] * built.LossDivisor));
            }).Sum();
        }

        // What is no number has no slope: what is NaN here is not moved.
        string? WrongSlope(double[][] moved, double[] gradient, ulong own)
        {
            double[] direction = [.. Numbers.Doubles(own * 31 + 22, gradient.Length).Select((value, i) => double.IsNaN(gradient[i]) ? 0 : value)];
            double expected = direction.Zip(gradient, (one, other) => one == 0 ? 0 : one * other).Sum();
            string? difference = null;
            foreach (double step in s_steps)
            {
                difference = Numbers.Unlike([Slopes.Along(moved, i => direction[i], step, Loss)], [expected], SlopeTolerance);
                if (difference is null)
                {
                    return null;
                }
            }

            return "along a direction, " + difference;
        }
    }

    /// <summary>The gradient of whole rows: NaN where an input has none.</summary>
    private static double[] OfWholeRows(NetworkPlan plan, double[] packed)
    {
        int next = 0;
        return [.. Enumerable.Range(0, Rows).SelectMany(_ => plan.Facts.Inputs.SelectMany(input => Enumerable.Range(0, input.Shape.Size).Select(_ => input.IsDifferentiable ? packed[next++] : double.NaN)))];
    }

    /// <summary>The steps one after the other, against the whole sequence.</summary>
    private static string? Steps(NetworkPlan plan, double[] block, SequenceBatch batch, ProgramInterpreter<double> interpreter)
    {
        StepProgram program = plan.Step!;
        (Shape input, Shape given) = (plan.Facts.InputShape, plan.Facts.OutputShape);
        int steps = input.Size / program.InputShape.Size;
        bool isSequence = given.Size == steps * program.OutputShape.Size;
        double[][] whole = [.. interpreter.PredictBatch(block, [.. batch.Inputs.SelectMany(row => row)]).Chunk(given.Size)];
        var states = new double[Rows * program.StateLength];
        for (int step = 0; step < steps; step++)
        {
            double[] frames = [.. batch.Inputs.SelectMany(row => Part(row, input, program.InputShape, step))];
            double[] outputs = interpreter.Step(block, frames, states);
            if (!(isSequence || step == steps - 1))
            {
                continue;
            }

            double[] expected = [.. whole.SelectMany(row => isSequence ? Part(row, given, program.OutputShape, step) : row)];
            if (!expected.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(outputs.Select(BitConverter.DoubleToInt64Bits)))
            {
                int wrong = Enumerable.Range(0, outputs.Length).FirstOrDefault(i => expected[i] != outputs[i]);
                return $"step {step} of {steps}: number {wrong} is {outputs[wrong]:R} and not {expected[wrong]:R}";
            }
        }

        return null;
    }

    /// <summary>What a step has of a sequence: the part along the axis of which it has less.</summary>
    private static double[] Part(double[] row, Shape whole, Shape step, int number)
    {
        int axis = Enumerable.Range(0, step.Axes.Count).FirstOrDefault(i => step.Axes[i] != whole.Axes[i]);
        int inner = whole.Axes.Skip(axis + 1).Aggregate(1, (product, size) => product * size);
        return [.. row.Where((_, i) => i / inner % whole.Axes[axis] / step.Axes[axis] == number)];
    }
}
