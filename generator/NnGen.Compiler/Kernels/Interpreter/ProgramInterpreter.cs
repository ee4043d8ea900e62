using System.Globalization;
using NnGen.Compiler.Graph;
using NnGen.Compiler.Kernels.Lowering;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Interpreter;

/// <summary>
/// Runs a planned network without C#: the steps of its programs in order, each kernel by <see cref="KernelInterpreter{T}"/>, over plain arrays.
/// What the emitted page does with its calls and offsets, this does too; on any machine that fuses multiply-adds the bits are the same.
/// </summary>
/// <param name="plan">The network.</param>
/// <param name="arithmetic">The arithmetic of one number, of the plan's precision.</param>
/// <param name="physicalLanes">The lanes of a physical register. Results do not depend on it.</param>
public sealed class ProgramInterpreter<T>(NetworkPlan plan, IArithmetic<T> arithmetic, int physicalLanes)
{
    /// <summary>Whole vectors are read and written past the end of a row, also of the last one.</summary>
    private const int Slack = 64;

    private readonly KernelFactory _factory = new(plan.Facts.Lanes);
    private readonly KernelInterpreter<T> _kernels = new(arithmetic, plan.Facts.Lanes, physicalLanes);

    /// <summary>What stands in memory that nobody has written: no result depends on it.</summary>
    public T Unwritten { get; init; } = arithmetic.FromDouble(0);

    /// <summary>Told of each step before it runs, with the memories of its operands in their order.</summary>
    public Action<Step, IReadOnlyList<Memory<T>>>? BeforeStep { get; init; }

    /// <summary>Told of each step after it has run.</summary>
    public Action<Step, IReadOnlyList<Memory<T>>>? AfterStep { get; init; }

    /// <summary>The output of one row.</summary>
    /// <param name="parameters">The parameter block, laid out as the plan says.</param>
    /// <param name="input">The row; several inputs side by side.</param>
    public T[] Predict(T[] parameters, T[] input) => Rows(plan.Predict, parameters, input);

    /// <summary>The outputs of any number of rows.</summary>
    /// <param name="parameters">The parameter block, laid out as the plan says.</param>
    /// <param name="inputs">The rows, one after the other; several inputs side by side in each.</param>
    public T[] PredictBatch(T[] parameters, T[] inputs) => Chunks(parameters, inputs, wanted: null);

    /// <summary>The outputs of one step of time of some streams; the states, one after the other, are changed.</summary>
    /// <param name="parameters">The parameter block, laid out as the plan says.</param>
    /// <param name="frames">What the step takes of each stream, one after the other.</param>
    /// <param name="states">The state of each stream.</param>
    /// <exception cref="InvalidOperationException">The network does not run step by step.</exception>
    public T[] Step(T[] parameters, T[] frames, T[] states)
    {
        StepProgram step = plan.Step ?? throw new InvalidOperationException("The network is declared without streaming.");
        T[] carried = WithSlack(states);
        RowsProgram program = frames.Length == step.InputShape.Size ? step.Alone ?? step.Program : step.Program;
        T[] outputs = Rows(program, parameters, frames, null, carried, step.InputShape.Size, step.OutputShape.Size);
        Array.Copy(carried, states, states.Length);
        return outputs;
    }

    /// <summary>The values from which last activations compute the outputs of some rows, as <see cref="PredictBatch"/> finds them.</summary>
    /// <param name="parameters">The parameter block, laid out as the plan says.</param>
    /// <param name="inputs">The rows, one after the other; several inputs side by side in each.</param>
    /// <exception cref="InvalidOperationException">Evaluation wants none of this network.</exception>
    public T[] Scores(T[] parameters, T[] inputs) =>
        Chunks(parameters, inputs, plan.PredictBatch.Scores is { Count: > 0 } scores ? scores : throw new InvalidOperationException("The outputs are the scores."));

    /// <summary>The forward and the backward pass over a batch.</summary>
    /// <param name="parameters">The parameter block, laid out as the plan says.</param>
    /// <param name="inputs">The rows, one after the other; several inputs side by side in each.</param>
    /// <param name="targets">A target for each row and output, as the tape holds it: labels as one-hot rows, smoothed and weighted; those of several outputs side by side.</param>
    /// <param name="masks">For each dropout node by its name, a mask of rows one after the other.</param>
    /// <param name="totals">What the mean divides by for its rows, of each output: their number, or the sum of their weights. Left out, that of their steps.</param>
    /// <param name="weights">The weight of each row; null for 1.</param>
    /// <param name="outputGradient">A gradient at the output for each row, of several side by side, to go back from instead of the loss; null for the loss.</param>
    /// <param name="counts">For each output whether each step of each row counts; null where all do.</param>
    /// <exception cref="InvalidOperationException">The plan has no training program, or a mask is missing.</exception>
    public TrainingResult<T> Train(T[] parameters, T[] inputs, T[] targets, IReadOnlyDictionary<string, T[]> masks, double[]? totals = null, T[]? weights = null, T[]? outputGradient = null, bool[][]? counts = null)
    {
        TrainingProgram program = plan.Training ?? throw new InvalidOperationException("The network is declared without training.");
        int rows = inputs.Length / plan.Facts.InputShape.Size;
        T[] tape = Empty(checked(rows * program.ElementsPerRow + Slack));
        T[] workspace = Empty(program.WorkspaceLength + Slack);
        Put(tape, rows, InputPlace(program), inputs);
        foreach (TapePlace slot in program.Tape)
        {
            if (slot.Kind == TapeKind.Target)
            {
                Put(tape, rows, slot.Place, targets);
            }
            else if (slot.Kind == TapeKind.Mask)
            {
                Put(tape, rows, slot.Place, masks.TryGetValue(slot.Name, out T[]? mask) ? mask : throw new InvalidOperationException($"There is no mask for {slot.Name}."));
            }
        }

        T[] block = WithSlack(parameters);
        T[] present = Masks();
        Memory<T> Address(Place place) => place.Area switch
        {
            Area.Parameters => new(block, place.Start + place.Column),
            Area.Workspace => new(workspace, place.Start + place.Column),
            Area.Masks => new(present, place.Start + place.Column),
            _ => new(tape, (long)rows * place.Start + place.Column),
        };

        // What the library does for the tape, in double: the factor of each row's loss, and the sum of the losses.
        double Weight(int row) => weights is null ? 1 : arithmetic.ToDouble(weights[row]);
        IReadOnlyList<BuiltOutput> outputs = plan.Inference.Outputs;
        double Reduced(int output, double part)
        {
            double all = totals?[output] ?? (double)rows * outputs[output].Steps;
            return outputs[output].LossDivisor == 0 ? part : all == 0 ? 0 : part / (all * outputs[output].LossDivisor);
        }

        for (int output = 0; output < outputs.Count; output++)
        {
            int steps = outputs[output].Steps;
            Put(tape, rows, program.LossScales[output], [.. Enumerable.Range(0, rows * steps).Select(step => arithmetic.FromDouble(Counts(output, step) ? outputs[output].Weight * Reduced(output, Weight(step / steps)) : 0))]);
        }

        bool Counts(int output, int step) => counts?[output][step] ?? true;
        double SumOfLosses(int output)
        {
            int steps = outputs[output].Steps;
            T[] losses = Take(tape, rows, program.RowLosses[output]);
            double OfRow(int row) => Enumerable.Range(row * steps, steps).Where(step => Counts(output, step)).Aggregate(0.0, (sum, step) => sum + arithmetic.ToDouble(losses[step]));
            return Enumerable.Range(0, rows).Aggregate(0.0, (sum, row) => sum + Weight(row) * OfRow(row));
        }

        Run(program.ForwardSteps, Address, block, rows, null);
        double[] parts = [.. outputs.Select((_, output) => Reduced(output, SumOfLosses(output)))];
        T total = arithmetic.FromDouble(parts.Select((part, output) => outputs[output].Weight * part).Aggregate(0.0, (sum, next) => sum + next));

        var gradients = new T[parameters.Length];
        void Accumulate(long offset, T[] gradient)
        {
            for (int lane = 0; lane < gradient.Length; lane++)
            {
                gradients[offset + lane] = arithmetic.Add(gradients[offset + lane], gradient[lane]);
            }
        }

        if (outputGradient is not null)
        {
            foreach (OutputGradientProgram own in program.OutputGradients)
            {
                Put(tape, rows, own.Place, Columns(outputGradient, rows, outputs[own.Output].FirstColumn, own.Place.Columns));
            }
        }

        Run(outputGradient is null ? program.BackwardSteps : program.OutputGradientSteps, Address, block, rows, Accumulate);
        bool isInput = outputs.Count == 1 && program.Tape.All(slot => slot.Kind != TapeKind.Output);
        var after = new T[parameters.Length];
        Array.Copy(block, after, after.Length);
        return new TrainingResult<T>(isInput ? null : Packed(program.Outputs, rows, place => new(tape, (long)rows * place.Start + place.Column)), total, [.. parts], gradients, InputGradients(program, tape, rows), after);
    }

    /// <summary>Any number of rows, as many at a time as the scratch has room for.</summary>
    private T[] Chunks(T[] parameters, T[] inputs, IReadOnlyList<Place>? wanted)
    {
        int inputSize = plan.Facts.InputShape.Size;
        var found = new List<T>();
        for (int first = 0; first < inputs.Length; first += plan.PredictBatch.ChunkRows * inputSize)
        {
            int length = Math.Min(plan.PredictBatch.ChunkRows * inputSize, inputs.Length - first);
            var chunk = new T[length];
            Array.Copy(inputs, first, chunk, 0, length);
            found.AddRange(Rows(plan.PredictBatch, parameters, chunk, wanted));
        }

        return [.. found];
    }

    private T[] Rows(RowsProgram program, T[] parameters, T[] inputs, IReadOnlyList<Place>? wanted = null) =>
        Rows(program, parameters, inputs, wanted, [], plan.Facts.InputShape.Size, plan.Facts.OutputShape.Size);

    private T[] Rows(RowsProgram program, T[] parameters, T[] inputs, IReadOnlyList<Place>? wanted, T[] states, int inputSize, int outputSize)
    {
        int rows = inputs.Length / inputSize;
        T[] block = WithSlack(parameters);
        var output = new T[rows * outputSize];
        T[] scratch = Empty(program.ScratchLength + Slack);
        Memory<T> Address(Place place) => place.Area switch
        {
            Area.Input => new(inputs, place.Start + place.Column),
            Area.Output => new(output, place.Column),
            Area.States => new(states, place.Column),
            Area.Parameters => new(block, place.Start + place.Column),
            Area.Workspace => new(scratch, program.WorkspaceStart + place.Start + place.Column),
            _ => new(scratch, (long)place.Start * program.ChunkRows + place.Column),
        };
        foreach (InputCopy copy in program.Copies)
        {
            Memory<T> to = Address(copy.To);
            for (int row = 0; row < rows; row++)
            {
                Array.Copy(inputs, row * inputSize + copy.From.Start, to.Data, to.Offset + row * copy.To.Stride, copy.From.Columns);
            }
        }

        Run(program.Prepare.Concat(program.Steps), Address, block, rows, null);
        IReadOnlyList<Place> places = wanted ?? [.. program.OutputCopies.Select(copy => copy.From)];
        if (places.Count == 0)
        {
            return output;
        }

        return Packed(places, rows, Address);
    }

    /// <summary>Rows of several places, side by side.</summary>
    private static T[] Packed(IReadOnlyList<Place> places, int rows, Func<Place, Memory<T>> address)
    {
        int size = places.Sum(place => place.Columns);
        var values = new T[rows * size];
        int column = 0;
        foreach (Place place in places)
        {
            Memory<T> found = address(place);
            for (int row = 0; row < rows; row++)
            {
                Array.Copy(found.Data, found.Offset + row * place.Stride, values, row * size + column, place.Columns);
            }

            column += place.Columns;
        }

        return values;
    }

    private void Run(IEnumerable<Step> steps, Func<Place, Memory<T>> address, T[] parameters, int rows, Action<long, T[]>? update)
    {
        // Of weights kept as 16 bits, the numbers: nothing that runs changes them.
        var shorts = new Dictionary<T[], Memory<T>>();
        Memory<T> InShorts(Memory<T> floats)
        {
            if (!shorts.TryGetValue(floats.Data, out Memory<T>? all))
            {
                shorts.Add(floats.Data, all = ShortNumbers.In(new Memory<T>(floats.Data, 0), arithmetic));
            }

            return all.From(2 * floats.Offset);
        }

        foreach (Step step in steps)
        {
            Kernel kernel = _factory.Get(step.Spec);
            Memory<T>[] memories = [.. kernel.Memories.Select(name =>
                step.Operands.FirstOrDefault(operand => operand.Memory == name) is Operand operand ? (kernel.ShortMemories.Contains(name) ? InShorts(address(operand.Place)) : address(operand.Place))
                : name == Names.Parameters ? new Memory<T>(parameters, 0)
                : throw new InvalidOperationException($"{kernel.Name} takes {name}, which the step does not give."))];
            long[] indices = [.. kernel.Indices.Select(name => step.Indices.FirstOrDefault(index => index.Name == name)?.Value ?? (long)rows * step.Positions)];
            T[] scalars = [.. kernel.Scalars.Select(_ => arithmetic.Divide(arithmetic.FromDouble(1), arithmetic.FromDouble(rows)))];
            Memory<T>[] Operands() => [.. step.Operands.Select(operand => address(operand.Place))];
            BeforeStep?.Invoke(step, Operands());
            _kernels.Run(kernel, memories, indices, scalars, update);
            AfterStep?.Invoke(step, Operands());
        }
    }

    /// <summary>The gradient of the inputs that can have one, side by side as the inputs are; null where one of them has none.</summary>
    private T[]? InputGradients(TrainingProgram program, T[] tape, int rows)
    {
        TapePlace[] slots = [.. program.Tape.Where(slot => slot.Kind == TapeKind.InputGradient)];
        InputFacts[] numbers = [.. plan.Facts.Inputs.Where(input => input.IsDifferentiable)];
        if (slots.Length < numbers.Length || slots.Length == 0)
        {
            return null;
        }

        int columns = numbers.Sum(input => input.Shape.Size);
        var packed = new T[rows * columns];
        int first = 0;
        for (int i = 0; i < slots.Length; i++)
        {
            T[] own = Take(tape, rows, slots[i].Place);
            int size = numbers[i].Shape.Size;
            for (int row = 0; row < rows; row++)
            {
                Array.Copy(own, row * size, packed, row * columns + first, size);
            }

            first += size;
        }

        return packed;
    }

    /// <summary>The input's slot: the first of the tape, whether a node may read it by name or not.</summary>
    private Place InputPlace(TrainingProgram program) =>
        program.Tape.FirstOrDefault(slot => slot.Kind == TapeKind.Input)?.Place
        ?? new Place(Area.Rows, 0, plan.Facts.InputShape.Size, plan.Facts.InputShape.Size);

    /// <summary>1 where a weight with a mask has an element, laid out as the parameters.</summary>
    private T[] Masks()
    {
        var masks = new T[plan.StorageLength + Slack];
        foreach (ParameterPlace place in plan.Parameters)
        {
            for (int i = 0; place.Parameter.Mask is ConnectionMask mask && i < mask.Outputs * mask.Inputs; i++)
            {
                if (mask[i / mask.Inputs, i % mask.Inputs])
                {
                    masks[place.Position(i / mask.Inputs, i % mask.Inputs)] = arithmetic.FromDouble(1);
                }
            }
        }

        return masks;
    }

    private T[] Empty(int length)
    {
        var memory = new T[length];
        for (int i = 0; i < length; i++)
        {
            memory[i] = Unwritten;
        }

        return memory;
    }

    private T[] WithSlack(T[] values)
    {
        T[] copy = Empty(values.Length + Slack);
        Array.Copy(values, copy, values.Length);
        return copy;
    }

    /// <summary>Some columns of packed rows.</summary>
    private static T[] Columns(T[] packed, int rows, int first, int count) =>
        [.. Enumerable.Range(0, rows).SelectMany(row => packed.Skip(packed.Length / rows * row + first).Take(count))];

    private static void Put(T[] tape, int rows, Place place, T[] values)
    {
        for (int row = 0; row < rows; row++)
        {
            Array.Copy(values, row * place.Columns, tape, rows * place.Start + row * place.Stride + place.Column, place.Columns);
        }
    }

    private static T[] Take(T[] tape, int rows, Place place)
    {
        var values = new T[rows * place.Columns];
        for (int row = 0; row < rows; row++)
        {
            Array.Copy(tape, rows * place.Start + row * place.Stride + place.Column, values, row * place.Columns, place.Columns);
        }

        return values;
    }
}

/// <summary>What a forward and a backward pass give.</summary>
/// <param name="Outputs">The outputs in training mode, row after row, of several side by side; null where an only output is the input itself.</param>
/// <param name="Loss">The loss, reduced as declared: of several the sum, each times its weight.</param>
/// <param name="Losses">The loss of each output, reduced, without its weight.</param>
/// <param name="Gradients">The gradient of every parameter, laid out as the parameter block is.</param>
/// <param name="InputGradient">The gradient of the input, row after row, of several inputs side by side; null where it was not asked for.</param>
/// <param name="Parameters">The parameter block afterwards: running statistics have moved, all else is as it was.</param>
public sealed record TrainingResult<T>(T[]? Outputs, T Loss, IReadOnlyList<double> Losses, T[] Gradients, T[]? InputGradient, T[] Parameters);
