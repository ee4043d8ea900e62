namespace NnGen;

/// <summary>Reads BMP files without compression: 1, 4 or 8 bits that are indices of a palette, or 24 or 32 bits of blue, green, red and something that is not read.</summary>
internal readonly ref struct Bitmap(byte[] content, string name)
{
    private const int FileHeader = 14;
    private const int CoreHeader = 12;
    private const int InfoHeader = 40;
    private const int MasksOfInfo = 12;

    private readonly ImageBytes _bytes = new(content, name);

    public ImagePixels Read()
    {
        int start = _bytes.Int32(10, "the file header");
        int header = _bytes.Int32(FileHeader, "the picture's header");
        bool isCore = header == CoreHeader;
        if (!isCore && header is not (InfoHeader or 52 or 56 or 64 or 108 or 124))
        {
            throw _bytes.Error(FileHeader, $"the picture's header has {header} bytes; known are those of 12, 40, 52, 56, 64, 108 and 124");
        }

        int width = isCore ? _bytes.UInt16(18, "the width") : _bytes.Int32(18, "the width");
        int lines = isCore ? _bytes.UInt16(20, "the height") : _bytes.Int32(22, "the height");
        if (width < 1 || lines is 0 or int.MinValue)
        {
            throw _bytes.Error(18, $"the picture has the size {width} x {lines}; it needs at least one pixel");
        }

        int depthAt = isCore ? 24 : 28;
        int depth = _bytes.UInt16(depthAt, "the bits of a pixel");
        if (depth is not (1 or 4 or 8 or 24 or 32))
        {
            throw _bytes.Error(depthAt, $"a pixel has {depth} bits; those of 1, 4, 8, 24 and 32 can be read");
        }

        int masks = CheckCompression(isCore ? 0 : _bytes.Int32(30, "the compression"), depth, header);
        int paletteAt = FileHeader + header + masks;
        int entryBytes = isCore ? 3 : 4;
        int colours = depth > 8 ? 0 : Colours(isCore, depth);
        if (start < paletteAt + colours * entryBytes)
        {
            throw _bytes.Error(10, $"the pixels are said to begin at byte {start}, but headers and palette end at byte {paletteAt + colours * entryBytes}");
        }

        int height = Math.Abs(lines);
        long stride = ((long)width * depth + 31) / 32 * 4;
        Int128 all = (Int128)stride * height;
        if (all > _bytes.Length - start)
        {
            throw _bytes.Error(_bytes.Length, $"{height} lines of {stride} bytes are {all}, but the file has {Math.Max(0, _bytes.Length - start)} from byte {start} on; it is truncated, or its header is wrong");
        }

        const int Channels = 3;
        if ((Int128)width * height * Channels > Array.MaxLength)
        {
            throw _bytes.Error(18, $"{width} x {height} pixels of {Channels} bytes are more than the {Array.MaxLength} bytes that an array can have");
        }

        var pixels = new byte[width * height * Channels];
        for (int y = 0; y < height; y++)
        {
            // Lines go from the bottom up, unless the height is negative.
            int line = start + (int)stride * (lines < 0 ? y : height - 1 - y);
            Span<byte> to = pixels.AsSpan(y * width * Channels, width * Channels);
            for (int x = 0; x < width; x++)
            {
                ReadOnlySpan<byte> blueFirst = depth > 8
                    ? _bytes.Some(line + x * (depth / 8), Channels, "the pixels")
                    : _bytes.Some(paletteAt + Index(line, x, depth, colours) * entryBytes, Channels, "the palette");
                (to[Channels * x], to[Channels * x + 1], to[Channels * x + 2]) = (blueFirst[2], blueFirst[1], blueFirst[0]);
            }
        }

        return new ImagePixels(height, width, Channels, pixels);
    }

    /// <summary>Refuses what is compressed; how many bytes of masks stand behind the header.</summary>
    private int CheckCompression(int compression, int depth, int header)
    {
        const int None = 0;
        const int BitFields = 3;
        if (compression == None)
        {
            return 0;
        }

        if (compression != BitFields || depth != 32)
        {
            string kind = compression is 1 or 2 ? "is run-length encoded" : compression is 4 or 5 ? "holds a JPEG or PNG file" : $"has the compression {compression} at {depth} bits";
            throw _bytes.Error(30, $"the picture {kind}; save it without compression");
        }

        // Where each channel stands in a pixel: only the usual order is read.
        int[] usual = [0xFF0000, 0xFF00, 0xFF];
        for (int i = 0; i < usual.Length; i++)
        {
            int at = FileHeader + InfoHeader + i * sizeof(int);
            int mask = _bytes.Int32(at, "the masks of the channels");
            if (mask != usual[i])
            {
                throw _bytes.Error(at, $"the mask of channel {i} is 0x{mask:X8}, but only blue, green, red, one byte each, can be read: 0x{usual[i]:X8}");
            }
        }

        return header == InfoHeader ? MasksOfInfo : 0;
    }

    /// <summary>The entries of the palette.</summary>
    private int Colours(bool isCore, int depth)
    {
        int most = 1 << depth;
        int used = isCore ? 0 : _bytes.Int32(46, "the number of colours");
        return used == 0 ? most
            : used > 0 && used <= most ? used
            : throw _bytes.Error(46, $"the palette has {used} colours, but pixels of {depth} bits have at most {most}");
    }

    private int Index(int line, int x, int depth, int colours)
    {
        int at = line + (int)((long)x * depth / 8);
        int perByte = 8 / depth;
        int index = _bytes.At(at, "the pixels") >> ((perByte - 1 - x % perByte) * depth) & ((1 << depth) - 1);
        return index < colours ? index : throw _bytes.Error(at, $"a pixel has the colour {index}, but the palette has {colours}");
    }
}
