using System.Globalization;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>Kernels on axes of known sizes: copies in another order, and sums over some of them.</summary>
internal static class AxesLowering
{
    private const LaneKind V = LaneKind.Logical;

    /// <summary>The numbers along a side of a block that is transposed in registers.</summary>
    private const int Block = 8;

    public static Kernel Copy(CopySpec spec, int lanes)
    {
        Affine row = spec.IsOneRow ? 0 : Affine.Variable("row");
        (Affine x, Affine y) = (row * spec.XRow + spec.XFirst, row * spec.YRow + spec.YFirst);
        List<Statement> body = [.. Rest(spec, row * spec.YRow, lanes), .. Moves(spec.Axes, x, y, lanes)];
        string Strides(Func<CopyAxis, int> of) => string.Join(", ", spec.Axes.Select(of));
        string sizes = spec.Axes.Count == 0 ? "1" : Strides(axis => axis.Size);
        string apart = spec.Axes.All(axis => axis is { X: 1, Y: 1 }) ? "" : $", which are {Strides(axis => axis.X)} apart in x and {Strides(axis => axis.Y)} in y";
        string summary = $"y[rows, {sizes}] = x[rows, {sizes}]{apart}{(spec.Cleared == 0 ? "" : $"; the rest of y is {spec.Fill.ToString("R", CultureInfo.InvariantCulture)}")}.";
        return spec.IsOneRow
            ? new Kernel(spec.Name, summary.Replace("rows, ", ""), ["x", "y"], [], [], body)
            : new Kernel(spec.Name, summary, ["x", "y"], [Names.Rows], [], [new For("row", 0, Affine.Variable(Names.Rows), 1, body)]);
    }

    public static Kernel Margins(MarginsSpec spec, int lanes)
    {
        IReadOnlyList<Statement> body = Around(Affine.Variable("image") * spec.YRow, spec.Fill, spec.First, spec.Lines, spec.Line, spec.Gap, spec.Last, lanes);
        string summary = $"{spec.Fill.ToString("R", CultureInfo.InvariantCulture)} around {spec.Lines} lines of {spec.Line}: {spec.First} elements before them, {spec.Gap} between two, {spec.Last} behind.";
        return new Kernel(spec.Name, summary, ["y"], [Names.Rows], [], WindowIndices.OverImages(body));
    }

    /// <summary>Fills what a copy leaves alone: all that there is, or what lies around lines that are copied, where that is whole vectors.</summary>
    private static IReadOnlyList<Statement> Rest(CopySpec spec, Affine image, int lanes)
    {
        if (spec.Cleared == 0)
        {
            return [];
        }

        if (spec.Axes.Count == 2 && spec.Axes[1] is { X: 1, Y: 1 } line && spec.Axes[0] is CopyAxis lines && lines.Y - line.Size >= lanes)
        {
            int end = spec.YFirst + (lines.Size - 1) * lines.Y + line.Size;
            return Around(image, spec.Fill, spec.YFirst, lines.Size, line.Size, lines.Y - line.Size, spec.Cleared - end, lanes);
        }

        return [.. Columns(spec.Cleared, lanes, (column, kind) => new Store("y", image + column, new Constant(spec.Fill, kind)))];
    }

    /// <summary>Fills so many elements before lines that are evenly apart, between two of them, and behind the last one.</summary>
    private static IReadOnlyList<Statement> Around(Affine image, double fill, int first, int lines, int line, int gap, int last, int lanes)
    {
        int end = first + (lines - 1) * (line + gap) + line;
        IEnumerable<Statement> Filled(Affine from, int count) => Columns(count, lanes, (column, kind) => new Store("y", image + from + column, new Constant(fill, kind)));
        return
        [
            .. Filled(0, first),
            .. gap > 0 && lines > 1 ? [new For("line", 0, lines - 1, 1, [.. Filled(Affine.Variable("line") * (line + gap) + first + line, gap)])] : Array.Empty<Statement>(),
            .. Filled(end, last),
        ];
    }

    public static Kernel Clear(ClearSpec spec, int lanes) => new(
        spec.Name,
        $"y[rows, {spec.Columns.ToString(CultureInfo.InvariantCulture)}] = 0.",
        ["y"],
        [Names.Rows],
        [],
        [new For("row", 0, Affine.Variable(Names.Rows), 1, [.. Columns(spec.Columns, lanes, (column, kind) => new Store("y", Affine.Variable("row") * spec.YRow + column, new Constant(0, kind)))])]);

    public static Kernel Reduce(ReduceSpec spec, int lanes)
    {
        Affine row = Affine.Variable("row");
        (Affine x, Affine y) = (row * spec.XRow, row * spec.YRow);
        CopyAxis? along = spec.Reduced.FirstOrDefault(axis => axis.X == 1);
        CopyAxis? beside = spec.Kept.FirstOrDefault(axis => axis is { X: 1, Y: 1 });
        string summary = $"y[rows, {Sizes(spec.Kept)}] = sum over [{Sizes(spec.Reduced)}] of x, times {spec.Factor.ToString("R", CultureInfo.InvariantCulture)}.";
        IEnumerable<Statement> body = along is not null ? Loops(spec.Kept, "i", (from, to) => Along(from, to, along))
            : beside is not null ? Loops(spec.Kept.Where(axis => axis != beside), "i", (from, to) => Beside(from, to, beside))
            : Loops(spec.Kept, "i", ByOne);
        return new Kernel(spec.Name, summary, ["x", "y"], [Names.Rows], [], [new For("row", 0, Affine.Variable(Names.Rows), 1, [.. body])]);

        // One sum: a vector along the axis, the others outside it.
        IEnumerable<Statement> Along(Affine from, Affine to, CopyAxis axis)
        {
            var sum = new Local("sum", V);
            var pass = new RowPass(axis.Size, lanes);
            return
            [
                new Let(sum.Name, new Constant(0, V)),
                .. Loops(spec.Reduced.Where(other => other != axis), "k", (inner, _) => pass.Statements((column, count, _) =>
                    [new Accumulate(sum.Name, new Constant(1, V), pass.Keep(new Load("x", x + from + inner + column, V), count, 0))])),
                new Store("y", y + to, pass.Reduce(Reduction.Sum, sum) * new Constant(spec.Factor, LaneKind.Scalar)),
            ];
        }

        // A vector of sums, of neighbours.
        IEnumerable<Statement> Beside(Affine from, Affine to, CopyAxis axis)
        {
            int full = axis.Size / lanes * lanes;
            IEnumerable<Statement> Sums(Affine column, int? count, string suffix)
            {
                var sum = new Local("sum" + suffix, V);
                return
                [
                    new Let(sum.Name, new Constant(0, V)),
                    .. Loops(spec.Reduced, "k" + suffix, (inner, _) => [new Accumulate(sum.Name, new Constant(1, V), new Load("x", x + from + inner + column, V))]),
                    new Store("y", y + to + column, sum * new Constant(spec.Factor, V), count),
                ];
            }

            List<Statement> sums = full == 0 ? [] : [new For("column", 0, full, lanes, [.. Sums(Affine.Variable("column"), null, "")])];
            return full == axis.Size ? sums : [.. sums, .. Sums(full, axis.Size - full, "Tail")];
        }

        IEnumerable<Statement> ByOne(Affine from, Affine to)
        {
            var sum = new Local("sum", LaneKind.Scalar);
            return
            [
                new Let(sum.Name, new Constant(0, LaneKind.Scalar)),
                .. Loops(spec.Reduced, "k", (inner, _) => [new Assign(sum.Name, sum + new Load("x", x + from + inner, LaneKind.Scalar))]),
                new Store("y", y + to, sum * new Constant(spec.Factor, LaneKind.Scalar)),
            ];
        }
    }

    private static IEnumerable<Statement> Moves(IEnumerable<CopyAxis> axes, Affine x, Affine y, int lanes)
    {
        if (axes.FirstOrDefault(axis => axis.Y == 1 && axis.X is 0 or 1) is CopyAxis line && line.Y == 1)
        {
            return Loops(axes.Where(axis => axis != line), "i", (from, to) => Columns(line.Size, lanes, (column, kind) =>
                new Store("y", y + to + column, line.X == 1 ? new Load("x", x + from + column, kind) : Repeated(x + from, kind))));
        }

        CopyAxis? across = axes.FirstOrDefault(axis => axis.X == 1 && axis.Size >= Block);
        CopyAxis? down = axes.FirstOrDefault(axis => axis.Y == 1 && axis.Size >= Block);
        if (across is null || down is null)
        {
            return Loops(axes, "i", (from, to) => [new Store("y", y + to, new Load("x", x + from, LaneKind.Scalar))]);
        }

        return Loops(axes.Where(axis => axis != across && axis != down), "i", (from, to) => Transposed(x + from, y + to, across, down));
    }

    /// <summary>Neighbours of x become rows of y and the other way round: by blocks, and one by one what fills none.</summary>
    private static IEnumerable<Statement> Transposed(Affine x, Affine y, CopyAxis across, CopyAxis down)
    {
        (Affine i, Affine j) = (Affine.Variable("down"), Affine.Variable("across"));
        (Affine from, Affine to) = (x + i * down.X + j, y + i + j * across.Y);
        (int wholeI, int wholeJ) = (down.Size / Block * Block, across.Size / Block * Block);
        var move = new Store("y", to, new Load("x", from, LaneKind.Scalar));
        const int Four = 2 * Block;
        TransposeBlock Moved(int i, int j) => new("x", from + (i * down.X) + j, down.X, "y", to + i + (j * across.Y), across.Y);

        // A block fills half a line on either side, four of them fill whole ones; and down before across, since each row of y may be a page.
        (int fourI, int fourJ) = wholeI > Block && wholeJ > Block ? (wholeI / Four * Four, wholeJ / Four * Four) : (0, 0);
        if (fourI > 0)
        {
            yield return new For("across", 0, fourJ, Four, [new For("down", 0, fourI, Four, [Moved(0, 0) with { Side = Four }])]);
        }

        if (fourI > 0 && fourJ < wholeJ)
        {
            yield return new For("down", 0, fourI, Four, [new For("across", fourJ, wholeJ, Block, [Moved(0, 0), Moved(Block, 0)])]);
        }

        if (fourI < wholeI)
        {
            yield return new For("down", fourI, wholeI, Block, [new For("across", 0, wholeJ, Block, [Moved(0, 0)])]);
        }

        if (wholeJ < across.Size)
        {
            yield return new For("down", 0, wholeI, 1, [new For("across", wholeJ, across.Size, 1, [move])]);
        }

        if (wholeI < down.Size)
        {
            yield return new For("down", wholeI, down.Size, 1, [new For("across", 0, across.Size, 1, [move])]);
        }
    }

    private static Expression Repeated(Affine index, LaneKind kind)
    {
        var element = new Load("x", index, LaneKind.Scalar);
        return kind == LaneKind.Scalar ? element : new Splat(element, kind);
    }

    /// <summary>Whole vectors, the last of which ends where the columns end; of fewer than a vector one by one.</summary>
    private static IEnumerable<Statement> Columns(int columns, int lanes, Func<Affine, LaneKind, Statement> move)
    {
        Affine column = Affine.Variable("column");
        int full = columns / lanes * lanes;
        if (full > 0)
        {
            yield return new For("column", 0, full, lanes, [move(column, V)]);
            if (full < columns)
            {
                yield return move(columns - lanes, V);
            }
        }
        else if (columns > 0)
        {
            yield return new For("column", full, columns, 1, [move(column, LaneKind.Scalar)]);
        }
    }

    /// <summary>A loop for each axis, one inside the other, around what is made of the offsets on both sides.</summary>
    private static IEnumerable<Statement> Loops(IEnumerable<CopyAxis> axes, string name, Func<Affine, Affine, IEnumerable<Statement>> body)
    {
        CopyAxis[] all = [.. axes];
        (Affine x, Affine y) = (0, 0);
        for (int i = 0; i < all.Length; i++)
        {
            x += Affine.Variable(Variable(i)) * all[i].X;
            y += Affine.Variable(Variable(i)) * all[i].Y;
        }

        IEnumerable<Statement> inner = body(x, y);
        for (int i = all.Length - 1; i >= 0; i--)
        {
            inner = [new For(Variable(i), 0, all[i].Size, 1, [.. inner])];
        }

        return inner;

        string Variable(int i) => name + (i + 1).ToString(CultureInfo.InvariantCulture);
    }

    private static string Sizes(IEnumerable<CopyAxis> axes) => string.Join(", ", axes.Select(axis => axis.Size));
}
