using NnGen.Compiler.Model;

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

    /// <summary>Of a step that is cut into chunks, the first of the range that is done.</summary>
    public const string From = "from";

    /// <summary>What the range ends before.</summary>
    public const string To = "to";

    /// <summary>The network's parameter block, as an update takes it.</summary>
    public const string Parameters = "parameters";

    /// <summary>The sizes of kernels, in the order in which they are parameters.</summary>
    public static readonly string[] Sizes = [Inputs, Outputs, Panels, Columns, Whole, Rest];

    /// <summary>The inputs of a product: the numbers that each of its sums has.</summary>
    public const string Inputs = "inputs";

    /// <summary>The outputs of a product.</summary>
    public const string Outputs = "outputs";

    /// <summary>The panels that weights lie in.</summary>
    public const string Panels = "panels";

    /// <summary>The columns of a row.</summary>
    public const string Columns = "columns";

    /// <summary>The columns that fill whole vectors.</summary>
    public const string Whole = "whole";

    /// <summary>The columns behind them.</summary>
    public const string Rest = "rest";

    /// <summary>The name of a kernel that reads weights kept so.</summary>
    public static string Stored(string kernel, WeightStorage storage) => storage == WeightStorage.Full ? kernel : kernel + storage;

    /// <summary>The elements of a memory from one row to the next.</summary>
    public static string StrideOf(string memory) => memory + "Stride";

    /// <summary>The same as a size.</summary>
    public static Size Stride(string memory, int value) => Size.Named(StrideOf(memory), value);
}
