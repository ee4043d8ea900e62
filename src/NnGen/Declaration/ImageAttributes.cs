namespace NnGen;

/// <summary>
/// In training, sets whole channels of an image, [channels, height, width], to 0 with probability <c>rate</c> and divides the others by
/// <c>1 - rate</c>, as <c>torch.nn.Dropout2d</c>; when predicting, the identity. Neighbours in an image say much the same, so that single elements
/// which are dropped are hardly missed. Tompson et al., 2015.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class Dropout2DAttribute(double rate) : LayerAttribute
{
    /// <summary>In a <see cref="SearchSpaceAttribute">search space</see>, a layer whose rate is one of <see cref="Choices"/>.</summary>
    public Dropout2DAttribute()
        : this(0)
    {
    }

    /// <summary>The probability that a channel is dropped, in [0, 1).</summary>
    public double Rate { get; } = rate;

    /// <summary>In a <see cref="SearchSpaceAttribute">search space</see>, the rates among which one is chosen: <c>[Dropout2D(Choices = [0, 0.1, 0.3])]</c>.</summary>
    public double[]? Choices { get; set; }
}

/// <summary>The same for the channels of a series, [channels, length]: see <see cref="Dropout2DAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class Dropout1DAttribute(double rate) : LayerAttribute
{
    /// <summary>In a <see cref="SearchSpaceAttribute">search space</see>, a layer whose rate is one of <see cref="Choices"/>.</summary>
    public Dropout1DAttribute()
        : this(0)
    {
    }

    /// <summary>The probability that a channel is dropped, in [0, 1).</summary>
    public double Rate { get; } = rate;

    /// <summary>In a <see cref="SearchSpaceAttribute">search space</see>, the rates among which one is chosen: <c>[Dropout1D(Choices = [0, 0.1, 0.3])]</c>.</summary>
    public double[]? Choices { get; set; }
}

/// <summary>
/// Normalisation of each row by itself, in groups of channels, which are indices of the first axis: <c>y = (x - mean) / sqrt(variance + epsilon) *
/// weight + bias</c>, mean and variance (divided by the number of elements) over the places and channels of a group, weight and bias one number a
/// channel. Saved as <c>name.weight</c> and <c>name.bias</c>, as <c>torch.nn.GroupNorm</c> does. Wu and He, 2018.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class GroupNormAttribute(int groups) : LayerAttribute
{
    /// <summary>The number of groups, a divisor of the number of channels.</summary>
    public int Groups { get; } = groups;

    /// <summary>What is added to the variance, above 0; 1e-5 unless set.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether a trained weight and bias for each channel follow; on unless set.</summary>
    public bool Affine { get; set; } = true;
}

/// <summary>
/// Normalisation of each channel of each row by itself, over its places: <see cref="GroupNormAttribute"/> with as many groups as channels, as
/// <c>torch.nn.InstanceNorm2d</c> without running statistics. Ulyanov, Vedaldi and Lempitsky, 2016.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class InstanceNormAttribute : LayerAttribute
{
    /// <summary>What is added to the variance, above 0; 1e-5 unless set.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether a trained weight and bias for each channel follow; off unless set, as in PyTorch.</summary>
    public bool Affine { get; set; }
}

/// <summary>
/// Places from channels, as <c>torch.nn.PixelShuffle</c>: of [channels * factor * factor, height, width] comes [channels, height * factor, width *
/// factor], each place being as many as channels had it. Shi et al., 2016.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class PixelShuffleAttribute(int factor) : LayerAttribute
{
    /// <summary>How many times as large height and width become, at least 1; its square divides the number of channels.</summary>
    public int Factor { get; } = factor;
}

/// <summary>Channels from places, as <c>torch.nn.PixelUnshuffle</c>: what <see cref="PixelShuffleAttribute"/> does, back.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class PixelUnshuffleAttribute(int factor) : LayerAttribute
{
    /// <summary>How many times as small height and width become, at least 1; it divides both.</summary>
    public int Factor { get; } = factor;
}

/// <summary>
/// A series or an image of another size, as <c>torch.nn.Upsample</c> makes it: by a factor, <c>[Upsample(2)]</c>, by a scale,
/// <c>[Upsample(Scale = 1.5)]</c>, or to a size, <c>[Upsample(Sizes = [24, 32])]</c>. Elements are repeated, or lie on the lines between their
/// neighbours: <see cref="Mode"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class UpsampleAttribute : LayerAttribute
{
    /// <summary>The size is said by <see cref="Scale"/>, <see cref="Scales"/>, <see cref="Size"/> or <see cref="Sizes"/>.</summary>
    public UpsampleAttribute()
    {
    }

    /// <summary>One factor for all axes.</summary>
    /// <param name="factor">How many times as large each axis becomes, at least 1.</param>
    public UpsampleAttribute(int factor) => Factor = factor;

    /// <summary>A factor for the height and one for the width.</summary>
    /// <param name="factorHeight">How many times as large the height becomes, at least 1.</param>
    /// <param name="factorWidth">How many times as large the width becomes, at least 1.</param>
    public UpsampleAttribute(int factorHeight, int factorWidth)
    {
        FactorHeight = factorHeight;
        FactorWidth = factorWidth;
    }

    /// <summary>The factor of all axes; 0 where they have factors of their own, a scale or a size.</summary>
    public int Factor { get; }

    /// <summary>The factor of the height; 0 where there is one for all axes, a scale or a size.</summary>
    public int FactorHeight { get; }

    /// <summary>The factor of the width; 0 where there is one for all axes, a scale or a size.</summary>
    public int FactorWidth { get; }

    /// <summary>
    /// What each axis is multiplied by, above 0; the product is rounded down. Places go by the scale that is written, as PyTorch's
    /// <c>scale_factor</c>, and not by the size that it leads to.
    /// </summary>
    public double Scale { get; set; }

    /// <summary>A scale for each axis, height first.</summary>
    public double[]? Scales { get; set; }

    /// <summary>The size of each axis afterwards, at least 1; it may be smaller than before.</summary>
    public int Size { get; set; }

    /// <summary>A size for each axis, height first.</summary>
    public int[]? Sizes { get; set; }

    /// <summary>What stands between two elements; the nearest of them unless set.</summary>
    public UpsampleMode Mode { get; set; }

    /// <summary>
    /// Whether the first and the last element of both sizes are the same places, as points on a line; else, unless set, elements are stretches of equal
    /// length that cover the axis, and what lies beyond the middle of the first or the last is equal to it. Not with <see cref="UpsampleMode.Nearest"/>.
    /// </summary>
    public bool AlignCorners { get; set; }
}

/// <summary>What stands between two elements of a series or an image that <see cref="UpsampleAttribute"/> gives another size.</summary>
public enum UpsampleMode
{
    /// <summary>The element before: element o of n, of m before, is element <c>floor(o m / n)</c>.</summary>
    Nearest,

    /// <summary>What lies on the line between both, in a series.</summary>
    Linear,

    /// <summary>The same along both axes of an image.</summary>
    Bilinear,
}

/// <summary>
/// Margins around an image, [channels, height, width], or a series, [channels, length]: <c>[Pad(1)]</c> on all sides, <c>[Pad(1, 0, 2, 1)]</c> at top,
/// bottom, left and right, <c>[Pad(2, 0)]</c> before and after a series.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class PadAttribute(params int[] sides) : LayerAttribute
{
    /// <summary>One number for all sides, or two numbers for each axis: before and after, height first. None is negative.</summary>
    public int[] Sides { get; } = sides;

    /// <summary>What stands in the margins; a number unless set.</summary>
    public PadMode Mode { get; set; }

    /// <summary>With <see cref="PadMode.Constant"/>, the number; 0 unless set.</summary>
    public double Value { get; set; }
}

/// <summary>What stands in the margins that <see cref="PadAttribute"/> puts around an image.</summary>
public enum PadMode
{
    /// <summary>A number; 0 unless it is set.</summary>
    Constant,

    /// <summary>The elements before the edge in reverse order, the one at the edge not repeated: of a b c d, c b before a. Margins are less than the axis.</summary>
    Reflect,

    /// <summary>The element at the edge.</summary>
    Replicate,
}

/// <summary>The order in which the numbers of an image, or of a series, lie in memory.</summary>
public enum ImageLayout
{
    /// <summary>Channels, height, width: all of the first channel line by line, then the next, as PyTorch has them; the default.</summary>
    ChannelsFirst,

    /// <summary>Height, width, channels: the channels of each place side by side, as cameras, decoders of image files and Keras have them.</summary>
    ChannelsLast,
}

/// <summary>What the rows of an input may consist of.</summary>
public enum InputElement
{
    /// <summary>Numbers of the network's precision; the default.</summary>
    Number,

    /// <summary>Unsigned bytes, from 0 to 255, or such numbers.</summary>
    Byte,
}
