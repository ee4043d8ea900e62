namespace NnGen;

/// <summary>A picture in memory: grey or colour, a byte for each channel of each place. Immutable.</summary>
public sealed class ImagePixels
{
    // ITU-R BT.601, in thousandths.
    private const int RedWeight = 299;
    private const int GreenWeight = 587;
    private const int BlueWeight = 114;

    private readonly byte[] _pixels;

    internal ImagePixels(int height, int width, int channels, byte[] pixels)
    {
        Height = height;
        Width = width;
        Channels = channels;
        _pixels = pixels;
    }

    /// <summary>The number of lines.</summary>
    public int Height { get; }

    /// <summary>The number of places of a line.</summary>
    public int Width { get; }

    /// <summary>1 for grey, 3 for red, green and blue.</summary>
    public int Channels { get; }

    /// <summary>The bytes with the channels last: line by line from the top, place by place from the left, the channels of a place side by side.</summary>
    public ReadOnlyMemory<byte> Pixels => _pixels;

    /// <summary>The same picture in grey or in colour.</summary>
    /// <param name="channels">1 for grey, which is 0.299 red + 0.587 green + 0.114 blue, rounded; 3 for three equal channels of a grey one.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="channels"/> is neither 1 nor 3.</exception>
    public ImagePixels WithChannels(int channels)
    {
        if (channels is not (1 or 3))
        {
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "A picture has 1 channel (grey) or 3 (red, green, blue).");
        }

        if (channels == Channels)
        {
            return this;
        }

        int places = Height * Width;
        var pixels = new byte[ArraySize.Of(places, channels, "The picture does not fit")];
        for (int place = 0; place < places; place++)
        {
            if (channels == 1)
            {
                const int Half = 500;
                const int Whole = 1000;
                pixels[place] = (byte)((RedWeight * _pixels[3 * place] + GreenWeight * _pixels[3 * place + 1] + BlueWeight * _pixels[3 * place + 2] + Half) / Whole);
            }
            else
            {
                pixels.AsSpan(3 * place, 3).Fill(_pixels[place]);
            }
        }

        return new ImagePixels(Height, Width, channels, pixels);
    }

    /// <summary>The same picture in another size: see <see cref="ImageResize.Stretch"/>.</summary>
    /// <param name="height">The number of lines, at least 1.</param>
    /// <param name="width">The number of places of a line, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than 1.</exception>
    /// <exception cref="ArgumentException">The picture would be larger than an array can be.</exception>
    public ImagePixels Resized(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        return height == Height && width == Width ? this : new ImagePixels(height, width, Channels, ImageScaling.Stretch(this, height, width));
    }

    /// <summary>Copies the bytes in either order.</summary>
    /// <param name="destination">Room for height x width x channels bytes, or more.</param>
    /// <param name="layout">The order, which the network's input says too.</param>
    /// <exception cref="ArgumentException">There is less room.</exception>
    public void CopyTo(Span<byte> destination, ImageLayout layout)
    {
        if (layout == ImageLayout.ChannelsLast || Channels == 1)
        {
            _pixels.CopyTo(destination);
            return;
        }

        if (destination.Length < _pixels.Length)
        {
            throw new ArgumentException($"The picture has {_pixels.Length} bytes, but there is room for {destination.Length}.", nameof(destination));
        }

        int places = Height * Width;
        for (int place = 0; place < places; place++)
        {
            for (int channel = 0; channel < Channels; channel++)
            {
                destination[channel * places + place] = _pixels[place * Channels + channel];
            }
        }
    }
}
