using System.Globalization;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// Pools: window by window, a register of channels at a time. Windows that are all alike are even steps; others, cut at the edges or of their own
/// lengths, come from tables.
/// </summary>
internal static class PoolLowering
{
    /// <summary>The most elements of a window whose loops are written out.</summary>
    private const int MostWrittenOut = 9;

    private const LaneKind P = LaneKind.Physical;
    private static readonly Affine s_image = Affine.Variable("image");
    private static readonly Affine s_column = Affine.Variable("column");

    public static Kernel Lower(PoolSpec spec, int lanes)
    {
        var window = new Window(spec.Height, spec.Width, spec.Channels);
        Affine y = s_image * spec.YRow + window.At(spec.YLine) + s_column;
        Affine first = s_image * spec.XRow + window.First + s_column;
        Affine element = s_image * spec.XRow + window.Element + s_column;
        bool isMax = spec.Kind == PoolKind.Max;
        var value = new Local("value", P);
        IReadOnlyList<Statement> Body(bool counts) =>
        [
            new Let(value.Name, isMax ? new Load("x", first, P) : new Constant(0, P)),
            .. window.OverElements(
                isMax ? Larger(value, new Load("x", element, P)) : [new Accumulate(value.Name, new Constant(1, P), new Load("x", element, P))],
                skipsFirst: isMax),
            new Store("y", y, isMax ? value : value * window.Share, counts ? spec.Channels - s_column : null),
        ];
        IReadOnlyList<Statement> columns = [.. ColumnTiles.Build(spec.Channels, lanes, isExact: true, Body).Select(tiles => tiles.Loop)];

        // Whole registers are stored where the windows behind overwrite what these have too much.
        int whole = Math.Max(0, spec.Width.Count - (Layout.Pad(spec.Channels, lanes) - 1) / spec.Channels);
        IReadOnlyList<Statement> loops = spec.Channels % lanes == 0 || whole == 0
            ? window.OverWindows([.. Share(), .. columns])
            : window.OverWindows(whole, [.. Share(), .. ColumnTiles.Build(spec.Channels, lanes, isExact: false, Body).Select(tiles => tiles.Loop)], [.. Share(), .. columns]);
        string summary = $"y[{window.Count}, {spec.Channels}] = {(isMax ? "the largest" : "the mean")} of the elements of each window of x[{spec.Height.Size}, {spec.Width.Size}, {spec.Channels}].";
        return new Kernel(spec.Name, summary, ["x", "y"], [Names.Rows], [], WindowIndices.OverImages(loops));

        IEnumerable<Statement> Share() => isMax ? [] : window.CountShare();
    }

    /// <summary>
    /// The larger of two values, and NaN where either is. What is compared with NaN is not less, so the larger one is the value so far where either is
    /// NaN; an element below infinity is none, and to what is not the larger one is added: infinity stays what it is, and NaN prevails.
    /// </summary>
    public static IReadOnlyList<Statement> Larger(Local value, Expression element, string suffix = "")
    {
        var (x, larger) = (new Local("element" + suffix, P), new Local("larger" + suffix, P));
        return
        [
            new Let(x.Name, element),
            new Let(larger.Name, new SelectLess(value, x, x, value)),
            new Assign(value.Name, new SelectLess(x, new Constant(double.PositiveInfinity, P), larger, x + larger)),
        ];
    }

    public static Kernel Gradient(PoolGradientSpec spec, int lanes)
    {
        var window = new Window(spec.Height, spec.Width, spec.Channels);
        Affine number = window.Number * spec.Channels + s_column;
        Affine element = window.Element + s_column;
        bool isMax = spec.Kind == PoolKind.Max;
        var (left, given, x, most) = (new Local("left", P), new Local("given", P), new Local("element", P), new Local("most", P));
        Expression Zero() => new Constant(0, P);
        Affine dx = s_image * spec.DxRow + element;
        Fusion? fusion = spec.Fusion;

        // Where no two windows meet, each element gets what its window gives and nothing else.
        bool isAlone = window.AreApart;
        IEnumerable<Statement> Give(Expression share, Affine? count) => fusion is null
            ? [new Store("dx", dx, isAlone ? share : new Load("dx", dx, P) + share, count)]
            : ElementLowering.Steps(fusion, share, window.Place(s_image), fusion.Inset is Inset inset ? window.PlaceIn(inset, s_image) : null, s_column, count);
        IReadOnlyList<Statement> Body(bool counts)
        {
            Affine? count = counts ? spec.Channels - s_column : null;
            var dy = new Load("dy", s_image * spec.DyRow + number, P);
            return isMax
                ?
                [
                    new Let(left.Name, dy),
                    new Let(most.Name, new Load("largest", s_image * spec.YRow + window.At(spec.YLine) + s_column, P)),
                    .. window.OverElements(
                    [
                        // The first element that is not below the largest takes all that is left.
                        new Let(x.Name, new Load("x", s_image * spec.XRow + element, P)),
                        new Let(given.Name, new SelectLess(x, most, Zero(), left)),
                        new Assign(left.Name, new SelectLess(x, most, left, Zero())),
                        .. Give(given, count),
                    ]),
                ]
                :
                [
                    new Let(left.Name, dy * window.Share),
                    .. window.OverElements([.. Give(left, count)]),
                ];
        }

        int elements = spec.Height.Size * spec.Width.Size * spec.Channels;
        int whole = elements / lanes * lanes;
        Affine at = s_image * spec.DxRow + Affine.Variable("n");
        IReadOnlyList<Statement> cleared = isAlone && window.CoverAll ? [] :
        [
            .. whole > 0 ? [new For("n", 0, whole, lanes, [new Store("dx", at, new Constant(0, LaneKind.Logical))])] : Array.Empty<Statement>(),
            .. whole < elements ? [new For("n", whole, elements, 1, [new Store("dx", at, new Constant(0, LaneKind.Scalar))])] : Array.Empty<Statement>(),
        ];
        IReadOnlyList<Statement> columns = [.. ColumnTiles.Build(spec.Channels, lanes, isExact: true, Body, isSingle: true).Select(tiles => tiles.Loop)];

        // As above, where no line has elements between the windows, and up to two registers of any width are all channels.
        int full = isAlone && spec.Width.CoverAll && spec.Channels <= lanes / 2
            ? Enumerable.Range(0, spec.Width.Count).Count(i => ((spec.Width.End[i] - 1) * spec.Channels) + lanes <= spec.Width.Size * spec.Channels)
            : 0;
        IReadOnlyList<Statement> loops = full == 0
            ? window.OverWindows([.. Share(), .. columns])
            : window.OverWindows(full, [.. Share(), .. ColumnTiles.Build(spec.Channels, lanes, isExact: false, Body).Select(tiles => tiles.Loop)], [.. Share(), .. columns]);
        string formula = isMax ? "dy at the first of the largest elements of each window" : "its share of dy for each element of a window";
        string summary = $"{(fusion is null ? "dx" : "y")}[{spec.Height.Size}, {spec.Width.Size}, {spec.Channels}] = {(fusion is null ? formula : $"f({formula})")}.";
        string[] memories = [.. new[] { "dy" }.Concat(isMax ? ["x", "largest"] : []).Concat(fusion is null ? ["dx"] : ElementLowering.Memories(fusion)).Distinct()];
        return new Kernel(spec.Name, summary, memories, [Names.Rows], [], WindowIndices.OverImages([.. cleared, .. loops]));

        IEnumerable<Statement> Share() => isMax ? [] : window.CountShare();
    }

    /// <summary>The indices of the windows of both axes.</summary>
    private sealed class Window(PoolAxis height, PoolAxis width, int channels)
    {
        private readonly AxisLoop _lines = new(height, "line", "i");
        private readonly AxisLoop _pixels = new(width, "pixel", "j");
        private readonly bool _isEven = Even(height) && Even(width);

        public string Count => $"{height.Count}, {width.Count}";

        /// <summary>The number of the window.</summary>
        public Affine Number => _lines.Window * width.Count + _pixels.Window;

        /// <summary>Its result in an image of lines of so many elements.</summary>
        public Affine At(int line) => _lines.Window * line + _pixels.Window * channels;

        /// <summary>Its first element.</summary>
        public Affine First => (_lines.First * width.Size + _pixels.First) * channels;

        /// <summary>The element of <see cref="OverElements"/>.</summary>
        public Affine Element => (_lines.Element * width.Size + _pixels.Element) * channels;

        /// <summary>What the sum of a window is multiplied by for its mean.</summary>
        public Expression Share => _isEven
            ? new Constant(1.0 / ((double)height.Divisors[0] * width.Divisors[0]), P)
            : new Splat(new Local("share", LaneKind.Scalar), P);

        /// <summary>Declares the share of a window whose elements differ in number from those of others.</summary>
        public IEnumerable<Statement> CountShare()
        {
            if (_isEven)
            {
                yield break;
            }

            var elements = new Local("elements", LaneKind.Scalar);
            yield return _lines.Divisor;
            yield return _pixels.Divisor;
            yield return new Let(elements.Name, new Constant(0, LaneKind.Scalar));
            yield return new For("a", 0, _lines.DivisorIndex, 1, [new For("b", 0, _pixels.DivisorIndex, 1, [new Assign(elements.Name, elements + new Constant(1, LaneKind.Scalar))])]);
            yield return new Let("share", new Constant(1, LaneKind.Scalar) / elements);
        }

        /// <summary>The place of that element among those of all images.</summary>
        public Affine Place(Affine image) => (image * height.Size + _lines.Element) * width.Size + _pixels.Element;

        /// <summary>The same where images lie in margins.</summary>
        public Affine PlaceIn(Inset inset, Affine image) => WindowIndices.PlaceIn(inset, image, _lines.Element, _pixels.Element);

        /// <summary>Whether no element is of two windows.</summary>
        public bool AreApart => height.AreApart && width.AreApart;

        /// <summary>Whether every element is of some window.</summary>
        public bool CoverAll => height.CoverAll && width.CoverAll;

        public IReadOnlyList<Statement> OverWindows(IReadOnlyList<Statement> body) => _lines.OverWindows(_pixels.OverWindows(body, 0, width.Count));

        /// <summary>The same with other statements for the last windows of a line.</summary>
        public IReadOnlyList<Statement> OverWindows(int first, IReadOnlyList<Statement> body, IReadOnlyList<Statement> last) => first == width.Count
            ? OverWindows(body)
            : _lines.OverWindows([.. _pixels.OverWindows(body, 0, first), .. _pixels.OverWindows(last, first, width.Count)]);

        /// <summary>What is done with each element of a window; small windows that are all alike are written out.</summary>
        public IReadOnlyList<Statement> OverElements(IReadOnlyList<Statement> body, bool skipsFirst = false)
        {
            IReadOnlyList<Statement> loops = _lines.OverElements(_pixels.OverElements(body));
            if (height.Stride is null || width.Stride is null || height.Kernel * width.Kernel > MostWrittenOut)
            {
                return loops;
            }

            var declared = new HashSet<string>(body.OfType<Let>().Select(let => let.Name), StringComparer.Ordinal);
            var all = new List<Statement>();
            for (int element = skipsFirst ? 1 : 0; element < height.Kernel * width.Kernel; element++)
            {
                (int line, int pixel) = (element / width.Kernel, element % width.Kernel);
                string number = element.ToString(CultureInfo.InvariantCulture);
                all.AddRange(body.Select(statement => Walk.Map(
                    statement,
                    e => e,
                    index => index.Substitute(_lines.ElementName, line).Substitute(_pixels.ElementName, pixel),
                    name => declared.Contains(name) ? name + number : name)));
            }

            return all;
        }

        private static bool Even(PoolAxis axis) => axis.Divisors.All(divisor => divisor == axis.Divisors[0]);
    }

    /// <summary>The loops along one axis.</summary>
    private sealed class AxisLoop(PoolAxis axis, string window, string element)
    {
        private readonly string _first = element + "First";
        private readonly string _end = element + "End";

        /// <summary>The number of the window along the axis.</summary>
        public Affine Window => axis.Count == 1 ? 0 : Affine.Variable(window);

        /// <summary>The first element of the window.</summary>
        public Affine First => axis.Stride is int stride ? Window * stride + axis.First[0] : Affine.Variable(_first);

        /// <summary>An element of the window.</summary>
        public Affine Element => axis.Stride is null ? Affine.Variable(element) : axis.Kernel == 1 ? First : First + Affine.Variable(element) * axis.Dilation;

        /// <summary>The variable of the element within its window.</summary>
        public string ElementName => element;

        public string DivisorName => element + "Divisor";

        public Affine DivisorIndex => Affine.Variable(DivisorName);

        public Statement Divisor => new LetIndex(DivisorName, axis.Divisors, Window);

        public IReadOnlyList<Statement> OverWindows(IReadOnlyList<Statement> body) => OverWindows(body, 0, axis.Count);

        public IReadOnlyList<Statement> OverWindows(IReadOnlyList<Statement> body, int from, int to)
        {
            IReadOnlyList<Statement> all = axis.Stride is null ? [new LetIndex(_first, axis.First, Window), new LetIndex(_end, axis.End, Window), .. body] : body;
            return axis.Count == 1 ? all : [new For(window, from, to, 1, all)];
        }

        public IReadOnlyList<Statement> OverElements(IReadOnlyList<Statement> body) =>
            axis.Stride is null ? [new For(element, Affine.Variable(_first), Affine.Variable(_end), axis.Dilation, body)]
            : axis.Kernel == 1 ? body
            : [new For(element, 0, axis.Kernel, 1, body)];
    }
}
