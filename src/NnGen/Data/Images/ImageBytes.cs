using System.Buffers.Binary;

namespace NnGen;

/// <summary>The bytes of a file that cannot be trusted: every look at one behind the end is an error that names file, position and reason.</summary>
internal readonly struct ImageBytes(byte[] content, string name)
{
    public int Length => content.Length;

    public byte At(int position, string what) => position < content.Length ? content[position] : throw Ends(what);

    public int UInt16(int position, string what) => BinaryPrimitives.ReadUInt16LittleEndian(Some(position, sizeof(ushort), what));

    public int Int32(int position, string what) => BinaryPrimitives.ReadInt32LittleEndian(Some(position, sizeof(int), what));

    /// <summary>Some bytes from a position on.</summary>
    public ReadOnlySpan<byte> Some(int position, int count, string what) => count <= content.Length - position ? content.AsSpan(position, count) : throw Ends(what);

    /// <summary>The exception for a file that is not what it should be.</summary>
    public InvalidDataException Error(long position, string reason) => new($"{name}, byte {position}: {reason}.");

    private InvalidDataException Ends(string what) => Error(content.Length, $"the file ends within {what}; it is truncated");
}
