namespace NnGen;

/// <summary>The inputs of a data set, row after row: numbers, or bytes, which take a quarter of the memory and are handed out as the numbers that they are.</summary>
internal readonly struct InputMemory<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlyMemory<T> _numbers;
    private readonly ReadOnlyMemory<byte> _bytes;

    private InputMemory(ReadOnlyMemory<T> numbers, ReadOnlyMemory<byte> bytes)
    {
        _numbers = numbers;
        _bytes = bytes;
    }

    /// <summary>Whether they are bytes.</summary>
    public bool IsOfBytes => !_bytes.IsEmpty;

    /// <summary>The number of elements.</summary>
    public int Length => IsOfBytes ? _bytes.Length : _numbers.Length;

    /// <summary>All numbers in place; none where they are bytes.</summary>
    public ReadOnlySpan<T> InPlace => _numbers.Span;

    /// <summary>All bytes; none where they are numbers.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.Span;

    public static implicit operator InputMemory<T>(ReadOnlyMemory<T> numbers) => new(numbers, default);

    public static implicit operator InputMemory<T>(ReadOnlyMemory<byte> bytes) => new(default, bytes);

    /// <summary>Copies some elements as numbers.</summary>
    public void CopyTo(int start, Span<T> numbers)
    {
        if (IsOfBytes)
        {
            ByteRows.Widen(_bytes.Span.Slice(start, numbers.Length), numbers);
        }
        else
        {
            _numbers.Span.Slice(start, numbers.Length).CopyTo(numbers);
        }
    }
}
