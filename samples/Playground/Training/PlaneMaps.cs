namespace Samples.Playground.Training;

/// <summary>How numbers become the bytes of a map: 128 is nothing, 0 and 255 are the ends of the scale.</summary>
internal static class PlaneMaps
{
    /// <summary>The byte of a number whose scale ends at -1 and 1.</summary>
    public static byte Signed(double value) => double.IsNaN(value) ? (byte)128 : (byte)Math.Clamp(Math.Round(127.5 + (127.5 * value)), 0, 255);

    /// <summary>The byte of a number whose scale ends at 0 and 1.</summary>
    public static byte Unsigned(double value) => Signed((2 * value) - 1);

    /// <summary>The point in the middle of a cell; rows go from above to below.</summary>
    public static (double X, double Y) Cell(int cell, int side, double from, double to)
    {
        (int row, int column) = Math.DivRem(cell, side);
        double step = (to - from) / side;
        return (from + ((column + 0.5) * step), to - ((row + 0.5) * step));
    }
}
