namespace NnGen;

/// <summary>What the pictures of a folder become.</summary>
public sealed record ImageFolderOptions
{
    /// <summary>The lines of a picture; 0, the default, for those of the first one.</summary>
    public int Height { get; init; }

    /// <summary>The places of a line; 0, the default, for those of the first picture.</summary>
    public int Width { get; init; }

    /// <summary>
    /// 1 for grey or 3 for colour, which the others become; 0, the default, for what the first picture has. A BMP file counts as colour.
    /// </summary>
    public int Channels { get; init; }

    /// <summary>What becomes of a picture of another size; it is refused unless set.</summary>
    public ImageResize Resize { get; init; }

    /// <summary>The order of the bytes of a row, which must be that of the network's input; channels first unless set.</summary>
    public ImageLayout Layout { get; init; }
}
