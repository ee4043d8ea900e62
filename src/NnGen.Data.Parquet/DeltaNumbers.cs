namespace NnGen;

/// <summary>Whole numbers that are written as differences (DELTA_BINARY_PACKED): blocks of them, each with the least of its differences and in parts, each of which takes as many bits for a number as the largest needs.</summary>
/// <remarks>https://github.com/apache/parquet-format/blob/master/Encodings.md</remarks>
internal ref struct DeltaNumbers
{
    /// <summary>The library takes memory for a part of a block by its own account; writers have blocks of 128 to 2,048.</summary>
    private const int MostOfBlock = 1 << 16;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _bits;
    private readonly int _parts;
    private readonly int _size;
    private long _value;
    private long _least;
    private bool _isFirst;
    private int _left;

    // The part: where the widths of its block are, which it is, where it begins; how many bits each number has, which comes next.
    private int _widths;
    private int _part;
    private int _begin;
    private int _width;
    private int _next;

    /// <summary>Reads what is said before the numbers.</summary>
    /// <param name="bytes">The bytes; more may follow the numbers.</param>
    /// <param name="count">How many numbers there must be.</param>
    /// <param name="bits">How many bits a number has: 32 or 64.</param>
    public DeltaNumbers(ReadOnlySpan<byte> bytes, int count, int bits)
    {
        _bytes = bytes;
        _bits = bits;
        if (count == 0 && bytes.IsEmpty)
        {
            return;
        }

        (ulong block, ulong parts, ulong total) = (Varint(), Varint(), Varint());
        _value = ZigZag();
        if (block is 0 or > MostOfBlock || block % 128 != 0 || parts == 0 || block % parts != 0 || block / parts % 32 != 0)
        {
            Problem ??= $"a block has {block} numbers in {parts} parts, where a multiple of 128 up to {MostOfBlock} was expected, and in each part a multiple of 32";
        }
        else if (total != (ulong)count)
        {
            Problem ??= $"the count of numbers is {total}, where {count} was expected";
        }
        else
        {
            (_size, _parts, _left, _isFirst) = ((int)(block / parts), (int)parts, count, true);
            (_part, _next) = (_parts, _size);
        }
    }

    /// <summary>How many bytes were read.</summary>
    public int Position { get; private set; }

    /// <summary>What is wrong with the bytes; null while nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>The next number; 0 behind the last, and with a <see cref="Problem"/>.</summary>
    public long Next()
    {
        if (_left == 0 || (!_isFirst && _next == _size && !BeginPart()))
        {
            return 0;
        }

        _value = _isFirst ? _value : _value + _least + (long)Packed();
        _value = _bits == 32 ? (int)_value : _value;
        _isFirst = false;
        _left--;
        return _value;
    }

    /// <summary>Goes behind the last number: all parts lie within the bytes, or there is a <see cref="Problem"/>.</summary>
    public void Skip()
    {
        _left -= _isFirst ? 1 : 0;
        _isFirst = false;
        while (_left > 0 && (_next < _size || BeginPart()))
        {
            int count = Math.Min(_left, _size - _next);
            _next += count;
            _left -= count;
        }
    }

    // Parts that no number needs have a width, but no bytes.
    private bool BeginPart()
    {
        if (_part == _parts)
        {
            _least = ZigZag();
            (_widths, _part) = (Position, 0);
            Take(_parts);
        }

        if (Problem is null)
        {
            _width = _bytes[_widths + _part++];
            (_begin, _next) = (Position, 0);
            Take(_size / 8 * _width);
            Problem = _width > _bits ? $"a number takes {_width} bits, where it has {_bits}" : Problem;
        }

        _left = Problem is null ? _left : 0;
        return Problem is null;
    }

    private ulong Packed()
    {
        ulong value = 0;
        long bit = (long)_next++ * _width;
        for (int known = 0; known < _width;)
        {
            int shift = (int)(bit & 7);
            int count = Math.Min(8 - shift, _width - known);
            value |= (ulong)((_bytes[_begin + (int)(bit >> 3)] >> shift) & ((1 << count) - 1)) << known;
            (known, bit) = (known + count, bit + count);
        }

        return value;
    }

    private long ZigZag()
    {
        ulong value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64 && Problem is null; shift += 7)
        {
            int place = Position;
            Take(1);
            byte next = Problem is null ? _bytes[place] : (byte)0;
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }

        Problem ??= "a number has more than 64 bits";
        return 0;
    }

    private void Take(int count)
    {
        if (count > _bytes.Length - Position)
        {
            Problem ??= "they end within a block";
            return;
        }

        Position += count;
    }
}
