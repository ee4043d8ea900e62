namespace NnGen.Compiler.Graph.Ops;

/// <summary>
/// Convolutions whose kernel has the pixels of a line in lanes. An image of one channel has them side by side; outputs that are fewer than the lanes
/// would leave most of these empty, and be stored in part, pixel by pixel.
/// </summary>
internal static class LineConvolutions
{
    /// <summary>The lanes that the costs are compared for.</summary>
    private const int UsualLanes = 16;

    /// <summary>The numbers along a side of a block that is turned in registers: so many outputs at most, and pixels at least.</summary>
    public const int Block = 8;

    /// <summary>The most lines, and pixels of a line, of the windows of a pool that follows.</summary>
    public const int MostOfWindow = 4;

    /// <summary>What turning a block costs, in multiply-adds of registers: half as many loads, shuffles and stores as it has numbers are begun at once.</summary>
    private const int CostOfTurning = 48;

    /// <summary>What storing some lanes of a register costs, in multiply-adds.</summary>
    private const int CostOfPart = 8;

    /// <summary>Whether a convolution takes clearly fewer multiply-adds of registers so.</summary>
    public static bool Pays(ConvolutionOp convolution) =>
        convolution.Groups == 1 && !convolution.IsTransposed && convolution.Sums == 1 && Pays(convolution.Windows, convolution.Channels, convolution.Out);

    /// <summary>Whether a layer's convolution does.</summary>
    /// <param name="windows">The windows over the image in its margins.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="outputs">The outputs.</param>
    public static bool Pays(ImageWindows windows, int channels, int outputs)
    {
        (int height, int width, int taps) = (windows.Height.Count, windows.Width.Count, windows.Taps);
        if (channels != 1 || windows.Width.Stride != 1 || outputs > Block || width < Block)
        {
            return false;
        }

        // One output has nothing to be turned.
        long registers = (long)height * Registers(width, UsualLanes) * outputs * taps;
        long turned = outputs == 1 ? 0 : (long)height * Registers(width, Block) * CostOfTurning;
        return 4 * (registers + turned) < 3 * (long)height * width * (taps + CostOfPart);
    }

    private static int Registers(int elements, int lanes) => (elements + lanes - 1) / lanes;
}
