using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace NnGen;

/// <summary>
/// A 64-bit number that tells one content from another, for checking files and data against accidents; no defence against malice.
/// Four sums run side by side, so it reads about as fast as memory does. Changing any one word always changes it.
/// </summary>
/// <remarks>The numbers stand in files: another way of computing them is another version of the format.</remarks>
internal struct ContentHash
{
    private const int WordBytes = sizeof(ulong);
    private const int BlockBytes = 4 * WordBytes;

    // Any odd number makes the product reversible; these have their bits well spread.
    private const ulong First = 0xD6E8FEB86659FD93;
    private const ulong Second = 0xA0761D6478BD642F;

    private ulong _a = 1;
    private ulong _b = 2;
    private ulong _c = 3;
    private ulong _d = 4;

    public ContentHash()
    {
    }

    /// <summary>The number of all that was added.</summary>
    public readonly ulong Value
    {
        get
        {
            ulong value = _a;
            Mix(ref value, _b);
            Mix(ref value, _c);
            Mix(ref value, _d);
            value ^= value >> 29;
            return value * Second;
        }
    }

    /// <summary>Adds bytes, and that they end here.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        int length = bytes.Length;
        while (bytes.Length >= BlockBytes)
        {
            AddBlock(bytes);
            bytes = bytes[BlockBytes..];
        }

        Span<byte> last = stackalloc byte[BlockBytes];
        last.Clear();
        bytes.CopyTo(last);
        AddBlock(last);
        Add((ulong)length);
    }

    /// <summary>Adds a text.</summary>
    public void Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    /// <summary>Adds a number.</summary>
    public void Add(ulong number) => Mix(ref _a, number);

    private static void Mix(ref ulong sum, ulong word)
    {
        sum = BitOperations.RotateLeft(sum ^ word, 29) * First;
        sum ^= sum >> 32;
    }

    private void AddBlock(ReadOnlySpan<byte> block)
    {
        Mix(ref _a, BinaryPrimitives.ReadUInt64LittleEndian(block));
        Mix(ref _b, BinaryPrimitives.ReadUInt64LittleEndian(block[WordBytes..]));
        Mix(ref _c, BinaryPrimitives.ReadUInt64LittleEndian(block[(2 * WordBytes)..]));
        Mix(ref _d, BinaryPrimitives.ReadUInt64LittleEndian(block[(3 * WordBytes)..]));
    }
}
