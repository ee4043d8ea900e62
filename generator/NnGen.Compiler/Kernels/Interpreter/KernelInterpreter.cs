using NnGen.Compiler.Graph;
using NnGen.Compiler.Kernels.Functions;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Kernels.Interpreter;

/// <summary>A block of numbers that a kernel sees from an offset on. Of weights kept as 16 bits, the numbers are these bits, each as a whole number.</summary>
public sealed record Memory<T>(T[] Data, long Offset)
{
    public Memory<T> From(long offset) => new(Data, Offset + offset);
}

/// <summary>
/// Runs kernels without C#: the executable meaning of the IR. Emitted code gives the same bits on any machine that fuses multiply-adds.
/// </summary>
/// <param name="arithmetic">The arithmetic of one number.</param>
/// <param name="logicalLanes">The lanes of a logical vector: 16 for floats, 8 for doubles.</param>
/// <param name="physicalLanes">The lanes of a physical register. Results do not depend on it.</param>
public sealed class KernelInterpreter<T>(IArithmetic<T> arithmetic, int logicalLanes, int physicalLanes)
{
    /// <summary>Runs a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="memories">Its memories, in order.</param>
    /// <param name="indices">Its index parameters.</param>
    /// <param name="scalars">Its scalar parameters.</param>
    /// <param name="update">Takes a gradient: the index in the parameter block and the lanes that count.</param>
    public void Run(Kernel kernel, IReadOnlyList<Memory<T>> memories, IReadOnlyList<long> indices, IReadOnlyList<T> scalars, Action<long, T[]>? update = null)
    {
        var frame = new Frame(update);
        for (int i = 0; i < kernel.Memories.Count; i++)
        {
            frame.Memories[kernel.Memories[i]] = memories[i];
        }

        for (int i = 0; i < kernel.Indices.Count; i++)
        {
            frame.Indices[kernel.Indices[i]] = indices[i];
        }

        for (int i = 0; i < kernel.Scalars.Count; i++)
        {
            frame.Locals[kernel.Scalars[i]] = [scalars[i]];
        }

        Run(kernel.Body, frame);
    }

    /// <summary>One elementary function of one number.</summary>
    public T Evaluate(ElementFunction function, T x) => Function(function, [x])[0];

    private void Run(IReadOnlyList<Statement> block, Frame frame)
    {
        foreach (Statement statement in block)
        {
            Run(statement, frame);
        }
    }

    private void Run(Statement statement, Frame frame)
    {
        switch (statement)
        {
            case Note:
                break;
            case Let let:
                frame.Locals[let.Name] = Evaluate(let.Value, frame);
                break;
            case LetSums sums:
                for (int i = 0; i < sums.Names.Count; i++)
                {
                    frame.Locals[sums.Names[i]] = Evaluate(new Reduce(Reduction.Sum, sums.Values[i]), frame);
                }

                break;
            case Assign assign:
                frame.Locals[assign.Name] = Evaluate(assign.Value, frame);
                break;
            case Accumulate accumulate:
                frame.Locals[accumulate.Name] = Map(Evaluate(accumulate.X, frame), Evaluate(accumulate.Y, frame), frame.Locals[accumulate.Name], arithmetic.MultiplyAdd);
                break;
            case Store store:
                T[] stored = Evaluate(store.Value, frame);
                Memory<T> target = frame.Memories[store.Memory];
                Array.Copy(stored, 0, target.Data, target.Offset + Index(store.Index, frame), Limit(stored, store.Count, frame));
                break;
            case Update update:
                T[] gradient = Evaluate(update.Gradient, frame);
                frame.Update!(Index(update.Index, frame), [.. gradient.Take((int)Limit(gradient, update.Count, frame))]);
                break;
            case For loop:
                long position = loop.From is null ? frame.Indices[loop.Variable] : Index(loop.From, frame);
                long to = Index(loop.To, frame);
                long step = Index(loop.Step, frame);
                for (; position + step <= to; position += step)
                {
                    frame.Indices[loop.Variable] = position;
                    Run(loop.Body, frame);
                }

                frame.Indices[loop.Variable] = position;
                break;
            case ForNonZero sparse:
                Memory<T> elements = frame.Memories[sparse.Memory];
                for (int first = 0, rank = 0; first < sparse.Count; first += ForNonZero.Block, rank = 0)
                {
                    for (int i = first; i < Math.Min(sparse.Count, first + ForNonZero.Block); i++)
                    {
                        if (!elements.Data[elements.Offset + i]!.Equals(arithmetic.FromDouble(0)))
                        {
                            frame.Indices[sparse.Variable] = i;
                            Run(sparse.Bodies[rank++ % sparse.Bodies.Count], frame);
                        }
                    }
                }

                break;
            case Reserve reserve:
                frame.Memories[reserve.Memory] = new Memory<T>(new T[reserve.Length], 0);
                break;
            case WidthSwitch width:
                int registers = logicalLanes / physicalLanes;
                Run((width.Cases.FirstOrDefault(c => registers <= c.Registers) ?? width.Cases[width.Cases.Count - 1]).Body, frame);
                break;
            case LetIndex let:
                frame.Indices[let.Name] = let.Table[(int)Index(let.Index, frame)];
                break;
            case LetWhole let:
                double number = arithmetic.ToDouble(Evaluate(let.Number, frame)[0]);
                frame.Indices[let.Name] = number < let.Count ? number > 0 ? (long)number : 0 : let.Count - 1;
                break;
            case LetNumber let:
                frame.Locals[let.Name] = [arithmetic.FromDouble(let.Table[(int)Index(let.Index, frame)])];
                break;
            case LetRange let:
                frame.Indices[let.From] = let.Table[(int)Index(let.Index, frame)];
                frame.Indices[let.To] = let.Table[(int)Index(let.Index, frame) + 1];
                break;
            case RowsOfSixes sixes:
                long all = Index(sixes.Rows, frame);
                frame.Indices[sixes.Name] = all >= 8 && (all % 6 is 2 or 3) ? all - all % 6 - 6 : all;
                break;
            case TransposeBlock transpose:
                Memory<T> from = frame.Memories[transpose.From].From(Index(transpose.FromIndex, frame));
                Memory<T> transposed = frame.Memories[transpose.To].From(Index(transpose.ToIndex, frame));
                for (int i = 0; i < transpose.Side * transpose.Side; i++)
                {
                    (int row, int column) = (i / transpose.Side, i % transpose.Side);
                    transposed.Data[transposed.Offset + row * transpose.ToStride + column] = from.Data[from.Offset + column * transpose.FromStride + row];
                }

                break;
            case Finish finish:
                Run(finish.Steps, frame);
                break;
            case Block block:
                Run(block.Body, frame);
                break;
            case Invoke invoke:
                Run(
                    invoke.Kernel,
                    [.. invoke.Memories.Select(memory => frame.Memories[memory.Memory].From(Index(memory.Offset, frame)))],
                    [.. invoke.Indices.Select(index => Index(index, frame))],
                    [.. invoke.Scalars.Select(scalar => Evaluate(scalar, frame)[0])],
                    frame.Update);
                break;
            default:
                throw new InvalidOperationException($"The interpreter does not know {statement.GetType().Name}.");
        }
    }

    private T[] Evaluate(Expression expression, Frame frame)
    {
        switch (expression)
        {
            case Constant constant:
                return Fill(arithmetic.FromDouble(constant.Value), Lanes(constant.Kind));
            case Local local:
                return frame.Locals[local.Name];
            case Load load:
                Memory<T> memory = frame.Memories[load.Memory];
                var loaded = new T[Lanes(load.Kind)];
                Array.Copy(memory.Data, memory.Offset + Index(load.Index, frame), loaded, 0, loaded.Length);
                return load.Storage == WeightStorage.Full ? loaded : [.. loaded.Select(bits => arithmetic.FromDouble(ShortNumbers.Widen(load.Storage, (ushort)arithmetic.ToDouble(bits))))];
            case Splat splat:
                return Fill(Evaluate(splat.X, frame)[0], Lanes(splat.Kind));
            case Binary binary:
                return Map(Evaluate(binary.X, frame), Evaluate(binary.Y, frame), Operator(binary.Operator));
            case MultiplyAdd fma:
                return Map(Evaluate(fma.X, frame), Evaluate(fma.Y, frame), Evaluate(fma.Z, frame), arithmetic.MultiplyAdd);
            case SelectLess select:
                T[] whenLess = Evaluate(select.WhenLess, frame);
                T[] otherwise = Evaluate(select.Otherwise, frame);
                T[] x = Evaluate(select.X, frame);
                T[] y = Evaluate(select.Y, frame);
                return [.. x.Select((value, i) => arithmetic.Less(value, y[i]) ? whenLess[i] : otherwise[i])];
            case KeepFirst keep:
                T[] kept = Evaluate(keep.X, frame);
                T[] rest = Evaluate(keep.Rest, frame);
                return [.. kept.Select((value, i) => i < keep.Count ? value : rest[i])];
            case Call call:
                return Function(call.Function, Evaluate(call.X, frame));
            case BitCall bits:
                return BitFunctionOf(bits, frame);
            case Reduce reduce:
                T[] reduced = Evaluate(reduce.X, frame);
                int first = reduce.Count == 0 || reduce.Count > reduced.Length / 2 ? reduced.Length : reduce.Count > reduced.Length / 4 ? reduced.Length / 2 : reduced.Length / 4;
                return [Halve([.. reduced.Take(first)], reduce.Reduction == Reduction.Sum ? arithmetic.Add : Max)];
            default:
                throw new InvalidOperationException($"The interpreter does not know {expression.GetType().Name}.");
        }
    }

    private T[] Function(ElementFunction function, T[] x)
    {
        switch (function)
        {
            case ElementFunction.Abs:
                return [.. x.Select(arithmetic.Abs)];
            case ElementFunction.Sqrt:
                return [.. x.Select(arithmetic.Sqrt)];
        }

        FunctionBody body = FunctionLibrary.Get(function, typeof(T) == typeof(double));

        // A function works lane by lane, so it runs over as many lanes as it is given; constants follow the argument.
        var inner = new KernelInterpreter<T>(arithmetic, x.Length, x.Length);
        var frame = new Frame(null);
        frame.Locals[FunctionBody.Parameter] = x;
        foreach (Let local in body.Locals)
        {
            frame.Locals[local.Name] = inner.Evaluate(local.Value, frame);
        }

        return inner.Evaluate(body.Result, frame);
    }

    private T[] BitFunctionOf(BitCall bits, Frame frame)
    {
        T[] x = Evaluate(bits.X, frame);
        return bits.Function switch
        {
            BitFunction.PowerOfTwo => [.. x.Select(arithmetic.PowerOfTwo)],
            BitFunction.Exponent => [.. x.Select(arithmetic.Exponent)],
            BitFunction.Significand => [.. x.Select(arithmetic.Significand)],
            _ => Map(x, Evaluate(bits.Y!, frame), arithmetic.CopySign),
        };
    }

    /// <summary>The order of every reduction: the upper half is added to the lower one until one number is left.</summary>
    private static T Halve(T[] lanes, Func<T, T, T> combine)
    {
        for (int half = lanes.Length / 2; half >= 1; half /= 2)
        {
            T[] all = lanes;
            lanes = [.. Enumerable.Range(0, half).Select(i => combine(all[i], all[i + half]))];
        }

        return lanes[0];
    }

    /// <summary>As the hardware's instruction: the second operand unless the first is larger, so NaN in the second passes.</summary>
    private T Max(T x, T y) => arithmetic.Less(y, x) ? x : y;

    private T Min(T x, T y) => arithmetic.Less(x, y) ? x : y;

    private Func<T, T, T> Operator(ElementOperator @operator) => @operator switch
    {
        ElementOperator.Add => arithmetic.Add,
        ElementOperator.Subtract => arithmetic.Subtract,
        ElementOperator.Multiply => arithmetic.Multiply,
        ElementOperator.Divide => arithmetic.Divide,
        ElementOperator.Max => Max,
        _ => Min,
    };

    private int Lanes(LaneKind kind) => kind switch
    {
        LaneKind.Scalar => 1,
        LaneKind.Logical => logicalLanes,
        _ => physicalLanes,
    };

    private long Limit(T[] lanes, Affine? count, Frame frame) => count is null ? lanes.Length : Math.Max(0, Math.Min(lanes.Length, Index(count, frame)));

    private long Index(Affine index, Frame frame)
    {
        long value = index.Constant + index.Registers * physicalLanes;
        foreach (KeyValuePair<string, Size> term in index.Terms)
        {
            value += frame.Indices[term.Key] * term.Value;
        }

        return value;
    }

    private static T[] Fill(T value, int lanes)
    {
        var filled = new T[lanes];
        for (int i = 0; i < lanes; i++)
        {
            filled[i] = value;
        }

        return filled;
    }

    private static T[] Map(T[] x, T[] y, Func<T, T, T> function)
    {
        var result = new T[x.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = function(x[i], y[i]);
        }

        return result;
    }

    private static T[] Map(T[] x, T[] y, T[] z, Func<T, T, T, T> function)
    {
        var result = new T[x.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = function(x[i], y[i], z[i]);
        }

        return result;
    }

    private sealed class Frame(Action<long, T[]>? update)
    {
        public Dictionary<string, Memory<T>> Memories { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, long> Indices { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, T[]> Locals { get; } = new(StringComparer.Ordinal);

        public Action<long, T[]>? Update { get; } = update;
    }
}
