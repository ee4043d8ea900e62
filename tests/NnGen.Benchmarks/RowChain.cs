using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NnGen.Benchmarks;

/// <summary>
/// Predictions of which each waits for the one before: the address of its input is computed from the previous output. The bit that is
/// looked at is set for magnitudes of 2 and more only, so inputs are taken in turn, but no processor knows that in advance.
/// </summary>
internal static class RowChain
{
    /// <summary>How many inputs are taken in turn.</summary>
    public const int Inputs = 16;

    /// <summary>The chain over one callee.</summary>
    public static Contender Of<TCall>(string name, TCall call, Samples data)
        where TCall : struct, IRowCall
    {
        var output = new AlignedBuffer<float>(data.OutputSize);
        return new Contender(name, calls => Run(call, data.Inputs, data.InputSize, output, calls));
    }

    /// <summary>Which input follows input <paramref name="current"/> when the first output was <paramref name="output"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Next(int current, float output)
        => (current + 1 + (int)((BitConverter.SingleToUInt32Bits(output) >> 30) & 1)) & (Inputs - 1);

    private static void Run<TCall>(TCall call, AlignedBuffer<float> inputs, int inputSize, AlignedBuffer<float> output, int calls)
        where TCall : struct, IRowCall
    {
        ref float x = ref inputs.Reference;
        Span<float> y = output.Span;
        int current = 0;
        for (int i = 0; i < calls; i++)
        {
            call.Predict(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref x, current * inputSize), inputSize), y);
            current = Next(current, MemoryMarshal.GetReference(y));
        }
    }
}
