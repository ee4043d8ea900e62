namespace NnGen;

/// <summary>
/// A range of the outputs of a weight, where the compiler keeps a weight in pieces: so many outputs are one, whatever their number.
/// </summary>
/// <param name="First">The first output: an index of the weight's first canonical axis.</param>
/// <param name="Offset">The index in the parameter block of the weight of that output and input 0.</param>
/// <param name="OutputStride">How far the next output's weight for the same input lies, within a panel.</param>
/// <param name="InputStride">How far the same output's weight for the next input lies.</param>
public readonly record struct ParameterPiece(int First, int Offset, int OutputStride, int InputStride)
{
    /// <summary>The number of outputs of a panel, where the piece is cut into panels; 0 where it is one.</summary>
    public int PanelOutputs { get; init; }

    /// <summary>How far the next panel lies. Of a compact piece, the panels follow each other, and this is 0.</summary>
    public int PanelStride { get; init; }

    /// <summary>
    /// Whether only those inputs have memory that feed any of a panel's outputs, by the parameter's <see cref="ParameterInfo.Mask"/>:
    /// they follow each other in their order.
    /// </summary>
    public bool IsCompact { get; init; }

    /// <summary>Panels of outputs, one after the other, in each of which an input scales a row of weights.</summary>
    /// <param name="first">The first output.</param>
    /// <param name="offset">Where its weight for input 0 lies.</param>
    /// <param name="outputs">The outputs of a panel, and how far the weights for the next input lie.</param>
    /// <param name="inputs">The number of inputs.</param>
    public static ParameterPiece Panels(int first, int offset, int outputs, int inputs) => new(first, offset, 1, outputs) { PanelOutputs = outputs, PanelStride = outputs * inputs };

    /// <summary>Panels that keep only those inputs that feed any of their outputs.</summary>
    /// <param name="first">The first output.</param>
    /// <param name="offset">Where the first weight lies.</param>
    /// <param name="outputs">The outputs of a panel.</param>
    public static ParameterPiece CompactPanels(int first, int offset, int outputs) => new(first, offset, 1, outputs) { PanelOutputs = outputs, IsCompact = true };

    /// <summary>One panel.</summary>
    /// <param name="first">The first output.</param>
    /// <param name="offset">Where its weight for input 0 lies.</param>
    /// <param name="stride">How far the weights for the next input lie.</param>
    public static ParameterPiece Panel(int first, int offset, int stride) => new(first, offset, 1, stride);

    /// <summary>The weights of each output by themselves.</summary>
    /// <param name="first">The first output.</param>
    /// <param name="offset">Where its weight for input 0 lies.</param>
    /// <param name="stride">How far the next output's weights lie.</param>
    public static ParameterPiece Rows(int first, int offset, int stride) => new(first, offset, stride, 1);
}
