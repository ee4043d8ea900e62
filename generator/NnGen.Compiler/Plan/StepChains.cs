using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>
/// A step of one stream alone, with small layers that follow one another as one kernel. A GRU of 16 units is five kernels, and calling them took as long as
/// what they compute. Each part is the kernel of many streams with one row, or adds up in the same order, so the bits are the same.
/// </summary>
internal static class StepChains
{
    /// <summary>A product of more multiply-adds gains nothing that counts, and would have a text of its own in each network.</summary>
    private const int MaxProducts = 8192;

    /// <summary>The most calls on registers of a chain, of which a function is several: beyond, the JIT inlines no more of them.</summary>
    private const int MaxCalls = 130;

    /// <summary>The steps of one stream; null where they are the same as those of many.</summary>
    /// <param name="program">The steps of many.</param>
    /// <param name="graph">What they compute.</param>
    /// <param name="stateLength">The elements of a state.</param>
    /// <param name="lanes">The lanes of a logical vector.</param>
    /// <param name="elementBytes">The bytes of an element.</param>
    /// <param name="cost">Whom to ask how much a kernel is.</param>
    public static RowsProgram? Of(RowsProgram program, NetworkGraph graph, int stateLength, int lanes, int elementBytes, IKernelCost cost)
    {
        if (!program.OnStack || program.Copies.Count > 0 || program.OutputCopies.Count > 0)
        {
            return null;
        }

        var rooms = new RoomsAlone(program, lanes);
        RowsProgram alone = program with { ChunkRows = 1, ElementsPerRow = rooms.Length };
        if (!RowChunks.IsOnStack(1, alone.ElementsPerRow, alone.WorkspaceLength, elementBytes))
        {
            return null;
        }

        var steps = new List<Step>();
        var open = new List<(Step Step, Step OfOne)>();
        int calls = 0;
        IReadOnlyList<Step> moved = rooms.Moved();
        foreach (Step step in moved.Skip(program.Prepare.Count))
        {
            Step ofOne = IsSmall(step) ? Alone(step) : step;
            int? more = IsSmall(step) ? cost.CallsOfPart(ofOne.Spec) : null;
            if (more is null || more > MaxCalls)
            {
                Close();
                steps.Add(step);
                continue;
            }

            if (calls + more > MaxCalls)
            {
                Close();
            }

            open.Add((step, ofOne));
            calls += more.Value;
        }

        Close();
        return steps.Any(step => step.Spec is ChainSpec) ? alone with { Steps = steps, Prepare = [.. moved.Take(program.Prepare.Count)] } : null;

        void Close()
        {
            if (open.Count > 1 || (open.Count == 1 && open[0].OfOne.Spec is DenseStepSpec))
            {
                steps.Add(Chain([.. open.Select(part => part.OfOne)], steps.Count(step => step.Spec is ChainSpec), alone, graph, stateLength));
            }
            else
            {
                steps.AddRange(open.Select(part => part.Step));
            }

            open.Clear();
            calls = 0;
        }
    }

    private static bool IsSmall(Step step) => step is { Positions: 1, Range: null } && step.Spec switch
    {
        // All parameters of a chain are one memory, and weights of 16 bits are another kind of number.
        DenseRowsSpec { Storage: WeightStorage.Full } dense => dense.In * dense.Out <= MaxProducts,
        DotRowsSpec { Storage: WeightStorage.Full } dot => dot.In * dot.Out <= MaxProducts,
        ConvolutionSpec { Storage: WeightStorage.Full, Walk: { Count: 1, Lines: 1 }, Fusion.Inset: null } convolution => convolution.Walk.Elements * convolution.Out <= MaxProducts,
        ElementwiseSpec or HistorySpec or CopySpec => true,
        _ => false,
    };

    /// <summary>The same step for one row.</summary>
    private static Step Alone(Step step) => step.Spec switch
    {
        DenseRowsSpec dense => step with { Spec = new DenseStepSpec(dense.Name + "Step", dense.In, dense.Out, dense.WeightStride, dense.HasBias, dense.Fusion) { Sums = dense.Sums } },
        ConvolutionSpec { Walk: var walk } one => step with
        {
            Spec = new DenseStepSpec(one.Name + "Step", walk.Run, one.Out, one.WeightStride, one.HasBias, one.Fusion) { Places = walk.Taps, PlaceStep = walk.TapPixel, Sums = one.Sums },
        },
        ElementwiseSpec { Fusion.Inset: null } elementwise => step with { Spec = new ElementwiseStepSpec(elementwise.Name + "Step", elementwise.Columns, elementwise.Fusion) },
        _ => step,
    };

    private static Step Chain(IReadOnlyList<Step> parts, int number, RowsProgram program, NetworkGraph graph, int stateLength)
    {
        var operands = new List<Operand>();
        PartMemory In(Operand operand)
        {
            Place place = operand.Place;
            (string name, Place whole, int offset) = place.Area switch
            {
                Area.Input => ("x", new Place(Area.Input, 0, graph.Input.Shape.Size, graph.Input.Shape.Size) { Name = "frame" }, place.Start + place.Column),
                Area.Output => ("y", new Place(Area.Output, 0, graph.Output.Shape.Size, graph.Output.Shape.Size) { Name = "result" }, place.Column),
                Area.States => ("state", new Place(Area.States, 0, stateLength, stateLength) { Name = "carried" }, place.Column),
                Area.Rows => ("s", Between(), place.Start + place.Column),
                Area.Workspace => ("s", Between(), program.ElementsPerRow + place.Start + place.Column),
                _ => ("w", new Place(Area.Parameters, 0, 0, 0) { Name = "parameters" }, place.Start + place.Column),
            };
            if (operands.All(known => known.Memory != name))
            {
                operands.Add(new(name, whole));
            }

            return new(operand.Memory, name, offset);
        }

        Place Between() => new(Area.Rows, 0, program.ElementsPerRow + program.WorkspaceLength, program.ElementsPerRow + program.WorkspaceLength) { Name = "between" };

        var spec = new ChainSpec(number == 0 ? "Step" : $"Step{number + 1}", new([.. parts.Select(part => new ChainPart(part.Spec, new([.. part.Operands.Select(In)]), part.Indices, part.Comment))]));
        return new(spec, new(operands), default, parts.Count == 1 ? parts[0].Comment : $"{Result(parts[0])} to {Result(parts[parts.Count - 1])}, as for many streams, in one kernel", "one stream has so little to compute that calls between the layers would cost as much") { Parts = new(parts) };
    }

    /// <summary>The name of what a step computes.</summary>
    private static string Result(Step step)
    {
        int end = step.Comment.IndexOfAny(['[', '=', ':']);
        return (end < 0 ? step.Comment : step.Comment.Substring(0, end)).Trim();
    }
}
