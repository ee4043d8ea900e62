using System.Globalization;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[MaxPool2D(2)]</c>, <c>[AvgPool1D(3)]</c> and their like.</summary>
/// <param name="name">The attribute's name.</param>
/// <param name="pool">What it makes of a window.</param>
/// <param name="axes">The number of axes of positions.</param>
public sealed class PoolLayer(string name, PoolKind pool, int axes) : LayerKind
{
    public override string Name => name;

    public override string? StreamingObstacle(NodeDeclaration node, Shape shape, int time) => axes == 1 ? StreamedWindows.Obstacle(node, shape, time, isPool: true) : base.StreamingObstacle(node, shape, time);

    public override void CheckArguments(LayerContext context)
    {
        var arguments = new WindowArguments(context, axes);
        arguments.Check(takesKinds: false);

        // A window of margins alone would have nothing to pool.
        int[] numbers = context.Integers("Paddings");
        (string option, int[] paddings) = numbers.Length == axes ? ("Paddings", numbers) : ("Padding", [.. Enumerable.Repeat(context.Int32("Padding"), axes)]);
        for (int i = 0; i < axes; i++)
        {
            if (arguments.Kernel[i] > 0 && paddings[i] > arguments.Kernel[i] / 2)
            {
                context.ReportRange(option, paddings[i], $"at most half of the kernel, {Number(arguments.Kernel[i] / 2)}", element: option == "Paddings" ? i : -1);
                return;
            }
        }

        if (numbers.Length > axes)
        {
            context.ReportRange("Paddings", string.Join(", ", numbers), "as many on both sides: " + (axes == 1 ? "one number" : "two numbers, of height and width"));
        }
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

        int[] stride = arguments.Stride(isKernel: true);
        (int Before, int After)[] padding = arguments.Paddings([.. shape.Skip(1)], stride);
        var windows = new PoolAxis[axes];
        var laid = new LaidWindows[axes];
        for (int i = 0; i < axes; i++)
        {
            if (arguments.Axis(i, shape[i + 1], padding[i], stride[i]) is not WindowAxis axis)
            {
                return null;
            }

            windows[i] = Windows(axis, shape[i + 1], padding[i], context.Boolean("CeilMode", false), context.Boolean("CountIncludePad", true));
            laid[i] = new LaidWindows(shape[i + 1], padding[i].Before, padding[i].After, axis.Kernel, axis.Stride, axis.Dilation, windows[i].Count);
        }

        context.Windows = laid;

        var op = new PoolOp(ChannelsLast.Of(context.Graph, context.Input), pool, axes == 1 ? PoolAxis.One : windows[0], windows[axes - 1]);
        context.Formula = PoolLayer.Words(op);
        return ChannelsLast.First(context.Graph, context.Graph.Add(op, context.Name), context.Name + ChannelsLast.ByChannels);
    }

    /// <summary>What a pool computes: for both axes where each window begins and ends, and what a mean divides by.</summary>
    internal static string Words(PoolOp pool)
    {
        string Axis(PoolAxis axis) => string.Join(" ", Enumerable.Range(0, axis.Count).Select(o => $"{Number(axis.First[o])}:{Number(axis.End[o])}:{Number(axis.Divisors[o])}"));
        return $"{(pool.Kind == PoolKind.Max ? "largest" : "average")} of {Number(pool.Channels)} {Number(pool.Height.Size)} {Number(pool.Width.Size)} by {Number(pool.Height.Dilation)} {Number(pool.Width.Dilation)} in {Axis(pool.Height)} and {Axis(pool.Width)}";
    }

    /// <summary>The windows as far as they lie on the axis, as PyTorch has them.</summary>
    private static PoolAxis Windows(WindowAxis axis, int size, (int Before, int After) padding, bool ceil, bool countsPadding)
    {
        int count = axis.Count;
        if (ceil && (axis.Size - axis.Reach) % axis.Stride != 0 && count * axis.Stride < size + padding.Before)
        {
            // One more, which begins on the axis and ends behind it.
            count++;
        }

        var first = new int[count];
        var end = new int[count];
        var divisors = new int[count];
        for (int o = 0; o < count; o++)
        {
            int start = o * axis.Stride - padding.Before;
            int skipped = start >= 0 ? 0 : (-start + axis.Dilation - 1) / axis.Dilation;
            first[o] = start + skipped * axis.Dilation;
            int taps = Math.Min(axis.Kernel - skipped, (size - first[o] + axis.Dilation - 1) / axis.Dilation);
            end[o] = first[o] + taps * axis.Dilation;
            divisors[o] = countsPadding ? Math.Min(start + axis.Kernel, size + padding.After) - start : taps;
        }

        return new PoolAxis(size, axis.Dilation, new(first), new(end), new(divisors));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary><c>[AdaptiveAvgPool2D(height, width)]</c> and its like: as many windows as wanted, as even as they can be.</summary>
/// <param name="name">The attribute's name.</param>
/// <param name="pool">What it makes of a window.</param>
/// <param name="axes">The number of axes of positions.</param>
public sealed class AdaptivePoolLayer(string name, PoolKind pool, int axes) : LayerKind
{
    public override string Name => name;

    public override void CheckArguments(LayerContext context)
    {
        foreach (string option in Options)
        {
            if (context.Int32(option) < 1)
            {
                context.ReportRange(option, context.Int32(option), "at least 1");
            }
        }
    }

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) => null;

    public override Value? Build(LayerContext context)
    {
        EquatableArray<int> shape = context.Input.Shape.Axes;
        if (shape.Count != axes + 1)
        {
            return context.ReportShape(new WindowArguments(context, axes).ShapeInWords, "reshape it, or declare the [Input] so");
        }

        string[] options = Options;
        long elements = options.Aggregate((long)shape[0], (product, option) => Math.Min(product * context.Int32(option), LayerContext.MaxElements + 1));
        if (elements > LayerContext.MaxElements)
        {
            return context.ReportRange(options[0], context.Int32(options[0]), $"so small that a row has at most {LayerContext.MaxElements.ToString(CultureInfo.InvariantCulture)} elements");
        }

        PoolAxis[] windows = [.. options.Select((option, i) => Windows(shape[i + 1], context.Int32(option)))];
        var op = new PoolOp(ChannelsLast.Of(context.Graph, context.Input), pool, axes == 1 ? PoolAxis.One : windows[0], windows[axes - 1]);
        context.Formula = PoolLayer.Words(op);
        return ChannelsLast.First(context.Graph, context.Graph.Add(op, context.Name), context.Name + ChannelsLast.ByChannels);
    }

    private string[] Options => axes == 1 ? ["Length"] : ["Height", "Width"];

    /// <summary>Window o of n from the element <c>floor(o size / n)</c> to before <c>ceil((o + 1) size / n)</c>.</summary>
    private static PoolAxis Windows(int size, int count)
    {
        int[] first = [.. Enumerable.Range(0, count).Select(o => (int)((long)o * size / count))];
        int[] end = [.. Enumerable.Range(1, count).Select(o => (int)(((long)o * size + count - 1) / count))];
        return new PoolAxis(size, 1, new(first), new(end), new(end.Zip(first, (last, begin) => last - begin)));
    }
}

/// <summary><c>[GlobalAvgPool]</c> and <c>[GlobalMaxPool]</c>: one number a channel, over all places.</summary>
public sealed class GlobalPoolLayer(string name, PoolKind pool) : LayerKind
{
    public override string Name => name;

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) => known.Count == 1 ? new Shape(known[0].Axes[0]) : null;

    public override Value? Build(LayerContext context)
    {
        EquatableArray<int> shape = context.Input.Shape.Axes;
        if (shape.Count is not (2 or 3))
        {
            return context.ReportShape("the axes [channels, height, width] or [channels, length]", "reshape it, or declare the [Input] so");
        }

        Value x = ChannelsLast.Of(context.Graph, context.Input);
        if (pool == PoolKind.Average)
        {
            context.Formula = $"mean of {string.Join(" ", shape)} over {(shape.Count == 2 ? "1" : "1 2")}";
            return context.Graph.Add(new ReduceOp(x, [.. shape.Skip(1).Select(_ => true), false], 1.0 / (x.Shape.Size / shape[0])), context.Name);
        }

        PoolAxis All(int size) => new(size, 1, new EquatableArray<int>(0), new EquatableArray<int>(size), new EquatableArray<int>(size));
        var op = new PoolOp(x, pool, shape.Count == 2 ? PoolAxis.One : All(shape[1]), All(shape[shape.Count - 1]));
        context.Formula = PoolLayer.Words(op);
        Value largest = context.Graph.Add(op, context.Name + ChannelsLast.Suffix);
        return context.Graph.Add(new ReshapeOp(largest, new Shape(shape[0])), context.Name);
    }
}
