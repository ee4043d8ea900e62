namespace NnGen.Compiler.Plan;

/// <summary>
/// An image that lies in the margins of a larger one, so that whoever computes it stores where a convolution reads it, and nothing is copied. The
/// rows of a kernel are its places; in memory a line of them is followed by margins.
/// </summary>
/// <param name="Height">The lines of the image.</param>
/// <param name="Width">The places of a line.</param>
/// <param name="OuterHeight">The lines, margins included.</param>
/// <param name="OuterWidth">The places of a line, margins included.</param>
public sealed record Inset(int Height, int Width, int OuterHeight, int OuterWidth)
{
    /// <summary>The places of the image.</summary>
    public int Count => Height * Width;

    /// <summary>The places, margins included.</summary>
    public int OuterCount => OuterHeight * OuterWidth;

    /// <summary>The same with a whole line as one place: for what treats all elements alike.</summary>
    public Inset ByLines() => new(Height, 1, OuterHeight, 1);
}
