namespace NnGen.Compiler.Kernels.Cost;

/// <summary>A core, as far as the time of a kernel depends on it. Measured on the machine at hand, or taken from <see cref="Nominal"/>.</summary>
/// <param name="RegisterBytes">The bytes of a vector register.</param>
/// <param name="Operations">Multiply-adds of registers, and other arithmetic, in a nanosecond.</param>
/// <param name="Loads">Loads of whole registers from the first-level cache in a nanosecond.</param>
/// <param name="Latency">The nanoseconds from a multiply-add to one that waits for it.</param>
/// <param name="NearBytes">The bytes in a nanosecond of a stream from the second-level cache.</param>
/// <param name="FarBytes">The bytes in a nanosecond of a stream from beyond it.</param>
public sealed record MachineModel(int RegisterBytes, double Operations, double Loads, double Latency, double NearBytes, double FarBytes)
{
    /// <summary>What stays in the first-level cache between two passes.</summary>
    public const int NearestCache = 32 * 1024;

    /// <summary>The sets of the first-level cache: lines so many apart, or a multiple of it, share one.</summary>
    public const int NearestSets = 64;

    /// <summary>The lines that a set of it holds.</summary>
    public const int NearestWays = 8;

    /// <summary>The bytes of a line.</summary>
    public const int Line = 64;

    /// <summary>What stays in the second-level cache.</summary>
    public const int NearCache = 1024 * 1024;

    /// <summary>A server core with AVX-512 at 3.7 GHz that starts one multiply-add of 64 bytes a cycle.</summary>
    public static MachineModel Nominal { get; } = new(64, 3.7, 3.7, 1.1, 112, 108);
}
