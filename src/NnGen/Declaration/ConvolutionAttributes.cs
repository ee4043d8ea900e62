namespace NnGen;

/// <summary>Paddings that are computed from the sizes, for <c>Padding = Padding.Same</c>.</summary>
public static class Padding
{
    /// <summary>
    /// As much as it takes for the result to have as many places as the input has strides: as many as the input at stride 1. Where that is odd, one
    /// more stands behind than before, as <c>padding="same"</c> of PyTorch and Keras has it.
    /// </summary>
    public const int Same = -1;

    /// <summary>In <see cref="Conv1DAttribute"/>: before the first element only, so that nothing depends on what comes after it.</summary>
    public const int Causal = -2;
}

/// <summary>
/// A convolution of a series, [channels, length], by so many filters: <c>y[f, p] = b[f] + sum over channels c and places t of the kernel of w[f, c, t] x[c, p * stride +
/// t * dilation - padding]</c>, a cross-correlation as in <c>torch.nn.Conv1d</c>. Along the axis the result has <c>(size + padding before + padding after -
/// (kernel - 1) * dilation - 1) / stride + 1</c> places, rounded down. Saved as <c>name.weight</c> of shape [filters, channels / groups, kernel] and
/// <c>name.bias</c>.
/// </summary>
/// <remarks>As many groups as channels make a depthwise convolution, a kernel of 1 a pointwise one.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class Conv1DAttribute : LayerAttribute
{
    /// <summary>A kernel of so many places.</summary>
    /// <param name="filters">The number of filters, which are the channels of the result, at least 1.</param>
    /// <param name="kernel">The places, at least 1.</param>
    public Conv1DAttribute(int filters, int kernel)
    {
        Filters = filters;
        Kernel = kernel;
    }

    /// <summary>The number of filters, which are the channels of the result, at least 1.</summary>
    public int Filters { get; }

    /// <summary>The places of the kernel.</summary>
    public int Kernel { get; }

    /// <summary>From one place of the kernel on the input to the next, at least 1; 1 unless set.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>The zeros on each side, at least 0, or <see cref="NnGen.Padding.Same"/> or <see cref="NnGen.Padding.Causal"/>; 0 unless set.</summary>
    public int Padding { get; set; }

    /// <summary>The same on both sides, <c>[1]</c>, or before and after, <c>[2, 0]</c>. Left out, <see cref="Padding"/> is that of all sides.</summary>
    public int[]? Paddings { get; set; }

    /// <summary>From one element of the kernel to the next, at least 1; 1 unless set.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>In how many groups channels and filters fall, each filter taking the channels of its own group; 1 unless set. It divides both.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added, one number a filter; on unless set.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weights get their first values. The inputs that feed one output are the channels of a group times the places of the kernel.</summary>
    public Init Initializer { get; set; }

    /// <summary>The scale of <see cref="Initializer"/>, as <see cref="DenseAttribute.InitializerScale"/>; 1 unless set.</summary>
    public double InitializerScale { get; set; } = 1;

    /// <summary>For <see cref="Init.Sparse"/>: what part of the weights is 0, in [0, 1]; 0.9 unless set.</summary>
    public double InitializerSparsity { get; set; } = 0.9;

    /// <summary>How the biases get their first values; zero unless set.</summary>
    public Init BiasInitializer { get; set; }

    /// <summary>The scale of <see cref="BiasInitializer"/>, as <see cref="DenseAttribute.InitializerScale"/>; 1 unless set.</summary>
    public double BiasInitializerScale { get; set; } = 1;
}

/// <summary>
/// A convolution of an image, [channels, height, width], by so many filters: <c>y[f, p] = b[f] + sum over channels c and places t of the kernel of w[f, c, t] x[c, p * stride +
/// t * dilation - padding]</c>, a cross-correlation as in <c>torch.nn.Conv2d</c>. Along each axis the result has <c>(size + padding before + padding after -
/// (kernel - 1) * dilation - 1) / stride + 1</c> places, rounded down. Saved as <c>name.weight</c> of shape [filters, channels / groups, kernel height, kernel width] and
/// <c>name.bias</c>.
/// </summary>
/// <remarks>As many groups as channels make a depthwise convolution, a kernel of 1 a pointwise one.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class Conv2DAttribute : LayerAttribute
{
    /// <summary>A kernel of as many lines as columns.</summary>
    /// <param name="filters">The number of filters, which are the channels of the result, at least 1.</param>
    /// <param name="kernel">The places along either axis, at least 1.</param>
    public Conv2DAttribute(int filters, int kernel)
        : this(filters, kernel, kernel)
    {
        Kernel = kernel;
    }

    /// <summary>A kernel with a height and a width.</summary>
    /// <param name="filters">The number of filters, which are the channels of the result, at least 1.</param>
    /// <param name="kernelHeight">The places along the height, at least 1.</param>
    /// <param name="kernelWidth">The places along the width, at least 1.</param>
    public Conv2DAttribute(int filters, int kernelHeight, int kernelWidth)
    {
        Filters = filters;
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
    }

    /// <summary>The number of filters, which are the channels of the result, at least 1.</summary>
    public int Filters { get; }

    /// <summary>The places along either axis, where they are as many; else 0.</summary>
    public int Kernel { get; }

    /// <summary>The places along the height.</summary>
    public int KernelHeight { get; }

    /// <summary>The places along the width.</summary>
    public int KernelWidth { get; }

    /// <summary>From one place of the kernel on the input to the next, at least 1; 1 unless set.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>The same for height and width one by one: <c>Strides = [2, 1]</c>. Left out, <see cref="Stride"/> is that of both.</summary>
    public int[]? Strides { get; set; }

    /// <summary>The zeros on each side, at least 0, or <see cref="NnGen.Padding.Same"/>; 0 unless set.</summary>
    public int Padding { get; set; }

    /// <summary>The same for height and width, <c>[1, 2]</c>, or for top, bottom, left and right. Left out, <see cref="Padding"/> is that of all sides.</summary>
    public int[]? Paddings { get; set; }

    /// <summary>From one element of the kernel to the next, at least 1; 1 unless set.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>The same for height and width one by one: <c>Dilations = [1, 2]</c>. Left out, <see cref="Dilation"/> is that of both.</summary>
    public int[]? Dilations { get; set; }

    /// <summary>In how many groups channels and filters fall, each filter taking the channels of its own group; 1 unless set. It divides both.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added, one number a filter; on unless set.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weights get their first values. The inputs that feed one output are the channels of a group times the places of the kernel.</summary>
    public Init Initializer { get; set; }

    /// <summary>The scale of <see cref="Initializer"/>, as <see cref="DenseAttribute.InitializerScale"/>; 1 unless set.</summary>
    public double InitializerScale { get; set; } = 1;

    /// <summary>For <see cref="Init.Sparse"/>: what part of the weights is 0, in [0, 1]; 0.9 unless set.</summary>
    public double InitializerSparsity { get; set; } = 0.9;

    /// <summary>How the biases get their first values; zero unless set.</summary>
    public Init BiasInitializer { get; set; }

    /// <summary>The scale of <see cref="BiasInitializer"/>, as <see cref="DenseAttribute.InitializerScale"/>; 1 unless set.</summary>
    public double BiasInitializerScale { get; set; } = 1;
}

/// <summary>
/// A transposed convolution of a series, [channels, length]: each element is spread by the kernel, <c>y[f, p * stride + t * dilation - padding] += w[c, f, t] x[c, p]</c>, as in
/// <c>torch.nn.ConvTranspose1d</c>; the gradient of a convolution's input is one. Along the axis the result has <c>(size - 1) * stride - 2 * padding +
/// (kernel - 1) * dilation + 1 + output padding</c> places. Saved as <c>name.weight</c> of shape [channels, filters / groups, kernel] and <c>name.bias</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class ConvTranspose1DAttribute : LayerAttribute
{
    /// <summary>A kernel of so many places.</summary>
    /// <param name="filters">The number of filters, which are the channels of the result, at least 1.</param>
    /// <param name="kernel">The places, at least 1.</param>
    public ConvTranspose1DAttribute(int filters, int kernel)
    {
        Filters = filters;
        Kernel = kernel;
    }

    /// <summary>The number of filters, which are the channels of the result, at least 1.</summary>
    public int Filters { get; }

    /// <summary>The places of the kernel.</summary>
    public int Kernel { get; }

    /// <summary>From what one element is spread to, to the next, at least 1; 1 unless set.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>What is cut off the result on each side, at least 0; 0 unless set.</summary>
    public int Padding { get; set; }

    /// <summary>The same on both sides, <c>[1]</c>, or before and after, <c>[2, 0]</c>. Left out, <see cref="Padding"/> is that of all sides.</summary>
    public int[]? Paddings { get; set; }

    /// <summary>What the result has more at its end, at least 0; 0 unless set. Less than the stride or the dilation.</summary>
    public int OutputPadding { get; set; }

    /// <summary>From one element of the kernel to the next, at least 1; 1 unless set.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>In how many groups channels and filters fall, each filter taking the channels of its own group; 1 unless set. It divides both.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added, one number a filter; on unless set.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weights get their first values. The inputs that feed one output are the channels of a group times the places of the kernel.</summary>
    public Init Initializer { get; set; }

    /// <summary>The scale of <see cref="Initializer"/>, as <see cref="DenseAttribute.InitializerScale"/>; 1 unless set.</summary>
    public double InitializerScale { get; set; } = 1;

    /// <summary>For <see cref="Init.Sparse"/>: what part of the weights is 0, in [0, 1]; 0.9 unless set.</summary>
    public double InitializerSparsity { get; set; } = 0.9;

    /// <summary>How the biases get their first values; zero unless set.</summary>
    public Init BiasInitializer { get; set; }

    /// <summary>The scale of <see cref="BiasInitializer"/>, as <see cref="DenseAttribute.InitializerScale"/>; 1 unless set.</summary>
    public double BiasInitializerScale { get; set; } = 1;
}

/// <summary>
/// A transposed convolution of an image, [channels, height, width]: each element is spread by the kernel, <c>y[f, p * stride + t * dilation - padding] += w[c, f, t] x[c, p]</c>, as in
/// <c>torch.nn.ConvTranspose2d</c>; the gradient of a convolution's input is one. Along each axis the result has <c>(size - 1) * stride - 2 * padding +
/// (kernel - 1) * dilation + 1 + output padding</c> places. Saved as <c>name.weight</c> of shape [channels, filters / groups, kernel height, kernel width] and <c>name.bias</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class ConvTranspose2DAttribute : LayerAttribute
{
    /// <summary>A kernel of as many lines as columns.</summary>
    /// <param name="filters">The number of filters, which are the channels of the result, at least 1.</param>
    /// <param name="kernel">The places along either axis, at least 1.</param>
    public ConvTranspose2DAttribute(int filters, int kernel)
        : this(filters, kernel, kernel)
    {
        Kernel = kernel;
    }

    /// <summary>A kernel with a height and a width.</summary>
    /// <param name="filters">The number of filters, which are the channels of the result, at least 1.</param>
    /// <param name="kernelHeight">The places along the height, at least 1.</param>
    /// <param name="kernelWidth">The places along the width, at least 1.</param>
    public ConvTranspose2DAttribute(int filters, int kernelHeight, int kernelWidth)
    {
        Filters = filters;
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
    }

    /// <summary>The number of filters, which are the channels of the result, at least 1.</summary>
    public int Filters { get; }

    /// <summary>The places along either axis, where they are as many; else 0.</summary>
    public int Kernel { get; }

    /// <summary>The places along the height.</summary>
    public int KernelHeight { get; }

    /// <summary>The places along the width.</summary>
    public int KernelWidth { get; }

    /// <summary>From what one element is spread to, to the next, at least 1; 1 unless set.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>The same for height and width one by one: <c>Strides = [2, 1]</c>. Left out, <see cref="Stride"/> is that of both.</summary>
    public int[]? Strides { get; set; }

    /// <summary>What is cut off the result on each side, at least 0; 0 unless set.</summary>
    public int Padding { get; set; }

    /// <summary>The same for height and width, <c>[1, 2]</c>, or for top, bottom, left and right. Left out, <see cref="Padding"/> is that of all sides.</summary>
    public int[]? Paddings { get; set; }

    /// <summary>What the result has more at its end, at least 0; 0 unless set. Less than the stride or the dilation.</summary>
    public int OutputPadding { get; set; }

    /// <summary>The same for height and width one by one: <c>OutputPaddings = [1, 0]</c>. Left out, <see cref="OutputPadding"/> is that of both.</summary>
    public int[]? OutputPaddings { get; set; }

    /// <summary>From one element of the kernel to the next, at least 1; 1 unless set.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>The same for height and width one by one: <c>Dilations = [1, 2]</c>. Left out, <see cref="Dilation"/> is that of both.</summary>
    public int[]? Dilations { get; set; }

    /// <summary>In how many groups channels and filters fall, each filter taking the channels of its own group; 1 unless set. It divides both.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added, one number a filter; on unless set.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weights get their first values. The inputs that feed one output are the channels of a group times the places of the kernel.</summary>
    public Init Initializer { get; set; }

    /// <summary>The scale of <see cref="Initializer"/>, as <see cref="DenseAttribute.InitializerScale"/>; 1 unless set.</summary>
    public double InitializerScale { get; set; } = 1;

    /// <summary>For <see cref="Init.Sparse"/>: what part of the weights is 0, in [0, 1]; 0.9 unless set.</summary>
    public double InitializerSparsity { get; set; } = 0.9;

    /// <summary>How the biases get their first values; zero unless set.</summary>
    public Init BiasInitializer { get; set; }

    /// <summary>The scale of <see cref="BiasInitializer"/>, as <see cref="DenseAttribute.InitializerScale"/>; 1 unless set.</summary>
    public double BiasInitializerScale { get; set; } = 1;
}
