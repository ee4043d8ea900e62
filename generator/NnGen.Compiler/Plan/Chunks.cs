using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>
/// Cuts the phases that go by parameters into numbered chunks, which any number of threads share out. A large step is a range of inputs,
/// columns, panels or blocks, of which a chunk is a part; small steps are a chunk together; of many equal ones a chunk is some turns of
/// their loop. The chunks of a phase cost about the same. Every sum keeps its order, so the bits do not depend on who does which.
/// </summary>
public static class Chunks
{
    /// <summary>A chunk costs at least so many multiply-adds of vectors for each row of the batch: more than taking it costs.</summary>
    private const int MinCost = 64;

    /// <summary>What one row costs a step whose sums wait for each other: the latency of an addition, in multiply-adds.</summary>
    private const int Latency = 4;

    /// <summary>Ranges of inputs are multiples of this: of every height of a tile.</summary>
    private const int Inputs = 12;

    /// <summary>Ranges of columns are multiples of so many vectors: of every width of a tile.</summary>
    private const int Vectors = 6;

    /// <summary>Ranges of inputs that lie side by side in what is written: whole cache lines of either precision.</summary>
    private const int Line = 16;

    /// <summary>So few rows are no work for a thread: tiles have six.</summary>
    private const int MinRows = 8;

    /// <summary>The multiply-adds of vectors that are worth handing over: about a microsecond.</summary>
    private const int MinRowsCost = 2048;

    /// <summary>The steps of a phase, the large ones cut and first: what is left when others are done should be small.</summary>
    public static IReadOnlyList<Step> Cut(IReadOnlyList<Step> steps, int lanes)
    {
        Step[] cut = [.. steps.Select(step => Cut(step, lanes))];
        return [.. cut.Where(step => step.Range is not null), .. cut.Where(step => step.Range is null)];
    }

    /// <summary>The phase as it is written down: its chunks, numbered through.</summary>
    /// <param name="steps">The steps, as <see cref="Cut(IReadOnlyList{Step}, int)"/> gives them.</param>
    /// <param name="lanes">The elements of a logical vector.</param>
    public static IReadOnlyList<SharedSteps> Of(IReadOnlyList<Step> steps, int lanes)
    {
        var shared = new List<SharedSteps>();
        int chunks = 0;
        foreach (Loop loop in Roller.Roll([.. steps.Where(step => step.Range is not null)]))
        {
            shared.Add(new([loop], chunks, loop.Steps.Sum(step => step.Range!.Chunks), 0));
            chunks += shared[shared.Count - 1].Chunks;
        }

        // Small ones that stand alone go together until they are worth a chunk.
        var together = new List<Loop>();
        foreach (Loop loop in Roller.Roll([.. steps.Where(step => step.Range is null)]))
        {
            if (loop.Turns == 1)
            {
                together.Add(loop);
                if (together.Sum(small => Cost(small.Body[0].First, lanes)) >= MinCost)
                {
                    Close();
                }

                continue;
            }

            int turns = Math.Min(loop.Turns, Parts(MinCost, loop.Body.Sum(step => Cost(step.First, lanes))));
            shared.Add(new([loop], chunks, loop.Turns / turns, turns));
            chunks += loop.Turns / turns;
        }

        // What is left over is not worth a chunk of its own.
        int last = shared.FindLastIndex(steps => steps.Loops[0].Turns == 1 && steps.Loops[0].Body[0].First.Range is null);
        if (together.Count > 0 && last >= 0)
        {
            shared[last] = shared[last] with { Loops = [.. shared[last].Loops, .. together] };
            together.Clear();
        }

        Close();
        return shared;

        void Close()
        {
            if (together.Count > 0)
            {
                shared.Add(new([.. together], chunks++, 1, 0));
                together.Clear();
            }
        }
    }

    /// <summary>How many chunks a phase has.</summary>
    public static int Count(IReadOnlyList<Step> steps, int lanes) => Of(steps, lanes).Sum(shared => shared.Chunks);

    /// <summary>The fewest rows of a phase by rows that are worth handing over.</summary>
    /// <param name="multiplyAdds">The multiply-adds of a prediction.</param>
    /// <param name="elements">The elements of a row of the tape: what is computed beside them.</param>
    /// <param name="lanes">The elements of a logical vector.</param>
    public static int Rows(long multiplyAdds, int elements, int lanes)
    {
        long cost = Math.Max(1, (multiplyAdds + elements) / lanes);
        long rows = (MinRowsCost + cost - 1) / cost;
        return (int)Math.Max(MinRows, rows + rows % 2);
    }

    private static Step Cut(Step step, int lanes)
    {
        const string From = "from";
        const string To = "to";
        StepRange? whole = step.Spec switch
        {
            WeightGradientSpec spec => AxisOf(spec, lanes) switch
            {
                GradientAxis.Inputs => new("inputs", From, To, spec.In, Inputs),
                GradientAxis.Panels => new("panels", From, To, spec.Out / spec.WeightStride, 1),
                _ => new("columns", From, To, spec.Out, Vectors * lanes),
            },
            TransposeSpec { TransposedPanel: > 0 } spec => new("panels", From, To, spec.In / spec.TransposedStride, 1),
            TransposeSpec spec => new("inputs", From, To, spec.In, Line),
            ConvolutionGradientSpec { Walk.Lines: > 1 } spec => new("lines", From, To, spec.Walk.Lines, 1),
            DepthwiseGradientSpec { Walk.Lines: > 1 } spec => new("lines", From, To, spec.Walk.Lines, 1),
            ConnectedGradientSpec spec => new("blocks", "first", "last", spec.Blocks.Count, 1),
            ConnectedTransposeSpec when Index(step, "first") == 0 => new("blocks", "first", "last", Index(step, "last"), 1),
            _ => null,
        };
        if (whole is null)
        {
            return step;
        }

        long part = Math.Max(1, (long)Cost(step, lanes) * whole.Unit / whole.Size);
        StepRange range = whole with { Unit = whole.Unit * Parts(MinCost, part) };
        if (range.Chunks < 2)
        {
            return step;
        }

        return step with
        {
            Spec = step.Spec switch
            {
                WeightGradientSpec spec => spec with { Cut = AxisOf(spec, lanes) },
                TransposeSpec spec => spec with { IsCut = true },
                ConvolutionGradientSpec spec => spec with { IsCut = true },
                DepthwiseGradientSpec spec => spec with { IsCut = true },
                KernelSpec spec => spec,
            },
            Indices = new([.. step.Indices.Where(index => index.Name != range.From && index.Name != range.To), Number(range.From, 0), Number(range.To, range.Size)]),
            Range = range,
        };
    }

    /// <summary>The axis of a gradient that has the most ranges.</summary>
    private static GradientAxis AxisOf(WeightGradientSpec spec, int lanes)
    {
        bool isOnePanel = spec.Out <= spec.WeightStride;
        int others = isOnePanel ? spec.Out / (Vectors * lanes) : spec.Out / spec.WeightStride;
        return spec.In / Inputs >= others ? GradientAxis.Inputs : isOnePanel ? GradientAxis.Columns : GradientAxis.Panels;
    }

    private static IndexOperand Number(string name, int value) => new(name, value) { IsNumber = true };

    /// <summary>How many parts of a cost make up another.</summary>
    private static int Parts(long all, long part) => (int)((all + part - 1) / part);

    /// <summary>The multiply-adds of vectors for each row, as nearly as the sharing out needs them.</summary>
    private static int Cost(Step step, int lanes)
    {
        int Vectors(int columns) => (columns + lanes - 1) / lanes;
        return step.Spec switch
        {
            WeightGradientSpec spec => spec.Further.Select(product => product.Positions).Append(spec.Positions).Sum() * Math.Max(spec.In, Latency) * Vectors(spec.Out),
            BiasGradientSpec spec => step.Positions * Vectors(spec.Out),
            SharedGradientSpec spec => Latency * Vectors(spec.Columns),
            StatisticGradientSpec spec => Vectors(spec.Columns),
            EmbeddingGradientSpec spec => spec.Lookups.Sum(lookup => lookup.Positions) * Latency * Vectors(spec.Features),
            TransposeSpec spec => spec.In * Vectors(spec.Out),
            CopyRowsSpec spec => spec.Rows * Vectors(spec.Columns),
            CopySpec spec => Vectors(spec.Axes.Aggregate(1, (product, axis) => product * axis.Size)),
            ConvolutionGradientSpec spec => spec.Walk.Count * spec.Walk.Elements * Vectors(spec.Out),
            SegmentGradientSpec spec => spec.Walk.Height * spec.Walk.Width * spec.Walk.Lines * spec.Walk.Channels * Vectors(spec.Walk.Segment),
            DepthwiseGradientSpec spec => spec.Walk.Count * spec.Walk.Lines * spec.Walk.Taps * Vectors(spec.Walk.Run),
            ConnectedGradientSpec spec => step.Positions * Math.Max(spec.Blocks.EntriesOf(Index(step, "first"), Index(step, "last")), Latency),
            ConnectedTransposeSpec spec => spec.Blocks.EntriesOf(Index(step, "first"), Index(step, "last")),
            _ => throw new InvalidOperationException($"{step.Spec.Name} is not shared out by parameters."),
        };
    }

    private static int Index(Step step, string name) => step.Indices.First(index => index.Name == name).Value;
}

/// <summary>Steps of a phase with their chunks.</summary>
/// <param name="Loops">One loop; or single steps that are one chunk together.</param>
/// <param name="First">The number of the first chunk.</param>
/// <param name="Chunks">How many there are.</param>
/// <param name="TurnsEach">Where a chunk is some turns of the loop, how many; the last chunk has those that are left too. 0 elsewhere.</param>
public sealed record SharedSteps(IReadOnlyList<Loop> Loops, int First, int Chunks, int TurnsEach);
