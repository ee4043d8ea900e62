using NnGen.Compiler.Kernels.Rewrites;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// Matrix products over the connections there are. For each block of outputs, one vector wide, a list names the inputs that feed it: the
/// sums of some rows, or of some entries of the gradient, are in registers while the list is walked. Every output is the bias plus its
/// products in the order of the inputs, whatever the tile; one row has several chains.
/// </summary>
internal static class ConnectedLowering
{
    private const LaneKind V = LaneKind.Logical;

    /// <summary>The rows of tiles, where a logical vector is 1, 2 or 4 registers: six, as in dense ones, for what is fused follows each.</summary>
    private static readonly (int Registers, int[] Heights)[] s_rows = [(1, [6, 4, 1]), (2, [4, 1]), (4, [2, 1])];

    /// <summary>The entries of tiles of a gradient.</summary>
    private static readonly (int Registers, int[] Heights)[] s_entries = [(1, [8, 4, 1]), (2, [4, 1]), (4, [2, 1])];

    private static readonly Affine s_block = Affine.Variable("block");
    private static readonly Affine s_entry = Affine.Variable("entry");
    private static readonly Affine s_row = Affine.Variable("row");
    private static readonly Affine s_input = Affine.Variable("k");
    private static readonly Local s_sum = new("sum", V);

    public static Kernel Rows(ConnectedRowsSpec spec, int lanes)
    {
        Affine column = s_block * lanes;
        Affine weight = spec.WeightStride == 0 ? s_entry * lanes : s_input * spec.WeightStride + column;
        string[] memories = ["x", "w", .. spec.HasBias ? new[] { "b" } : [], .. ElementLowering.Memories(spec.Fusion)];
        var tiles = new Dictionary<string, Invoke>(StringComparer.Ordinal);
        IReadOnlyList<Statement> Block(int[] heights, bool counts)
        {
            List<Statement> body =
            [
                new Let(s_sum.Name, spec.HasBias ? new Load("b", column, V) : new Constant(0, V)),
                new For("entry", Affine.Variable("from"), Affine.Variable("to"), 1, [new LetIndex("k", spec.Blocks.Inputs, s_entry), Product(s_sum, s_row * spec.XStride + s_input, weight)]),
                .. ElementLowering.Steps(spec.Fusion, s_sum, s_row, column, counts ? spec.Out - column : null),
            ];
            For[] rows = [.. Split.Tiles(new For("row", 0, Affine.Variable(Names.Rows), 1, body), heights).Cast<For>()];
            return [Entries(spec.Blocks), .. rows.Select(tile => Outlined(tiles, tile, $"{spec.Name}_{tile.Step.Constant}Rows{(counts ? "Last" : "")}", $"A tile of {tile.Step.Constant} rows{(counts ? ", the last columns" : "")}: the sums stay in registers over all entries of the block.", memories))];
        }

        string summary = $"y[rows, {spec.Out}] = f(x[rows] w{(spec.HasBias ? " + b" : "")}) over the connections there are: {spec.Blocks.Entries} vectors of weights in {spec.Blocks.Count} blocks.";
        return new Kernel(spec.Name, summary, memories, [Names.Rows], [], [new WidthSwitch([.. s_rows.Select(width => new WidthCase(width.Registers, [.. Blocks(spec.Fusion, spec.Out, lanes, counts => Block(width.Heights, counts))]))])]);
    }

    public static Kernel Row(ConnectedRowSpec spec, int lanes)
    {
        Affine column = s_block * lanes;
        int chains = (spec.Blocks.Entries / spec.Blocks.Count) switch
        {
            >= 8 => 4,
            >= 4 => 2,
            _ => 1,
        };
        Local Chain(int chain) => chain == 0 ? s_sum : new Local("sum" + Digit(chain), V);
        IReadOnlyList<Statement> Block(bool counts)
        {
            var body = new List<Statement> { Entries(spec.Blocks), new Let(s_sum.Name, spec.HasBias ? new Load("b", column, V) : new Constant(0, V)) };
            body.AddRange(Enumerable.Range(1, chains - 1).Select(chain => new Let(Chain(chain).Name, new Constant(0, V))));
            if (chains > 1)
            {
                body.Add(new For("entry", Affine.Variable("from"), Affine.Variable("to"), chains, [.. Enumerable.Range(0, chains).SelectMany(chain => Link(Chain(chain), s_entry + chain, "k" + Digit(chain)))]));
            }

            body.Add(new For("entry", chains > 1 ? null : Affine.Variable("from"), Affine.Variable("to"), 1, [.. Link(s_sum, s_entry, "k")]));
            for (int distance = 1; distance < chains; distance *= 2)
            {
                for (int chain = 0; chain < chains; chain += 2 * distance)
                {
                    body.Add(new Assign(Chain(chain).Name, Chain(chain) + Chain(chain + distance)));
                }
            }

            body.AddRange(ElementLowering.Steps(spec.Fusion, s_sum, 0, column, counts ? spec.Out - column : null));
            return body;
        }

        IEnumerable<Statement> Link(Local sum, Affine entry, string name) => [new LetIndex(name, spec.Blocks.Inputs, entry), Product(sum, Affine.Variable(name), entry * lanes)];
        string[] memories = ["x", "w", .. spec.HasBias ? new[] { "b" } : [], .. ElementLowering.Memories(spec.Fusion)];
        string summary = $"y[{spec.Out}] = f(x w{(spec.HasBias ? " + b" : "")}) for one row, over the connections there are: {spec.Blocks.Entries} vectors of weights in {spec.Blocks.Count} blocks.";
        return new Kernel(spec.Name, summary, memories, [], [], [.. Blocks(spec.Fusion, spec.Out, lanes, Block)]);
    }

    public static Kernel Gradient(ConnectedGradientSpec spec, int lanes)
    {
        Affine weight = s_entry * lanes;
        Expression gradient = spec.IsMasked ? new SelectLess(new Constant(0, V), new Load("mask", weight, V), s_sum, new Constant(0, V)) : s_sum;
        var sums = new Accumulate(s_sum.Name, new Splat(new Load("x", s_row * spec.XStride + s_input, LaneKind.Scalar), V), new Load("dy", s_row * spec.DyStride + s_block * lanes, V));
        List<Statement> body =
        [
            new LetIndex("k", spec.Blocks.Inputs, s_entry),
            new Let(s_sum.Name, new Constant(0, V)),
            new For("row", 0, Affine.Variable(Names.Rows), 1, [sums]),
            new Update(Affine.Variable("weight") + weight, gradient, null),
        ];
        string[] memories = ["x", "dy", .. spec.IsMasked ? new[] { "mask" } : [], Names.Parameters];
        var tiles = new Dictionary<string, Invoke>(StringComparer.Ordinal);
        For Block(int[] heights)
        {
            For[] entries = [.. Split.Tiles(new For("entry", Affine.Variable("from"), Affine.Variable("to"), 1, body), heights).Cast<For>()];
            return new("block", Affine.Variable("first"), Affine.Variable("last"), 1, [Entries(spec.Blocks), .. entries.Select(tile => Outlined(tiles, tile, $"{spec.Name}_{tile.Step.Constant}Entries", $"A tile of {tile.Step.Constant} entries of the gradient: summed over all rows, then handed to the update.", memories))]);
        }

        string summary = $"dw = sum over rows of x[row] dy[row] for {spec.Blocks.Entries} vectors of weights in {spec.Blocks.Count} blocks{(spec.IsMasked ? ", 0 where the mask is 0" : "")}.";
        return new Kernel(spec.Name, summary, memories, [Names.Rows, "weight", "first", "last"], [], [new WidthSwitch([.. s_entries.Select(width => new WidthCase(width.Registers, [Block(width.Heights)]))])]);
    }

    public static Kernel Transpose(ConnectedTransposeSpec spec, int lanes)
    {
        IEnumerable<Statement> moves = Enumerable.Range(0, spec.Columns).Select(lane =>
            new Store("t", (s_block * lanes + lane) * spec.TransposedStride + s_input, new Load("w", s_entry * lanes + lane, LaneKind.Scalar)));
        var entries = new For("entry", Affine.Variable("from"), Affine.Variable("to"), 1, [new LetIndex("k", spec.Blocks.Inputs, s_entry), .. moves]);
        string summary = $"t[out, in] = w over the connections there are, {spec.Columns} outputs of each block.";
        return new Kernel(spec.Name, summary, ["w", "t"], ["first", "last"], [], [new For("block", Affine.Variable("first"), Affine.Variable("last"), 1, [Entries(spec.Blocks), entries])]);
    }

    /// <summary>All blocks; where memory must be written exactly and the last one is not full, that one by itself.</summary>
    private static IEnumerable<Statement> Blocks(Fusion fusion, int columns, int lanes, Func<bool, IReadOnlyList<Statement>> block)
    {
        int all = (columns + lanes - 1) / lanes;
        bool isPartial = columns % lanes != 0 && fusion.Steps.Any(step => step.Store is { IsPadded: false });
        int whole = isPartial ? all - 1 : all;
        if (whole > 0)
        {
            yield return new For("block", 0, whole, 1, block(false));
        }

        if (isPartial)
        {
            yield return new For("block", whole, all, 1, block(true));
        }
    }

    private static LetRange Entries(ConnectionBlocks blocks) => new("from", "to", blocks.Starts, s_block);

    private static Accumulate Product(Local sum, Affine x, Affine weight) => new(sum.Name, new Splat(new Load("x", x, LaneKind.Scalar), V), new Load("w", weight, V));

    /// <summary>A loop whose tile is a method. Widths that use the same tile share it.</summary>
    private static For Outlined(Dictionary<string, Invoke> tiles, For tile, string name, string summary, IReadOnlyList<string> memories)
    {
        if (!tiles.TryGetValue(name, out Invoke? call))
        {
            (_, call) = Outline.Block(name, summary, ShareLoads.Apply(tile.Body), memories);
            tiles.Add(name, call);
        }

        return tile with { Body = [call] };
    }

    private static string Digit(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
