namespace NnGen;

/// <summary>
/// A structure of Thrift's compact protocol, in which a Parquet file says what is where: numbers, structures and lists of structures by the number of their field; whatever else there is, is passed over.
/// It is read before anything else trusts the file, so every length is held against the bytes that there are, and every type against the format's: the library takes a field for what it should be, whatever it is, and what follows would be something else to it.
/// </summary>
/// <remarks>https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md</remarks>
internal sealed class CompactStruct
{
    private static readonly CompactStruct s_empty = new();

    private List<(int Field, object Value)>? _fields;

    /// <summary>A number; null where there is none in that field.</summary>
    public long? Number(int field) => Find(field) as long?;

    /// <summary>A structure; null where there is none in that field.</summary>
    public CompactStruct? Struct(int field) => Find(field) as CompactStruct;

    /// <summary>A list of structures; null where there is none in that field.</summary>
    public IReadOnlyList<CompactStruct>? Structs(int field) => Find(field) as List<CompactStruct>;

    /// <summary>Whether there is anything in a field.</summary>
    public bool Has(int field) => Find(field) is not null;

    private object? Find(int field) => _fields?.Find(known => known.Field == field).Value;

    /// <summary>Reads structures from bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    public ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        /// <summary>A file with more structures than this is refused: a thousand row groups of five hundred columns are far from it.</summary>
        public const int MostStructs = 2_000_000;

        private const int MostLevels = 32;

        /// <summary>No structure of the format has a quarter of so many; each is held against all others.</summary>
        private const int MostFields = 100;

        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private int _structs;

        /// <summary>How many bytes were read.</summary>
        public int Position { get; private set; }

        /// <summary>Whether the bytes ended before the structure did.</summary>
        public bool IsCutShort { get; private set; }

        /// <summary>What is wrong with the bytes; null while nothing is.</summary>
        public string? Problem { get; private set; }

        /// <summary>The structure that begins here; null with a <see cref="Problem"/>.</summary>
        /// <param name="type">What it should be.</param>
        public CompactStruct? Read(CompactType type)
        {
            CompactStruct read = ReadStruct(0, type);
            return Problem is null ? read : null;
        }

        private CompactStruct ReadStruct(int level, CompactType expected)
        {
            if (level > MostLevels || ++_structs > MostStructs)
            {
                Problem ??= level > MostLevels ? $"structures lie within each other more than {MostLevels} deep" : $"it has more than {MostStructs} structures";
                return s_empty;
            }

            CompactStruct? result = null;
            int field = 0;
            while (Problem is null)
            {
                byte header = Byte();
                int type = header & 15;
                if (header == 0 || Problem is not null)
                {
                    break;
                }

                field = header >> 4 == 0 ? (int)ZigZag(16) : field + (header >> 4);
                if (field > short.MaxValue)
                {
                    Problem ??= $"a field has the number {field}, which has more than 16 bits";
                    break;
                }

                CompactType? known = expected[field];
                if (known?.Is(type) == false)
                {
                    Problem ??= $"field {field} of a structure, at its byte {Position}, is of the type {type}, where {known} was expected";
                    break;
                }

                if (Value(type, level, known) is object value && Problem is null)
                {
                    result ??= new CompactStruct { _fields = [] };
                    if (result.Has(field) || result._fields!.Count == MostFields)
                    {
                        // Of two, another reader may take the other.
                        Problem = result.Has(field) ? $"a structure has two fields {field}" : $"a structure has more than {MostFields} fields";
                    }

                    result._fields!.Add((field, value));
                }
            }

            return result ?? s_empty;
        }

        private object? Value(int type, int level, CompactType? known)
        {
            switch (type)
            {
                case 1 or 2:
                    return type == 1 ? 1L : 0L;
                case 3:
                    return (long)(sbyte)Byte();
                case 4 or 5:
                    return ZigZag(32);
                case 6:
                    return ZigZag(64);
                case 7:
                    Skip(8);
                    return null;
                case 8:
                    Skip(Varint());
                    return s_empty;
                case 9:
                    return List(level, known);
                case 12 when known is not null:
                    return ReadStruct(level + 1, known);
                case 12:
                    // Of structures that it does not know, the library passes over the fields and not over what is in them.
                    Problem = Byte() == 0 ? Problem : Problem ?? "a field that the format does not have is a structure";
                    return s_empty;
                default:
                    Problem ??= $"a field is of the type {type}, which no field of the format is of";
                    return null;
            }
        }

        private List<CompactStruct>? List(int level, CompactType? known)
        {
            byte header = Byte();
            int type = header & 15;
            ulong count = header >> 4 == 15 ? Varint() : (ulong)(header >> 4);

            // Each element takes a byte at least, one that is a structure its end.
            if (count > (ulong)(_bytes.Length - Position))
            {
                Cut($"a list says that it has {count} elements, more than there are bytes");
                return null;
            }

            // Whatever a list without elements says to be of. In one of yes and no, each would be a byte, and the library passes over none.
            if (count > 0 && (known is null ? type is < 3 or > 8 : !known.Element!.Is(type)))
            {
                Problem ??= $"a list at its byte {Position} is of the type {type}, where {known?.Element?.ToString() ?? "3 to 8"} was expected";
                return null;
            }

            List<CompactStruct>? structs = known?.Element!.Is(12) == true ? [] : null;
            for (ulong i = 0; i < count && Problem is null; i++)
            {
                if (structs is not null)
                {
                    structs.Add(ReadStruct(level + 1, known!.Element!));
                }
                else
                {
                    Value(type, level + 1, null);
                }
            }

            return structs;
        }

        private byte Byte()
        {
            if (Position >= _bytes.Length)
            {
                Cut("it ends within a structure");
                return 0;
            }

            return _bytes[Position++];
        }

        private long ZigZag(int bits)
        {
            ulong value = Varint();
            if (bits < 64 && value >> bits != 0)
            {
                Problem ??= $"a number has more than {bits} bits";
                return 0;
            }

            return (long)(value >> 1) ^ -(long)(value & 1);
        }

        private ulong Varint()
        {
            ulong value = 0;
            for (int shift = 0; shift < 64; shift += 7)
            {
                byte next = Byte();
                value |= (ulong)(next & 127) << shift;
                if (next < 128)
                {
                    return value;
                }
            }

            Problem ??= "a number has more than 64 bits";
            return 0;
        }

        private void Skip(ulong count)
        {
            if (count > (ulong)(_bytes.Length - Position))
            {
                Cut($"a value of {count} bytes reaches beyond the end");
                return;
            }

            Position += (int)count;
        }

        private void Cut(string problem)
        {
            IsCutShort |= Problem is null;
            Problem ??= problem;
        }
    }
}
