namespace NnGen;

/// <summary>
/// Reads PGM and PPM: P2 and P3 have their numbers as text, P5 and P6 as bytes, or as pairs of bytes where the largest number is beyond 255. Numbers are
/// brought from the file's range to 0 to 255, rounded.
/// </summary>
internal ref struct PortableMap(byte[] content, string name)
{
    private const int MostOfByte = 255;
    private const int MostOfPair = 65535;

    private readonly ImageBytes _bytes = new(content, name);
    private int _position = 2;

    public ImagePixels Read()
    {
        byte kind = _bytes.At(1, "the header");
        int channels = kind is (byte)'3' or (byte)'6' ? 3 : 1;
        int width = Number("the width", int.MaxValue, least: 1);
        int height = Number("the height", int.MaxValue, least: 1);
        int largest = Number("the largest number", MostOfPair, least: 1);
        Int128 count = (Int128)width * height * channels;
        bool isText = kind is (byte)'2' or (byte)'3';

        // A number of a text has a digit and, but for the last one, something between it and the next.
        Int128 bytes = isText ? 2 * count - 1 : count * (largest > MostOfByte ? 2 : 1);
        if (!isText)
        {
            byte space = _bytes.At(_position, "the header");
            if (!IsSpace(space))
            {
                throw _bytes.Error(_position, $"one space or line break stands between header and pixels, but here is 0x{space:X2}");
            }

            _position++;
        }

        if (bytes > _bytes.Length - _position)
        {
            throw _bytes.Error(_bytes.Length, $"{width} x {height} pixels of {channels} channels take {(isText ? "at least " : "")}{bytes} bytes, but the file has {_bytes.Length - _position} behind its header; it is truncated, or its header is wrong");
        }

        var pixels = new byte[(int)count];
        for (int i = 0; i < pixels.Length; i++)
        {
            int at = _position;
            int value = isText ? Number("a pixel", int.MaxValue, least: 0) : Binary(largest > MostOfByte);
            if (value > largest)
            {
                throw _bytes.Error(at, $"pixel number {i} is {value}, more than {largest}, which the header says is the largest");
            }

            pixels[i] = (byte)((value * (long)MostOfByte + largest / 2) / largest);
        }

        if (isText)
        {
            SkipSpace(orEnd: true);
        }

        return _position == _bytes.Length
            ? new ImagePixels(height, width, channels, pixels)
            : throw _bytes.Error(_position, $"the {width} x {height} pixels end here, but more bytes follow");
    }

    private int Binary(bool isPair)
    {
        int value = _bytes.At(_position++, "the pixels");
        return isPair ? value << 8 | _bytes.At(_position++, "the pixels") : value;
    }

    /// <summary>A number of the header or of a text, behind spaces and comments.</summary>
    private int Number(string what, int most, int least)
    {
        int before = _position;
        SkipSpace(orEnd: false);
        int start = _position;
        long value = 0;
        while (_position < _bytes.Length && _bytes.At(_position, what) is >= (byte)'0' and <= (byte)'9' and byte digit)
        {
            value = value * 10 + digit - '0';
            if (value > most)
            {
                throw _bytes.Error(start, $"{what} is more than {most}");
            }

            _position++;
        }

        if (_position == start)
        {
            throw _position == _bytes.Length ? _bytes.Error(start, $"the file ends before {what}; it is truncated") : _bytes.Error(start, $"expected {what}, but found 0x{_bytes.At(_position, what):X2}");
        }

        if (start == before)
        {
            throw _bytes.Error(start, $"expected a space before {what}");
        }

        return value >= least ? (int)value : throw _bytes.Error(start, $"{what} is {value}, but must be at least {least}");
    }

    /// <summary>Spaces, line breaks, and comments, which go from # to the end of the line.</summary>
    private void SkipSpace(bool orEnd)
    {
        bool isComment = false;
        while (_position < _bytes.Length)
        {
            byte value = _bytes.At(_position, "the header");
            isComment = isComment ? value is not ((byte)'\n' or (byte)'\r') : value == (byte)'#';
            if (!isComment && !IsSpace(value))
            {
                return;
            }

            _position++;
        }

        if (!orEnd)
        {
            throw _bytes.Error(_bytes.Length, "the file ends within its numbers; it is truncated");
        }
    }

    private static bool IsSpace(byte value) => value is (byte)' ' or (>= 9 and <= 13);
}
