namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>The names that kernels give to what is passed to them.</summary>
public static class Names
{
    /// <summary>The number of rows at run time.</summary>
    public const string Rows = "rows";

    /// <summary>The memory of the factor of each row's loss in that of the batch.</summary>
    public const string Scale = "lossScale";

    /// <summary>1 over the number of rows: for means over the batch.</summary>
    public const string PerRow = "perRow";

    /// <summary>The network's parameter block, as an update takes it.</summary>
    public const string Parameters = "parameters";
}
