namespace NnGen.Compiler.Plan;

/// <summary>
/// What a kernel would cost, for plans that have several ways to compute one thing. Kernels are made of plans, so whoever knows kernels
/// answers; the plan only asks.
/// </summary>
public interface IKernelCost
{
    /// <summary>The nanoseconds of a call on a core that is taken as the measure, whatever this machine is: a plan is the same everywhere.</summary>
    /// <param name="spec">The kernel.</param>
    /// <param name="rows">The rows of the batch.</param>
    double Nanoseconds(KernelSpec spec, int rows);

    /// <summary>
    /// The calls on registers that a kernel comes to where it is part of another one, at the width that has most of them; null of one that cannot be a part. The JIT
    /// inlines only so many in a method.
    /// </summary>
    /// <param name="spec">The kernel, for one row.</param>
    int? CallsOfPart(KernelSpec spec);

    /// <summary>What stays in the second-level cache of that core, in bytes.</summary>
    int NearCache { get; }
}
