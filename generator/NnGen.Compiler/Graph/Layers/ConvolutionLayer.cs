using System.Globalization;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[Conv1D(filters, kernel)]</c> and <c>[Conv2D(filters, kernel)]</c>.</summary>
/// <param name="name">The attribute's name.</param>
/// <param name="axes">The number of axes of positions.</param>
public sealed class ConvolutionLayer(string name, int axes) : LayerKind
{
    /// <summary>The sums of an output where windows come one by one: as many as a multiply-add takes to be done, with one begun each cycle.</summary>
    private const int SumsOfStreams = 4;

    public override string Name => name;

    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => axes == 1 ? StreamedWindows.Obstacle(node, shape, time, isPool: false) : base.StreamingObstacle(node, shape, time);

    public override void CheckArguments(LayerContext context)
    {
        if (context.Int32("Filters") < 1)
        {
            context.ReportRange("Filters", context.Int32("Filters"), "at least 1", "The number of filters");
        }

        if (Groups(context) < 1)
        {
            context.ReportRange("Groups", Groups(context), "at least 1", "The number of groups");
        }

        new WindowArguments(context, axes).Check(takesKinds: true);
        DenseLayer.CheckInitializers(context);
    }

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) => null;

    public override Value? Build(LayerContext context)
    {
        var arguments = new WindowArguments(context, axes);
        EquatableArray<int> shape = context.Input.Shape.Axes;
        if (shape.Count != axes + 1)
        {
            return context.ReportShape(arguments.ShapeInWords, "reshape it, or declare the [Input] so");
        }

        (int channels, int filters, int groups) = (shape[0], context.Int32("Filters"), Groups(context));
        if (channels % groups != 0 || filters % groups != 0)
        {
            bool isChannels = channels % groups != 0;
            return context.ReportRange("Groups", groups, $"a divisor of the {(isChannels ? $"{Number(channels)} channels of {context.InputName(0)}" : $"{Number(filters)} filters")}", "The number of groups");
        }

        int[] stride = arguments.Stride(isKernel: false);
        (int Before, int After)[] padding = arguments.Paddings([.. shape.Skip(1)], stride);
        WindowAxis?[] windows = [.. padding.Select((sides, i) => arguments.Axis(i, shape[i + 1], sides, stride[i]))];
        if (windows.Any(axis => axis is null))
        {
            return null;
        }

        context.Windows = [.. windows.Select((axis, i) => new LaidWindows(shape[i + 1], padding[i].Before, padding[i].After, axis!.Kernel, axis.Stride, axis.Dilation, axis.Count))];
        var image = new ImageWindows(axes == 1 ? new WindowAxis(1, 1, 1, 1) : windows[0]!, windows[axes - 1]!);
        int ofGroup = channels / groups;
        if (!ConvolutionParameters.Fit(context, image, channels, filters, (long)filters * ofGroup))
        {
            return null;
        }

        // Elements of a window by places, channels side by side at each.
        int[] kernel = arguments.Kernel;
        var order = new MatrixOrder(
            filters,
            ofGroup * image.Taps,
            new EquatableArray<MatrixAxis>([new(filters, 1, 0), new(ofGroup, 0, 1), .. axes == 2 ? [new(kernel[0], 0, kernel[1] * ofGroup)] : Array.Empty<MatrixAxis>(), new(kernel[axes - 1], 0, ofGroup)]),
            0);
        (Value weight, Value? bias) = ConvolutionParameters.Make(context, new Shape([filters, ofGroup, .. kernel]), order, ofGroup * image.Taps, filters * image.Taps);
        context.MultiplyAdds = (long)image.Count * filters * ofGroup * image.Taps;
        context.Formula = "convolution" + ConvolutionParameters.Words(shape, filters, arguments, stride, padding, groups);
        if (groups == 1 && !context.IsStreamed && padding[axes - 1] is var (before, after) && Math.Max(before, after) < kernel[axes - 1] && OverlapAddOp.Pays(image, shape[axes], channels, filters))
        {
            return ByOverlapAdd(context, image, padding, weight, bias);
        }

        Value places = ChannelsLast.Of(context.Graph, context.Input);
        bool isDepthwise = groups == channels && filters == channels && groups > 1;
        Value x = context.IsStreaming
            ? isDepthwise ? StreamedWindows.WithHistory(context, places, padding[0].Before) : StreamedWindows.InPlace(context, places, padding[0].Before)
            : Margins.Around(context.Graph, places, padding, context.Name);
        Op op = isDepthwise ? new DepthwiseOp(x, weight, bias, image)
            : image.ArePlaces && groups == 1 ? new LinearOp(x, weight, bias)
            : new ConvolutionOp(x, weight, bias, image, groups) { Sums = context.IsStreamed ? SumsOfStreams : 1 };
        return ChannelsLast.First(context.Graph, context.Graph.Add(op, context.Name), context.Name + ChannelsLast.ByChannels);
    }

    /// <summary>By segments of lines: pixels beside the image give nothing, and what pixels give beside the result is cut away.</summary>
    private Value ByOverlapAdd(LayerContext context, ImageWindows image, (int Before, int After)[] padding, Value weight, Value? bias)
    {
        (int width, int kernel) = (context.Input.Shape.Axes[axes], image.Width.Kernel);
        (int before, int after) = padding[axes - 1];
        (int Before, int After)[] aboveAndBelow = axes == 1 ? [(0, 0)] : [padding[0], (0, 0)];
        (int Before, int After)[] beside = axes == 1 ? [(kernel - 1 - before, kernel - 1 - after)] : [(0, 0), (kernel - 1 - before, kernel - 1 - after)];
        Value x = Margins.Around(context.Graph, ChannelsLast.Of(context.Graph, context.Input), aboveAndBelow, context.Name);
        var op = new OverlapAddOp(x, weight, bias, image.Height, new WindowAxis(width + kernel - 1, kernel, 1, 1));
        Value y = context.Graph.Add(op, beside.All(sides => sides is (0, 0)) ? context.Name : context.Name + " with margins");
        return ChannelsLast.First(context.Graph, Margins.Cut(context.Graph, y, beside, context.Name), context.Name + ChannelsLast.ByChannels);
    }

    private static int Groups(LayerContext context) => context.Has("Groups") ? context.Int32("Groups") : 1;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary><c>[ConvTranspose1D(filters, kernel)]</c> and <c>[ConvTranspose2D(filters, kernel)]</c>: what the gradient of a convolution's input is.</summary>
/// <param name="name">The attribute's name.</param>
/// <param name="axes">The number of axes of positions.</param>
public sealed class ConvolutionTransposeLayer(string name, int axes) : LayerKind
{
    public override string Name => name;

    public override void CheckArguments(LayerContext context)
    {
        if (context.Int32("Filters") < 1)
        {
            context.ReportRange("Filters", context.Int32("Filters"), "at least 1", "The number of filters");
        }

        if (context.Has("Groups") && context.Int32("Groups") < 1)
        {
            context.ReportRange("Groups", context.Int32("Groups"), "at least 1", "The number of groups");
        }

        var arguments = new WindowArguments(context, axes);
        arguments.Check(takesKinds: false);
        arguments.CheckNumbers("OutputPadding", 0);
        DenseLayer.CheckInitializers(context);
    }

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) => null;

    public override Value? Build(LayerContext context)
    {
        var arguments = new WindowArguments(context, axes);
        EquatableArray<int> shape = context.Input.Shape.Axes;
        if (shape.Count != axes + 1)
        {
            return context.ReportShape(arguments.ShapeInWords, "reshape it, or declare the [Input] so");
        }

        (int channels, int filters, int groups) = (shape[0], context.Int32("Filters"), context.Has("Groups") ? context.Int32("Groups") : 1);
        if (channels % groups != 0 || filters % groups != 0)
        {
            bool isChannels = channels % groups != 0;
            return context.ReportRange("Groups", groups, $"a divisor of the {(isChannels ? $"{Number(channels)} channels of {context.InputName(0)}" : $"{Number(filters)} filters")}", "The number of groups");
        }

        int[] stride = arguments.Stride(isKernel: false);
        int[] more = context.Integers("OutputPaddings") is { Length: > 0 } several ? several : [.. Enumerable.Repeat(context.Int32("OutputPadding"), axes)];
        (int Before, int After)[] padding = arguments.Paddings([.. shape.Skip(1)], stride);
        var windows = new WindowAxis[axes];
        for (int i = 0; i < axes; i++)
        {
            (int size, int kernel, int dilation) = (shape[i + 1], arguments.Kernel[i], arguments.Dilation[i]);
            long reach = (kernel - 1L) * dilation + 1;
            if (more[i] >= Math.Max(stride[i], dilation))
            {
                return context.ReportRange(context.Has("OutputPaddings") ? "OutputPaddings" : "OutputPadding", more[i], $"less than the stride or the dilation, {Number(Math.Max(stride[i], dilation))}");
            }

            long result = (size - 1L) * stride[i] - padding[i].Before - padding[i].After + reach + more[i];
            if (result < 1)
            {
                return context.ReportShape(
                    $"a {arguments.Names[i]} of which at least 1 is left",
                    $"({Number(size)} - 1) * {Number(stride[i])} - {Number(padding[i].Before)} - {Number(padding[i].After)} + {reach.ToString(CultureInfo.InvariantCulture)} + {Number(more[i])} = {result.ToString(CultureInfo.InvariantCulture)}: make the padding smaller, or the kernel larger");
            }

            // Margins and what the kernel reaches beyond them count too: the gradient of the input, which this is, has them.
            long whole = result + padding[i].Before + padding[i].After + reach;
            if (whole > LayerContext.MaxElements)
            {
                return context.Report(ProblemKinds.TooLarge, $"The {arguments.Names[i]}, margins included,", context.Title, whole.ToString(CultureInfo.InvariantCulture), LayerContext.MaxElements.ToString(CultureInfo.InvariantCulture));
            }

            // The windows of the convolution whose gradient this is, over the result in its padding.
            windows[i] = new WindowAxis((int)(result + padding[i].Before + padding[i].After), kernel, stride[i], dilation);
        }

        var forward = new ImageWindows(axes == 1 ? new WindowAxis(1, 1, 1, 1) : windows[0], windows[axes - 1]);
        ImageWindows image = SpreadOp.Windows(forward);
        (int ofGroup, int filtersOfGroup) = (channels / groups, filters / groups);
        if (!ConvolutionParameters.Fit(context, image, channels, filters, (long)channels * filtersOfGroup))
        {
            return null;
        }

        // The places of a window in reverse order, the channels of the input side by side at each.
        int[] sizes = arguments.Kernel;
        var order = new MatrixOrder(
            filters,
            ofGroup * image.Taps,
            new EquatableArray<MatrixAxis>([new(groups, filtersOfGroup, 0), new(ofGroup, 0, 1), new(filtersOfGroup, 1, 0), .. axes == 2 ? [new(sizes[0], 0, -sizes[1] * ofGroup)] : Array.Empty<MatrixAxis>(), new(sizes[axes - 1], 0, -ofGroup)]),
            (image.Taps - 1) * ofGroup);
        (Value weight, Value? bias) = ConvolutionParameters.Make(context, new Shape([channels, filtersOfGroup, .. sizes]), order, filtersOfGroup * image.Taps, channels * image.Taps);
        context.MultiplyAdds = (long)shape.Skip(1).Aggregate(1, (product, size) => product * size) * channels * filtersOfGroup * image.Taps;
        context.Formula = "transposed convolution" + ConvolutionParameters.Words(shape, filters, arguments, stride, padding, groups) + $" to {Number(axes == 1 ? 1 : windows[0].Size - padding[0].Before - padding[0].After)} {Number(windows[axes - 1].Size - padding[axes - 1].Before - padding[axes - 1].After)}";
        Value x = ChannelsLast.Of(context.Graph, context.Input);
        bool isByOverlapAdd = groups == 1 && OverlapAddOp.PaysForTransposed(forward, channels, filters);
        Op? spreading = isByOverlapAdd ? OverlapAddOp.InLines(x, forward.Height, forward.Width.Count) : SpreadOp.IsNothing(forward) ? null : SpreadOp.Of(x, forward, channels);
        Value spread = spreading is null ? x : context.Graph.Add(spreading, context.Name + " spread");
        Op op = isByOverlapAdd ? new OverlapAddOp(spread, weight, bias, image.Height, forward.Width) : groups == channels && filters == channels && groups > 1 ? new DepthwiseOp(spread, weight, bias, image) : new ConvolutionOp(spread, weight, bias, image, groups);
        Value y = context.Graph.Add(op, padding.All(sides => sides is (0, 0)) ? context.Name : context.Name + " with margins");
        return ChannelsLast.First(context.Graph, Margins.Cut(context.Graph, y, padding, context.Name), context.Name + ChannelsLast.ByChannels);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What convolutions have in common: their parameters.</summary>
internal static class ConvolutionParameters
{
    /// <summary>
    /// Whether the elements of a row and of the weight stay within the limits; else reports it. A row has the image in its margins, the result, and the
    /// gradient of the result, which is spread over as many places as the kernel reaches beyond the image.
    /// </summary>
    /// <param name="context">The node.</param>
    /// <param name="windows">The windows.</param>
    /// <param name="channels">The channels of the image.</param>
    /// <param name="filters">The channels of the result.</param>
    /// <param name="weightsOfPlace">The weights of one place of the kernel.</param>
    public static bool Fit(LayerContext context, ImageWindows windows, int channels, int filters, long weightsOfPlace)
    {
        static long Elements(long height, long width, long channels) => Math.Min(height * width, LayerContext.MaxElements + 1) * channels;
        (WindowAxis height, WindowAxis width) = (windows.Height, windows.Width);
        foreach ((string what, long count) in new[]
        {
            ("The number of elements of a row, margins included,", Elements(height.Size, width.Size, channels)),
            ("The number of elements of a row", Elements(height.Count, width.Count, filters)),
            ("The number of elements of the result's gradient, spread by the kernel,", Elements(height.Size + height.Reach - 1L, width.Size + width.Reach - 1L, filters)),
            ("The number of weights", Elements(height.Kernel, width.Kernel, weightsOfPlace)),
        })
        {
            if (count > LayerContext.MaxElements)
            {
                context.Report(ProblemKinds.TooLarge, what, context.Title, count.ToString(CultureInfo.InvariantCulture), LayerContext.MaxElements.ToString(CultureInfo.InvariantCulture));
                return false;
            }
        }

        return true;
    }

    /// <summary>The sizes of a convolution, those of a series as those of an image of one line.</summary>
    public static string Words(EquatableArray<int> shape, int filters, WindowArguments arguments, int[] stride, (int Before, int After)[] padding, int groups)
    {
        bool isImage = stride.Length == 2;
        string Two(int[] numbers, int ofLine = 1) => string.Join(" ", isImage ? numbers : [ofLine, .. numbers]);
        int[] sides = [.. padding.SelectMany(side => new[] { side.Before, side.After })];
        return $" of {shape[0].ToString(CultureInfo.InvariantCulture)} {Two([.. shape.Skip(1)])} by {filters.ToString(CultureInfo.InvariantCulture)} {Two(arguments.Kernel)} stride {Two(stride)} padding {(isImage ? "" : "0 0 ")}{string.Join(" ", sides)} dilation {Two(arguments.Dilation)} groups {groups.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>The weight and the bias, as values.</summary>
    public static (Value Weight, Value? Bias) Make(LayerContext context, Shape shape, MatrixOrder order, int fanIn, int fanOut)
    {
        (string weightInit, double weightScale) = DenseLayer.Initializer(context, "Initializer");
        (string biasInit, double biasScale) = DenseLayer.Initializer(context, "BiasInitializer");
        Parameter weight = context.Graph.Add(new Parameter(context.Name + ".weight", shape, weightInit, weightScale, fanIn, fanOut, context.Double("InitializerSparsity", 0.9)) { Order = order });
        context.ParameterCount = shape.Size;
        Value value = context.Graph.Add(new ParameterOp(weight, weight.Shape, "w"), weight.Name);
        if (!context.Boolean("Bias", true))
        {
            return (value, null);
        }

        Parameter bias = context.Graph.Add(new Parameter(context.Name + ".bias", new Shape(order.Outputs), biasInit == "Default" ? "Zeros" : biasInit, biasScale, fanIn, fanOut));
        context.ParameterCount += order.Outputs;
        return (value, context.Graph.Add(new ParameterOp(bias, bias.Shape, "b"), bias.Name));
    }
}

/// <summary>Margins of zeros, or of another number, around images whose channels lie side by side.</summary>
internal static class Margins
{
    /// <summary>The image in its margins; itself where there are none.</summary>
    public static Value Around(NetworkGraph graph, Value x, IReadOnlyList<(int Before, int After)> sides, string name, double fill = 0)
    {
        if (sides.All(side => side is (0, 0)))
        {
            return x;
        }

        (Shape shape, int offset, EquatableArray<ViewAxis> axes) = Inner(new Shape([.. x.Shape.Axes.Take(sides.Count).Select((size, i) => size + sides[i].Before + sides[i].After), x.Shape.Last]), sides);
        return graph.Add(new ScatterOp(x, shape, offset, axes) { Fill = fill }, x.Name + " in margins of " + name);
    }

    /// <summary>What stands inside margins of a value; itself where there are none.</summary>
    public static Value Cut(NetworkGraph graph, Value y, IReadOnlyList<(int Before, int After)> sides, string name)
    {
        if (sides.All(side => side is (0, 0)))
        {
            return y;
        }

        (_, int offset, EquatableArray<ViewAxis> axes) = Inner(y.Shape, sides);
        return graph.Add(new ViewOp(y, "cut", offset, axes) { IsCut = true }, name);
    }

    private static (Shape Shape, int Offset, EquatableArray<ViewAxis> Axes) Inner(Shape padded, IReadOnlyList<(int Before, int After)> sides)
    {
        int[] strides = padded.Strides();
        return (
            padded,
            sides.Select((side, i) => side.Before * strides[i]).Sum(),
            new(padded.Axes.Select((size, i) => i < sides.Count ? new ViewAxis(size - sides[i].Before - sides[i].After, strides[i]) : new ViewAxis(size, strides[i]))));
    }
}
