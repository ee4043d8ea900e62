namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>The names that kernels give to what is passed to them.</summary>
public static class Names
{
    /// <summary>The number of rows at run time.</summary>
    public const string Rows = "rows";

    /// <summary>The factor that reduces the loss.</summary>
    public const string Scale = "scale";

    /// <summary>1 over the number of rows: for means over the batch.</summary>
    public const string PerRow = "perRow";

    /// <summary>The network's parameter block, as an update takes it.</summary>
    public const string Parameters = "parameters";
}
