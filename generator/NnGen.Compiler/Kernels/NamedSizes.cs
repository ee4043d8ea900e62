using NnGen.Compiler.Kernels.Lowering;

namespace NnGen.Compiler.Kernels;

/// <summary>The named sizes of a kernel: its parameters where it is written for all shapes.</summary>
internal static class NamedSizes
{
    /// <summary>Each once, in the order of <see cref="Names.Sizes"/>, the strides of memories behind them in the order of the alphabet.</summary>
    public static IReadOnlyList<NamedSize> Of(IReadOnlyList<Statement> body)
    {
        var values = new SortedDictionary<string, NamedSize>(StringComparer.Ordinal);
        foreach (NamedSize size in body.SelectMany(OfAll).Distinct())
        {
            if (values.TryGetValue(size.Name, out NamedSize? known))
            {
                throw new InvalidOperationException($"The size {size.Name} is {known.Value} in one place of a kernel and {size.Value} in another.");
            }

            values.Add(size.Name, size);
        }

        return [.. values.Values.OrderBy(size => Array.IndexOf(Names.Sizes, size.Name) is >= 0 and var known ? known : Names.Sizes.Length)];
    }

    /// <summary>Those of a statement and of what is nested in it. The sizes of an epilogue are the epilogue's.</summary>
    private static IEnumerable<NamedSize> OfAll(Statement statement) => statement switch
    {
        For loop => OfStatement(statement).Concat(loop.Body.SelectMany(OfAll)),
        ForNonZero loop => OfStatement(statement).Concat(loop.Bodies.SelectMany(body => body).SelectMany(OfAll)),
        Block block => block.Body.SelectMany(OfAll),
        WidthSwitch width => width.Cases.SelectMany(c => c.Body).SelectMany(OfAll),
        _ => OfStatement(statement),
    };

    private static IEnumerable<NamedSize> OfStatement(Statement statement)
    {
        IEnumerable<Size> own = statement switch
        {
            TransposeBlock block => [block.FromStride, block.ToStride],
            ForNonZero loop => [loop.Count],
            _ => Walk.Expressions(statement).SelectMany(expression => expression.All()).OfType<KeepFirst>().Select(keep => keep.Count),
        };
        IEnumerable<Affine> indices = statement is Invoke invoke
            ? invoke.Memories.Where((_, i) => invoke.Kernel.OwnMemories.Contains(invoke.Kernel.Memories[i])).Select(memory => memory.Offset).Concat(invoke.Indices)
            : Walk.Indices(statement);
        IEnumerable<NamedSize> called = statement is Invoke call ? call.Kernel.Sizes : [];
        return own.Concat(indices.SelectMany(index => index.Sizes)).SelectMany(size => size.Names).Concat(called);
    }
}
