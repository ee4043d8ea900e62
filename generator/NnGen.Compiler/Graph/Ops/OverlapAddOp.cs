using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// A convolution by overlap-add: each pixel, times the weights of a line of places, is a segment of a line of the result, and segments that overlap
/// are added up. <c>y[line, p * stride + j, o] = b[o] + sum over the lines of places i and the channels c of x[line + i, p, c] w[i, c, (j, o)]</c>, x
/// having margins above and below, y beside what is wanted of it. A segment has the places of a line and the outputs of each side by side: it fills
/// registers where the outputs alone would not, and nothing is multiplied by zeros beside pixels or between strided ones.
/// </summary>
/// <param name="x">The image, in margins above and below, with zeros between strided lines.</param>
/// <param name="weight">The weight.</param>
/// <param name="bias">The bias, one number an output; null for none.</param>
/// <param name="lines">The windows over the lines of x: one for each line of y.</param>
/// <param name="pixels">The windows over the pixels of a line of y: one for each pixel of x.</param>
/// <param name="isTransposed">
/// Whether the weight is turned round, from its outputs to its channels, as the gradient of a convolution's input wants it; a segment then has the places in
/// their order, and the lines are in reverse. Else it is the other way round.
/// </param>
public sealed class OverlapAddOp(Value x, Value weight, Value? bias, WindowAxis lines, WindowAxis pixels, bool isTransposed = false) : Op(bias is null ? [x, weight] : [x, weight, bias])
{
    /// <summary>The lanes that the costs are compared for.</summary>
    private const int UsualLanes = 16;

    /// <summary>What adding a register to what is in memory costs, in multiply-adds; and what copying one does.</summary>
    private const int CostOfAdding = 8;
    private const int CostOfCopying = 4;

    public override Parameter Weight => Inputs[1].Producer.Weight!;

    public Parameter? Bias => Inputs.Count > 2 ? Inputs[2].Producer.Weight : null;

    public WindowAxis Lines => lines;

    public WindowAxis Pixels => pixels;

    public bool IsTransposed => isTransposed;

    /// <summary>The channels of x.</summary>
    public int Channels => Inputs[0].Shape.Last;

    /// <summary>The channels of y.</summary>
    public int Out => isTransposed ? Weight.InputsOfOutput / (lines.Kernel * pixels.Kernel) : Weight.Outputs;

    /// <summary>The elements of a segment.</summary>
    public int Segment => pixels.Kernel * Out;

    public override int? Positions => lines.Count * pixels.Size;

    public override string Mnemonic => isTransposed ? "overlap_add_transposed" : "overlap_add";

    protected internal override IReadOnlyList<Shape> ResultShapes =>
        [Inputs[0].Shape.Axes.Count == 2 ? new Shape(pixels.Size, Out) : new Shape(lines.Count, pixels.Size, Out)];

    /// <summary>Whether a layer's convolution takes clearly fewer multiply-adds of registers so.</summary>
    /// <param name="windows">The windows over the image in its margins.</param>
    /// <param name="width">The pixels of a line of the image without them.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="outputs">The outputs.</param>
    public static bool Pays(ImageWindows windows, int width, int channels, int outputs)
    {
        // Few outputs have one panel of weights.
        WindowAxis pixels = windows.Width;
        return outputs <= UsualLanes && !LineConvolutions.Pays(windows, channels, outputs) && pixels.Stride == 1 && pixels.Dilation == 1 && width >= pixels.Kernel
            && 4 * Cost(windows.Height.Count, width, windows.Height.Kernel, pixels.Kernel * outputs, channels) < 3 * Convolution(windows, windows.Count, channels, outputs);
    }

    /// <summary>Whether a layer's transposed convolution takes clearly fewer of them so than over its spread input.</summary>
    /// <param name="windows">The windows of the convolution that it is the gradient of, over its result.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="outputs">The outputs.</param>
    public static bool PaysForTransposed(ImageWindows windows, int channels, int outputs)
    {
        ImageWindows spread = SpreadOp.Windows(windows);
        return outputs <= UsualLanes && windows.Width.Dilation == 1 && !SpreadOp.IsNothing(windows)
            && 4 * Cost(spread.Height.Count, windows.Width.Count, windows.Height.Kernel, windows.Width.Kernel * outputs, channels) < 3 * Convolution(spread, spread.Count, channels, outputs);
    }

    /// <summary>Whether the gradient of a convolution's input takes clearly fewer of them than a convolution over the spread gradient.</summary>
    /// <param name="windows">The windows of the convolution.</param>
    /// <param name="channels">The channels of its input.</param>
    /// <param name="outputs">Its outputs.</param>
    public static bool PaysForGradient(ImageWindows windows, int channels, int outputs) => windows.Width.Dilation == 1 && !SpreadOp.IsNothing(windows)
        && 4 * Cost(windows.Height.Size, windows.Width.Count, windows.Height.Kernel, windows.Width.Kernel * channels, outputs) < 3 * Convolution(windows, windows.Height.Size * windows.Width.Size, outputs, channels);

    /// <summary>Whether the gradient of a convolution's weight takes clearly fewer of them over segments of the gradient of its windows, in margins.</summary>
    /// <param name="windows">The windows of the convolution.</param>
    /// <param name="channels">The channels of its input.</param>
    /// <param name="outputs">Its outputs.</param>
    public static bool PaysForWeight(ImageWindows windows, int channels, int outputs)
    {
        WindowAxis pixels = windows.Width;
        if (outputs > UsualLanes || pixels.Kernel == 1 || pixels.Stride > 1 || pixels.Dilation > 1)
        {
            return false;
        }

        long segments = (long)windows.Height.Count * pixels.Size * windows.Height.Kernel * channels * Registers(pixels.Kernel * outputs);
        long copied = (long)windows.Height.Count * Registers((pixels.Size + pixels.Kernel - 1) * outputs) * CostOfCopying;
        return 4 * (segments + copied) < 3 * Convolution(windows, windows.Count, channels, outputs);
    }

    /// <summary>The gradient of a convolution's weight over segments: of the gradient of its windows, in margins, each pixel of x takes one.</summary>
    public static Product WeightProduct(AdjointBuilder builder, Value x, Value dy, ImageWindows windows, int outputs)
    {
        WindowAxis pixels = windows.Width;
        int margin = pixels.Kernel - 1;
        var inMargins = new WindowAxis(pixels.Size + margin, pixels.Kernel, 1, 1);
        int line = inMargins.Size * outputs;
        ViewAxis[] axes = [new(pixels.Count, outputs), new(outputs, 1)];
        ScatterOp scatter = dy.Shape.Axes.Count == 2
            ? new ScatterOp(dy, new Shape(inMargins.Size, outputs), margin * outputs, new(axes))
            : new ScatterOp(dy, new Shape(windows.Height.Count, inMargins.Size, outputs), margin * outputs, new EquatableArray<ViewAxis>([new ViewAxis(windows.Height.Count, line), .. axes]));
        return new Product(x, builder.AddAll(scatter, x, "of windows in margins")[0]) { Windows = new(windows.Height, inMargins), IsOfSegments = true };
    }

    /// <summary>The gradient of a convolution's input.</summary>
    /// <param name="builder">The backward pass.</param>
    /// <param name="dy">The gradient of the windows.</param>
    /// <param name="x">The input.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="windows">The windows.</param>
    public static OverlapAddOp Gradient(AdjointBuilder builder, Value dy, Value x, Value weight, ImageWindows windows) =>
        new(InLines(builder, dy, x, windows.Height, windows.Width.Count), weight, null, SpreadOp.Windows(windows).Height, windows.Width, isTransposed: true);

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        (Value x, Value dy) = (Inputs[0], gradients[0]!);
        if (builder.Wants(x))
        {
            // Each pixel of x gave a segment: a window of the gradient of y.
            var back = new ImageWindows(SpreadOp.Windows(new(lines, pixels)).Height, pixels);
            builder.Contribute(x, builder.Add(new ConvolutionOp(InLines(builder, dy, x, lines, pixels.Size), Inputs[1], null, back, isTransposed: true), x));
        }

        builder.ContributeProduct(Inputs[1], new Product(x, dy) { Windows = new(lines, pixels), IsOfSegments = true });
        if (Inputs.Count > 2)
        {
            builder.Contribute(Inputs[2], dy);
        }
    }

    /// <summary>The gradient of lines of windows as an image: each line where its windows began, with zeros between, above and below.</summary>
    private static Value InLines(AdjointBuilder builder, Value dy, Value x, WindowAxis lines, int pixels) =>
        InLines(dy, lines, pixels) is Op spread ? builder.AddAll(spread, x, "in lines")[0] : dy;

    /// <summary>The same, of any value with a line for each of some windows; null where it is that already.</summary>
    /// <param name="value">The value.</param>
    /// <param name="lines">The windows.</param>
    /// <param name="pixels">The pixels of a line of the value.</param>
    public static Op? InLines(Value value, WindowAxis lines, int pixels)
    {
        if (lines.Reach == 1 && lines.Stride == 1)
        {
            return null;
        }

        int channels = value.Shape.Last;
        int line = pixels * channels;
        ViewAxis[] axes = [new(lines.Count, lines.Stride * line), new(pixels, channels), new(channels, 1)];
        return new ScatterOp(value, new Shape(lines.Size + lines.Reach - 1, pixels, channels), (lines.Reach - 1) * line, new(axes));
    }

    /// <summary>The multiply-adds of registers of an overlap-add, and what adding up costs.</summary>
    private static long Cost(int lines, int pixels, int linesOfPlaces, int segment, int channels) =>
        (long)lines * pixels * Registers(segment) * ((long)linesOfPlaces * channels + CostOfAdding);

    /// <summary>The multiply-adds of registers of a convolution.</summary>
    private static long Convolution(ImageWindows windows, int places, int channels, int outputs) => (long)places * windows.Taps * channels * Registers(outputs);

    private static int Registers(int elements) => (elements + UsualLanes - 1) / UsualLanes;
}
