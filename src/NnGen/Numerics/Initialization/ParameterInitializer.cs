using System.Runtime.CompilerServices;
using NnGen.Numerics;

namespace NnGen;

/// <summary>Gives the parameters of a network their first values.</summary>
public static partial class ParameterInitializer
{
    /// <summary>Elements are drawn and put into place by so many: an even number, on the stack.</summary>
    private const int BlockElements = 512;

    /// <summary>
    /// Draws every parameter as its <see cref="ParameterInfo.Initializer"/> says. A value depends on the seed, on the parameter's place in
    /// <see cref="NetworkInfo.Parameters"/> and on the element's place in the canonical, row-major order only: not on the compiler's layout.
    /// A network in single precision gets the values of one in double precision, rounded. Padding, and what a mask leaves out, are left alone.
    /// </summary>
    /// <param name="info">The topology.</param>
    /// <param name="parameters">The block to fill, <see cref="NetworkInfo.StorageLength"/> elements.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ArgumentException">
    /// The block has another length, or a parameter's initialiser is unknown, still <see cref="Init.Default"/> or has a scale that does not fit.
    /// </exception>
    public static void Initialize<T>(NetworkInfo info, AlignedBuffer<T> parameters, ulong seed)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Length != info.StorageLength)
        {
            throw new ArgumentException($"{info.Name} keeps its parameters in a block of {info.StorageLength} elements, but the block has {parameters.Length}.", nameof(parameters));
        }

        ParameterAccess.CheckFree(parameters, info.Name, "initialised");
        for (int index = 0; index < info.Parameters.Count; index++)
        {
            ParameterInfo parameter = info.Parameters[index];
            if (parameter.Table is PositionTable table)
            {
                table.Fill(parameter, parameters.Span);
                continue;
            }

            var random = new CounterRandom(seed, RandomStreams.ParameterInitialization(index));
            switch (parameter.Initializer)
            {
                case Init.Zeros:
                    Fill(parameter, parameters.Span, T.Zero);
                    break;
                case Init.Constant:
                    Fill(parameter, parameters.Span, T.CreateTruncating(parameter.InitializerScale));
                    break;
                case Init.Uniform:
                case Init.GlorotUniform:
                case Init.HeUniform:
                case Init.LeCunUniform:
                    FillUniform(parameter, parameters.Span, random, Scale(parameter));
                    break;
                case Init.Normal:
                case Init.GlorotNormal:
                case Init.HeNormal:
                case Init.LeCunNormal:
                    FillNormal(parameter, parameters.Span, random, Scale(parameter));
                    break;
                case Init.TruncatedNormal:
                    FillTruncatedNormal(parameter, parameters.Span, random, Scale(parameter));
                    break;
                case Init.Orthogonal:
                    FillOrthogonal(parameter, parameters.Span, random, Scale(parameter));
                    break;
                case Init.Sparse:
                    FillNormal(parameter, parameters.Span, random, Scale(parameter));
                    ThinOut(parameter, parameters.Span, random);
                    break;
                default:
                    throw new ArgumentException($"The initialiser of {parameter.Name} is {parameter.Initializer}, which names no way to draw values; the compiler should have chosen one.", nameof(info));
            }

            if (parameter.ZeroRow >= 0)
            {
                FillZeroRow(parameter, parameters.Span);
            }
        }
    }

    /// <summary>The bound of a uniform initialiser, the standard deviation of a normal one.</summary>
    private static double Scale(ParameterInfo parameter)
    {
        double fanIn = parameter.FanIn;
        double fanSum = (double)parameter.FanIn + parameter.FanOut;
        double scale = parameter.Initializer switch
        {
            Init.GlorotUniform => Math.Sqrt(6 / fanSum),
            Init.GlorotNormal => Math.Sqrt(2 / fanSum),
            Init.HeUniform => Math.Sqrt(6 / fanIn),
            Init.HeNormal => Math.Sqrt(2 / fanIn),
            Init.LeCunUniform => Math.Sqrt(3 / fanIn),
            Init.LeCunNormal => Math.Sqrt(1 / fanIn),
            _ => parameter.InitializerScale,
        };
        if (double.IsFinite(scale) && scale >= 0)
        {
            return scale;
        }

        throw new ArgumentException($"The scale of the initialiser {parameter.Initializer} of {parameter.Name} is {scale}, from fan-in {parameter.FanIn}, fan-out {parameter.FanOut} and InitializerScale {parameter.InitializerScale}; it must be finite and at least 0.");
    }

    private static void Fill<T>(ParameterInfo parameter, Span<T> storage, T value)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Span<T> values = stackalloc T[BlockElements];
        if (value != T.Zero)
        {
            values.Fill(value);
        }

        int count = ParameterLayout.Count(parameter);
        for (int first = 0; first < count; first += BlockElements)
        {
            ParameterLayout.PutRange(parameter, first, values[..Math.Min(BlockElements, count - first)], storage);
        }
    }

    private static void FillZeroRow<T>(ParameterInfo parameter, Span<T> storage)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Span<T> zeros = stackalloc T[BlockElements];
        int columns = ParameterLayout.Count(parameter) / parameter.Shape[0];
        for (int first = 0; first < columns; first += BlockElements)
        {
            ParameterLayout.PutRange(parameter, parameter.ZeroRow * columns + first, zeros[..Math.Min(BlockElements, columns - first)], storage);
        }
    }

    private static void FillUniform<T>(ParameterInfo parameter, Span<T> storage, CounterRandom random, double bound)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int count = ParameterLayout.Count(parameter);
        Span<double> numbers = stackalloc double[BlockElements];
        Span<T> values = stackalloc T[BlockElements];
        for (int first = 0; first < count; first += BlockElements)
        {
            Span<double> drawn = numbers[..Math.Min(BlockElements, count - first)];
            random.FillUniform(drawn, (uint)first);
            WithinBound(drawn, bound, values);
            ParameterLayout.PutRange(parameter, first, values[..drawn.Length], storage);
        }
    }

    // Each element draws until it is within two deviations: draws are numbered by the step, so no element depends on another.
    private static void FillTruncatedNormal<T>(ParameterInfo parameter, Span<T> storage, CounterRandom random, double deviation)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int count = ParameterLayout.Count(parameter);
        Span<double> numbers = stackalloc double[BlockElements];
        Span<T> values = stackalloc T[BlockElements];
        for (int first = 0; first < count; first += BlockElements)
        {
            Span<double> drawn = numbers[..Math.Min(BlockElements, count - first)];
            random.FillNormal(drawn, (uint)first, count);
            for (int i = 0; i < drawn.Length; i++)
            {
                for (uint draw = 1; Math.Abs(drawn[i]) > 2; draw++)
                {
                    drawn[i] = random.NormalAt(draw, row: 0, (uint)(first + i));
                }
            }

            Scaled(drawn, deviation, values);
            ParameterLayout.PutRange(parameter, first, values[..drawn.Length], storage);
        }
    }

    private static void FillNormal<T>(ParameterInfo parameter, Span<T> storage, CounterRandom random, double deviation)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int count = ParameterLayout.Count(parameter);
        Span<double> numbers = stackalloc double[BlockElements];
        Span<T> values = stackalloc T[BlockElements];
        for (int first = 0; first < count; first += BlockElements)
        {
            Span<double> drawn = numbers[..Math.Min(BlockElements, count - first)];
            random.FillNormal(drawn, (uint)first, count);
            Scaled(drawn, deviation, values);
            ParameterLayout.PutRange(parameter, first, values[..drawn.Length], storage);
        }
    }

    /// <summary>From [0, 1) to [-bound, bound).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WithinBound<T>(ReadOnlySpan<double> uniform, double bound, Span<T> values)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        T upper = T.CreateTruncating(bound);
        for (int i = 0; i < uniform.Length; i++)
        {
            T value = T.CreateTruncating(bound * (2 * uniform[i] - 1));

            // Rounding may reach the bound, which does not belong to the interval.
            values[i] = value >= upper && bound > 0 ? T.BitDecrement(upper) : value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scaled<T>(ReadOnlySpan<double> numbers, double scale, Span<T> values)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            values[i] = T.CreateTruncating(scale * numbers[i]);
        }
    }
}
