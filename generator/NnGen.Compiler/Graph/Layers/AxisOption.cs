using System.Globalization;

namespace NnGen.Compiler.Graph.Layers;

/// <summary>An argument that names an axis of one row: from 0 on, or from -1 down counted from the last, as in PyTorch without the batch.</summary>
internal static class AxisOption
{
    /// <summary>Whether an axis, counted from the last one if negative, is a certain one of a shape.</summary>
    public static bool Is(int declared, int axis, Shape shape) => (declared < 0 ? declared + shape.Axes.Count : declared) == axis;

    /// <summary>The axis from 0 on; null after a problem was reported.</summary>
    /// <param name="context">The node.</param>
    /// <param name="axes">How many axes there are.</param>
    /// <param name="declared">What was written.</param>
    /// <param name="option">The argument.</param>
    /// <param name="element">The element of its array; -1 for the whole.</param>
    public static int? Read(LayerContext context, int axes, int declared, string option = "Axis", int element = -1)
    {
        if (declared < -axes || declared >= axes)
        {
            context.ReportRange(option, declared, axes == 1 ? "0, or -1 for the last" : $"from 0 to {Number(axes - 1)}, or from -1 to {Number(-axes)} counted from the last", "The axis", element);
            return null;
        }

        return declared < 0 ? declared + axes : declared;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
