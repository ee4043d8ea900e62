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
    private const LaneKind P = LaneKind.Physical;
    private static readonly Affine s_image = Affine.Variable("image");
    private static readonly Affine s_column = Affine.Variable("column");

    public static Kernel Lower(PoolSpec spec, int lanes)
    {
        var window = new Window(spec.Height, spec.Width, spec.Channels);
        Affine y = s_image * spec.YRow + window.Number * spec.Channels + s_column;
        Affine first = s_image * spec.XRow + window.First + s_column;
        Affine element = s_image * spec.XRow + window.Element + s_column;
        bool isMax = spec.Kind == PoolKind.Max;
        var value = new Local("value", P);
        IReadOnlyList<Statement> Body(bool counts) =>
        [
            new Let(value.Name, isMax ? new Load("x", first, P) : new Constant(0, P)),
            .. window.OverElements(isMax
                ? Larger(value, new Load("x", element, P))
                : [new Accumulate(value.Name, new Constant(1, P), new Load("x", element, P))]),
            new Store("y", y, isMax ? value : value * window.Share, counts ? spec.Channels - s_column : null),
        ];
        IReadOnlyList<Statement> columns = [.. ColumnTiles.Build(spec.Channels, lanes, isExact: true, Body).Select(tiles => tiles.Loop)];
        string summary = $"y[{window.Count}, {spec.Channels}] = {(isMax ? "the largest" : "the mean")} of the elements of each window of x[{spec.Height.Size}, {spec.Width.Size}, {spec.Channels}].";
        return new Kernel(spec.Name, summary, ["x", "y"], [Names.Rows], [], WindowIndices.OverImages(window.OverWindows([.. isMax ? [] : window.CountShare(), .. columns])));
    }

    /// <summary>
    /// The larger of two values, and NaN where either is: whatever is compared with NaN is not less. Both choices are the larger value where there is no
    /// NaN; one keeps it in the value so far, the other takes it from the element.
    /// </summary>
    private static IReadOnlyList<Statement> Larger(Local value, Load element)
    {
        var (x, kept, taken) = (new Local("x0", P), new Local("kept", P), new Local("taken", P));
        return
        [
            new Let(x.Name, element),
            new Let(kept.Name, new SelectLess(value, x, x, value)),
            new Let(taken.Name, new SelectLess(x, value, value, x)),
            new Assign(value.Name, new SelectLess(kept, new Constant(double.PositiveInfinity, P), taken, kept + taken)),
        ];
    }

    public static Kernel Gradient(PoolGradientSpec spec, int lanes)
    {
        var window = new Window(spec.Height, spec.Width, spec.Channels);
        Affine number = window.Number * spec.Channels + s_column;
        Affine element = window.Element + s_column;
        bool isMax = spec.Kind == PoolKind.Max;
        var (left, given, x, largest) = (new Local("left", P), new Local("given", P), new Local("x0", P), new Local("largest", P));
        Expression Zero() => new Constant(0, P);
        Affine dx = s_image * spec.DxRow + element;
        IReadOnlyList<Statement> Body(bool counts)
        {
            Affine? count = counts ? spec.Channels - s_column : null;
            var dy = new Load("dy", s_image * spec.DyRow + number, P);
            return isMax
                ?
                [
                    new Let(left.Name, dy),
                    new Let(largest.Name, new Load("y", s_image * spec.YRow + number, P)),
                    .. window.OverElements(
                    [
                        // The first element that is not below the largest takes all that is left.
                        new Let(x.Name, new Load("x", s_image * spec.XRow + element, P)),
                        new Let(given.Name, new SelectLess(x, largest, Zero(), left)),
                        new Assign(left.Name, new SelectLess(x, largest, left, Zero())),
                        new Store("dx", dx, new Load("dx", dx, P) + given, count),
                    ]),
                ]
                :
                [
                    new Let(left.Name, dy * window.Share),
                    .. window.OverElements([new Store("dx", dx, new Load("dx", dx, P) + left, count)]),
                ];
        }

        int elements = spec.Height.Size * spec.Width.Size * spec.Channels;
        int whole = elements / lanes * lanes;
        Affine at = s_image * spec.DxRow + Affine.Variable("n");
        IReadOnlyList<Statement> cleared =
        [
            .. whole > 0 ? [new For("n", 0, whole, lanes, [new Store("dx", at, new Constant(0, LaneKind.Logical))])] : Array.Empty<Statement>(),
            .. whole < elements ? [new For("n", whole, elements, 1, [new Store("dx", at, new Constant(0, LaneKind.Scalar))])] : Array.Empty<Statement>(),
        ];
        IReadOnlyList<Statement> columns = [.. ColumnTiles.Build(spec.Channels, lanes, isExact: true, Body, isSingle: true).Select(tiles => tiles.Loop)];
        string summary = $"dx[{spec.Height.Size}, {spec.Width.Size}, {spec.Channels}] = {(isMax ? "dy at the first of the largest elements of each window" : "its share of dy for each element of a window")}.";
        string[] memories = ["dy", .. isMax ? new[] { "x", "y" } : [], "dx"];
        return new Kernel(spec.Name, summary, memories, [Names.Rows], [], WindowIndices.OverImages([.. cleared, .. window.OverWindows([.. isMax ? [] : window.CountShare(), .. columns])]));
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

        public IReadOnlyList<Statement> OverWindows(IReadOnlyList<Statement> body) => _lines.OverWindows(_pixels.OverWindows(body));

        public IReadOnlyList<Statement> OverElements(IReadOnlyList<Statement> body) => _lines.OverElements(_pixels.OverElements(body));

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

        public string DivisorName => element + "Divisor";

        public Affine DivisorIndex => Affine.Variable(DivisorName);

        public Statement Divisor => new LetIndex(DivisorName, axis.Divisors, Window);

        public IReadOnlyList<Statement> OverWindows(IReadOnlyList<Statement> body)
        {
            IReadOnlyList<Statement> all = axis.Stride is null ? [new LetIndex(_first, axis.First, Window), new LetIndex(_end, axis.End, Window), .. body] : body;
            return axis.Count == 1 ? all : [new For(window, 0, axis.Count, 1, all)];
        }

        public IReadOnlyList<Statement> OverElements(IReadOnlyList<Statement> body) =>
            axis.Stride is null ? [new For(element, Affine.Variable(_first), Affine.Variable(_end), axis.Dilation, body)]
            : axis.Kernel == 1 ? body
            : [new For(element, 0, axis.Kernel, 1, body)];
    }
}
