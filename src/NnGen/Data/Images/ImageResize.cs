namespace NnGen;

/// <summary>What becomes of an image that has another size than the one asked for.</summary>
public enum ImageResize
{
    /// <summary>It is refused, with its size; the default.</summary>
    Refuse,

    /// <summary>
    /// It is stretched or squeezed to the size, whatever its proportions: each new pixel is the mean of those around its place, weighted by a triangle
    /// which is as wide as a new pixel and at least as wide as an old one (bilinear with antialiasing, as Pillow and PyTorch have it).
    /// </summary>
    Stretch,
}
