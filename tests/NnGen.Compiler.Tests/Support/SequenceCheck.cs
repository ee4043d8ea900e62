using NnGen.Compiler.Graph;
using NnGen.Compiler.Kernels.Interpreter;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Tests.Shapes;

namespace NnGen.Compiler.Tests.Support;

/// <summary>
/// A network, planned and interpreted in doubles over memory of which nothing is known, against its graph op by op: predictions, loss, gradients, the bounds of all
/// kernels, and the bits of its steps.
/// </summary>
internal static class SequenceCheck
{
    private const int Rows = 3;

    private const double Tolerance = 1e-9;

    /// <summary>The steps of central differences: the slope must be the gradient for one of them, since another one may reach across an edge, as of ReLU.</summary>
    private static readonly double[] s_steps = [2e-5, 3e-6, 2e-4];

    private const double SlopeTolerance = 5e-7;

    /// <summary>The directions that are tried: a wrong gradient is wrong along all of them, an edge is not met along each.</summary>
    private const ulong Directions = 3;

    /// <summary>What is wrong with a network; null where nothing is.</summary>
    public static string? Difference(NetworkDeclaration net, ulong seed)
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
        if (WrongSlope(at, [.. gradients.SelectMany(gradient => gradient)]) is string wrong)
        {
            return string.Join("\n", Enumerable.Range(0, places.Length).Select(i => WrongSlope([at[i]], gradients[i]) is string own ? $"  {places[i].Parameter.Name}: {own}" : "").Where(text => text.Length > 0).Prepend("parameters: " + wrong));
        }

        return result.InputGradient is not null && WrongSlope(batch.Inputs, OfWholeRows(plan, result.InputGradient)) is string wrongInput ? $"the inputs: {wrongInput}" : null;

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
        string? WrongSlope(double[][] moved, double[] gradient)
        {
            string? difference = null;
            for (ulong attempt = 0; attempt < Directions; attempt++)
            {
                double[] direction = [.. Numbers.Doubles(seed * 31 + 22 + attempt, gradient.Length).Select((value, i) => double.IsNaN(gradient[i]) ? 0 : value)];
                double expected = direction.Zip(gradient, (one, other) => one == 0 ? 0 : one * other).Sum();
                foreach (double step in s_steps)
                {
                    difference = Numbers.Unlike([Slopes.Along(moved, i => direction[i], step, Loss)], [expected], SlopeTolerance);
                    if (difference is null)
                    {
                        return null;
                    }
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
        var alone = new double[program.StateLength];
        for (int step = 0; step < steps; step++)
        {
            double[] frames = [.. batch.Inputs.SelectMany(row => Part(row, input, program.InputShape, step))];
            double[] outputs = interpreter.Step(block, frames, states);
            double[] first = interpreter.Step(block, frames[..program.InputShape.Size], alone);
            if (!first.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(outputs.Take(first.Length).Select(BitConverter.DoubleToInt64Bits)))
            {
                return $"step {step} of {steps}: a stream alone gives {string.Join(" ", first)} and not {string.Join(" ", outputs.Take(first.Length))}";
            }

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
