using System.Globalization;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary><c>[Dropout1D(rate)]</c> and <c>[Dropout2D(rate)]</c>: whole channels of a series or an image.</summary>
/// <param name="name">The attribute's name.</param>
/// <param name="axes">The number of axes of positions.</param>
public sealed class ChannelDropoutLayer(string name, int axes) : LayerKind
{
    public override string Name => name;

    public override void CheckArguments(LayerContext context) =>
        new Range("Rate", rate => rate is >= 0 and < 1, "at least 0 and less than 1") { Words = "The rate" }.Check(context);

    public override Value? Build(LayerContext context)
    {
        if (context.Input.Shape.Axes.Count != axes + 1)
        {
            return context.ReportShape(new WindowArguments(context, axes).ShapeInWords, "use [Dropout], or declare the [Input] so");
        }

        if (!context.IsTraining)
        {
            return context.Graph.Add(new ReshapeOp(context.Input, context.Input.Shape) { IsDropout = true }, context.Name);
        }

        double rate = context.Double("Rate", 0);
        Value x = ChannelsLast.Of(context.Graph, context.Input);
        int channels = x.Shape.Last;
        Value mask = context.Graph.Add(new MaskOp(new Shape(channels), rate), context.Name);
        Value each = context.Graph.Add(new ViewOp(mask, "repeat", 0, new(x.Shape.Axes.Select((size, axis) => new ViewAxis(size, axis == axes ? 1 : 0)))), context.Name + " mask of each place");
        return ChannelsLast.First(context.Graph, context.Graph.Add(new DropoutOp(x, each, rate), context.Name), context.Name + ChannelsLast.ByChannels);
    }
}

/// <summary><c>[GroupNorm(groups)]</c> and <c>[InstanceNorm]</c>: of each row by itself, over the places and the channels of a group.</summary>
/// <param name="name">The attribute's name.</param>
/// <param name="isOfChannels">Whether each channel is a group.</param>
public sealed class GroupNormLayer(string name, bool isOfChannels) : LayerKind
{
    public override string Name => name;

    public override void CheckArguments(LayerContext context)
    {
        new Range("Epsilon", epsilon => epsilon > 0, "positive").Check(context);
        if (!isOfChannels && context.Int32("Groups") < 1)
        {
            context.ReportRange("Groups", context.Int32("Groups"), "at least 1", "The number of groups");
        }
    }

    public override Value? Build(LayerContext context)
    {
        Shape shape = context.Input.Shape;
        int channels = shape.Axes[0];
        int groups = isOfChannels ? channels : context.Int32("Groups");
        if (channels % groups != 0)
        {
            return context.ReportRange("Groups", groups, $"a divisor of the {channels.ToString(CultureInfo.InvariantCulture)} channels of {context.InputName(0)}", "The number of groups");
        }

        if (shape.Size == groups)
        {
            return context.ReportShape("several elements in each group", "one alone would always become 0: take fewer groups, or leave the layer out");
        }

        bool isAffine = context.Boolean("Affine", !isOfChannels);
        double epsilon = context.Double("Epsilon", 1e-5);
        Value row = context.Graph.AddAll(new NormalizeOp(context.Input, isCentred: true, epsilon, shape.Size / groups), isAffine ? context.Name + " before gain" : context.Name, context.Name + " factor")[0];
        if (!isAffine)
        {
            return row;
        }

        Value Parameter(string part, string role, double first)
        {
            Parameter parameter = context.Graph.Add(new Parameter($"{context.Name}.{part}", new Shape(channels), first == 0 ? "Zeros" : "Constant", first, 1, 1));
            context.ParameterCount += channels;
            return context.Graph.Add(new ParameterOp(parameter, parameter.Shape, role), parameter.Name);
        }

        (Value gain, Value shift) = (Parameter("weight", "gain", 1), Parameter("bias", "shift", 0));
        context.Formula = $"groups of {groups.ToString(CultureInfo.InvariantCulture)} with {epsilon.ToString("R", CultureInfo.InvariantCulture)}";
        return shape.Axes.Count == 1
            ? context.Graph.Add(new GainOp(row, gain, shift), context.Name)
            : ChannelsLast.First(context.Graph, context.Graph.Add(new GainOp(ChannelsLast.Of(context.Graph, row), gain, shift), context.Name), context.Name + ChannelsLast.ByChannels);
    }
}

/// <summary><c>[PixelShuffle(factor)]</c>, which makes places of channels, and <c>[PixelUnshuffle(factor)]</c>, which makes channels of places.</summary>
public sealed class PixelShuffleLayer(string name, bool isBack) : LayerKind
{
    public override string Name => name;

    public override void CheckArguments(LayerContext context)
    {
        if (context.Int32("Factor") < 1)
        {
            context.ReportRange("Factor", context.Int32("Factor"), "at least 1");
        }
    }

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) => null;

    public override Value? Build(LayerContext context)
    {
        int factor = context.Int32("Factor");
        EquatableArray<int> shape = context.Input.Shape.Axes;
        if (shape.Count != 3)
        {
            return context.ReportShape(new WindowArguments(context, 2).ShapeInWords, "reshape it, or declare the [Input] so");
        }

        (int channels, int height, int width) = (shape[0], shape[1], shape[2]);
        if (isBack ? height % factor != 0 || width % factor != 0 : channels % ((long)factor * factor) != 0)
        {
            return context.ReportRange("Factor", factor, isBack ? $"a divisor of height and width, {Number(height)} and {Number(width)}" : $"a number whose square divides the {Number(channels)} channels of {context.InputName(0)}");
        }

        // Strides of the input by its axes, those that the factor cuts being two.
        int place = height * width;
        ViewAxis[] axes = isBack
            ? [new(channels, place), new(factor, width), new(factor, 1), new(height / factor, factor * width), new(width / factor, factor)]
            : [new(channels / (factor * factor), factor * factor * place), new(height, width), new(factor, factor * place), new(width, 1), new(factor, place)];
        Shape result = isBack ? new(channels * factor * factor, height / factor, width / factor) : new(channels / (factor * factor), height * factor, width * factor);
        Value moved = context.Graph.Add(new ViewOp(context.Input, isBack ? "pixel_unshuffle" : "pixel_shuffle", 0, new(axes)), context.Name);
        context.Formula = "view 0: " + string.Join(" ", axes.Select(axis => $"{Number(axis.Size)}*{Number(axis.Stride)}"));
        return context.Graph.Add(new ReshapeOp(moved, result), context.Name);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary><c>[Pad(1)]</c>: margins around a series or an image, of a number or of what stands at the edges.</summary>
public sealed class PadLayer : LayerKind
{
    public override string Name => "Pad";

    public override void CheckArguments(LayerContext context)
    {
        int[] sides = context.Integers("Sides");
        for (int i = 0; i < sides.Length; i++)
        {
            if (sides[i] < 0)
            {
                context.ReportRange("Sides", sides[i], "at least 0", "The margin", i);
            }
        }

        if (context.Has("Value") && context.Enum("Mode", "Constant") != "Constant")
        {
            context.ReportRange("Value", context.Double("Value", 0), "left out where Mode is " + context.Enum("Mode", "Constant"));
        }
    }

    public override Shape? Mended(LayerContext context, IReadOnlyList<Shape> known) => null;

    public override Value? Build(LayerContext context)
    {
        EquatableArray<int> shape = context.Input.Shape.Axes;
        int axes = shape.Count - 1;
        int[] sides = context.Integers("Sides");
        if (axes is not (1 or 2))
        {
            return context.ReportShape("the axes [channels, height, width] or [channels, length]", "reshape it, or declare the [Input] so");
        }

        if (sides.Length != 1 && sides.Length != 2 * axes)
        {
            return context.ReportRange("Sides", string.Join(", ", sides), axes == 1 ? "one number, or two: before and after" : "one number, or four: top, bottom, left and right", "The margins");
        }

        (int Before, int After)[] margins = [.. Enumerable.Range(0, axes).Select(axis => sides.Length == 1 ? (sides[0], sides[0]) : (sides[2 * axis], sides[2 * axis + 1]))];
        string mode = context.Enum("Mode", "Constant");
        long elements = margins.Select((side, axis) => (long)side.Before + side.After + shape[axis + 1]).Aggregate((long)shape[0], (product, size) => Math.Min(product * size, LayerContext.MaxElements + 1));
        if (elements > LayerContext.MaxElements)
        {
            return context.ReportAt("Sides", -1, ProblemKinds.TooLarge, "The number of elements of a row", context.Title, "more", LayerContext.MaxElements.ToString(CultureInfo.InvariantCulture));
        }

        for (int axis = 0; axis < axes; axis++)
        {
            int most = Math.Max(margins[axis].Before, margins[axis].After);
            if (mode == "Reflect" && most >= shape[axis + 1])
            {
                return context.ReportRange("Sides", most, $"less than the {shape[axis + 1].ToString(CultureInfo.InvariantCulture)} elements that are reflected", "The margin");
            }
        }

        Value x = ChannelsLast.Of(context.Graph, context.Input);
        context.Formula = FormattableString.Invariant($"padded {mode} {context.Double("Value", 0):R} of {string.Join(" ", shape)} by {string.Join(" ", margins.Select(side => $"{side.Before} {side.After}"))}");
        if (mode == "Constant")
        {
            x = Margins.Around(context.Graph, x, margins, context.Name, context.Double("Value", 0));
        }
        else
        {
            for (int axis = 0; axis < axes; axis++)
            {
                x = Along(context, x, axis, margins[axis], mode == "Reflect");
            }
        }

        return ReferenceEquals(x, context.Input) ? context.Graph.Add(new ReshapeOp(x, x.Shape), context.Name) : ChannelsLast.First(context.Graph, x, context.Name);
    }

    /// <summary>What stands at the edges of an axis, or before them and turned round, before and behind it.</summary>
    private static Value Along(LayerContext context, Value x, int axis, (int Before, int After) margin, bool isReflected)
    {
        int[] strides = x.Shape.Strides();
        int size = x.Shape.Axes[axis];
        Value Side(int count, int first, string side) => context.Graph.Add(
            new ViewOp(x, isReflected ? "reflect" : "replicate", first * strides[axis], new(x.Shape.Axes.Select((length, other) => other == axis ? new ViewAxis(count, isReflected ? -strides[axis] : 0) : new ViewAxis(length, strides[other])))),
            $"{context.Name} {side} of axis {axis.ToString(CultureInfo.InvariantCulture)}");
        Value[] parts =
        [
            .. margin.Before > 0 ? [Side(margin.Before, isReflected ? margin.Before : 0, "before")] : Array.Empty<Value>(),
            x,
            .. margin.After > 0 ? [Side(margin.After, isReflected ? size - 2 : size - 1, "behind")] : Array.Empty<Value>(),
        ];
        return parts.Length == 1 ? x : context.Graph.Add(new ConcatOp(axis, parts), $"{context.Name}{(axis == 0 && x.Shape.Axes.Count > 2 ? " of height" : ChannelsLast.Suffix)}");
    }
}
