using System.Runtime.CompilerServices;
using NnGen.Compiler.Graph;

namespace NnGen.Compiler.Kernels.Interpreter;

/// <summary>Arithmetic of all lanes of a vector: what the interpreter does with numbers. Results go to an array that is given, which may be one of the operands.</summary>
internal abstract class LaneArithmetic<T>
{
    public static LaneArithmetic<T> Of(IArithmetic<T> arithmetic) => arithmetic switch
    {
        // Of structs that are known, the loops are compiled with their operations in them.
        SingleArithmetic single => (LaneArithmetic<T>)(object)new LaneArithmetic<float, SingleArithmetic>(single),
        DoubleArithmetic @double => (LaneArithmetic<T>)(object)new LaneArithmetic<double, DoubleArithmetic>(@double),
        _ => throw new ArgumentException($"{arithmetic.GetType().Name} is no arithmetic that kernels are interpreted with.", nameof(arithmetic)),
    };

    /// <summary>An operation on two numbers in each lane.</summary>
    public abstract void Apply(ElementOperator @operator, T[] x, T[] y, T[] to);

    /// <summary><c>x * y + z</c>, rounded once.</summary>
    public abstract void MultiplyAdd(T[] x, T[] y, T[] z, T[] to);

    /// <summary>One of two values, by which of two others is less.</summary>
    public abstract void SelectLess(T[] x, T[] y, T[] whenLess, T[] otherwise, T[] to);

    /// <summary>The absolute value, or the square root.</summary>
    public abstract void Function(ElementFunction function, T[] x, T[] to);

    /// <summary>An operation on bits; <paramref name="y"/> is the sign that is copied.</summary>
    public abstract void BitFunction(BitFunction function, T[] x, T[]? y, T[] to);

    /// <summary>One number of the first lanes: the upper half is added to the lower one, or its larger number taken, until one is left. Destroys the lanes.</summary>
    public abstract T Halve(Reduction reduction, T[] lanes, int count);
}

/// <summary>The same with an arithmetic that is known when the loops are compiled.</summary>
internal sealed class LaneArithmetic<T, TArithmetic>(TArithmetic arithmetic) : LaneArithmetic<T>
    where TArithmetic : struct, IArithmetic<T>
{
    // A compiler runs for a second or two. What is compiled quickly first, and well only once it has run for a while, would not get there.
    private const MethodImplOptions Optimised = (MethodImplOptions)512;

    private readonly TArithmetic _arithmetic = arithmetic;

    [MethodImpl(Optimised)]
    public override void Apply(ElementOperator @operator, T[] x, T[] y, T[] to)
    {
        TArithmetic arithmetic = _arithmetic;
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = @operator switch
            {
                ElementOperator.Add => arithmetic.Add(x[i], y[i]),
                ElementOperator.Subtract => arithmetic.Subtract(x[i], y[i]),
                ElementOperator.Multiply => arithmetic.Multiply(x[i], y[i]),
                ElementOperator.Divide => arithmetic.Divide(x[i], y[i]),

                // As the hardware's instructions: the second operand unless the first is better, so NaN in the second passes.
                ElementOperator.Max => arithmetic.Less(y[i], x[i]) ? x[i] : y[i],
                _ => arithmetic.Less(x[i], y[i]) ? x[i] : y[i],
            };
        }
    }

    [MethodImpl(Optimised)]
    public override void MultiplyAdd(T[] x, T[] y, T[] z, T[] to)
    {
        TArithmetic arithmetic = _arithmetic;
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = arithmetic.MultiplyAdd(x[i], y[i], z[i]);
        }
    }

    public override void SelectLess(T[] x, T[] y, T[] whenLess, T[] otherwise, T[] to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = _arithmetic.Less(x[i], y[i]) ? whenLess[i] : otherwise[i];
        }
    }

    public override void Function(ElementFunction function, T[] x, T[] to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = function == ElementFunction.Abs ? _arithmetic.Abs(x[i]) : _arithmetic.Sqrt(x[i]);
        }
    }

    public override void BitFunction(BitFunction function, T[] x, T[]? y, T[] to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = function switch
            {
                Kernels.BitFunction.PowerOfTwo => _arithmetic.PowerOfTwo(x[i]),
                Kernels.BitFunction.Exponent => _arithmetic.Exponent(x[i]),
                Kernels.BitFunction.Significand => _arithmetic.Significand(x[i]),
                _ => _arithmetic.CopySign(x[i], y![i]),
            };
        }
    }

    public override T Halve(Reduction reduction, T[] lanes, int count)
    {
        for (int half = count / 2; half >= 1; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                (T x, T y) = (lanes[i], lanes[i + half]);
                lanes[i] = reduction == Reduction.Sum ? _arithmetic.Add(x, y) : _arithmetic.Less(y, x) ? x : y;
            }
        }

        return lanes[0];
    }
}
