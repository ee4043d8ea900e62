using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>
/// Shares the steps of a phase out to two threads by parameters. A large step is cut into two of one size, which share a kernel and lie
/// side by side; a small one goes to the thread that has less to do. Every sum keeps its order, so the bits do not depend on the sharing.
/// </summary>
internal static class Halves
{
    /// <summary>A step is cut if it costs so many multiply-adds of vectors for each row of the batch.</summary>
    private const int MinCost = 128;

    /// <summary>A step is cut if it is a larger share of its phase than one in so many.</summary>
    private const int MaxShare = 16;

    /// <summary>So few inputs a half are no tile: the outputs are cut then.</summary>
    private const int MinInputs = 6;

    /// <summary>What one row costs a step whose sums wait for each other: the latency of an addition, in multiply-adds.</summary>
    private const int Latency = 4;

    /// <summary>The steps of a phase, those of the first half before those of the second.</summary>
    public static IReadOnlyList<Step> Of(IReadOnlyList<Step> steps, int lanes)
    {
        int total = steps.Sum(step => Cost(step, lanes));
        var loads = new int[2];
        var shared = new List<Step>();
        var small = new List<Step>();
        foreach (Step step in steps)
        {
            int cost = Cost(step, lanes);
            foreach (Step part in cost >= MinCost && cost > total / MaxShare ? Cut(step, lanes) : [step])
            {
                (part.Half is null ? small : shared).Add(part);
                loads[part.Half ?? 0] += part.Half is null ? 0 : Cost(part, lanes);
            }
        }

        // The largest first. A sort that keeps the order of equals, so that the result is always the same.
        foreach (IGrouping<(KernelSpec Spec, int Cost), Step> equals in small.GroupBy(step => (step.Spec, Cost: Cost(step, lanes))).OrderByDescending(equals => equals.Key.Cost))
        {
            var counts = new int[2];
            foreach (Step _ in equals)
            {
                int half = loads[0] <= loads[1] ? 0 : 1;
                loads[half] += equals.Key.Cost;
                counts[half]++;
            }

            // Each half takes a range of equal steps: turns of one loop.
            shared.AddRange(equals.Select((step, i) => step with { Half = i < counts[0] ? 0 : 1 }));
        }

        return [.. shared.OrderBy(step => step.Half)];
    }

    /// <summary>Two halves, and what is left where the size is odd.</summary>
    private static IEnumerable<Step> Cut(Step step, int lanes) => step.Spec switch
    {
        WeightGradientSpec spec when spec.In / 2 >= MinInputs => Pieces(spec.In, 1, (first, count) => step with
        {
            Spec = spec with { Name = $"WeightGradient{Literal(count)}x{Literal(spec.Out)}", In = count },
            Operands = Shift(step, "x", first, count, first * spec.WeightStride),
            Indices = Shift(step, first * spec.WeightStride),
        }),
        WeightGradientSpec spec when spec.Out <= spec.WeightStride && spec.Out >= 2 * lanes => Pieces(spec.Out, lanes, (first, count) => step with
        {
            Spec = spec with { Name = $"WeightGradient{Literal(spec.In)}x{Literal(count)}", Out = count },
            Operands = Shift(step, "dy", first, count, first),
            Indices = Shift(step, first),
        }),
        WeightGradientSpec spec when spec.Out > spec.WeightStride => Pieces(spec.Out, spec.WeightStride, (first, count) => step with
        {
            Spec = spec with { Name = $"WeightGradient{Literal(spec.In)}x{Literal(count)}", Out = count, PanelInputs = count > spec.WeightStride ? spec.PanelInputs : 0 },
            Operands = Shift(step, "dy", first, count, first * spec.PanelInputs),
            Indices = Shift(step, first * spec.PanelInputs),
        }),
        TransposeSpec spec when spec.Out > spec.WeightStride => Pieces(spec.Out, spec.WeightStride, (first, count) => step with
        {
            Spec = spec with { Name = $"Transpose{Literal(spec.In)}x{Literal(count)}", Out = count, WeightPanel = count > spec.WeightStride ? spec.WeightPanel : 0 },
            Operands = new EquatableArray<Operand>(
                step.Operands[0] with { Place = step.Operands[0].Place with { Column = step.Operands[0].Place.Column + first / spec.WeightStride * spec.WeightPanel } },
                step.Operands[1] with { Place = step.Operands[1].Place with { Start = step.Operands[1].Place.Start + first * spec.TransposedStride } }),
        }),
        ConnectedGradientSpec spec => Blocks(step, spec.Blocks),
        ConnectedTransposeSpec spec => Blocks(step, spec.Blocks),
        _ => [step],
    };

    /// <summary>Two ranges of blocks with as many entries, as nearly as whole blocks allow.</summary>
    private static IEnumerable<Step> Blocks(Step step, ConnectionBlocks blocks)
    {
        (int first, int last) = (Index(step, "first"), Index(step, "last"));
        int middle = Enumerable.Range(first, last - first).OrderBy(block => Math.Abs(2 * blocks.EntriesOf(first, block) - blocks.EntriesOf(first, last))).First();
        if (middle == first)
        {
            return [step];
        }

        Step Part(string name, int end, int half, string words) => step with
        {
            Indices = new([.. step.Indices.Select(index => index.Name == name ? index with { Value = end } : index)]),
            Half = half,
            Comment = $"{step.Comment}: {words}",
        };
        return [Part("last", middle, 0, "the first half"), Part("first", middle, 1, "the second half")];
    }

    private static int Index(Step step, string name) => step.Indices.First(index => index.Name == name).Value;

    private static IEnumerable<Step> Pieces(int size, int unit, Func<int, int, Step> piece)
    {
        int half = size / unit / 2 * unit;
        Step Part(int first, int count, int? index, string words)
        {
            Step part = piece(first, count);
            return part with { Half = index, Comment = $"{part.Comment}: {words}" };
        }

        yield return Part(0, half, 0, "the first half");
        yield return Part(half, half, 1, "the second half");
        if (2 * half < size)
        {
            yield return Part(2 * half, size - 2 * half, null, "the rest");
        }
    }

    /// <summary>The step's operands, of one only a range of the columns, and of a mask what lies so much further on.</summary>
    private static EquatableArray<Operand> Shift(Step step, string memory, int first, int count, int weights) =>
        new([.. step.Operands.Select(operand =>
            IsUse(operand.Memory, memory) ? operand with { Place = operand.Place.Slice(first, count) }
            : operand.Place.Area == Area.Masks ? operand with { Place = operand.Place with { Start = operand.Place.Start + weights } }
            : operand)]);

    /// <summary>Whether a memory is one of several under a name: x, xA, xB.</summary>
    private static bool IsUse(string memory, string name) => memory.StartsWith(name, StringComparison.Ordinal) && memory.Skip(name.Length).All(char.IsUpper);

    /// <summary>The step's only index, so much further on.</summary>
    private static EquatableArray<IndexOperand> Shift(Step step, int weights) =>
        new EquatableArray<IndexOperand>(step.Indices[0] with { Value = step.Indices[0].Value + weights });

    private static int Cost(Step step, int lanes)
    {
        int Vectors(int columns) => (columns + lanes - 1) / lanes;
        return step.Spec switch
        {
            WeightGradientSpec spec => spec.Further.Select(product => product.Positions).Append(spec.Positions).Sum() * Math.Max(spec.In, Latency) * Vectors(spec.Out),
            BiasGradientSpec spec => step.Positions * Latency * Vectors(spec.Out),
            SharedGradientSpec spec => Latency * Vectors(spec.Columns),
            StatisticGradientSpec spec => Vectors(spec.Columns),
            TransposeSpec spec => spec.In * Vectors(spec.Out),
            CopyRowsSpec spec => spec.Rows * Vectors(spec.Columns),
            ConnectedGradientSpec spec => step.Positions * Math.Max(spec.Blocks.EntriesOf(Index(step, "first"), Index(step, "last")), Latency),
            ConnectedTransposeSpec spec => spec.Blocks.EntriesOf(Index(step, "first"), Index(step, "last")),
            _ => throw new InvalidOperationException($"{step.Spec.Name} is not shared out by parameters."),
        };
    }

    private static string Literal(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
