namespace NnGen.Tests;

/// <summary>Measures what a piece of code allocates.</summary>
internal static class Allocation
{
    /// <summary>The bytes that <paramref name="action"/> allocates on this thread, after a first run that warms it up.</summary>
    public static long Of(Action action)
    {
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
