namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// How large a tile may be whose sums are followed by more. The JIT inlines only so many calls in a method; the first that it does not inline
/// keeps all sums in memory inside the hot loop, which costs far more than a smaller tile.
/// </summary>
internal static class TileBudget
{
    /// <summary>The sums of a tile of the widest registers, and of others.</summary>
    public const int WideSums = 24;
    public const int Sums = 12;

    /// <summary>The most calls on a register in a method.</summary>
    private const int MaxCalls = 184;

    /// <summary>The loads and splats of a tile.</summary>
    private const int Shared = 14;

    private static readonly int[] s_six = [6, 4, 1];
    private static readonly int[] s_four = [4, 1];

    /// <summary>The calls that each sum of a tile costs: its beginning, its multiply-add and what follows.</summary>
    public static int CallsOfSum(IEnumerable<Statement> epilogue) =>
        2 + epilogue.Sum(statement => (statement is Store or Update ? 1 : 0) + Walk.Expressions(statement).SelectMany(e => e.All()).Count(e => e.Kind == LaneKind.Physical && e is not Local));

    /// <summary>The most of the widest registers side by side.</summary>
    public static int Registers(int callsOfSum) => Fits(4, ColumnTiles.Widest, callsOfSum) ? ColumnTiles.Widest : Fits(4, 3, callsOfSum) ? 3 : 2;

    /// <summary>The rows of the tiles of so many registers: six as far as that fits, then four, then single ones.</summary>
    public static int[] Rows(int registers, int callsOfSum) => Fits(6, registers, callsOfSum) ? s_six : s_four;

    public static bool Fits(int rows, int registers, int callsOfSum) => rows * registers * callsOfSum + Shared <= MaxCalls;
}
