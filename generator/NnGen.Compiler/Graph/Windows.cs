namespace NnGen.Compiler.Graph;

/// <summary>
/// Windows along an axis: how many elements it has, and which of them each window takes. Window o takes the elements
/// <c>o * stride + i * dilation</c>, for i below the kernel's size; all of them exist.
/// </summary>
/// <param name="Size">The elements of the axis, its margins included.</param>
/// <param name="Kernel">The elements of a window.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Dilation">From one element of a window to the next.</param>
public sealed record WindowAxis(int Size, int Kernel, int Stride, int Dilation)
{
    /// <summary>From the first element of a window to behind its last one.</summary>
    public int Reach => (Kernel - 1) * Dilation + 1;

    /// <summary>The number of windows.</summary>
    public int Count => (Size - Reach) / Stride + 1;
}

/// <summary>Windows as they are laid over an axis and its padding.</summary>
/// <param name="Size">The elements of the axis.</param>
/// <param name="Before">The padding before the first.</param>
/// <param name="After">The padding behind the last.</param>
/// <param name="Kernel">The elements of a window.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Dilation">From one element of a window to the next.</param>
/// <param name="Count">The number of windows.</param>
public sealed record LaidWindows(int Size, int Before, int After, int Kernel, int Stride, int Dilation, int Count)
{
    /// <summary>From the first element of a window to behind its last one.</summary>
    public int Reach => (Kernel - 1) * Dilation + 1;

    /// <summary>The elements of the axis behind the last window.</summary>
    public int Dropped => Math.Max(Size + Before - (Count - 1) * Stride - Reach, 0);

    /// <summary>How much more padding behind the axis makes one more window.</summary>
    public int Missing => Count * Stride + Reach - Size - Before - After;
}

/// <summary>
/// Windows over an image whose channels lie side by side: a value of shape [height, width, channels], or [length, channels] where the height
/// is one.
/// </summary>
public sealed record ImageWindows(WindowAxis Height, WindowAxis Width)
{
    /// <summary>The number of windows.</summary>
    public int Count => Height.Count * Width.Count;

    /// <summary>The places of a window.</summary>
    public int Taps => Height.Kernel * Width.Kernel;

    /// <summary>Whether each window is one place, and each place a window.</summary>
    public bool ArePlaces => Taps == 1 && Height.Stride == 1 && Width.Stride == 1;
}
