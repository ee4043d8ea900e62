using System.Text;

namespace NnGen.Data.Arrow.Tests;

/// <summary>Descriptions in the format of FlatBuffers, written by the format's definition, sound or not: parts may be shared, and may lie.</summary>
/// <remarks>https://flatbuffers.dev/internals/</remarks>
internal static class FlatWriter
{
    /// <summary>The bytes of a description.</summary>
    public static byte[] Write(Part root)
    {
        // Distances are counted forwards: whatever is referred to stands behind all that refers to it.
        var order = new List<Part>();
        var seen = new HashSet<Part>();
        Visit(root);
        order.Reverse();
        var places = new Dictionary<Part, int>();
        int end = 8;
        foreach (Part part in order)
        {
            places[part] = end + part.Before;
            end += part.Before + part.Size;
            end = (end + 7) / 8 * 8;
        }

        byte[] bytes = new byte[end];
        BitConverter.TryWriteBytes(bytes, places[root]);
        foreach (Part part in order)
        {
            part.Write(bytes, places[part], places);
        }

        return bytes;

        void Visit(Part part)
        {
            if (!seen.Add(part))
            {
                return;
            }

            foreach (Part other in part.Parts)
            {
                Visit(other);
            }

            order.Add(part);
        }
    }

    /// <summary>A table by the values of its fields: numbers, other parts, or null where a field is absent.</summary>
    public static Part Table(params object?[] fields) => new TablePart(fields);

    /// <summary>A text.</summary>
    public static Part Text(string text) => new BytesPart(Encoding.UTF8.GetByteCount(text), [.. Encoding.UTF8.GetBytes(text), 0]);

    /// <summary>A list of structures of numbers of 64 bits.</summary>
    public static Part Structs(int numbers, params long[] values) => new BytesPart(values.Length / numbers, [.. values.SelectMany(BitConverter.GetBytes)]);

    /// <summary>A list of tables.</summary>
    public static Part List(params Part[] tables) => new ListPart(tables);

    /// <summary>A part of a description.</summary>
    internal abstract class Part
    {
        /// <summary>The bytes before its place that belong to it.</summary>
        public virtual int Before => 0;

        public abstract int Size { get; }

        public virtual IEnumerable<Part> Parts => [];

        public abstract void Write(byte[] bytes, int place, IReadOnlyDictionary<Part, int> places);
    }

    // Its fields are told of right before it, and each takes 8 bytes behind the distance to where they are told of.
    private sealed class TablePart(object?[] fields) : Part
    {
        private int Told => 4 + (2 * fields.Length);

        public override int Before => (Told + 7) / 8 * 8;

        public override int Size => 8 + (8 * fields.Length);

        public override IEnumerable<Part> Parts => fields.OfType<Part>();

        public override void Write(byte[] bytes, int place, IReadOnlyDictionary<Part, int> places)
        {
            int told = place - Before;
            BitConverter.TryWriteBytes(bytes.AsSpan(place), place - told);
            BitConverter.TryWriteBytes(bytes.AsSpan(told), (ushort)Told);
            BitConverter.TryWriteBytes(bytes.AsSpan(told + 2), (ushort)Size);
            for (int i = 0; i < fields.Length; i++)
            {
                int offset = 8 + (8 * i);
                BitConverter.TryWriteBytes(bytes.AsSpan(told + 4 + (2 * i)), fields[i] is null ? (ushort)0 : (ushort)offset);
                _ = fields[i] switch
                {
                    Part part => BitConverter.TryWriteBytes(bytes.AsSpan(place + offset), places[part] - (place + offset)),
                    bool value => BitConverter.TryWriteBytes(bytes.AsSpan(place + offset), value),
                    int value => BitConverter.TryWriteBytes(bytes.AsSpan(place + offset), (long)value),
                    long value => BitConverter.TryWriteBytes(bytes.AsSpan(place + offset), value),
                    _ => false,
                };
            }
        }
    }

    private sealed class BytesPart(int count, byte[] content) : Part
    {
        // A number of 64 bits stands at a multiple of 8.
        public override int Before => 4;

        public override int Size => 4 + content.Length;

        public override void Write(byte[] bytes, int place, IReadOnlyDictionary<Part, int> places)
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(place), count);
            content.CopyTo(bytes.AsSpan(place + 4));
        }
    }

    private sealed class ListPart(Part[] tables) : Part
    {
        public override int Size => 4 + (4 * tables.Length);

        public override IEnumerable<Part> Parts => tables;

        public override void Write(byte[] bytes, int place, IReadOnlyDictionary<Part, int> places)
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(place), tables.Length);
            for (int i = 0; i < tables.Length; i++)
            {
                BitConverter.TryWriteBytes(bytes.AsSpan(place + 4 + (4 * i)), places[tables[i]] - (place + 4 + (4 * i)));
            }
        }
    }
}
