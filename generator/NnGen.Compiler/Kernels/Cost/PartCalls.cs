using NnGen.Compiler.Kernels.Rewrites;

namespace NnGen.Compiler.Kernels.Cost;

/// <summary>How many calls on registers a kernel is that the JIT would have to inline into the one it is part of.</summary>
internal static class PartCalls
{
    /// <summary>What an elementary function counts: it is inlined with all that it calls.</summary>
    private const int Function = 18;

    /// <summary>What a store of some lanes counts: by halves, quarters and single ones.</summary>
    private const int StoredInPart = 6;

    /// <summary>Chains run where a logical vector is one register or two.</summary>
    private static readonly int[] s_registers = [1, 2];

    /// <summary>At the width that has most; null of a kernel that cannot be a part.</summary>
    public static int? Of(Kernel kernel, int lanes)
    {
        if (!Inline.IsPossible(kernel) || kernel.Indices.Any(index => index != Lowering.Names.Rows))
        {
            return null;
        }

        IReadOnlyList<Statement> body = Inline.Of(new Invoke(kernel, [.. kernel.Memories.Select(memory => new MemoryArgument(memory, 0))], [.. kernel.Indices.Select(_ => (Affine)1)], []));
        return s_registers.Max(registers => body.Sum(statement => Of(statement, registers)));
    }

    private static int Of(Statement statement, int registers) => statement switch
    {
        For loop => loop.Body.Sum(inner => Of(inner, registers)),
        Block block => block.Body.Sum(inner => Of(inner, registers)),
        WidthSwitch width => (width.Cases.FirstOrDefault(way => registers <= way.Registers) ?? width.Cases[width.Cases.Count - 1]).Body.Sum(inner => Of(inner, registers)),
        _ => Itself(statement, registers) + Walk.Expressions(statement).SelectMany(expression => expression.All()).Sum(expression => Of(expression, statement, registers)),
    };

    private static int Itself(Statement statement, int registers) => statement switch
    {
        Accumulate accumulate => OnLanes(accumulate.X.Kind, registers),
        Store { Count: not null } store => StoredInPart * OnLanes(store.Value.Kind, registers),
        Store store => OnLanes(store.Value.Kind, registers),
        LetSums sums => sums.Values.Count * registers,
        _ => 0,
    };

    private static int Of(Expression expression, Statement statement, int registers) => expression switch
    {
        Local => 0,
        Load when statement is Accumulate { Y: Load operand } && ReferenceEquals(operand, expression) => 0,
        Call => Function * OnLanes(expression.Kind, registers),
        _ => OnLanes(expression.Kind, registers),
    };

    private static int OnLanes(LaneKind kind, int registers) => kind switch
    {
        LaneKind.Scalar => 0,
        LaneKind.Logical => registers,
        _ => 1,
    };
}
