using NnGen.Compiler.Graph;
using NnGen.Compiler.Kernels.Functions;

namespace NnGen.Compiler.Kernels.Interpreter;

/// <summary>A block of numbers that a kernel sees from an offset on. Of weights kept as 16 bits, the numbers are these bits, each as a whole number.</summary>
public sealed record Memory<T>(T[] Data, long Offset)
{
    public Memory<T> From(long offset) => new(Data, Offset + offset);
}

/// <summary>
/// Runs kernels without C#: the executable meaning of the IR. Emitted code gives the same bits on any machine that fuses multiply-adds.
/// </summary>
/// <remarks>A kernel is prepared when it runs for the first time. Not for several threads at once.</remarks>
/// <param name="arithmetic">The arithmetic of one number.</param>
/// <param name="logicalLanes">The lanes of a logical vector: 16 for floats, 8 for doubles.</param>
/// <param name="physicalLanes">The lanes of a physical register. Results do not depend on it.</param>
public sealed class KernelInterpreter<T>(IArithmetic<T> arithmetic, int logicalLanes, int physicalLanes)
{
    private readonly Dictionary<Kernel, PreparedKernel<T>> _kernels = [];
    private readonly Dictionary<(ElementFunction Function, int Lanes), PreparedFunction<T>> _functions = [];

    /// <summary>The arithmetic of one number.</summary>
    internal IArithmetic<T> Arithmetic { get; } = arithmetic;

    /// <summary>The arithmetic of the lanes.</summary>
    internal LaneArithmetic<T> Lanes { get; } = LaneArithmetic<T>.Of(arithmetic);

    /// <summary>How many registers hold a logical vector.</summary>
    internal int Registers => logicalLanes / physicalLanes;

    /// <summary>The lanes of a register.</summary>
    internal int PhysicalLanes => physicalLanes;

    /// <summary>Runs a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="memories">Its memories, in order.</param>
    /// <param name="indices">Its index parameters.</param>
    /// <param name="scalars">Its scalar parameters.</param>
    /// <param name="update">Takes a gradient: the index in the parameter block and the lanes that count.</param>
    public void Run(Kernel kernel, IReadOnlyList<Memory<T>> memories, IReadOnlyList<long> indices, IReadOnlyList<T> scalars, Action<long, T[]>? update = null)
    {
        PreparedKernel<T> prepared = Prepared(kernel);
        prepared.Clear(update);
        for (int i = 0; i < kernel.Memories.Count; i++)
        {
            prepared.SetMemory(i, memories[i].Data, memories[i].Offset);
        }

        for (int i = 0; i < kernel.Indices.Count; i++)
        {
            prepared.SetIndex(i, indices[i]);
        }

        for (int i = 0; i < kernel.Scalars.Count; i++)
        {
            prepared.SetScalar(i, scalars[i]);
        }

        prepared.Run();
    }

    /// <summary>One elementary function of one number.</summary>
    public T Evaluate(ElementFunction function, T x)
    {
        T[] result = [x];
        if (function is ElementFunction.Abs or ElementFunction.Sqrt)
        {
            Lanes.Function(function, result, result);
            return result[0];
        }

        return Function(function, 1).Of(result)[0];
    }

    /// <summary>A kernel, prepared.</summary>
    internal PreparedKernel<T> Prepared(Kernel kernel)
    {
        if (!_kernels.TryGetValue(kernel, out PreparedKernel<T>? prepared))
        {
            _kernels.Add(kernel, prepared = new PreparedKernel<T>(kernel, this));
        }

        return prepared;
    }

    /// <summary>A function that the library defines, prepared for so many lanes.</summary>
    internal PreparedFunction<T> Function(ElementFunction function, int lanes)
    {
        if (!_functions.TryGetValue((function, lanes), out PreparedFunction<T>? prepared))
        {
            // A function works lane by lane, so it runs over as many lanes as it is given; constants follow the argument.
            FunctionBody body = FunctionLibrary.Get(function, typeof(T) == typeof(double));
            _functions.Add((function, lanes), prepared = new PreparedFunction<T>(body, new KernelInterpreter<T>(Arithmetic, lanes, lanes)));
        }

        return prepared;
    }

    /// <summary>The lanes of a value.</summary>
    internal int LanesOf(LaneKind kind) => kind switch
    {
        LaneKind.Scalar => 1,
        LaneKind.Logical => logicalLanes,
        _ => physicalLanes,
    };
}
