using System.Globalization;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[Upsample(2)]</c>, <c>[Upsample(Scale = 1.5)]</c> and <c>[Upsample(Size = 7)]</c>: a series or an image of another size.</summary>
public sealed class UpsampleLayer : LayerKind
{
    /// <summary>What says the size: one of these, factors of height and width being a pair.</summary>
    private static readonly string[] s_sizes = ["Factor", "FactorHeight", "Scale", "Scales", "Size", "Sizes"];

    private static readonly string[] s_factors = ["Factor", "FactorHeight", "FactorWidth"];

    /// <summary>The longest axis whose places are a table: what is emitted has a line for every few of them.</summary>
    private const int MostPlaces = 1 << 20;

    public override string Name => "Upsample";

    public override void CheckArguments(LayerContext context)
    {
        string[] said = [.. s_sizes.Where(context.Has)];
        if (said.Length == 0)
        {
            context.ReportAt("Size", -1, ProblemKinds.BadSize, "The new size", context.Title, "left out", "said by a factor, such as [Upsample(2)], a Scale or a Size");
        }

        foreach (string option in said.Skip(1))
        {
            context.ReportAt(option, -1, ProblemKinds.BadSize, option, context.Title, "set", $"left out where {(said[0] == "FactorHeight" ? "there are factors" : $"there is a {said[0]}")}");
        }

        foreach (string option in s_factors.Where(context.Has).Append("Size").Where(context.Has))
        {
            CheckWhole(context, option, context.Int32(option), -1);
        }

        int[] sizes = context.Integers("Sizes");
        for (int i = 0; i < sizes.Length; i++)
        {
            CheckWhole(context, "Sizes", sizes[i], i);
        }

        double[] scales = context.Doubles("Scales") is IReadOnlyList<double> several ? [.. several] : context.Written("Scale") is double one ? [one] : [];
        string scale = context.Has("Scales") ? "Scales" : "Scale";
        for (int i = 0; i < scales.Length; i++)
        {
            // Numbers that are not finite are reported with those of all layers.
            if (scales[i] <= 0)
            {
                context.ReportRange(scale, scales[i], "above 0", element: scale == "Scales" ? i : -1);
            }
        }

        if (context.Boolean("AlignCorners", false) && Mode(context) == "Nearest")
        {
            context.ReportRange("AlignCorners", "true", "left out where Mode is Nearest: there is nothing between two elements");
        }
    }

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) => null;

    public override Value? Build(LayerContext context)
    {
        EquatableArray<int> shape = context.Input.Shape.Axes;
        int axes = shape.Count - 1;
        string mode = Mode(context);
        if (axes is not (1 or 2) || (axes == 1 && context.Has("FactorHeight")))
        {
            return context.ReportShape(context.Has("FactorHeight") || mode == "Bilinear" ? "the axes [channels, height, width]" : "the axes [channels, height, width] or [channels, length]", "reshape it, or declare the [Input] so");
        }

        string linear = axes == 1 ? "Linear" : "Bilinear";
        if (mode != "Nearest" && mode != linear)
        {
            return context.ReportRange("Mode", mode, $"{linear} where there {(axes == 1 ? "is one axis" : "are two axes")} of places, as in {context.Input.Shape}");
        }

        foreach (string option in new[] { "Sizes", "Scales" })
        {
            if (context.Doubles(option) is IReadOnlyList<double> several && several.Count != axes)
            {
                return context.ReportRange(option, "[" + string.Join(", ", several.Select(Number)) + "]", axes == 1 ? "one number, of the length" : "two numbers, of height and width");
            }
        }

        AxisSize[] sizes = [.. Enumerable.Range(0, axes).Select(axis => AxisSize.Of(context, axis, shape[axis + 1]))];
        if (sizes.FirstOrDefault(size => size.After < 1) is AxisSize small)
        {
            double least = Math.Ceiling(1000.0 / small.Before) / 1000;
            return context.ReportRange(small.Option, Number(small.Scale!.Value), $"at least {Number(least)}, so that of {Number(small.Before)} elements one is left", element: small.Element);
        }

        long elements = sizes.Aggregate((long)shape[0], (product, size) => Math.Min(product * size.After, LayerContext.MaxElements + 1));
        if (elements > LayerContext.MaxElements)
        {
            return context.ReportAt(sizes[0].Option, sizes[0].Element, ProblemKinds.TooLarge, "The number of elements of a row", context.Title, "more", LayerContext.MaxElements.ToString(CultureInfo.InvariantCulture));
        }

        bool isRepeated = mode == "Nearest" && sizes.All(size => size.Factor is not null);
        if (!isRepeated && sizes.FirstOrDefault(size => size.After > MostPlaces) is AxisSize large)
        {
            return context.ReportAt(large.Option, large.Element, ProblemKinds.TooLarge, "The number of places along an axis", context.Title, Number(large.After), Number(MostPlaces));
        }

        bool alignsCorners = context.Boolean("AlignCorners", false);
        string Words(IEnumerable<double> numbers) => string.Join(" ", numbers.Select(Number));
        context.Formula = $"resized {mode} {(alignsCorners ? "aligned" : "plain")} of {string.Join(" ", shape)} to {Words(sizes.Select(size => (double)size.After))} scaled {Words(sizes.Select(size => size.Scale ?? 0))}";
        Value x = ChannelsLast.Of(context.Graph, context.Input);
        Value y = isRepeated
            ? Repeated(context, x, [.. sizes.Select(size => size.Factor!.Value)])
            : Resized(context, x, sizes, size => mode == "Nearest" ? AxisSampling.Nearest(size.Before, size.After, size.Scale) : AxisSampling.Linear(size.Before, size.After, size.Scale, alignsCorners));
        return ReferenceEquals(y, context.Input) ? context.Graph.Add(new ReshapeOp(y, y.Shape), context.Name) : ChannelsLast.First(context.Graph, y, context.Name + ChannelsLast.ByChannels);
    }

    /// <summary>Each place as many times along each axis: elements in another order.</summary>
    private static Value Repeated(LayerContext context, Value x, int[] factors)
    {
        int[] strides = x.Shape.Strides();
        ViewAxis[] axes = [.. factors.SelectMany((factor, axis) => new[] { new ViewAxis(x.Shape.Axes[axis], strides[axis]), new ViewAxis(factor, 0) }), new ViewAxis(x.Shape.Last, 1)];
        Value repeated = context.Graph.Add(new ViewOp(x, "upsample", 0, new(axes)), context.Name);
        return context.Graph.Add(new ReshapeOp(repeated, new Shape([.. factors.Select((factor, axis) => factor * x.Shape.Axes[axis]), x.Shape.Last])), context.Name);
    }

    /// <summary>Axis by axis, the one that grows least first: what comes behind it then has least to do.</summary>
    private static Value Resized(LayerContext context, Value x, AxisSize[] sizes, Func<AxisSize, AxisSampling> sampling)
    {
        int[] order = [.. Enumerable.Range(0, sizes.Length).Where(axis => sizes[axis].IsChanged).OrderBy(axis => sizes[axis].After / (double)sizes[axis].Before).ThenByDescending(axis => axis)];
        foreach (int axis in order)
        {
            x = context.Graph.Add(new ResizeOp(x, axis, sampling(sizes[axis])), axis == order[order.Length - 1] ? context.Name : $"{context.Name} along axis {axis.ToString(CultureInfo.InvariantCulture)}");
        }

        return x;
    }

    private static void CheckWhole(LayerContext context, string option, int number, int element)
    {
        if (number < 1)
        {
            context.ReportRange(option, number, "at least 1", element: element);
        }
    }

    private static string Mode(LayerContext context) => context.Enum("Mode", "Nearest");

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>An axis before and afterwards.</summary>
    /// <param name="Before">Its elements before.</param>
    /// <param name="After">Its elements afterwards.</param>
    /// <param name="Scale">The scale, where that was said, and no whole one; places go by it then and not by the two sizes.</param>
    /// <param name="Option">What said it.</param>
    /// <param name="Element">The element of that array; -1 where it is none.</param>
    private sealed record AxisSize(int Before, int After, double? Scale, string Option, int Element)
    {
        /// <summary>How often each element is repeated, where it is a whole number.</summary>
        public int? Factor => Scale is null && After % Before == 0 ? After / Before : null;

        /// <summary>Whether the axis is another one afterwards.</summary>
        public bool IsChanged => After != Before || Scale is not null;

        public static AxisSize Of(LayerContext context, int axis, int size)
        {
            string option = s_sizes.First(context.Has);
            if (option is "Size" or "Sizes")
            {
                return new(size, option == "Size" ? context.Int32(option) : context.Integers(option)[axis], null, option, option == "Size" ? -1 : axis);
            }

            if (option == "FactorHeight" && axis == 1)
            {
                option = "FactorWidth";
            }

            double scale = option == "Scales" ? context.Doubles(option)![axis] : context.Double(option, 1);
            double after = Math.Min(Math.Floor(size * scale), LayerContext.MaxElements + 1.0);

            // By whole factors both ways say the same, and the two sizes say it exactly.
            return new(size, (int)after, scale == Math.Floor(scale) ? null : scale, option, option == "Scales" ? axis : -1);
        }
    }
}
