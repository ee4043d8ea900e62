using System.Buffers.Binary;
using System.Globalization;

namespace NnGen;

/// <summary>
/// The messages of an Arrow file in their order: dictionaries and record batches, whatever the form. What the file says of places and sizes is held against the bytes that it has before any is read.
/// </summary>
/// <remarks>https://arrow.apache.org/docs/format/Columnar.html#serialization-and-interprocess-communication-ipc</remarks>
internal abstract class ArrowMessages(ArrowInput input)
{
    /// <summary>The beginning and the end of the file form.</summary>
    private static ReadOnlySpan<byte> Magic => "ARROW1"u8;

    /// <summary>The schema.</summary>
    public FlatTable Schema { get; protected init; }

    /// <summary>Whether a dictionary may come in the place of an earlier one: not where all of them come before all batches.</summary>
    public abstract bool MayReplace { get; }

    /// <summary>The bytes.</summary>
    protected ArrowInput Input { get; } = input;

    /// <summary>The messages of a stream, whose form shows in its first bytes.</summary>
    /// <param name="input">The bytes.</param>
    /// <exception cref="InvalidDataException">They are no Arrow file, or are damaged.</exception>
    /// <exception cref="ArgumentException">They have the file form, and the stream cannot seek.</exception>
    public static ArrowMessages Of(ArrowInput input)
    {
        ReadOnlySpan<byte> first = input.Peek(8);
        if (first.StartsWith(Magic))
        {
            return input.Length is not null
                ? new OfFile(input)
                : throw new ArgumentException("The stream must be one that can seek, since Arrow's file form is read from its end; copy it to a MemoryStream.", "stream");
        }

        if (first.StartsWith("FEA1"u8))
        {
            throw input.Refused("is a file of the first version of Feather; write it in the second, which is Arrow's file form");
        }

        if (first.StartsWith("PAR1"u8))
        {
            throw input.Refused("is a Parquet file and no Arrow file; the package NnGen.Data.Parquet has ReadParquet for it");
        }

        int size = first.Length < 8 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(first);
        return size == Message.Continuation || (size > 0 && size < input.Length)
            ? new OfStream(input)
            : throw input.Refused(string.Create(CultureInfo.InvariantCulture, $"is no Arrow file: it begins neither with 'ARROW1', as Arrow's file form does, nor with the length of a schema, as its stream form does{(input.Length is long length ? $"; it has {length} bytes" : "")}"));
    }

    /// <summary>The next message; null where there is none.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public abstract Message? Next();

    /// <summary>A message.</summary>
    /// <param name="Table">What it says of itself.</param>
    /// <param name="Body">The bytes that it is about.</param>
    internal sealed record Message(FlatTable Table, ArrowBody Body)
    {
        public const int Continuation = -1;
        public const int SchemaType = 1;
        public const int DictionaryType = 2;
        public const int RecordsType = 3;

        /// <summary>The fourth, of the libraries of 2017, and the fifth are alike but for unions.</summary>
        private const int FirstVersion = 3;

        /// <summary>Which kind of message it is.</summary>
        public int Type => Table.Byte(1);

        /// <summary>The version of the format, from 0.</summary>
        public short Version => Table.Int16(0);

        /// <summary>What the message of its kind says.</summary>
        public FlatTable Header => Table.Table(2) ?? throw Table.Damaged("a message has no header");

        /// <summary>A message that begins at the place of the input; null where there the end is marked, or nothing is left.</summary>
        /// <param name="input">The bytes.</param>
        /// <param name="most">The length of its description, if it is known.</param>
        public static Message? Read(ArrowInput input, long? most = null)
        {
            long start = input.Position;
            if (input.Read(sizeof(int), "the length of a message", orNothing: true) is not { Length: > 0 } prefix)
            {
                return null;
            }

            int size = BinaryPrimitives.ReadInt32LittleEndian(prefix);
            if (size == Continuation)
            {
                size = BinaryPrimitives.ReadInt32LittleEndian(input.Read(sizeof(int), "the length of a message"));
            }

            if (size == 0)
            {
                return null;
            }

            if (size < 0 || (most is long block && size > block - (input.Position - start)))
            {
                throw input.Damaged(string.Create(CultureInfo.InvariantCulture, $"the message at byte {start} has a description of {size} bytes{(most is null ? "" : $", and its block one of {most}")}"));
            }

            FlatTable table = new FlatBytes(input.Read(size, "the description of a message"), reason => input.Damaged(string.Create(CultureInfo.InvariantCulture, $"the message at byte {start}: {reason}"))).Root();
            if (table.Int16(0) < FirstVersion)
            {
                throw input.Refused("was written before version 0.8 of Arrow, whose format was another; write it with a newer one");
            }

            input.Position = most is long all ? start + all : input.Position;
            return new Message(table, input.ReadBody(table.Int64(3), start));
        }
    }

    /// <summary>The stream form: a schema and messages until the end is marked or reached.</summary>
    private sealed class OfStream : ArrowMessages
    {
        public OfStream(ArrowInput input)
            : base(input)
        {
            Message? first = Message.Read(input);
            Schema = first is { Type: Message.SchemaType } ? first.Header : throw input.Refused("is no Arrow file: it does not begin with a schema");
        }

        public override bool MayReplace => true;

        public override Message? Next() => Message.Read(Input);
    }

    /// <summary>The file form: a list of messages at its end.</summary>
    private sealed class OfFile : ArrowMessages
    {
        /// <summary>A place of 8 bytes, a length of 4 and a gap of 4, and a length of 8.</summary>
        private const int SizeOfBlock = 24;

        private readonly FlatList _dictionaries;
        private readonly FlatList _records;
        private readonly long _end;
        private long _read;
        private int _next;

        public OfFile(ArrowInput input)
            : base(input)
        {
            long length = input.Length!.Value;
            int tail = sizeof(int) + Magic.Length;
            input.Position = Math.Max(0, length - tail);
            ReadOnlySpan<byte> last = length < 8 + tail ? default : input.Read(tail, "its end");
            if (last.IsEmpty || !last.EndsWith(Magic))
            {
                throw input.Damaged(string.Create(CultureInfo.InvariantCulture, $"it begins with 'ARROW1' and does not end with it, so that its end is missing; it has {length} bytes"));
            }

            int footer = BinaryPrimitives.ReadInt32LittleEndian(last);
            _end = length - tail - footer;
            if (footer <= 0 || _end < 8)
            {
                throw input.Damaged(string.Create(CultureInfo.InvariantCulture, $"its description has {footer} bytes by its own account, and the file {length}"));
            }

            input.Position = _end;
            FlatTable table = new FlatBytes(input.Read(footer, "its description"), input.Damaged).Root();
            Schema = table.Table(1) ?? throw input.Damaged("it has no schema");
            _dictionaries = table.List(2, SizeOfBlock);
            _records = table.List(3, SizeOfBlock);
        }

        public override bool MayReplace => false;

        public override Message? Next()
        {
            if (_next >= _dictionaries.Count + (long)_records.Count)
            {
                return null;
            }

            bool isDictionary = _next < _dictionaries.Count;
            (FlatList blocks, int block) = isDictionary ? (_dictionaries, _next) : (_records, _next - _dictionaries.Count);
            _next++;
            (long place, long size, long body) = (blocks.Int64(block), blocks.Int32(block, 8), blocks.Int64(block, 16));
            string kind = isDictionary ? "dictionary" : "record batch";
            if (place < 8 || size < 8 || body < 0 || place > _end - size || body > _end - place - size)
            {
                throw Input.Damaged(string.Create(CultureInfo.InvariantCulture, $"{kind} {block} has {size} and {body} bytes from byte {place} on; the data lie between bytes 8 and {_end}"));
            }

            // Blocks that lie upon each other would make much of a small file.
            _read += size + body;
            if (_read > _end)
            {
                throw Input.Damaged(string.Create(CultureInfo.InvariantCulture, $"its blocks up to {kind} {block} have {_read} bytes, more than the file; they lie upon each other"));
            }

            Input.Position = place;
            Message message = Message.Read(Input, size) ?? throw Input.Damaged(string.Create(CultureInfo.InvariantCulture, $"{kind} {block} is empty"));
            return message.Type == (isDictionary ? Message.DictionaryType : Message.RecordsType) && message.Body.Length == body
                ? message
                : throw Input.Damaged(string.Create(CultureInfo.InvariantCulture, $"{kind} {block} has a body of {body} bytes, and the message there, of type {message.Type}, one of {message.Body.Length}"));
        }
    }
}
