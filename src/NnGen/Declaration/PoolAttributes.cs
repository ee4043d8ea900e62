namespace NnGen;

/// <summary>
/// The largest element of each window of a series, [channels, length], channel by channel, as <c>torch.nn.MaxPool1d</c>. Of several largest elements the first gets the gradient.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class MaxPool1DAttribute : LayerAttribute
{
    /// <summary>A kernel of so many places.</summary>
    /// <param name="kernel">The places, at least 1.</param>
    public MaxPool1DAttribute(int kernel)
    {
        Kernel = kernel;
    }

    /// <summary>The places of the kernel.</summary>
    public int Kernel { get; }

    /// <summary>From one window to the next, at least 1; the kernel unless set.</summary>
    public int Stride { get; set; }

    /// <summary>The margins on each side, which have no elements, at least 0 and at most half of the kernel; 0 unless set.</summary>
    public int Padding { get; set; }

    /// <summary>The same on both sides, <c>[1]</c>. Left out, <see cref="Padding"/> is that of all sides.</summary>
    public int[]? Paddings { get; set; }

    /// <summary>From one element of a window to the next, at least 1; 1 unless set.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Whether a last window that does not fit is taken as far as it reaches; off unless set.</summary>
    public bool CeilMode { get; set; }
}

/// <summary>
/// The largest element of each window of an image, [channels, height, width], channel by channel, as <c>torch.nn.MaxPool2d</c>. Of several largest elements the first gets the gradient.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class MaxPool2DAttribute : LayerAttribute
{
    /// <summary>A kernel of as many lines as columns.</summary>
    /// <param name="kernel">The places along either axis, at least 1.</param>
    public MaxPool2DAttribute(int kernel)
        : this(kernel, kernel)
    {
        Kernel = kernel;
    }

    /// <summary>A kernel with a height and a width.</summary>
    /// <param name="kernelHeight">The places along the height, at least 1.</param>
    /// <param name="kernelWidth">The places along the width, at least 1.</param>
    public MaxPool2DAttribute(int kernelHeight, int kernelWidth)
    {
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
    }

    /// <summary>The places along either axis, where they are as many; else 0.</summary>
    public int Kernel { get; }

    /// <summary>The places along the height.</summary>
    public int KernelHeight { get; }

    /// <summary>The places along the width.</summary>
    public int KernelWidth { get; }

    /// <summary>From one window to the next, at least 1; the kernel unless set.</summary>
    public int Stride { get; set; }

    /// <summary>The same for height and width one by one: <c>Strides = [2, 1]</c>. Left out, <see cref="Stride"/> is that of both.</summary>
    public int[]? Strides { get; set; }

    /// <summary>The margins on each side, which have no elements, at least 0 and at most half of the kernel; 0 unless set.</summary>
    public int Padding { get; set; }

    /// <summary>The same for height and width, <c>[1, 2]</c>. Left out, <see cref="Padding"/> is that of all sides.</summary>
    public int[]? Paddings { get; set; }

    /// <summary>From one element of a window to the next, at least 1; 1 unless set.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>The same for height and width one by one: <c>Dilations = [1, 2]</c>. Left out, <see cref="Dilation"/> is that of both.</summary>
    public int[]? Dilations { get; set; }

    /// <summary>Whether a last window that does not fit is taken as far as it reaches; off unless set.</summary>
    public bool CeilMode { get; set; }
}

/// <summary>
/// The mean of each window of a series, [channels, length], channel by channel, as <c>torch.nn.AvgPool1d</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class AvgPool1DAttribute : LayerAttribute
{
    /// <summary>A kernel of so many places.</summary>
    /// <param name="kernel">The places, at least 1.</param>
    public AvgPool1DAttribute(int kernel)
    {
        Kernel = kernel;
    }

    /// <summary>The places of the kernel.</summary>
    public int Kernel { get; }

    /// <summary>From one window to the next, at least 1; the kernel unless set.</summary>
    public int Stride { get; set; }

    /// <summary>The zeros on each side, at least 0 and at most half of the kernel; 0 unless set.</summary>
    public int Padding { get; set; }

    /// <summary>The same on both sides, <c>[1]</c>. Left out, <see cref="Padding"/> is that of all sides.</summary>
    public int[]? Paddings { get; set; }

    /// <summary>Whether the zeros of the padding count as elements; on unless set: else the mean divides by the elements that there are.</summary>
    public bool CountIncludePad { get; set; } = true;

    /// <summary>Whether a last window that does not fit is taken as far as it reaches; off unless set.</summary>
    public bool CeilMode { get; set; }
}

/// <summary>
/// The mean of each window of an image, [channels, height, width], channel by channel, as <c>torch.nn.AvgPool2d</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class AvgPool2DAttribute : LayerAttribute
{
    /// <summary>A kernel of as many lines as columns.</summary>
    /// <param name="kernel">The places along either axis, at least 1.</param>
    public AvgPool2DAttribute(int kernel)
        : this(kernel, kernel)
    {
        Kernel = kernel;
    }

    /// <summary>A kernel with a height and a width.</summary>
    /// <param name="kernelHeight">The places along the height, at least 1.</param>
    /// <param name="kernelWidth">The places along the width, at least 1.</param>
    public AvgPool2DAttribute(int kernelHeight, int kernelWidth)
    {
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
    }

    /// <summary>The places along either axis, where they are as many; else 0.</summary>
    public int Kernel { get; }

    /// <summary>The places along the height.</summary>
    public int KernelHeight { get; }

    /// <summary>The places along the width.</summary>
    public int KernelWidth { get; }

    /// <summary>From one window to the next, at least 1; the kernel unless set.</summary>
    public int Stride { get; set; }

    /// <summary>The same for height and width one by one: <c>Strides = [2, 1]</c>. Left out, <see cref="Stride"/> is that of both.</summary>
    public int[]? Strides { get; set; }

    /// <summary>The zeros on each side, at least 0 and at most half of the kernel; 0 unless set.</summary>
    public int Padding { get; set; }

    /// <summary>The same for height and width, <c>[1, 2]</c>. Left out, <see cref="Padding"/> is that of all sides.</summary>
    public int[]? Paddings { get; set; }

    /// <summary>Whether the zeros of the padding count as elements; on unless set: else the mean divides by the elements that there are.</summary>
    public bool CountIncludePad { get; set; } = true;

    /// <summary>Whether a last window that does not fit is taken as far as it reaches; off unless set.</summary>
    public bool CeilMode { get; set; }
}

/// <summary>
/// The mean of windows that are as even as they can be, so many as wanted: window o of n takes the elements from <c>floor(o size / n)</c> to before
/// <c>ceil((o + 1) size / n)</c>, as <c>torch.nn.AdaptiveAvgPool1d</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class AdaptiveAvgPool1DAttribute(int length) : LayerAttribute
{
    /// <summary>The length of the result, at least 1.</summary>
    public int Length { get; } = length;
}

/// <summary>
/// The mean of windows that are as even as they can be, so many as wanted: window o of n takes the elements from <c>floor(o size / n)</c> to before
/// <c>ceil((o + 1) size / n)</c>, as <c>torch.nn.AdaptiveAvgPool2d</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class AdaptiveAvgPool2DAttribute(int height, int width) : LayerAttribute
{
    /// <summary>The height of the result, at least 1.</summary>
    public int Height { get; } = height;

    /// <summary>The width of the result, at least 1.</summary>
    public int Width { get; } = width;
}

/// <summary>The mean of each channel over all places: of [channels, height, width] or [channels, length] comes [channels].</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class GlobalAvgPoolAttribute : LayerAttribute;

/// <summary>The largest element of each channel over all places: of [channels, height, width] or [channels, length] comes [channels].</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class GlobalMaxPoolAttribute : LayerAttribute;
