using NnGen.Compiler.Graph;
using NnGen.Compiler.Kernels.Functions;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Kernels.Interpreter;

/// <summary>
/// A kernel as delegates: names are looked up once, and values lie in arrays that are there already. An array that an expression gives is its own until it is evaluated again, so whatever
/// is kept beyond a statement is copied.
/// </summary>
internal sealed class PreparedKernel<T>
{
    private readonly KernelInterpreter<T> _interpreter;
    private readonly LaneArithmetic<T> _lanes;
    private readonly Dictionary<string, MemorySlot> _memories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IndexSlot> _indices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Slot<T>> _locals = new(StringComparer.Ordinal);
    private readonly MemorySlot[] _givenMemories;
    private readonly IndexSlot[] _givenIndices;
    private readonly Slot<T>[] _givenScalars;
    private readonly Action[] _body;
    private Action<long, T[]>? _update;

    public PreparedKernel(Kernel kernel, KernelInterpreter<T> interpreter)
    {
        (_interpreter, _lanes) = (interpreter, interpreter.Lanes);
        _givenMemories = [.. kernel.Memories.Select(MemoryOf)];
        _givenIndices = [.. kernel.Indices.Select(IndexOf)];
        _givenScalars = [.. kernel.Scalars.Select(LocalOf)];
        _body = Prepare(kernel.Body);
    }

    /// <summary>Forgets what an earlier run has left.</summary>
    /// <param name="update">Takes the gradients of the run that follows.</param>
    public void Clear(Action<long, T[]>? update)
    {
        _update = update;
        foreach (Slot<T> local in _locals.Values)
        {
            local.IsSet = false;
        }

        foreach (IndexSlot index in _indices.Values)
        {
            index.IsSet = false;
        }
    }

    public void SetMemory(int number, T[] data, long offset) => (_givenMemories[number].Data, _givenMemories[number].Offset) = (data, offset);

    public void SetIndex(int number, long value) => _givenIndices[number].Value = value;

    public void SetScalar(int number, T value) => _givenScalars[number].Set(value);

    public void Run() => Run(_body);

    private static void Run(Action[] block)
    {
        foreach (Action statement in block)
        {
            statement();
        }
    }

    private Action[] Prepare(IReadOnlyList<Statement> block) => [.. block.Where(statement => statement is not Note).Select(Prepare)];

    private Action Prepare(Statement statement)
    {
        switch (statement)
        {
            case Let let:
                return Assignment(let.Name, let.Value);
            case LetSums sums:
                return All([.. sums.Names.Select((name, i) => Assignment(name, new Reduce(Reduction.Sum, sums.Values[i])))]);
            case Assign assign:
                return Assignment(assign.Name, assign.Value);
            case Accumulate accumulate:
            {
                Slot<T> sum = LocalOf(accumulate.Name);
                (Func<T[]> x, Func<T[]> y) = (Prepare(accumulate.X), Prepare(accumulate.Y));
                return () =>
                {
                    T[] left = x();
                    T[] right = y();
                    _lanes.MultiplyAdd(left, right, sum.Value, sum.Value);
                };
            }

            case Store store:
            {
                (MemorySlot to, Func<long> index, Func<T[]> value) = (MemoryOf(store.Memory), Prepare(store.Index), Prepare(store.Value));
                Func<long>? count = store.Count is null ? null : Prepare(store.Count);
                return () =>
                {
                    T[] stored = value();
                    Array.Copy(stored, 0, to.Data, to.Offset + index(), Limit(stored, count));
                };
            }

            case Update update:
            {
                (Func<long> index, Func<T[]> value) = (Prepare(update.Index), Prepare(update.Gradient));
                Func<long>? count = update.Count is null ? null : Prepare(update.Count);
                return () =>
                {
                    T[] gradient = value();
                    var handed = new T[Limit(gradient, count)];
                    Array.Copy(gradient, handed, handed.Length);
                    _update!(index(), handed);
                };
            }

            case For loop:
                return Prepare(loop);
            case ForNonZero sparse:
                return Prepare(sparse);
            case Reserve reserve:
            {
                MemorySlot memory = MemoryOf(reserve.Memory);
                return () => (memory.Data, memory.Offset) = (new T[reserve.Length], 0);
            }

            case WidthSwitch width:
                return All(Prepare((width.Cases.FirstOrDefault(c => _interpreter.Registers <= c.Registers) ?? width.Cases[width.Cases.Count - 1]).Body));
            case LetIndex let:
            {
                (IndexSlot name, Func<long> index) = (IndexOf(let.Name), Prepare(let.Index));
                return () => name.Value = let.Table[(int)index()];
            }

            case LetWhole let:
            {
                (IndexSlot name, Func<T[]> value) = (IndexOf(let.Name), Prepare(let.Number));
                return () =>
                {
                    double number = _interpreter.Arithmetic.ToDouble(value()[0]);
                    name.Value = number < let.Count ? number > 0 ? (long)number : 0 : let.Count - 1;
                };
            }

            case LetNumber let:
            {
                (Slot<T> name, Func<long> index) = (LocalOf(let.Name), Prepare(let.Index));
                return () => name.Set(_interpreter.Arithmetic.FromDouble(let.Table[(int)index()]));
            }

            case LetRange let:
            {
                (IndexSlot from, IndexSlot to, Func<long> index) = (IndexOf(let.From), IndexOf(let.To), Prepare(let.Index));
                return () =>
                {
                    int at = (int)index();
                    from.Value = let.Table[at];
                    to.Value = let.Table[at + 1];
                };
            }

            case RowsOfSixes sixes:
            {
                (IndexSlot name, Func<long> rows) = (IndexOf(sixes.Name), Prepare(sixes.Rows));
                return () =>
                {
                    long all = rows();
                    name.Value = all >= 8 && (all % 6 is 2 or 3) ? all - all % 6 - 6 : all;
                };
            }

            case TransposeBlock transpose:
                return Prepare(transpose);
            case Finish finish:
                return All(Prepare(finish.Steps));
            case Block block:
                return All(Prepare(block.Body));
            case Invoke invoke:
                return Prepare(invoke);
            default:
                throw new InvalidOperationException($"The interpreter does not know {statement.GetType().Name}.");
        }
    }

    private static Action All(Action[] block) => block.Length == 1 ? block[0] : () => Run(block);

    private Action Assignment(string name, Expression expression)
    {
        (Slot<T> local, Func<T[]> value) = (LocalOf(name), Prepare(expression));
        return () => local.Set(value());
    }

    private Action Prepare(For loop)
    {
        IndexSlot variable = IndexOf(loop.Variable);
        Func<long>? from = loop.From is null ? null : Prepare(loop.From);
        (Func<long> to, Func<long> step) = (Prepare(loop.To), Prepare(loop.Step));
        Action[] body = Prepare(loop.Body);
        return () =>
        {
            long position = from?.Invoke() ?? variable.Value;
            (long end, long by) = (to(), step());
            for (; position + by <= end; position += by)
            {
                variable.Value = position;
                Run(body);
            }

            variable.Value = position;
        };
    }

    private Action Prepare(ForNonZero sparse)
    {
        (MemorySlot elements, IndexSlot variable) = (MemoryOf(sparse.Memory), IndexOf(sparse.Variable));
        Action[][] bodies = [.. sparse.Bodies.Select(Prepare)];
        long count = sparse.Count;
        T zero = _interpreter.Arithmetic.FromDouble(0);
        return () =>
        {
            for (int first = 0, rank = 0; first < count; first += ForNonZero.Block, rank = 0)
            {
                for (int i = first; i < Math.Min(count, first + ForNonZero.Block); i++)
                {
                    if (!elements.Data[elements.Offset + i]!.Equals(zero))
                    {
                        variable.Value = i;
                        Run(bodies[rank++ % bodies.Length]);
                    }
                }
            }
        };
    }

    private Action Prepare(TransposeBlock transpose)
    {
        (MemorySlot from, Func<long> fromIndex) = (MemoryOf(transpose.From), Prepare(transpose.FromIndex));
        (MemorySlot to, Func<long> toIndex) = (MemoryOf(transpose.To), Prepare(transpose.ToIndex));
        (long fromStride, long toStride) = (transpose.FromStride, transpose.ToStride);
        return () =>
        {
            (long source, long target) = (from.Offset + fromIndex(), to.Offset + toIndex());
            for (int i = 0; i < transpose.Side * transpose.Side; i++)
            {
                (int row, int column) = (i / transpose.Side, i % transpose.Side);
                to.Data[target + row * toStride + column] = from.Data[source + column * fromStride + row];
            }
        };
    }

    private Action Prepare(Invoke invoke)
    {
        PreparedKernel<T> called = _interpreter.Prepared(invoke.Kernel);
        (MemorySlot Memory, Func<long> Offset)[] memories = [.. invoke.Memories.Select(memory => (MemoryOf(memory.Memory), Prepare(memory.Offset)))];
        Func<long>[] indices = [.. invoke.Indices.Select(Prepare)];
        Func<T[]>[] scalars = [.. invoke.Scalars.Select(Prepare)];
        return () =>
        {
            called.Clear(_update);
            for (int i = 0; i < memories.Length; i++)
            {
                called.SetMemory(i, memories[i].Memory.Data, memories[i].Memory.Offset + memories[i].Offset());
            }

            for (int i = 0; i < indices.Length; i++)
            {
                called.SetIndex(i, indices[i]());
            }

            for (int i = 0; i < scalars.Length; i++)
            {
                called.SetScalar(i, scalars[i]()[0]);
            }

            called.Run();
        };
    }

    private Func<T[]> Prepare(Expression expression)
    {
        IArithmetic<T> arithmetic = _interpreter.Arithmetic;
        var result = new T[_interpreter.LanesOf(expression.Kind)];
        switch (expression)
        {
            case Constant constant:
                Fill(result, arithmetic.FromDouble(constant.Value));
                return () => result;
            case Local local:
            {
                Slot<T> slot = LocalOf(local.Name);
                return () => slot.Value;
            }

            case Load load:
            {
                (MemorySlot memory, Func<long> index) = (MemoryOf(load.Memory), Prepare(load.Index));
                if (load.Storage == WeightStorage.Full)
                {
                    return () =>
                    {
                        Array.Copy(memory.Data, memory.Offset + index(), result, 0, result.Length);
                        return result;
                    };
                }

                return () =>
                {
                    long first = memory.Offset + index();
                    for (int i = 0; i < result.Length; i++)
                    {
                        result[i] = arithmetic.FromDouble(ShortNumbers.Widen(load.Storage, (ushort)arithmetic.ToDouble(memory.Data[first + i])));
                    }

                    return result;
                };
            }

            case Splat splat:
            {
                Func<T[]> x = Prepare(splat.X);
                return () =>
                {
                    Fill(result, x()[0]);
                    return result;
                };
            }

            case Binary binary:
            {
                (Func<T[]> x, Func<T[]> y) = (Prepare(binary.X), Prepare(binary.Y));
                return () =>
                {
                    T[] left = x();
                    _lanes.Apply(binary.Operator, left, y(), result);
                    return result;
                };
            }

            case MultiplyAdd fma:
            {
                (Func<T[]> x, Func<T[]> y, Func<T[]> z) = (Prepare(fma.X), Prepare(fma.Y), Prepare(fma.Z));
                return () =>
                {
                    _lanes.MultiplyAdd(x(), y(), z(), result);
                    return result;
                };
            }

            case SelectLess select:
            {
                (Func<T[]> x, Func<T[]> y, Func<T[]> whenLess, Func<T[]> otherwise) = (Prepare(select.X), Prepare(select.Y), Prepare(select.WhenLess), Prepare(select.Otherwise));
                return () =>
                {
                    _lanes.SelectLess(x(), y(), whenLess(), otherwise(), result);
                    return result;
                };
            }

            case KeepFirst keep:
            {
                (Func<T[]> x, Func<T[]> rest) = (Prepare(keep.X), Prepare(keep.Rest));
                return () =>
                {
                    Array.Copy(rest(), result, result.Length);
                    Array.Copy(x(), result, keep.Count.Value);
                    return result;
                };
            }

            case Call call:
            {
                Func<T[]> x = Prepare(call.X);
                if (call.Function is ElementFunction.Abs or ElementFunction.Sqrt)
                {
                    return () =>
                    {
                        _lanes.Function(call.Function, x(), result);
                        return result;
                    };
                }

                PreparedFunction<T> function = _interpreter.Function(call.Function, result.Length);
                return () =>
                {
                    // Calls of one function share its arrays.
                    Array.Copy(function.Of(x()), result, result.Length);
                    return result;
                };
            }

            case BitCall bits:
            {
                (Func<T[]> x, Func<T[]>? y) = (Prepare(bits.X), bits.Y is null ? null : Prepare(bits.Y));
                return () =>
                {
                    _lanes.BitFunction(bits.Function, x(), y?.Invoke(), result);
                    return result;
                };
            }

            case Reduce reduce:
            {
                Func<T[]> x = Prepare(reduce.X);
                var lanes = new T[_interpreter.LanesOf(reduce.X.Kind)];
                int first = reduce.Count == 0 || reduce.Count > lanes.Length / 2 ? lanes.Length : reduce.Count > lanes.Length / 4 ? lanes.Length / 2 : lanes.Length / 4;
                return () =>
                {
                    Array.Copy(x(), lanes, first);
                    result[0] = _lanes.Halve(reduce.Reduction, lanes, first);
                    return result;
                };
            }

            default:
                throw new InvalidOperationException($"The interpreter does not know {expression.GetType().Name}.");
        }
    }

    private Func<long> Prepare(Affine index)
    {
        long constant = index.Constant + index.Registers * _interpreter.PhysicalLanes;
        (IndexSlot Slot, long Factor)[] terms = [.. index.Terms.Select(term => (IndexOf(term.Key), term.Value.Value))];
        switch (terms.Length)
        {
            case 0:
                return () => constant;
            case 1:
            {
                (IndexSlot only, long factor) = terms[0];
                return () => constant + only.Value * factor;
            }

            default:
                return () =>
                {
                    long value = constant;
                    foreach ((IndexSlot slot, long factor) in terms)
                    {
                        value += slot.Value * factor;
                    }

                    return value;
                };
        }
    }

    private static long Limit(T[] lanes, Func<long>? count) => count is null ? lanes.Length : Math.Max(0, Math.Min(lanes.Length, count()));

    private static void Fill(T[] lanes, T value)
    {
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i] = value;
        }
    }

    private MemorySlot MemoryOf(string name) => Slot(_memories, name, () => new MemorySlot());

    private IndexSlot IndexOf(string name) => Slot(_indices, name, () => new IndexSlot(name));

    private Slot<T> LocalOf(string name) => Slot(_locals, name, () => new Slot<T>(name));

    private static TSlot Slot<TSlot>(Dictionary<string, TSlot> slots, string name, Func<TSlot> create)
    {
        if (!slots.TryGetValue(name, out TSlot? slot))
        {
            slots.Add(name, slot = create());
        }

        return slot;
    }

    private sealed class MemorySlot
    {
        public T[] Data { get; set; } = [];

        public long Offset { get; set; }
    }

    private sealed class IndexSlot(string name)
    {
        private long _value;

        public bool IsSet { get; set; }

        public long Value
        {
            get => IsSet ? _value : throw new InvalidOperationException($"The index {name} has no value yet.");
            set => (_value, IsSet) = (value, true);
        }
    }
}
