using NnGen.Compiler.Kernels.Lowering;

namespace NnGen.Compiler.Kernels;

/// <summary>The named sizes of a kernel: its parameters where it is written for all shapes.</summary>
internal static class NamedSizes
{
    /// <summary>Each once, in the order of <see cref="Names.Sizes"/>, the strides of memories behind them in the order of the alphabet.</summary>
    public static IReadOnlyList<NamedSize> Of(IReadOnlyList<Statement> body)
    {
        var values = new SortedDictionary<string, NamedSize>(StringComparer.Ordinal);
        foreach (NamedSize size in body.SelectMany(Walk.Statements).SelectMany(OfStatement).Distinct())
        {
            if (values.TryGetValue(size.Name, out NamedSize? known))
            {
                throw new InvalidOperationException($"The size {size.Name} is {known.Value} in one place of a kernel and {size.Value} in another.");
            }

            values.Add(size.Name, size);
        }

        return [.. values.Values.OrderBy(size => Array.IndexOf(Names.Sizes, size.Name) is >= 0 and var known ? known : Names.Sizes.Length)];
    }

    private static IEnumerable<NamedSize> OfStatement(Statement statement)
    {
        IEnumerable<Size> own = statement switch
        {
            TransposeBlock block => [block.FromStride, block.ToStride],
            ForNonZero loop => [loop.Count],
            _ => [],
        };
        IEnumerable<NamedSize> called = statement is Invoke invoke ? invoke.Kernel.Sizes : [];
        return own.Concat(Walk.Indices(statement).SelectMany(index => index.Sizes)).SelectMany(size => size.Names).Concat(called);
    }
}
