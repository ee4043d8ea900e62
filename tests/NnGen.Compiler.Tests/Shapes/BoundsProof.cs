using NnGen.Compiler.Kernels;

namespace NnGen.Compiler.Tests.Shapes;

/// <summary>
/// Proves from a kernel's indices that it stays inside its memories, at one width and for every number of rows at once. Loops are not run:
/// a variable stands for all its values, and what an index can be follows from them.
/// </summary>
/// <param name="logicalLanes">The lanes of a logical vector.</param>
/// <param name="physicalLanes">The lanes of a register.</param>
internal sealed class BoundsProof(int logicalLanes, int physicalLanes)
{
    private readonly List<string> _failures = [];

    /// <summary>What could not be proved.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>How many loads, stores and updates were looked at.</summary>
    public long Accesses { get; private set; }

    /// <summary>Goes through a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="memories">The memories that it gets, by name.</param>
    /// <param name="indices">The indices that it gets, by name.</param>
    /// <param name="updates">The part of the parameter block that it may update, and where that part begins.</param>
    /// <param name="rows">The numbers of rows it is called with.</param>
    public void Run(Kernel kernel, IReadOnlyDictionary<string, Room> memories, IReadOnlyDictionary<string, Linear> indices, (Room Room, long Offset)? updates, RowRange rows)
    {
        var frame = new Frame(kernel.Name, updates);
        foreach (string memory in kernel.Memories)
        {
            frame.Memories[memory] = (memories[memory], Linear.Of(0));
        }

        foreach (string index in kernel.Indices)
        {
            frame.Indices[index] = indices[index];
        }

        Run(kernel.Body, frame, rows);
    }

    private void Run(IReadOnlyList<Statement> block, Frame frame, RowRange rows)
    {
        foreach (Statement statement in block)
        {
            Run(statement, frame, rows);
        }
    }

    private void Run(Statement statement, Frame frame, RowRange rows)
    {
        switch (statement)
        {
            case Note:
                break;
            case Let let:
                Read(let.Value, frame, rows);
                break;
            case LetSums sums:
                sums.Values.ToList().ForEach(value => Read(value, frame, rows));
                break;
            case Assign assign:
                Read(assign.Value, frame, rows);
                break;
            case Accumulate accumulate:
                Read(accumulate.X, frame, rows);
                Read(accumulate.Y, frame, rows);
                break;
            case Store store:
                Read(store.Value, frame, rows);
                (Room target, Linear offset) = frame.Memories[store.Memory];
                Write(target, offset + At(store.Index, frame), Lanes(store.Value.Kind), Count(store.Count, frame), frame, rows);
                break;
            case Update update:
                Read(update.Gradient, frame, rows);
                (Room parameters, long first) = frame.Updates ?? throw new InvalidOperationException($"{frame.Kernel} updates parameters.");
                Write(parameters, At(update.Index, frame) - Linear.Of(first), Lanes(update.Gradient.Kind), Count(update.Count, frame), frame, rows);
                break;
            case For loop:
                Run(loop, frame, rows);
                break;
            case ForNonZero sparse:
                Run(sparse, frame, rows);
                break;
            case Reserve reserve:
                frame.Memories[reserve.Memory] = (new Room($"memory {reserve.Memory} of its own", reserve.Length, new Rows(1, reserve.Length, reserve.Length)), Linear.Of(0));
                break;
            case WidthSwitch width:
                int registers = logicalLanes / physicalLanes;
                Run((width.Cases.FirstOrDefault(c => registers <= c.Registers) ?? width.Cases[^1]).Body, frame, rows);
                break;
            case LetIndex let:
                int[] elements = [.. Elements(let.Table, At(let.Index, frame), 0, frame)];
                frame.Indices[let.Name] = Linear.Of(new Range(let.Name, elements.Min(), elements.Max()));
                break;
            case LetWhole let:
                Read(let.Number, frame, rows);
                frame.Indices[let.Name] = Linear.Of(new Range(let.Name, 0, let.Count - 1));
                break;
            case LetNumber let:
                _ = Elements(let.Table, At(let.Index, frame), 0, frame).Count();
                break;
            case LetRange let:
                // Its ends are the same place's: the table rises.
                int[] from = [.. Elements(let.Table, At(let.Index, frame), 0, frame)];
                int[] to = [.. Elements(let.Table, At(let.Index, frame), 1, frame)];
                if (from.Zip(to).Any(range => range.First > range.Second))
                {
                    Fail(frame, $"the table of {let.From} and {let.To} does not rise");
                }

                frame.Indices[let.From] = Linear.Of(new Range(let.From, from.Min(), from.Max()));
                frame.Indices[let.To] = Linear.Of(new Range(let.To, to.Min(), to.Max()));
                break;
            case RowsOfSixes sixes:
                frame.Indices[sixes.Name] = Linear.Of(new Range(sixes.Name, 0, At(sixes.Rows, frame).Most));
                break;
            case TransposeBlock block:
                Run(block, frame, rows);
                break;
            case Finish finish:
                Run(finish.Steps, frame, rows);
                break;
            case Block nested:
                Run(nested.Body, frame, rows);
                break;
            case Invoke invoke:
                Run(invoke, frame, rows);
                break;
            default:
                throw new InvalidOperationException($"The proof does not know {statement.GetType().Name}.");
        }
    }

    /// <summary>The elements of a table that an index may mean, so much further on; all of them where it may lie outside.</summary>
    private IEnumerable<T> Elements<T>(IReadOnlyList<T> table, Linear index, int further, Frame frame)
    {
        (Bound least, Bound most) = (index.Least, index.Most);
        bool isInside = least.PerRow == 0 && most.PerRow == 0 && least.Constant >= 0 && most.Constant + further < table.Count;
        if (!isInside)
        {
            Fail(frame, $"reads a table of {table.Count} numbers at {index} + {further}");
            return table;
        }

        return table.Skip((int)least.Constant + further).Take((int)(most.Constant - least.Constant) + 1);
    }

    private void Run(For loop, Frame frame, RowRange rows)
    {
        Linear from = loop.From is null ? frame.Indices[loop.Variable] : At(loop.From, frame);
        Linear to = At(loop.To, frame);
        long step = At(loop.Step, frame).Free.Constant;
        if (from.IsConstant && to.IsConstant)
        {
            // Known ends: the last value is known too, which matters where the step does not divide the way.
            long first = from.Free.Constant;
            long trips = Math.Max(0, Linear.FloorDivide(to.Free.Constant - first, step));
            if (trips > 0)
            {
                frame.Indices[loop.Variable] = Linear.Of(new Range(loop.Variable, first, first + (trips - 1) * step));
                Run(loop.Body, frame, rows);
            }

            frame.Indices[loop.Variable] = Linear.Of(first + trips * step);
            return;
        }

        Bound last = to.Most - step;
        RowRange running = rows.Where(from.Least, last);
        if (!running.IsEmpty)
        {
            frame.Indices[loop.Variable] = Linear.Of(new Range(loop.Variable, from.Least, last));
            Run(loop.Body, frame, running);
        }

        // A loop ends between where it began and where it should end, whichever it does not pass.
        if (!rows.Proves(from.Most, to.Most))
        {
            Fail(frame, $"the loop over {loop.Variable} may begin at {from} behind its end, {to}");
        }

        frame.Indices[loop.Variable] = Linear.Of(new Range(loop.Variable, from.Least, to.Most));
    }

    /// <summary>Any of the elements may be one that is not zero.</summary>
    private void Run(ForNonZero loop, Frame frame, RowRange rows)
    {
        (Room room, Linear offset) = frame.Memories[loop.Memory];
        Linear element = Linear.Of(new Range(loop.Variable, 0, loop.Count.Value - 1));
        Read(room, offset + element, 1, frame, rows);
        frame.Indices[loop.Variable] = element;
        foreach (IReadOnlyList<Statement> body in loop.Bodies)
        {
            Run(body, frame, rows);
        }
    }

    private void Run(TransposeBlock block, Frame frame, RowRange rows)
    {
        (Room source, Linear from) = frame.Memories[block.From];
        (Room target, Linear to) = frame.Memories[block.To];
        for (int line = 0; line < block.Side; line++)
        {
            Read(source, from + At(block.FromIndex, frame) + Linear.Of(line * block.FromStride.Value), block.Side, frame, rows);
            Write(target, to + At(block.ToIndex, frame) + Linear.Of(line * block.ToStride.Value), block.Side, null, frame, rows);
        }
    }

    private void Run(Invoke invoke, Frame frame, RowRange rows)
    {
        var inner = new Frame(invoke.Kernel.Name, frame.Updates);
        for (int i = 0; i < invoke.Memories.Count; i++)
        {
            (Room room, Linear offset) = frame.Memories[invoke.Memories[i].Memory];
            inner.Memories[invoke.Kernel.Memories[i]] = (room, offset + At(invoke.Memories[i].Offset, frame));
        }

        for (int i = 0; i < invoke.Indices.Count; i++)
        {
            inner.Indices[invoke.Kernel.Indices[i]] = At(invoke.Indices[i], frame);
        }

        Run(invoke.Kernel.Body, inner, rows);
    }

    private void Read(Expression expression, Frame frame, RowRange rows)
    {
        if (expression is Load load)
        {
            (Room room, Linear offset) = frame.Memories[load.Memory];
            Read(room, offset + At(load.Index, frame), Lanes(load.Kind), frame, rows);
            return;
        }

        foreach (Expression part in expression.Parts)
        {
            Read(part, frame, rows);
        }
    }

    private void Read(Room room, Linear index, int lanes, Frame frame, RowRange rows)
    {
        Accesses++;
        if (!rows.Proves(0, index.Least) || !rows.Proves(index.Most + lanes, room.Length))
        {
            Fail(frame, $"reads {lanes} from {room.Name} at {index}, which has {room.Length}, with {rows.Least} rows or more");
        }
    }

    private void Write(Room room, Linear index, int lanes, Linear? count, Frame frame, RowRange rows)
    {
        Accesses++;
        if (room.Writable is not Rows writable)
        {
            Fail(frame, $"writes to {room.Name}");
            return;
        }

        // As many lanes as the register has, or as are counted, whichever can be shown to fit.
        bool Ends(Linear first, Bound end) => rows.Proves(first.Most + lanes, end) || (count is not null && rows.Proves((first + count).Most, end));
        (Linear row, Linear column) = index.Split(writable.Stride);
        bool isInside = rows.Proves(0, index.Least) && Ends(index, room.Length)
            && rows.Proves(0, row.Least) && rows.Proves(row.Most, writable.Count - 1)
            && rows.Proves(0, column.Least) && Ends(column, writable.Columns);
        if (!isInside)
        {
            Fail(frame, $"writes {(count is null ? $"{lanes}" : $"{count} of {lanes}")} to {room.Name} at row {row}, column {column}, which has {writable.Count} rows of {writable.Columns} columns and {room.Length} elements, with {rows.Least} rows or more");
        }
    }

    private void Fail(Frame frame, string what) => _failures.Add($"{frame.Kernel} at {physicalLanes} lanes {what}");

    private Linear? Count(Affine? count, Frame frame) => count is null ? null : At(count, frame);

    private Linear At(Affine index, Frame frame)
    {
        Linear sum = Linear.Of(index.Constant.Value + index.Registers * physicalLanes);
        foreach ((string name, Size factor) in index.Terms)
        {
            sum = sum.Plus(frame.Indices[name], factor.Value);
        }

        return sum;
    }

    private int Lanes(LaneKind kind) => kind switch
    {
        LaneKind.Scalar => 1,
        LaneKind.Logical => logicalLanes,
        _ => physicalLanes,
    };

    private sealed record Frame(string Kernel, (Room Room, long Offset)? Updates)
    {
        public Dictionary<string, (Room Room, Linear Offset)> Memories { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Linear> Indices { get; } = new(StringComparer.Ordinal);
    }
}
