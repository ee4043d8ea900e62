using NnGen.Compiler.Graph;
using NnGen.Compiler.Kernels;
using NnGen.Compiler.Kernels.Interpreter;
using NnGen.Compiler.Kernels.Lowering;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Tests.Support;

/// <summary>
/// A planned network that is interpreted over memories of exactly the promised lengths: the caller's rows to the last element, scratch
/// without anything behind it, parameters with the bytes that an aligned buffer has to spare. Reading or writing further throws.
/// </summary>
internal static class Interpreted
{
    /// <summary>What an aligned buffer of the library has behind its last element.</summary>
    private const int PaddingBytes = 256;

    /// <summary>The parameter block with parameters given in their canonical layout.</summary>
    public static double[] Pack(NetworkPlan plan, IReadOnlyDictionary<string, double[]> canonical)
    {
        var block = new double[plan.StorageLength];
        foreach (ParameterPlace place in plan.Parameters)
        {
            double[] values = canonical[place.Parameter.Name];
            for (int i = 0; i < values.Length; i++)
            {
                if (Position(place, i) >= 0)
                {
                    block[Position(place, i)] = values[i];
                }
            }
        }

        return block;
    }

    /// <summary>The elements of a parameter's gradient, or of the parameter, in their canonical layout.</summary>
    public static double[] Unpack(ParameterPlace place, IReadOnlyList<double> block) =>
        [.. Enumerable.Range(0, place.Parameter.Shape.Size).Select(i => Position(place, i) is >= 0 and int position ? block[position] : 0)];

    /// <summary>Where element <paramref name="index"/> of the canonical layout lies; -1 where it does not.</summary>
    public static int Position(ParameterPlace place, int index)
    {
        if (place.Pieces.Count == 0)
        {
            return place.Offset + index;
        }

        (int output, int input) = place.Parameter.Order?.Of(index) ?? (index / place.Parameter.InputsOfOutput, index % place.Parameter.InputsOfOutput);
        return place.Position(output, input);
    }

    /// <summary>The outputs of some rows.</summary>
    public static double[] Rows(NetworkPlan plan, RowsProgram program, double[] parameters, double[] inputs, int physicalLanes) => plan.Facts.IsDouble
        ? Rows(plan, program, new DoubleArithmetic(), parameters, inputs, physicalLanes, x => x, x => x)
        : Rows(plan, program, new SingleArithmetic(), parameters, inputs, physicalLanes, x => (float)x, x => x);

    private static double[] Rows<T>(NetworkPlan plan, RowsProgram program, IArithmetic<T> arithmetic, double[] parameters, double[] inputs, int physicalLanes, Func<double, T> from, Func<T, double> to)
    {
        var factory = new KernelFactory(plan.Facts.Lanes);
        var interpreter = new KernelInterpreter<T>(arithmetic, plan.Facts.Lanes, physicalLanes);
        int inputSize = plan.Facts.InputShape.Size;
        var outputs = new List<double>();
        T[] block = [.. parameters.Select(from), .. new T[PaddingBytes / (plan.Facts.IsDouble ? sizeof(double) : sizeof(float))]];
        for (int first = 0; first < inputs.Length; first += program.ChunkRows * inputSize)
        {
            int rows = Math.Min(program.ChunkRows, (inputs.Length - first) / inputSize);
            T[] input = [.. inputs.Skip(first).Take(rows * inputSize).Select(from)];
            var output = new T[rows * plan.Facts.OutputShape.Size];
            var scratch = new T[program.ScratchLength];

            // What nobody has written must not matter.
            Array.Fill(scratch, arithmetic.FromDouble(double.NaN));
            Array.Fill(output, arithmetic.FromDouble(double.NaN));
            foreach (InputCopy copy in program.Copies)
            {
                // Scratch or outputs, whatever a join wants.
                T[] target = copy.To.Area == Area.Output ? output : scratch;
                long start = copy.To.Column + (copy.To.Area == Area.Output ? 0 : (long)copy.To.Start * program.ChunkRows);
                for (int row = 0; row < rows; row++)
                {
                    Array.Copy(input, row * inputSize + copy.From.Start, target, start + row * copy.To.Stride, copy.From.Columns);
                }
            }

            foreach (Step step in program.Prepare.Concat(program.Steps))
            {
                Kernel kernel = factory.Get(step.Spec);
                IEnumerable<Place> places = kernel.Memories.Select(name => step.Operands.Single(operand => operand.Memory == name).Place);
                NnGen.Compiler.Kernels.Interpreter.Memory<T>[] memories = [.. places.Select(place => new NnGen.Compiler.Kernels.Interpreter.Memory<T>(
                    place.Area switch
                    {
                        Area.Input => input,
                        Area.Output => output,
                        Area.Parameters => block,
                        _ => scratch,
                    },
                    place.Column + place.Area switch
                    {
                        Area.Rows => (long)place.Start * program.ChunkRows,
                        Area.Workspace => program.WorkspaceStart + place.Start,
                        _ => place.Start,
                    }))];
                interpreter.Run(kernel, memories, [.. kernel.Indices.Select(_ => (long)rows * step.Positions)], []);
            }

            foreach (OutputCopy copy in program.OutputCopies)
            {
                T[] source = copy.From.Area == Area.Input ? input : scratch;
                long start = copy.From.Column + (copy.From.Area == Area.Input ? copy.From.Start : (long)copy.From.Start * program.ChunkRows);
                for (int row = 0; row < rows; row++)
                {
                    Array.Copy(source, start + row * copy.From.Stride, output, row * plan.Facts.OutputShape.Size + copy.To.Start, copy.To.Columns);
                }
            }

            outputs.AddRange(output.Select(to));
        }

        return [.. outputs];
    }
}
