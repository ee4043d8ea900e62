using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// <c>y[window, o] = b[o] + sum over the places t of a window and the channels c of x[window + t, c] w[o, (t, c)]</c>, x having its margins. Of several
/// groups, each takes some of the channels and gives some of the outputs. The weight is a matrix with an input for each place and channel.
/// </summary>
/// <param name="x">The image, channels side by side.</param>
/// <param name="weight">The weight.</param>
/// <param name="bias">The bias, one number an output; null for none.</param>
/// <param name="windows">The windows.</param>
/// <param name="groups">The number of groups.</param>
/// <param name="isTransposed">
/// Whether the weight is turned round: from its outputs to its channels, the places in reverse order. The gradient of x is such a convolution.
/// </param>
public sealed class ConvolutionOp(Value x, Value weight, Value? bias, ImageWindows windows, int groups = 1, bool isTransposed = false) : Op(bias is null ? [x, weight] : [x, weight, bias])
{
    public override Parameter Weight => Inputs[1].Producer.Weight!;

    public Parameter? Bias => Inputs.Count > 2 ? Inputs[2].Producer.Weight : null;

    public ImageWindows Windows => windows;

    public int Groups => groups;

    public bool IsTransposed => isTransposed;

    /// <summary>
    /// In how many sums an output is added up, which are added at the end. A step of a stream has few windows, so few sums in flight, each of which waits for its last
    /// product; a network that also runs step by step has one order of sums everywhere.
    /// </summary>
    public int Sums { get; init; } = 1;

    /// <summary>The channels of x.</summary>
    public int Channels => Inputs[0].Shape.Last;

    /// <summary>The channels of y.</summary>
    public int Out => isTransposed ? Weight.InputsOfOutput / windows.Taps * groups : Weight.Outputs;

    public override int? Positions => windows.Count;

    public override string Mnemonic => isTransposed ? "convolution_transposed" : "convolution";

    protected internal override IReadOnlyList<Shape> ResultShapes =>
        [Inputs[0].Shape.Axes.Count == 2 ? new Shape(windows.Width.Count, Out) : new Shape(windows.Height.Count, windows.Width.Count, Out)];

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        (Value x, Value dy) = (Inputs[0], gradients[0]!);
        if (builder.Wants(x) && groups == 1 && !isTransposed && OverlapAddOp.PaysForGradient(windows, Channels, Out))
        {
            builder.Contribute(x, builder.Add(OverlapAddOp.Gradient(builder, dy, x, Inputs[1], windows), x));
        }
        else if (builder.Wants(x))
        {
            (Value of, Value spread, ImageWindows back) = SpreadOp.Back(builder, x, dy, windows, Out);
            builder.Contribute(of, builder.Add(new ConvolutionOp(spread, Inputs[1], null, back, groups, isTransposed: true), of));
        }

        builder.ContributeProduct(Inputs[1], groups == 1 && !isTransposed && OverlapAddOp.PaysForWeight(windows, Channels, Out)
            ? OverlapAddOp.WeightProduct(builder, x, dy, windows, Out)
            : new Product(x, dy) { Windows = windows, Groups = groups });
        if (Inputs.Count > 2)
        {
            builder.Contribute(Inputs[2], dy);
        }
    }
}

/// <summary>
/// <c>y[window, c] = b[c] + sum over the places t of a window of x[window + t, c] w[c, t]</c>: each channel by itself, so that channels lie in lanes.
/// </summary>
/// <param name="x">The image, channels side by side.</param>
/// <param name="weight">The weight, a matrix with an output for each channel and an input for each place.</param>
/// <param name="bias">The bias, one number a channel; null for none.</param>
/// <param name="windows">The windows.</param>
/// <param name="isReversed">Whether the places are taken in reverse order: the gradient of x.</param>
public sealed class DepthwiseOp(Value x, Value weight, Value? bias, ImageWindows windows, bool isReversed = false) : Op(bias is null ? [x, weight] : [x, weight, bias])
{
    public override Parameter Weight => Inputs[1].Producer.Weight!;

    public Parameter? Bias => Inputs.Count > 2 ? Inputs[2].Producer.Weight : null;

    public ImageWindows Windows => windows;

    public bool IsReversed => isReversed;

    public int Channels => Inputs[0].Shape.Last;

    public override int? Positions => windows.Count;

    public override string Mnemonic => isReversed ? "depthwise_convolution_reversed" : "depthwise_convolution";

    protected internal override IReadOnlyList<Shape> ResultShapes =>
        [Inputs[0].Shape.Axes.Count == 2 ? new Shape(windows.Width.Count, Channels) : new Shape(windows.Height.Count, windows.Width.Count, Channels)];

    public override void Adjoint(AdjointBuilder builder, IReadOnlyList<Value?> gradients)
    {
        (Value x, Value dy) = (Inputs[0], gradients[0]!);
        if (builder.Wants(x))
        {
            (Value of, Value spread, ImageWindows back) = SpreadOp.Back(builder, x, dy, windows, Channels);
            builder.Contribute(of, builder.Add(new DepthwiseOp(spread, Inputs[1], null, back, isReversed: true), of));
        }

        builder.ContributeProduct(Inputs[1], new Product(x, dy) { Windows = windows, Groups = Channels });
        if (Inputs.Count > 2)
        {
            builder.Contribute(Inputs[2], dy);
        }
    }
}

/// <summary>
/// The gradient of windows as an image over which the windows of the gradient of x go: each stands where its window began, as far from the next as
/// that was, with zeros between and around. Transposed convolutions begin with it too.
/// </summary>
public static class SpreadOp
{
    /// <summary>Whether that is the gradient itself.</summary>
    public static bool IsNothing(ImageWindows windows) => windows.ArePlaces;

    /// <summary>
    /// What the gradient of a layer's input is made of. Where the input is an image in margins of zeros, it is that of the image: nobody wants the
    /// gradient of the margins, and the spread is smaller by them.
    /// </summary>
    /// <param name="builder">Makes the ops.</param>
    /// <param name="x">What the layer takes.</param>
    /// <param name="dy">The gradient of what it gives.</param>
    /// <param name="windows">Its windows.</param>
    /// <param name="channels">The channels of dy.</param>
    /// <returns>The value whose gradient it is, what the windows go over, and the windows, one for each place of that value.</returns>
    public static (Value Of, Value Spread, ImageWindows Windows) Back(AdjointBuilder builder, Value x, Value dy, ImageWindows windows, int channels)
    {
        (Value of, ImageMargins margins) = ImageMargins.Of(x) is ImageMargins found && Fits(windows.Height, found.Above, found.Below) && Fits(windows.Width, found.Left, found.Right)
            ? (x.Producer.Inputs[0], found)
            : (x, ImageMargins.None);
        ImageWindows back = Windows(windows, margins);
        bool isItself = back.Height.Size * back.Width.Size * channels == dy.Shape.Size;
        Value spread = isItself ? dy : builder.AddAll(Spread(dy, windows, margins, channels), of, "spread")[0];
        return (of, spread, back);

        // Every window takes some place of the image, so its gradient is in the spread.
        static bool Fits(WindowAxis axis, int before, int after) => Math.Max(before, after) < axis.Reach;
    }

    /// <summary>The windows of the gradient: one for each place of x.</summary>
    public static ImageWindows Windows(ImageWindows windows) => Windows(windows, ImageMargins.None);

    private static ImageWindows Windows(ImageWindows windows, ImageMargins margins)
    {
        WindowAxis Back(WindowAxis axis, int beside) => new(axis.Size - beside + axis.Reach - 1, axis.Kernel, 1, axis.Dilation);
        return new(Back(windows.Height, margins.Above + margins.Below), Back(windows.Width, margins.Left + margins.Right));
    }

    /// <param name="dy">A value of so many windows.</param>
    /// <param name="windows">The windows.</param>
    /// <param name="channels">The channels of dy.</param>
    public static ScatterOp Of(Value dy, ImageWindows windows, int channels) => Spread(dy, windows, ImageMargins.None, channels);

    private static ScatterOp Spread(Value dy, ImageWindows windows, ImageMargins margins, int channels)
    {
        ImageWindows back = Windows(windows, margins);
        int line = back.Width.Size * channels;
        int first = (windows.Height.Reach - 1 - margins.Above) * line + (windows.Width.Reach - 1 - margins.Left) * channels;
        ViewAxis[] axes = [new(windows.Width.Count, windows.Width.Stride * channels), new(channels, 1)];
        return dy.Shape.Axes.Count == 2
            ? new ScatterOp(dy, new Shape(back.Width.Size, channels), first, new(axes))
            : new ScatterOp(dy, new Shape(back.Height.Size, back.Width.Size, channels), first, new EquatableArray<ViewAxis>([new ViewAxis(windows.Height.Count, windows.Height.Stride * line), .. axes]));
    }
}
